"""A steward proposes a control list, the head adopts it, and anybody reads the list on a day."""

import io
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.audit import applying
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.reactions import name_of
from stratrade.apps.classification.models import RulingRequest
from stratrade.apps.classification.services import products, reactions
from stratrade.apps.lists import services
from stratrade.apps.lists.models import Adoption, Proposal
from stratrade.apps.lists.services import reactions as edition_reactions
from stratrade.apps.nation import impact
from stratrade.apps.notices.models import Notice
from stratrade.apps.parties import services as parties
from stratrade.interfaces.jobs import editions

HEAD = 'id: {0}\ntitle: List {0}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
parameters:
  - {{id: accuracy, kind: quantity, unit: µm, label: {{en: positioning accuracy, fr: précision}}}}
entries:
  - code: 2B201
    title: Machine tools
    hs: [{{code: "845710", strength: direct, reason: machining centres}}]
    terms: {{en: [machine tool]}}
    criteria:
      path: 2B201
      title: any
      any:
        - path: 2B201.a.1
          title: accuracy
          leaf: {{quantity: {{parameter: accuracy, op: le, value: {0}, unit: µm}}}}
        - path: 2B201.b
          title: finer still
          valid_from: "2999-01-01"
          leaf: {{quantity: {{parameter: accuracy, op: le, value: 1, unit: µm}}}}
"""


def files(name, value):
    return {"edition.yaml": HEAD.format(name), "all.yaml": BODY.format(value)}


def packed(texts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return SimpleUploadedFile("edition.zip", out.getvalue())


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    settings.STRATRADE_HOME = tmp_path


@pytest.fixture
def people(transactional_db):
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})
    return {
        role: User.objects.create(email=f"{role}@lists.example", name=role.title(), role=role, agency=agency)
        for role in ("steward", "head")
    }


@pytest.fixture
def first(people):
    """An edition in force since today."""
    row = services.propose(
        texts=files("one", 6), instrument="No 1", in_force_from=today(), by=people["steward"]
    )
    editions.weigh(str(row.public_id))
    services.accept(row.public_id, by=people["head"])


def hand_in(client, people, upload, kind="EDITION", **typed):
    client.force_login(people["steward"])
    day = (today() + timedelta(days=3)).isoformat()
    return client.post(
        "/steward/editions/new/",
        {
            "kind": kind,
            "instrument": "Prakas 12",
            "in_force_from": day,
            "carry": "on",
            "file": upload,
            **typed,
        },
    )


def read_in(client, people, upload, kind="EDITION", **typed):
    """Hand it in, and do the job; the page of the file."""
    answer = hand_in(client, people, upload, kind, **typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert "Is being read" in client.get(answer.url).content.decode()
    editions.prepare(answer.url.rstrip("/").rpartition("/")[2])
    return answer.url


def propose(client, people, texts):
    url = read_in(client, people, packed(texts))
    answer = client.post(url, {"action": "propose", "version": "2"})
    weigh(answer.url)
    return answer


def weigh(url):
    editions.weigh(url.rstrip("/").rpartition("/")[2])


def _asked_again_while_it_runs(client, url):
    """A report that was being made when it was asked for anew is put aside; the job that was asked for makes one."""
    public_id = UUID(url.rstrip("/").rpartition("/")[2])
    running = services.weighing(public_id)
    client.post(url, {"action": "weigh", "version": "1"})
    services.weigh_progress(running, 7)
    services.weighed(running, {"rows": [], "looked_at": {}, "changed": {"product": 99}})
    row = Proposal.objects.get(public_id=public_id)
    assert (row.impact, row.impact_at, row.impact_done) == ({}, None, 0)


def table(text, name="table.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_from_proposal_to_changes_in_words(client, people, first):
    answer = propose(client, people, files("two", 4))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = client.get(answer.url).content.decode()
    assert "positioning accuracy from ≤ 6 µm to ≤ 4 µm" in page
    assert 'name="action"' not in page
    client.force_login(people["head"])
    mine = answer.url.replace("steward", "nation")
    assert mine in client.get("/nation/").content.decode()  # what waits for the head stands at home
    assert 'name="action"' in client.get(mine).content.decode()
    done = client.post(mine, {"action": "adopt", "version": "1"})
    assert done.status_code == 302, done.content.decode()[:2000]
    assert Adoption.objects.count() == 2
    assert mine not in client.get("/nation/").content.decode()
    assert Proposal.objects.get(edition__code="two").impact["looked_at"] == {}
    client.logout()
    assert "positioning accuracy from ≤ 6 µm to ≤ 4 µm" in client.get("/list/changes/").content.decode()
    entry = client.get("/list/2B201/").content.decode()
    assert "positioning accuracy from ≤ 6 µm to ≤ 4 µm" in entry  # its history, before the day has come
    assert "to come" in entry
    assert "2B201.b" in entry  # a criterion with days of its own


def test_sent_back_needs_a_reason(client, people, first):
    mine = propose(client, people, files("two", 4)).url.replace("steward", "nation")
    client.force_login(people["head"])
    assert client.post(mine, {"action": "send_back", "version": "1"}).status_code == 422
    assert client.post(mine, {"action": "send_back", "version": "1", "reason": "No"}).status_code == 302
    assert Proposal.objects.get(edition__code="two").status == "SENT_BACK"


@pytest.mark.parametrize(
    ("texts", "said"),
    [(files("two", "'six'"), "2B201.a.1"), ({"../edition.yaml": ""}, "only YAML files in one folder")],
)
def test_faults_are_named_by_file_and_place(client, people, first, texts, said):
    url = read_in(client, people, packed(texts))
    page = client.get(url).content.decode()
    assert said in page
    assert "Nothing was stored" in page
    assert Proposal.objects.count() == 1  # the one in force
    assert client.post(url, {"action": "propose", "version": "2"}).status_code == 422


def test_a_national_list_from_its_table_to_the_list_browser(client, people, first):
    raw = client.force_login(people["steward"]) or client.get("/steward/editions/templates/national.xlsx")
    assert "attachment" in raw["Content-Disposition"]
    url = read_in(
        client, people, table(raw.content, "list.xlsx"), "NATIONAL", in_force_from=today().isoformat()
    )
    page = client.get(url).content.decode()
    assert "KH-001 is new" in page
    assert 'value="propose"' in page
    proposed = client.post(url, {"action": "propose", "version": "2"}).url
    assert "list.xlsx" in client.get(proposed).content.decode()
    weigh(proposed)
    assert proposed.rpartition("/editions/")[2] not in client.get("/list/").content.decode()
    client.force_login(people["head"])
    mine = proposed.replace("steward", "nation")
    assert "list.xlsx" in client.get(mine).content.decode()
    assert client.post(mine, {"action": "adopt", "version": "1"}).status_code == 302
    client.logout()
    assert "Crop spraying drones" in client.get("/list/?on=2027-02-01").content.decode()
    assert "20" in client.get("/list/KH-001/?on=2027-02-01").content.decode()


def test_rows_with_faults_are_named_and_nothing_is_proposed(client, people, first):
    url = read_in(
        client, people, table("entry,hs,strength\n9Z999,845710,direct\n2B201,111,partial\n"), "LINKS"
    )
    page = client.get(url).content.decode()
    assert "Row 2" in page
    assert "9Z999 is no entry" in page
    assert "“111” is no HS code" in page
    assert client.post(url, {"action": "discard", "version": "2"}).url == "/steward/editions/"
    assert "Has faults" not in client.get("/steward/editions/").content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"upload": "", "kind": "LINKS"}, "Choose a file"),
        ({"upload": table("x", "x.pdf"), "kind": "TARIFF"}, "x.pdf is neither XLSX nor CSV"),
        ({"upload": table(b"x" * (10 * 1024 * 1024 + 1)), "kind": "TARIFF"}, "larger than 10 MB"),
        ({"upload": table("x"), "kind": "NONE"}, "Select a valid choice"),
        ({"upload": table("x"), "kind": "LINKS", "in_force_from": "2020-01-01"}, "1 Jan 2020 has passed"),
    ],
)
def test_what_cannot_be_handed_in_is_said_on_the_form(client, people, first, given, said):
    answer = hand_in(client, people, **given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_tariff_is_shown_by_customs_code(client, people, first):
    text = (
        "code,hs,description_en,description_km,unit\n"
        "84571010,845710,Machining centres of five axes,ម៉ាស៊ីន,u\n"
        "84579990,845710,Sets of machining centres,ម៉ាស៊ីន,u\n"
    )
    url = read_in(client, people, table(text), "TARIFF", in_force_from=today().isoformat())
    assert "Machining centres of five axes" in client.get(url).content.decode()
    proposed = client.post(url, {"action": "propose", "version": "2"}).url
    client.force_login(people["head"])
    weigh(proposed)
    client.post(proposed.replace("steward", "nation"), {"action": "adopt", "version": "1"})
    page = client.get("/list/customs-code/", {"hs": "8457.10.10"}).content.decode()
    assert "Machining centres of five axes" in page
    assert "2B201" in page
    asked = client.get("/list/", {"q": "84571010"}, headers={"HX-Request": "true"}).content.decode()
    assert "2B201" in asked
    for code, linked in (("8457.10.10", True), ("84579990", True), ("84798990", False)):
        answer = client.get("/goods/", {"text": "goods of steel", "hs": code}).content.decode()
        assert ("/list/2B201/" in answer) is linked, code  # as declarations are identified


def test_files_are_for_stewards(client, people, first):
    url = hand_in(client, people, packed(files("two", 4))).url
    client.force_login(people["head"])
    assert client.get(url).status_code == 403
    assert client.get("/steward/editions/templates/links.csv").status_code == 403
    client.force_login(people["steward"])
    assert client.get("/steward/editions/templates/links.exe").status_code == 404
    assert client.get(url, headers={"HX-Request": "true"}).content.strip().startswith(b"<div id=")


def test_list_and_entry_on_a_day(client, people, first):
    assert "2B201" in client.get("/list/").content.decode()
    assert "No control list was in force" in client.get("/list/?on=1990-01-01").content.decode()
    assert client.get("/list/2B201/?on=1990-01-01").status_code == 404
    assert "finer still" not in client.get("/list/2B201/").content.decode()
    assert "finer still" in client.get("/list/2B201/?on=2999-01-01").content.decode()


@pytest.mark.parametrize(
    ("hs", "found"), [("8457", True), ("8457.10.90", True), ("84", False), ("9026", False)]
)
def test_entries_by_customs_code(client, people, first, hs, found):
    page = client.get("/list/customs-code/", {"hs": hs}).content.decode()
    assert ("Machine tools" in page) is found
    assert ("machining centres" in page) is found  # with the reason


def test_customs_codes_from_the_chapter_down(client, people, first):
    assert 'href="?hs=84"' in client.get("/list/customs-code/").content.decode()
    assert 'href="?hs=8457"' in client.get("/list/customs-code/?hs=84").content.decode()
    assert "No control list was in force" in client.get("/list/customs-code/?on=1990-01-01").content.decode()


def test_impact_names_what_is_answered_otherwise(people, first):
    row = services.propose(
        texts=files("two", 4), instrument="No 2", in_force_from=today(), by=people["steward"]
    )
    goods = [
        impact.Kept("case", "C-1", "/x/", 1, "machine tool", entry="2B201", values={"accuracy": "5 µm"}),
        impact.Kept("case", "C-2", "/x/", 1, "machine tool", entry="2B201", values={"accuracy": "3 µm"}),
        impact.Kept("licence", "L-1", "/x/", 1, "machine tool", entry="2B201"),
    ]
    found = impact.report(row.edition.digest, on=today(), providers=[lambda: iter(goods)])
    assert found["looked_at"] == {"case": 2, "licence": 1}
    assert found["changed"] == {"case": 1, "licence": 1}
    moved, reworded = found["rows"]
    assert (moved["reference"], moved["before"], moved["after"]) == ("C-1", "controlled", "not_listed")
    assert (reworded["reference"], reworded["reworded"]) == ("L-1", True)


def test_a_proposal_says_which_products_and_rulings_it_changes_and_tells_the_owners(client, people, first):
    exporter = User.objects.create(email="exporter@lists.example", name="Exporter", role="exporter")
    company = parties.register(
        {"name": "Lathes Co.", "country": "KH"}, identifiers={"tax": "K000-700000009"}, by=SYSTEM
    )
    parties.add_member(company.public_id, exporter, by=SYSTEM)
    fields = products.ProductFields(
        name="Secret lathe", description="machine tool of a kind nobody saw", answers={"accuracy": "5 µm"}
    )
    product = products.add_product(fields, by=exporter)
    ruling = RulingRequest.objects.create(
        kind="CLASSIFICATION",
        status="ANSWERED",
        reference="RUL-1",
        company=company,
        title="Lathe",
        created_by=exporter,
        created_at=timezone.now(),
        proposed_by=people["steward"],
        decided_by=people["head"],
        valid_from=today(),
        valid_to=today() + timedelta(days=30),
    )
    ruling.items.create(
        number=1, description="machine tool", values={"accuracy": "5 µm"}, entry="2B201", reasons="So"
    )
    url = propose(client, people, files("two", 4)).url
    page = client.get(url).content.decode()
    assert " ".join(page.split()).count("Lathes Co.: 1 product") == 1
    assert "Secret lathe" not in page
    assert "nobody saw" not in page
    assert "RUL-1" in page
    client.force_login(people["head"])
    mine = url.replace("steward", "nation")
    again = client.post(mine, {"action": "weigh", "version": "1"}).url
    assert "Is being worked out" in client.get(again).content.decode()
    assert 'value="adopt"' not in client.get(again).content.decode()
    assert client.post(mine, {"action": "adopt", "version": "1"}).status_code == 422
    _asked_again_while_it_runs(client, mine)
    weigh(mine)
    assert client.post(mine, {"action": "adopt", "version": "1"}).status_code == 302
    kept = Proposal.objects.get(edition__code="two").impact
    assert kept["changed"] == {"product": 1, "ruling": 1}
    event = EventRow.objects.get(name="lists.ProposalAdopted", payload__edition="two")
    applying.apply(event.public_id, name_of(edition_reactions.tell_proposal))
    told = Notice.objects.get(user=people["head"], code="notices.lists.proposal_adopted")
    assert told.params["day"] == (today() + timedelta(days=3)).isoformat()
    applying.apply(event.public_id, name_of(reactions.tell_owners))
    notice = Notice.objects.get(code="notices.classification.products_changed")
    assert (notice.user, notice.params["number"]) == (exporter, 1)
    (row,) = [row for row in kept["rows"] if row["kind"] == "product"]
    assert row == {"kind": "product", "reference": "Lathes Co.", "number": 1, "subjects": [product.subject]}
