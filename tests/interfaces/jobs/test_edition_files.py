"""The job that reads files of editions: from the bytes to an edition that can be proposed, or to named faults."""

import io
import zipfile

import pytest

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.classification import services as classification
from stratrade.apps.lists import queries, services
from stratrade.apps.lists.editions import open_edition
from stratrade.apps.lists.models import EditionRow
from stratrade.interfaces.exchange.tables import template
from stratrade.interfaces.jobs import editions

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = 'id: {0}\ntitle: List\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
ENTRY = """
  - code: {0}
    title: Goods
    terms: {{en: [{1}]}}
    criteria: {{path: {0}, title: x, leaf: {{feature: {{parameter: {2}, question: {{en: "Is it?"}}}}}}}}
"""
BODY = (
    "entries:"
    + ENTRY.format("2B230", "pressure transducer", "is_transducer")
    + ENTRY.format("2B350", "reaction vessel", "is_vessel")
)


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    settings.STRATRADE_HOME = tmp_path


@pytest.fixture
def people():
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})
    return {
        role: User.objects.create(email=f"{role}@lists.example", name=role, role=role, agency=agency)
        for role in ("steward", "head")
    }


def packed(**texts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.yaml", text)
    return out.getvalue()


def read(people, kind, raw, name, **given):
    row = services.receive(
        kind, raw, name, instrument="Prakas 12", in_force_from=today(), by=people["steward"], **given
    )
    editions.prepare(str(row.public_id))
    row.refresh_from_db()
    return row


def adopt(people, row):
    proposal = services.submit(row.public_id, by=people["steward"])
    services.weighed(services.weighing(proposal.public_id), {})
    services.accept(proposal.public_id, by=people["head"])
    return open_edition(queries.in_force(today()).digest)


@pytest.fixture
def base(people):
    return adopt(people, read(people, "EDITION", packed(edition=HEAD.format("base"), all=BODY), "base.zip"))


def codes(row):
    return [(f["row"], f["column"], f["finding"]["code"].removeprefix("lists.table.")) for f in row.faults]


def test_national_entries_decide_goods_once_adopted(people, base):
    row = read(people, "NATIONAL", template.made("national", "xlsx"), "list.xlsx")
    assert (row.status, row.count, row.notes, row.faults) == ("READY", 1, [], [])
    edition = adopt(people, row)
    assert set(edition.entries) == {"2B230", "2B350", "KH-001"}
    day = edition.entries["KH-001"].valid_from
    text = "agricultural drone, tank volume 25 l, payload 12 kg"
    found = classification.identify(text, on=day)
    assert (found.verdict, found.candidates[0].entry) == ("controlled", "KH-001")
    assert classification.identify(text, on=today()).verdict != "controlled"
    assert [hit.entry.code for hit in queries.entries_of_hs("8806.22", on=day)] == ["KH-001"]
    assert queries.search("agricultural drone", day)[0].code == "KH-001"


def test_national_numbers_outside_the_table_of_duties_are_noted(people, base):
    row = read(people, "NATIONAL", b"code,title_en\nXX-001,Drones\nKH-001,Kites\n", "list.csv")
    assert row.status == "READY"
    (note,) = row.notes
    assert (note["row"], note["column"], note["finding"]["code"]) == (2, "code", "lists.table.no_duty")


def test_tables_lie_over_one_another_and_outlive_a_new_edition(people, base):
    for kind, name in (("NATIONAL", "national"), ("LINKS", "links"), ("TARIFF", "tariff")):
        adopt(people, read(people, kind, template.made(name, "csv"), f"{name}.csv"))
    fresh = packed(edition=HEAD.format("fresh"), all=BODY.replace("2B350", "2B359"))
    row = read(people, "EDITION", fresh, "fresh.zip")
    assert [note["finding"]["params"]["value"] for note in row.notes] == ["2B350"]
    edition = adopt(people, row)
    assert set(edition.entries) == {"2B230", "2B359", "KH-001"}
    assert [link.source for link in edition.entries["2B230"].hs] == ["official"]
    assert edition.tariff["90262010"].hs == "902620"
    assert queries.subheading("9026.20.10") == "902620"
    bare = adopt(people, read(people, "EDITION", fresh, "fresh.zip", carry=False))
    assert (set(bare.entries), len(bare.tariff)) == ({"2B230", "2B359"}, 0)


def test_faults_stand_by_row_and_nothing_is_stored(people, base):
    stored = EditionRow.objects.count()
    row = read(people, "LINKS", b"entry,hs,strength\n9Z999,902620,direct\n2B230,999999,direct\n", "t.csv")
    assert (row.status, codes(row)) == ("FAULTY", [(2, "entry", "entry_unknown"), (3, "hs", "hs_unknown")])
    assert EditionRow.objects.count() == stored


@pytest.mark.parametrize(
    ("kind", "raw", "name", "code"),
    [
        ("NATIONAL", b"PK\x03\x04", "x.xlsx", "exchange.file.broken"),
        ("EDITION", b"no zip", "x.zip", "exchange.file.broken"),
        (
            "EDITION",
            packed(edition=HEAD.format("x"), all="entries: [{code: 2B1}]"),
            "x.zip",
            "lists.prepare.place",
        ),
        ("EDITION", packed(edition=HEAD.format("x"), all="entries: {"), "x.zip", "exchange.file.broken"),
        ("TARIFF", "code,description_en\n".encode("utf-16"), "x.csv", "exchange.message.encoding"),
        ("EDITION", packed(edition=HEAD.format("base"), all=BODY), "x.zip", "lists.prepare.same"),
    ],
)
def test_what_cannot_be_read_is_said_once(people, base, kind, raw, name, code):
    stored = EditionRow.objects.count()
    row = read(people, kind, raw, name)
    assert row.status == "FAULTY"
    assert {fault["finding"]["code"] for fault in row.faults} == {code}
    assert EditionRow.objects.count() == stored


def test_a_table_needs_a_list_to_lie_over(people):
    row = read(people, "TARIFF", template.made("tariff", "csv"), "t.csv")
    assert row.faults[0]["finding"]["code"] == "lists.prepare.no_base"


def test_the_same_table_again_changes_nothing(people, base):
    raw = template.made("links", "csv")
    adopt(people, read(people, "LINKS", raw, "t.csv"))
    assert read(people, "LINKS", raw, "t.csv").faults[0]["finding"]["code"] == "lists.prepare.same"


def test_a_job_that_breaks_says_so_and_may_run_again(people, base, monkeypatch):
    def fail(*_args):
        raise MemoryError

    monkeypatch.setattr(editions.shelf, "open_index", fail)
    row = services.receive(
        "LINKS",
        template.made("links", "csv"),
        "t.csv",
        instrument="No 3",
        in_force_from=today(),
        by=people["steward"],
    )
    with pytest.raises(MemoryError):
        editions.prepare(str(row.public_id))
    row.refresh_from_db()
    assert (row.status, row.faults[0]["finding"]["code"]) == ("FAULTY", "lists.prepare.failed")
    monkeypatch.undo()
    services.again(row.public_id, by=people["steward"])
    editions.prepare(str(row.public_id))
    row.refresh_from_db()
    assert row.status == "READY"


def test_a_killed_job_is_done_by_the_next_worker(people, base, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_args, **_given):
        raise Killed

    row = services.receive(
        "LINKS",
        template.made("links", "csv"),
        "t.csv",
        instrument="No 3",
        in_force_from=today(),
        by=people["steward"],
    )
    stored = EditionRow.objects.count()
    monkeypatch.setattr(editions.services, "ready", die)
    with pytest.raises(Killed):
        editions.prepare(str(row.public_id))
    row.refresh_from_db()
    assert (row.status, row.step, EditionRow.objects.count()) == ("WAITING", "store", stored)
    monkeypatch.undo()
    editions.prepare(str(row.public_id))
    editions.prepare(str(row.public_id))
    row.refresh_from_db()
    assert (row.status, EditionRow.objects.count()) == ("READY", stored + 1)
