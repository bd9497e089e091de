"""A true match goes to those who may freeze funds, agency by agency, with the hours each took; and its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.law import queries as law
from stratrade.apps.screening import queries, workflow
from stratrade.apps.screening.events import (
    AlertReleased,
    FreezeAnswered,
    FreezeDelisted,
    FreezeExtended,
    FreezeOpened,
    FreezePassedOn,
    FreezeReceived,
    FreezeReleased,
    FreezeReleaseProposed,
    FreezeReleaseSentBack,
)
from stratrade.apps.screening.models import Alert, Freeze, FreezeMatter, FreezeStop
from stratrade.apps.screening.services.alerts import subject_of
from stratrade.apps.screening.services.settle import Refused, remember

GOODS, PAYMENT = "GOODS", "PAYMENT"
FALSE_POSITIVE, DELISTED = "FALSE_POSITIVE", "DELISTED"
ANSWERS = {
    "forward": (FreezeStop.Outcome.FORWARDED,),
    "order": (FreezeStop.Outcome.ORDER_MADE, FreezeStop.Outcome.NO_ORDER),
    "report": (FreezeStop.Outcome.FROZEN, FreezeStop.Outcome.NIL),
}
"""Task of an agency -> what it may answer; `NIL` says that nothing was found to freeze."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Goods or a payment in which the listed party has a part.

    Args:
        kind: GOODS or PAYMENT.
        role: the part the listed party plays.
    """

    kind: str
    number: int
    description: str
    role: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""


def open_for(alert: Alert, *, by: User) -> Freeze | None:
    """Open a referral for a confirmed match, or note that the one that stands concerns something more.

    Runs inside a reaction.

    Returns:
        The referral; None where the pack sends matches on that list nowhere.
    """
    choices = pack_files.read(settings.STRATRADE_PACK).screening
    if alert.list_code not in choices.freeze_lists or not choices.freeze_steps:
        return None
    identity = {
        "party_key": alert.party_key,
        "country": alert.country,
        "list_code": alert.list_code,
        "entry_id": alert.entry_id,
    }
    standing = Freeze.objects.select_for_update().filter(**identity).exclude(status="RELEASED").first()
    if standing is not None:
        said = FreezeExtended(reference=standing.reference, about=alert.subject, name=standing.name)
        record(said, subject=standing.subject, by=by)
        return standing
    now = timezone.now()
    provision = law.provision_for("funds.freeze", activity="any", goods_class="any", on=today())
    freeze = Freeze.objects.create(
        reference=numbers.draw(choices.freeze_pattern, year=today().year),
        **identity,
        name=alert.name,
        listed_name=alert.listed_name,
        listed=alert.listed,
        legal_basis=provision.citation if provision else "",
        opened_at=now,
    )
    first = _lay_road(freeze, choices.freeze_steps, now)
    opened = FreezeOpened(
        reference=freeze.reference,
        about=alert.subject,
        name=freeze.name,
        listed_name=freeze.listed_name,
        agency=first,
    )
    record(opened, subject=freeze.subject, by=by)
    return freeze


def name_matters(freeze: Freeze, subject: str, title: str, matters: Sequence[Matter]) -> None:
    """Name the goods and payments of a thing in which the listed party has a part; once each. Runs in a reaction."""
    for matter in matters:
        FreezeMatter.objects.get_or_create(
            freeze=freeze,
            subject=subject,
            kind=matter.kind,
            number=matter.number,
            defaults={
                "title": title[:200],
                "role": matter.role[:120],
                "description": matter.description[:500],
                "quantity": matter.quantity,
                "unit": matter.unit,
                "value": matter.value,
                "currency": matter.currency,
            },
        )


@use_case
def receive_freeze(public_id: UUID, *, by: User) -> Freeze:
    """Note that the agency whose turn it is has the referral in hand.

    Raises:
        Refused: it is another agency's turn, or it was received already.
    """
    access.require(by, Permission.SCREENING_FREEZE_ANSWER)
    freeze, stop = _turn(public_id, by)
    if stop.received_at is not None:
        raise Refused("screening.freeze.received", reference=freeze.reference)
    _received(freeze, stop, by)
    freeze.version += 1
    freeze.save(update_fields=["version"])
    return freeze


@use_case
def answer(
    public_id: UUID, outcome: str, *, note: str = "", paper: str = "", version: int | None, by: User
) -> Freeze:
    """Do the part of an agency: forward it, say whether an order was made, say what was frozen.

    Args:
        outcome: one of `ANSWERS` of its task; NIL where nothing was found to freeze.
        paper: number and day of the letter or order.

    Raises:
        Refused: another agency's turn, an outcome of another task, or no paper where an order was made.
    """
    access.require(by, Permission.SCREENING_FREEZE_ANSWER)
    freeze, stop = _turn(public_id, by)
    check_version(freeze, version)
    if outcome not in ANSWERS[stop.task]:
        raise Refused("screening.freeze.outcome", reference=freeze.reference)
    if outcome == FreezeStop.Outcome.ORDER_MADE and not paper.strip():
        raise Refused("screening.freeze.no_paper", reference=freeze.reference)
    if stop.received_at is None:
        _received(freeze, stop, by)
    now = timezone.now()
    stop.done_at, stop.done_by, stop.outcome = now, by, outcome
    stop.note, stop.paper = note.strip(), paper.strip()[:120]
    stop.save()
    following = freeze.stops.filter(number__gt=stop.number, done_at=None).select_related("agency").first()
    if following is None:
        workflow.FREEZE.advance(freeze, "answer", by=by)
    else:
        following.sent_at = now
        following.save(update_fields=["sent_at"])
        freeze.version += 1
        freeze.save(update_fields=["version"])
    reference, agency, hours = freeze.reference, stop.agency.code, _hours(stop.sent_at, now)
    said: FreezeAnswered | FreezePassedOn = FreezeAnswered(reference, agency, outcome, hours)
    if following is not None:
        said = FreezePassedOn(reference, agency, outcome, following.agency.code, hours)
    record(said, subject=freeze.subject, by=by)
    return freeze


@use_case
def release(public_id: UUID, ground: str, *, reason: str, version: int | None, by: User) -> Freeze:
    """End a referral: the match was an error, or the entry is off the list. Its alerts are released with it.

    That it was an error is for somebody who had no part in the match. Where one who confirmed it says so, it is
    proposed to the second person that the pack chose (`agree_release`): an authority with one head is not stuck.

    Args:
        ground: FALSE_POSITIVE or DELISTED.

    Raises:
        Refused: no reason, the entry still stands on the list, or an error said by one who confirmed the match
            where the pack has chosen nobody to agree.
        IllegalTransition: released already.
    """
    access.require(by, Permission.SCREENING_FREEZE_RELEASE)
    freeze = Freeze.objects.select_for_update().get(public_id=public_id)
    check_version(freeze, version)
    if not reason.strip():
        raise Refused("screening.freeze.reason", reference=freeze.reference)
    if ground == DELISTED and queries.stands(freeze.list_code, freeze.entry_id):
        raise Refused("screening.freeze.still_listed", name=freeze.listed_name)
    if ground == FALSE_POSITIVE and _had_part(freeze, by):
        return _propose_release(freeze, reason.strip(), by)
    freeze.release_ground, freeze.release_reason = ground, reason.strip()
    freeze.release_proposed_at = freeze.release_proposed_by = None
    return _release(freeze, "release", by)


@use_case
def agree_release(public_id: UUID, *, agree: bool, reason: str = "", version: int | None, by: User) -> Freeze:
    """Agree that a match was an error with one who had confirmed it, or send that back with a reason.

    Raises:
        Refused: nothing is proposed, no office of the pack's choosing, one who had part in the match, no reason.
        SamePerson: the one who proposed it.
    """
    access.require(by, Permission.SCREENING_FREEZE_AGREE)
    freeze = queries.freezes(for_=by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(freeze, version)
    if freeze.release_proposed_by is None:
        raise Refused("screening.freeze.no_release", reference=freeze.reference)
    access.require_other_person(by, not_=freeze.release_proposed_by)
    if not queries.may_agree_release(by):
        raise Refused("screening.freeze.not_chosen", reference=freeze.reference)
    if _had_part(freeze, by):
        raise Refused("screening.freeze.confirmed_by_you", reference=freeze.reference)
    if agree:
        return _release(freeze, "agree_release", by)
    if not reason.strip():
        raise Refused("screening.freeze.reason", reference=freeze.reference)
    freeze.release_ground = freeze.release_reason = ""
    freeze.release_proposed_at = freeze.release_proposed_by = None
    freeze.version += 1
    freeze.save()
    said = FreezeReleaseSentBack(reference=freeze.reference, name=freeze.name, reason=reason.strip())
    record(said, subject=freeze.subject, by=by)
    return freeze


def _had_part(freeze: Freeze, by: User) -> bool:
    """Whether a person proposed or confirmed the match."""
    return _confirmed(freeze).filter(Q(proposed_by=by) | Q(decided_by=by)).exists()


def _propose_release(freeze: Freeze, reason: str, by: User) -> Freeze:
    if not pack_files.read(settings.STRATRADE_PACK).screening.release_second:
        raise Refused("screening.freeze.confirmed_by_you", reference=freeze.reference)
    if freeze.release_proposed_by_id is not None:
        raise Refused("screening.freeze.release_waits", reference=freeze.reference)
    workflow.FREEZE.next(freeze.status, "release", freeze)  # refused where it could not be done
    freeze.release_ground, freeze.release_reason = FALSE_POSITIVE, reason
    freeze.release_proposed_at, freeze.release_proposed_by = timezone.now(), by
    freeze.version += 1
    freeze.save()
    said = FreezeReleaseProposed(reference=freeze.reference, name=freeze.name, reason=reason)
    record(said, subject=freeze.subject, by=by)
    return freeze


def _release(freeze: Freeze, action: str, by: User) -> Freeze:
    """Release a locked referral for the ground and the reason it carries, and its alerts with it."""
    workflow.FREEZE.advance(freeze, action, by=by)
    freeze.released_at, freeze.released_by = timezone.now(), by
    freeze.save()
    for alert in _confirmed(freeze).select_for_update().order_by("pk"):
        workflow.ALERT.advance(alert, action, by=by)
        alert.released_at, alert.released_by = freeze.released_at, by
        alert.release_reason = freeze.release_reason
        alert.save(update_fields=["released_at", "released_by", "release_reason"])
        remember(alert, by=by)
        released = AlertReleased(
            about=alert.subject, name=alert.name, listed_name=alert.listed_name, reason=alert.release_reason
        )
        record(released, subject=subject_of(alert), by=by)
    said = FreezeReleased(
        reference=freeze.reference,
        name=freeze.name,
        ground=freeze.release_ground,
        reason=freeze.release_reason,
    )
    record(said, subject=freeze.subject, by=by)
    return freeze


def note_delisted(code: str, *, by: User) -> None:
    """Say of every referral that stands whose entry is off the list in force. Runs inside a reaction."""
    for freeze in Freeze.objects.filter(list_code=code).exclude(status="RELEASED").order_by("pk"):
        if not queries.stands(code, freeze.entry_id):
            said = FreezeDelisted(reference=freeze.reference, name=freeze.name)
            record(said, subject=freeze.subject, by=by)


def _lay_road(freeze: Freeze, steps: Sequence[pack_files.FreezeStep], now: datetime) -> str:
    """Write down the agencies of the pack that exist here; the first has it at once.

    Returns:
        The code of the first one.
    """
    found = [(step, accounts.agency(step.agency)) for step in steps]
    known = [(step, agency) for step, agency in found if agency is not None]
    for number, (step, agency) in enumerate(known, start=1):
        FreezeStop.objects.create(
            freeze=freeze,
            number=number,
            agency=agency,
            task=step.task,
            hours=step.hours,
            sent_at=now if number == 1 else None,
        )
    return known[0][1].code if known else ""


def _turn(public_id: UUID, by: User) -> tuple[Freeze, FreezeStop]:
    """A referral, locked, and the stop at which it is; refused where that is another agency's."""
    freeze = queries.freezes(for_=by).select_for_update(of=("self",)).get(public_id=public_id)
    stop = freeze.stops.filter(done_at=None).select_related("agency").order_by("number").first()
    if freeze.status != Freeze.Status.OPEN or stop is None or stop.agency_id != by.agency_id:
        raise Refused("screening.freeze.not_your_turn", reference=freeze.reference)
    return freeze, stop


def _received(freeze: Freeze, stop: FreezeStop, by: User) -> None:
    stop.received_at, stop.received_by = timezone.now(), by
    stop.save(update_fields=["received_at", "received_by"])
    said = FreezeReceived(
        reference=freeze.reference, agency=stop.agency.code, hours=_hours(stop.sent_at, stop.received_at)
    )
    record(said, subject=freeze.subject, by=by)


def _confirmed(freeze: Freeze) -> QuerySet[Alert]:
    return Alert.objects.filter(
        party_key=freeze.party_key,
        country=freeze.country,
        list_code=freeze.list_code,
        entry_id=freeze.entry_id,
        status=Alert.Status.TRUE,
    )


def _hours(since: datetime | None, until: datetime) -> int:
    return int((until - since).total_seconds() // 3600) if since else 0
