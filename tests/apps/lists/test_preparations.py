"""Files on their way to an edition: kept, read in a job, looked at, proposed, adopted by another person."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.accounts.access import AccessDenied
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow
from stratrade.apps.lists import queries, services
from stratrade.apps.lists.models import EditionRow, Preparation
from stratrade.apps.lists.services import prepare as steps
from stratrade.engines.lists import compose, load
from stratrade.engines.lists.faults import fault
from stratrade.kernel.machine import IllegalTransition

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = 'id: {0}\ntitle: List\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
entries:
  - code: 2B201
    title: Machines
    hs: [{{code: "845710", strength: partial, reason: machining centres}}]
    criteria: {{path: 2B201, title: any, leaf: {{feature: {{parameter: {0}, question: {{en: "Is it?"}}}}}}}}
"""


def edition(name, question="is_cnc"):
    return load.read_documents({"edition.yaml": HEAD.format(name), "all.yaml": BODY.format(question)})


def with_links(documents, *pairs):
    named = [{"entry": "2B201", "code": hs, "strength": strength} for hs, strength in pairs]
    return compose.composed(documents, compose.LINKS, {"links": {"pairs": named}}, on=today())


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    settings.STRATRADE_HOME = tmp_path


@pytest.fixture
def people():
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})
    return {
        role: User.objects.create(email=f"{role}@lists.example", name=role, role=role, agency=agency)
        for role in ("steward", "head", "officer")
    }


def adopted(documents, people):
    """An edition in force from today."""
    row = steps.receive(
        "EDITION", b"zip", "one.zip", instrument="No 1", in_force_from=today(), by=people["steward"]
    )
    services.ready(row.public_id, documents, base=standing(), count=1)
    proposal = services.submit(row.public_id, by=people["steward"])
    services.weighed(services.weighing(proposal.public_id), {})
    services.accept(proposal.public_id, by=people["head"])
    return queries.in_force(today()).digest


def standing():
    try:
        return queries.in_force(today()).digest
    except queries.NoEditionInForce:
        return ""


def jobs_of(row):
    return list(ProcrastinateJob.objects.filter(args__preparation=str(row.public_id)))


def received(by, **given):
    given = {"instrument": "Prakas 12", "in_force_from": today(), **given}
    return services.receive("LINKS", b"entry,hs,strength\n", "pairs.csv", by=by, **given)


def test_a_file_is_kept_and_a_job_waits_for_it(people):
    row = received(people["steward"])
    (job,) = jobs_of(row)
    assert (job.task_name, job.queue_name, job.status) == ("lists.prepare", "editions", "todo")
    found = services.waiting(row.public_id)
    assert (found.raw, found.kind, found.documents, found.base) == (b"entry,hs,strength\n", "LINKS", None, "")
    assert EventRow.objects.get(name="lists.FileReceived").subject == row.subject


@pytest.mark.parametrize("role", ["head", "officer"])
def test_only_stewards_hand_files_in(people, role):
    before = ProcrastinateJob.objects.count()
    with pytest.raises(AccessDenied):
        received(people[role])
    assert not Preparation.objects.exists()
    assert ProcrastinateJob.objects.count() == before


@pytest.mark.parametrize(
    ("given", "code"),
    [({"in_force_from": today() - timedelta(days=1)}, "past"), ({"instrument": " "}, "no_instrument")],
)
def test_what_cannot_be_handed_in(people, given, code):
    with pytest.raises(services.Refused, match=code):
        received(people["steward"], **given)
    assert not Preparation.objects.exists()


def test_from_file_to_edition_in_force_by_two_people(people):
    first = adopted(edition("one"), people)
    row = received(people["steward"])
    found = services.waiting(row.public_id)
    assert found.base == first
    services.progress(row.public_id, "check", done=1, of=2)
    row.refresh_from_db()
    assert (row.step, row.done, row.of) == ("check", 1, 2)
    made = with_links(found.documents, ("845811", "direct"))
    services.ready(
        row.public_id, made, base=found.base, count=1, notes=[fault(2, "code", "no_duty", value="KH-1")]
    )
    assert services.waiting(row.public_id) is None
    proposal = services.submit(row.public_id, version=2, by=people["steward"])
    assert queries.in_force(today()).digest == first
    assert queries.prepared_for(proposal, for_=people["head"]).pk == row.pk
    services.weighed(services.weighing(proposal.public_id), {})
    services.accept(proposal.public_id, by=people["head"])
    (link,) = queries.entries().get(code="2B201").hs_links.all()
    assert (link.hs, link.strength, link.source) == ("845811", "direct", "official")
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {
        "lists.FileReceived",
        "lists.FilePrepared",
        "lists.EditionProposed",
        "lists.ProposalAdopted",
    } <= names


def test_faults_are_kept_and_nothing_else_comes_of_it(people):
    row = received(people["steward"])
    services.refuse(row.public_id, [fault(3, "hs", "hs_unknown", value="999999")])
    row.refresh_from_db()
    assert (row.status, row.faults[0]["row"], row.faults[0]["column"]) == ("FAULTY", 3, "hs")
    assert row.faults[0]["finding"]["code"] == "lists.table.hs_unknown"
    assert not EditionRow.objects.exists()
    with pytest.raises(services.Refused, match="not_ready"):
        services.submit(row.public_id, by=people["steward"])


def test_a_job_done_twice_changes_nothing(people):
    row = received(people["steward"])
    services.ready(row.public_id, edition("one"), base="", count=1)
    events = EventRow.objects.count()
    services.ready(row.public_id, edition("two"), base="", count=1)
    services.refuse(row.public_id, [fault(0, "", "empty")])
    row.refresh_from_db()
    assert (row.status, row.edition.code) == ("READY", "one")
    assert (EditionRow.objects.count(), EventRow.objects.count()) == (1, events)


def test_an_edition_that_cannot_be_stored_leaves_nothing(people):
    row = received(people["steward"])
    with pytest.raises(load.EditionError):
        services.ready(row.public_id, {"edition.yaml": {}}, base="", count=0)
    row.refresh_from_db()
    assert row.status == "WAITING"
    assert not EditionRow.objects.exists()


def test_what_another_edition_overtook_is_read_again_before_it_is_proposed_or_adopted(people):
    first = adopted(edition("one"), people)
    rows = [received(people["steward"]) for _ in range(2)]
    for row, hs in zip(rows, ("845811", "845891"), strict=True):
        services.ready(row.public_id, with_links(edition("one"), (hs, "direct")), base=first, count=1)
    early, late = rows
    proposal = services.submit(early.public_id, by=people["steward"])
    overtaken = services.submit(late.public_id, by=people["steward"])
    services.weighed(services.weighing(proposal.public_id), {})
    services.accept(proposal.public_id, by=people["head"])
    with pytest.raises(services.Refused, match="base_changed"):
        services.accept(overtaken.public_id, by=people["head"])
    with pytest.raises(IllegalTransition):
        services.again(late.public_id, by=people["steward"])
    services.send_back(overtaken.public_id, reason="read it again", by=people["head"])
    services.again(late.public_id, by=people["steward"])
    found = services.waiting(late.public_id)
    assert found.base == queries.in_force(today()).digest
    services.ready(late.public_id, with_links(edition("one"), ("845891", "direct")), base=first, count=1)
    with pytest.raises(services.Refused, match="base_changed"):
        services.submit(late.public_id, by=people["steward"])


def test_put_aside_or_read_again(people):
    row = received(people["steward"])
    with pytest.raises(StaleVersion):
        services.discard(row.public_id, version=9, by=people["steward"])
    with pytest.raises(AccessDenied):
        services.discard(row.public_id, by=people["head"])
    services.refuse(row.public_id, [fault(0, "", "empty")])
    services.again(row.public_id, by=people["steward"])
    assert services.waiting(row.public_id) is not None
    assert len(jobs_of(row)) == 2
    services.discard(row.public_id, by=people["steward"])
    assert services.waiting(row.public_id) is None
    with pytest.raises(IllegalTransition):
        services.again(row.public_id, by=people["steward"])


def test_files_are_seen_by_those_who_propose_or_adopt(people):
    received(people["steward"])
    seen = [queries.preparations(people[role]).count() for role in ("steward", "head", "officer")]
    assert seen == [1, 1, 0]
