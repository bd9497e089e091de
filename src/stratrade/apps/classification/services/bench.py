"""The technical assessment of a ruling request: values, questions, findings, and the proposal."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.classification import precedents, queries, workflow
from stratrade.apps.classification.events import (
    ItemChemicalCorrected,
    ItemFound,
    ItemValued,
    RulingInquired,
    RulingProposed,
    RulingRejected,
    RulingTaken,
)
from stratrade.apps.classification.models import RulingItem, RulingQuestion, RulingRequest
from stratrade.apps.classification.services.rulings import RulingRefused
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.apps.measures import queries as measures
from stratrade.apps.measures import standing
from stratrade.engines.determination.determine import determine
from stratrade.engines.determination.model import Determination, Transaction
from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.lists.leaf import CONCENTRATION
from stratrade.kernel.finding import Finding, Severity

NOT_LISTED = "NOT_LISTED"
"""What an officer records where no entry describes the goods."""

NO_LICENCE = "no_licence_required"
LONGEST = 60


@use_case
def take(public_id: UUID, *, version: int | None, by: User) -> RulingRequest:
    """Take a request on: the officer assesses it."""
    request = _locked(public_id, version, by)
    workflow.RULING.advance(request, "take", by=by)
    request.officer = by
    request.save(update_fields=["officer"])
    record(RulingTaken(reference=request.reference, officer=by.name), subject=request.subject, by=by)
    return request


@use_case
def reject(public_id: UUID, *, reason: str, version: int | None, by: User) -> RulingRequest:
    """Send a request back as one that cannot be assessed; the applicant learns the reason.

    Raises:
        RulingRefused: no reason was given.
    """
    request = _locked(public_id, version, by)
    _need(reason, "reason")
    workflow.RULING.advance(request, "reject", by=by)
    request.closing_reason = reason.strip()
    request.save(update_fields=["closing_reason"])
    record(RulingRejected(reference=request.reference, reason=reason.strip()), subject=request.subject, by=by)
    return request


@use_case
def inquire(
    public_id: UUID,
    *,
    text: str,
    number: int | None = None,
    parameters: Sequence[str] = (),
    version: int | None,
    by: User,
) -> RulingQuestion:
    """Ask the applicant before going on.

    Args:
        text: the question in words.
        number: the item it is about; None where it is about the whole request.
        parameters: what the list asks of that item, by parameter id.

    Raises:
        RulingRefused: nothing was asked.
    """
    request = _locked(public_id, version, by)
    if not text.strip() and not parameters:
        raise RulingRefused(_block("classification.ruling.nothing_to_ask"))
    item = None if number is None else request.items.get(number=number)
    workflow.RULING.advance(request, "inquire", by=by)
    question = RulingQuestion.objects.create(
        request=request,
        item=item,
        text=text.strip()[:4000],
        parameters=list(dict.fromkeys(parameters)) if item is not None else [],
        asked_at=timezone.now(),
        asked_by=by,
    )
    asked = question.text or ", ".join(question.parameters)
    record(RulingInquired(reference=request.reference, question=asked), subject=request.subject, by=by)
    return question


@use_case
def fill(
    public_id: UUID, number: int, values: Mapping[str, str], *, version: int | None, by: User
) -> RulingItem:
    """Write the technical values that the officer holds the entries against; the asker's own answers stay.

    Args:
        values: parameter id -> value as typed.
    """
    request = _assessing(public_id, version, by)
    item = request.items.select_for_update(of=("self",)).get(number=number)
    item.values = {name: value.strip()[:200] for name, value in values.items() if value.strip()}
    item.save(update_fields=["values"])
    _count(request)
    said = ", ".join(f"{name}: {value}" for name, value in sorted(item.values.items()))[:500]
    record(ItemValued(item=number, values=said), subject=request.subject, by=by)
    return item


@use_case
def correct(
    public_id: UUID, number: int, *, cas: str, reason: str, version: int | None, by: User
) -> RulingItem:
    """Correct the CAS number of an item; what the asker stated stays beside it.

    Args:
        cas: the right number; empty where the goods are no single chemical.
        reason: why, with the paper it was read from.

    Raises:
        RulingRefused: no reason, a number whose check digit does not fit, or the number that is there already.
    """
    request = _assessing(public_id, version, by)
    cas = cas.strip()
    _need(reason, "reason")
    if cas and not is_valid_cas(cas):
        raise RulingRefused(_block("classification.ruling.cas_unfit", cas=cas[:20]))
    item = request.items.select_for_update(of=("self",)).get(number=number)
    if cas == item.cas:
        raise RulingRefused(_block("classification.ruling.cas_same", cas=cas))
    before, stated = item.cas, item.cas_stated if item.cas_reason else item.cas
    item.cas, item.cas_stated, item.cas_reason = cas, stated, reason.strip()[:1000]
    item.save(update_fields=["cas", "cas_stated", "cas_reason"])
    _count(request)
    said = ItemChemicalCorrected(
        item=number, stated=stated or "–", before=before or "–", after=cas or "–", reason=reason.strip()[:500]
    )
    record(said, subject=request.subject, by=by)
    return item


@use_case
def find(
    public_id: UUID,
    numbers: Sequence[int],
    *,
    entry: str,
    reason: str,
    version: int | None,
    by: User,
) -> list[RulingItem]:
    """Record what one item is, or several alike.

    Args:
        numbers: the items.
        entry: an entry or paragraph of the edition in force, or `NOT_LISTED`.
        reason: why; printed in the letter.

    Raises:
        RulingRefused: no item, no reason, no such entry, or the request is not under assessment.
    """
    request = _assessing(public_id, version, by)
    _need(reason, "reason")
    _fit(entry.strip())
    return _write(request, numbers, entry.strip(), reason.strip(), None, by)


@use_case
def follow(
    public_id: UUID,
    numbers: Sequence[int],
    *,
    precedent: int,
    confirmed: bool,
    reason: str = "",
    version: int | None,
    by: User,
) -> list[RulingItem]:
    """Give items the finding of an earlier ruling, after the officer has confirmed that the goods are alike.

    Args:
        precedent: key of the earlier item.
        confirmed: the officer has compared the goods and the edition.
        reason: instead of the earlier reasons; needed where somebody else had asked, whose letter is theirs alone.

    Raises:
        RulingRefused: not confirmed, no reason of one's own where one is needed, the ruling no longer stands, or
            its entry is not in the list in force.
    """
    request = _assessing(public_id, version, by)
    earlier = precedents.one(precedent, for_=by)
    if earlier is None:
        raise RulingRefused(_block("classification.ruling.no_precedent"))
    if not confirmed:
        raise RulingRefused(
            _block("classification.ruling.not_confirmed", reference=earlier.request.reference)
        )
    if not reason.strip() and not same_asker(request, earlier.request):
        raise RulingRefused(_block("classification.ruling.own_reasons", reference=earlier.request.reference))
    _fit(earlier.entry)
    return _write(request, numbers, earlier.entry, reason.strip() or earlier.reasons, earlier, by)


@use_case
def propose(
    public_id: UUID,
    *,
    reply: str,
    valid_months: int,
    no_licence_letter: bool = False,
    replaces: UUID | None = None,
    version: int | None,
    by: User,
) -> RulingRequest:
    """Put the ruling before a second person.

    Args:
        reply: what the letter says, besides entries and reasons.
        valid_months: how long the answer holds.
        no_licence_letter: also issue the letter that no licence is required; only where the law says so for
            every item and the stated destination.
        replaces: an earlier ruling of the same asker that this one takes the place of.

    Raises:
        IllegalTransition: an item has no finding yet.
        RulingRefused: no reply, an unfit term, or no ground for the letter.
    """
    request = _locked(public_id, version, by)
    _need(reply, "reply")
    if not 1 <= valid_months <= LONGEST:
        raise RulingRefused(_block("classification.ruling.unfit_term", most=LONGEST))
    on = today()
    rule(request, on=on)
    if no_licence_letter:
        refuse_unfounded(request)
    request.replaces = None if replaces is None else _earlier(request, replaces, by)
    workflow.RULING.advance(request, "propose", by=by)
    request.reply = reply.strip()
    request.valid_months = valid_months
    request.no_licence_letter = no_licence_letter
    request.proposed_at = timezone.now()
    request.proposed_by = by
    request.decided_by = None
    request.save()
    record(RulingProposed(reference=request.reference, reason=reply.strip()), subject=request.subject, by=by)
    return request


def same_asker(request: RulingRequest, earlier: RulingRequest) -> bool:
    """Whether both were asked by the same company or agency."""
    return (request.company_id, request.agency_id) == (earlier.company_id, earlier.agency_id)


def rule(request: RulingRequest, *, on: date) -> None:
    """Determine every item under the finding that stands, where a destination is stated; kept with the item."""
    for item in request.items.select_for_update(of=("self",)):
        answer = determination(request, item, on=on)
        item.determination = {} if answer is None else answer.as_dict()
        item.save(update_fields=["determination"])


def determination(request: RulingRequest, item: RulingItem, *, on: date) -> Determination | None:
    """What the law says of one item as found; None where no destination or no finding is stated."""
    if not request.destination or not item.entry:
        return None
    edition = open_edition(lists.in_force(on).digest)
    transaction = Transaction(
        id=f"{request.public_id}/{item.number}",
        activity=request.activity,
        date=on,
        entry="" if item.entry == NOT_LISTED else item.entry,
        entry_met=item.entry != NOT_LISTED,
        cas=item.cas,
        concentration_pct=_share(item),
        hs_code=item.hs,
        description="" if item.entry == NOT_LISTED else item.description,
        destination=request.destination,
    )
    return determine(
        transaction,
        standing.law(),
        edition,
        memberships=pack_files.memberships(),
        switched_off=measures.switched_off(on),
        on=on,
    )


def no_licence_for(request: RulingRequest) -> bool:
    """Whether the law, as determined last, asks no licence for any item to the stated destination."""
    answers = [item.determination.get("outcome") for item in request.items.all()]
    return bool(request.destination) and bool(answers) and all(answer == NO_LICENCE for answer in answers)


def refuse_unfounded(request: RulingRequest) -> None:
    """Refuse the letter that no licence is required where the law does not say so.

    Raises:
        RulingRefused: no destination is stated, or an item may need a licence there.
    """
    if not no_licence_for(request):
        raise RulingRefused(_block("classification.ruling.licence_may_be_required"))


def _earlier(request: RulingRequest, public_id: UUID, by: User) -> RulingRequest:
    found = (
        queries.rulings(by)
        .filter(
            public_id=public_id,
            status=RulingRequest.Status.ANSWERED,
            company=request.company_id,
            agency=request.agency_id,
        )
        .first()
    )
    if found is None:
        raise RulingRefused(_block("classification.ruling.replaces_nothing"))
    return found


def _write(
    request: RulingRequest,
    numbers: Sequence[int],
    entry: str,
    reason: str,
    precedent: RulingItem | None,
    by: User,
) -> list[RulingItem]:
    items = list(request.items.select_for_update(of=("self",)).filter(number__in=set(numbers)))
    if not items:
        raise RulingRefused(_block("classification.ruling.no_items"))
    for item in items:
        item.entry, item.reasons, item.precedent = entry, reason, precedent
        item.save(update_fields=["entry", "reasons", "precedent"])
        said = ItemFound(
            item=item.number,
            entry=entry,
            reason=reason[:500],
            precedent="" if precedent is None else precedent.request.reference,
        )
        record(said, subject=request.subject, by=by)
    _count(request)
    return items


def _locked(public_id: UUID, version: int | None, by: User) -> RulingRequest:
    access.require(by, Permission.CLASSIFICATION_RULING_MAKE)
    request = queries.rulings(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(request, version)
    return request


def _assessing(public_id: UUID, version: int | None, by: User) -> RulingRequest:
    request = _locked(public_id, version, by)
    if request.status != RulingRequest.Status.ASSESSING:
        raise RulingRefused(_block("classification.ruling.not_assessing", status=request.status))
    return request


def _count(request: RulingRequest) -> None:
    request.version += 1
    request.save(update_fields=["version"])


def _fit(entry: str) -> None:
    if entry != NOT_LISTED and not lists.exists(entry):
        raise RulingRefused(_block("classification.ruling.no_such_entry", entry=entry))


def _need(text: str, field: str) -> None:
    if not text.strip():
        raise RulingRefused(_block("classification.ruling.incomplete", field=field))


def _share(item: RulingItem) -> Decimal | None:
    try:
        share = Decimal(str(item.values.get(CONCENTRATION, "")).replace("%", "").strip())
    except InvalidOperation:
        return None
    return share if share.is_finite() else None


def _block(code: str, **params: str | int) -> Finding:
    return Finding(code, Severity.BLOCK, params)
