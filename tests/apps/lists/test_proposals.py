"""A new edition of the control list with four eyes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from stratrade.apps import shelf
from stratrade.apps.accounts.access import SYSTEM, AccessDenied, SamePerson
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.lists import events, queries, services
from stratrade.apps.lists.models import Adoption, EditionRow, Proposal
from stratrade.apps.lists.services import reactions
from stratrade.apps.notices.models import Notice
from stratrade.kernel.machine import IllegalTransition

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = 'id: {0}\ntitle: List {0}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
parameters:
  - {{id: accuracy, kind: quantity, unit: µm, label: {{en: positioning accuracy, fr: précision}}}}
entries:
  - code: 2B201
    title: Machines
    hs: [{{code: "845710", strength: direct, reason: machining centres}}]
    criteria:
      path: 2B201
      title: any
      any:
        - path: 2B201.a.1
          title: accuracy
          leaf: {{quantity: {{parameter: accuracy, op: le, value: {0}, unit: µm}}}}
"""


def edition(name, value):
    return {"edition.yaml": HEAD.format(name), "all.yaml": BODY.format(value)}


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))


@pytest.fixture
def person():
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})

    def make(role, name=""):
        return User.objects.create(
            email=f"{name or role}@lists.example", name=(name or role).title(), role=role, agency=agency
        )

    return make


@pytest.fixture
def steward(person):
    return person("steward")


@pytest.fixture
def head(person):
    return person("head")


def propose(by, *, day=None, texts=None, **given):
    given = {"instrument": "Prakas 12", **given}
    return services.propose(
        texts=texts or edition("new", 4), in_force_from=day or today() + timedelta(days=7), by=by, **given
    )


def test_adopted_edition_applies_from_its_day_and_its_index_is_built(steward, head, tmp_path):
    proposal = propose(steward)
    assert not Adoption.objects.exists()
    with pytest.raises(services.Refused) as early:
        services.accept(proposal.public_id, version=1, by=head)
    assert early.value.finding.code == "lists.adoption.not_weighed"
    services.weighed(services.weighing(proposal.public_id), {"changed": {"case": 2}})
    adoption = services.accept(proposal.public_id, version=1, by=head)
    assert adoption.instrument == "Prakas 12"
    assert queries.in_force(proposal.in_force_from).pk == proposal.edition_id
    with pytest.raises(queries.NoEditionInForce):
        queries.in_force(proposal.in_force_from - timedelta(days=1))
    assert any(proposal.edition.digest in str(path) for path in (tmp_path / "index").rglob("goods"))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by, proposal.impact) == (
        "ADOPTED",
        head,
        {"changed": {"case": 2}},
    )
    names = set(EventRow.objects.values_list("name", flat=True))
    assert {"lists.EditionProposed", "lists.ProposalAdopted", "lists.EditionAdopted"} <= names


def test_nobody_adopts_their_own_proposal(head, person):
    proposal = Proposal.objects.create(
        edition=services.load(by=SYSTEM),
        instrument="Prakas 12",
        in_force_from=today(),
        proposed_at="2026-01-01T00:00Z",
        proposed_by=head,
    )
    with pytest.raises(SamePerson):
        services.accept(proposal.public_id, by=head)
    with pytest.raises(SamePerson):
        services.send_back(proposal.public_id, reason="No", by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=head)
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("role", ["steward", "officer", "exporter", "customs"])
def test_only_the_head_adopts(role, steward, person):
    proposal = propose(steward)
    with pytest.raises(AccessDenied):
        services.accept(proposal.public_id, by=person(role, "second"))


@pytest.mark.parametrize("role", ["head", "officer", "exporter"])
def test_only_stewards_propose(role, person):
    with pytest.raises(AccessDenied):
        propose(person(role, "other"))
    assert not EditionRow.objects.exists()


def test_nobody_puts_an_edition_in_force_alone(steward, head):
    row = services.load(by=SYSTEM)
    for by in (steward, head):
        with pytest.raises(AccessDenied):
            services.adopt(row.digest, in_force_from=today(), by=by)


def test_sent_back_with_a_reason_and_proposed_again(steward, head):
    proposal = propose(steward)
    with pytest.raises(services.Refused):
        services.send_back(proposal.public_id, reason=" ", by=head)
    services.send_back(proposal.public_id, reason="2B201 is wrong", by=head)
    with pytest.raises(IllegalTransition):
        services.accept(proposal.public_id, by=head)
    again = propose(steward)
    assert again.edition_id == proposal.edition_id
    assert EditionRow.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"day": date(2020, 1, 1)}, "past"),
        ({"instrument": " "}, "no_instrument"),
        ({"texts": {"edition.yaml": HEAD.format("x"), "all.yaml": "entries: [{code: 2B201}]"}}, "unreadable"),
    ],
)
def test_what_cannot_be_proposed_leaves_nothing(steward, given, code):
    with pytest.raises(services.Refused) as refused:
        propose(steward, **given)
    assert refused.value.finding.code == f"lists.adoption.{code}"
    assert not EditionRow.objects.exists()


def test_an_edition_that_waits_or_stands_is_not_proposed_again(steward, head):
    proposal = propose(steward)
    with pytest.raises(services.Refused, match="waits"):
        propose(steward)
    services.weighed(services.weighing(proposal.public_id), {})
    services.accept(proposal.public_id, by=head)
    with pytest.raises(services.Refused, match="stands"):
        propose(steward)


def test_a_stale_decision_is_refused(steward, head):
    proposal = propose(steward)
    with pytest.raises(StaleVersion):
        services.accept(proposal.public_id, version=7, by=head)
    assert not Adoption.objects.exists()


def test_faults_name_file_and_place():
    assert services.faults(edition("new", 4)) == []
    (first, *_more) = services.faults(edition("new", "'six'"))
    assert first.startswith("all.yaml: ")
    assert "2B201.a.1" in first


def test_a_packaged_edition_is_proposed_by_its_id(steward):
    proposal = services.propose(
        packaged=shelf.DEFAULT_EDITION, instrument="Prakas 12", in_force_from=today(), by=steward
    )
    assert (proposal.edition.code, proposal.status) == (shelf.DEFAULT_EDITION, "PROPOSED")


def test_proposals_are_seen_by_those_who_propose_or_adopt(steward, head, person):
    propose(steward)
    assert [queries.proposals(who).count() for who in (steward, head, person("exporter"))] == [1, 1, 0]


def test_who_is_told(steward, head):
    proposal = propose(steward)
    happened = [
        events.EditionProposed("new", "d", "Prakas 12", today()),
        events.ProposalAdopted("new", "d", "Prakas 12", today()),
        events.ProposalSentBack("new", "d", "wrong"),
    ]
    for event in happened:
        reactions.tell_proposal(
            Happening(event, proposal.public_id, proposal.subject, "x", "x", proposal.proposed_at)
        )
    told = [(n.user.role, n.code.rpartition(".")[2]) for n in Notice.objects.order_by("pk")]
    assert told[0] == ("head", "edition_proposed")
    assert told[-1] == ("steward", "proposal_sent_back")
    assert ("steward", "proposal_adopted") in told
