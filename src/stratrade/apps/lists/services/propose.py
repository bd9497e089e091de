"""A new edition of the control list with four eyes: one proposes it, another adopts it or sends it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from uuid import UUID

from django.utils import timezone

from stratrade.apps import shelf
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.lists import queries, workflow
from stratrade.apps.lists.editions import open_index
from stratrade.apps.lists.events import EditionAdopted, EditionProposed, ProposalAdopted, ProposalSentBack
from stratrade.apps.lists.models import Adoption, EditionRow, Preparation, Proposal
from stratrade.apps.lists.services import weigh
from stratrade.apps.lists.services.load import store
from stratrade.engines.lists import load as engine
from stratrade.engines.lists.reading import EditionError
from stratrade.engines.lists.schema import schema_errors
from stratrade.kernel.finding import Finding, Scalar, Severity

MOST_FAULTS = 20


class Refused(ValueError):
    """The edition cannot be proposed or adopted so.

    Args:
        code: finding code under `lists.adoption.`.
        params: what the sentence names.
    """

    def __init__(self, code: str, **params: Scalar) -> None:
        self.finding = Finding(f"lists.adoption.{code}", Severity.BLOCK, params)
        super().__init__(code)


def packaged() -> Sequence[str]:
    """The ids of the editions that come with this release."""
    return shelf.edition_ids()


def faults(texts: Mapping[str, str]) -> list[str]:
    """What is wrong with the files of an edition, by file and place; empty where it can be proposed.

    Args:
        texts: file name -> YAML text.
    """
    try:
        engine.parse(texts)
    except EditionError as fault:
        found = list(islice(schema_errors(texts, shelf.edition_schema()), MOST_FAULTS - 1))
        return list(dict.fromkeys([str(fault), *found]))
    return list(islice(schema_errors(texts, shelf.edition_schema()), MOST_FAULTS))


@use_case
def propose(
    *,
    texts: Mapping[str, str] | None = None,
    packaged: str = "",
    instrument: str,
    in_force_from: date,
    by: User,
) -> Proposal:
    """Propose that an edition applies from a day on; nothing is in force by that.

    Args:
        texts: file name -> YAML text of an edition handed in.
        packaged: id of an edition of this release, where none is handed in.
        instrument: the legal text that puts it in force, with its number and day.
        in_force_from: the first day on which it applies; today or later.
        by: who proposes.

    Raises:
        Refused: a past day, unreadable files, the edition that applies on that day, or one that waits.
        UnknownEditionError: none of that id is packaged.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.LISTS_EDITION_PROPOSE)
    not_past(in_force_from)
    if not instrument.strip():
        raise Refused("no_instrument")
    try:
        documents = shelf.edition_documents(packaged) if texts is None else engine.read_documents(texts)
        row, _fresh = store(documents, by=by)
    except EditionError as fault:
        raise Refused("unreadable", file=fault.file, path=fault.path, reason=fault.reason) from fault
    return proposed(row, instrument=instrument.strip(), in_force_from=in_force_from, by=by)


def proposed(row: EditionRow, *, instrument: str, in_force_from: date, by: User) -> Proposal:
    """Propose a stored edition; runs inside the caller's use case.

    Raises:
        Refused: a past day, the edition that applies on that day, or one that waits.
    """
    not_past(in_force_from)
    _not_standing(row, in_force_from)
    if Proposal.objects.filter(edition=row, status=Proposal.Status.PROPOSED).exists():
        raise Refused("waits", edition=row.code)
    proposal = Proposal.objects.create(
        edition=row,
        instrument=instrument,
        in_force_from=in_force_from,
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    record(
        EditionProposed(
            edition=row.code, digest=row.digest, instrument=proposal.instrument, in_force_from=in_force_from
        ),
        subject=proposal.subject,
        by=by,
    )
    weigh.defer(proposal)
    return proposal


@use_case
def accept(public_id: UUID, *, version: int | None = None, by: User) -> Adoption:
    """Adopt a proposed edition: the index is built, and every process answers by it from its first day.

    Args:
        public_id: of the proposal.
        version: the version of the proposal that the person saw.
        by: who adopts; not the one who proposed.

    Raises:
        Refused: its first day has passed while it waited, it applies already, it is not worked out yet what it
            changes, or it was made over an edition that does not stand any more.
        SamePerson, StaleVersion, IllegalTransition, AccessDenied: as they say.
    """
    access.require(by, Permission.LISTS_EDITION_ADOPT)
    proposal = _locked(public_id, version, by)
    not_past(proposal.in_force_from)
    row = proposal.edition
    _not_standing(row, proposal.in_force_from)
    made = Preparation.objects.filter(proposal=proposal).first()
    if made is not None:
        on_its_base(made)
    _decide(proposal, "adopt", by)
    if proposal.impact_at is None:
        raise Refused("not_weighed")
    adoption = Adoption.objects.create(
        edition=row,
        in_force_from=proposal.in_force_from,
        adopted_at=timezone.now(),
        adopted_by=by.audit_name,
        instrument=proposal.instrument,
    )
    open_index(row.digest)  # built now, so that no request waits for it on the first day
    record(
        ProposalAdopted(
            edition=row.code,
            digest=row.digest,
            instrument=proposal.instrument,
            in_force_from=proposal.in_force_from,
        ),
        subject=proposal.subject,
        by=by,
    )
    record(
        EditionAdopted(edition=row.code, digest=row.digest, in_force_from=proposal.in_force_from),
        subject=f"lists.edition:{row.digest}",
        by=by,
    )
    return adoption


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None = None, by: User) -> Proposal:
    """Send a proposed edition back with a reason; it may be proposed again.

    Raises:
        Refused: no reason is given.
        SamePerson, StaleVersion, IllegalTransition, AccessDenied: as they say.
    """
    access.require(by, Permission.LISTS_EDITION_ADOPT)
    if not reason.strip():
        raise Refused("no_reason")
    proposal = _locked(public_id, version, by)
    proposal.reason = reason.strip()
    proposal.save(update_fields=["reason"])
    _decide(proposal, "send_back", by)
    record(
        ProposalSentBack(
            edition=proposal.edition.code, digest=proposal.edition.digest, reason=proposal.reason
        ),
        subject=proposal.subject,
        by=by,
    )
    return proposal


def _locked(public_id: UUID, version: int | None, by: User) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(public_id=public_id)
    check_version(proposal, version)
    access.require_other_person(by, not_=proposal.proposed_by)
    return proposal


def _decide(proposal: Proposal, action: str, by: User) -> None:
    workflow.PROPOSAL.advance(proposal, action, by=by)
    proposal.decided_by = by
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["decided_by", "decided_at"])


def not_past(day: date) -> None:
    """Refuse a first day that has passed.

    Raises:
        Refused: it has.
    """
    if day < today():
        raise Refused("past", day=day.isoformat())


def on_its_base(made: Preparation) -> None:
    """Refuse what was laid over another edition than the one that stands by now: its tables would be lost.

    Raises:
        Refused: it was.
    """
    try:
        standing = queries.in_force(made.in_force_from).digest
    except queries.NoEditionInForce:
        standing = ""
    if made.base != standing:
        raise Refused("base_changed")


def _not_standing(row: EditionRow, day: date) -> None:
    try:
        standing = queries.in_force(day)
    except queries.NoEditionInForce:
        return
    if standing.pk == row.pk:
        raise Refused("stands", edition=row.code)
