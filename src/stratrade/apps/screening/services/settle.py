"""Settle alerts: clear, confirm or hand up; a strong likeness by two people; trust a cleared party for a while."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.screening import linked, queries, workflow
from stratrade.apps.screening.events import (
    AlertCleared,
    AlertConfirmed,
    AlertEscalated,
    AlertProposed,
    AlertSentBack,
    PartyTrusted,
    TrustEnded,
)
from stratrade.apps.screening.models import Alert, Disposition, Trusted
from stratrade.apps.screening.services.alerts import subject_of
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.validity import months_later


class Refused(Exception):
    """What was asked cannot be done with an alert; `finding` says why."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.finding = Finding(code, Severity.BLOCK, dict(params))
        super().__init__(code)


@use_case
def settle(
    public_id: UUID, action: str, *, reason: str, identifiers_used: str = "", version: int | None, by: User
) -> Alert:
    """Clear, confirm or escalate an alert, with a reason; the answer is remembered for that party and entry.

    What is cleared or confirmed holds for every alert that waits about the same party and entry, whatever case,
    licence or declaration it stands in, as far as the person may see them. From the score that the pack names, it
    is a proposal until a second person agrees (`second`).

    Args:
        action: clear, confirm or escalate.
        identifiers_used: what told them apart or together (birth date, passport, registration).

    Raises:
        IllegalTransition: no reason, or not open.
        Refused: a proposal waits for a second person.
        Alert.DoesNotExist: not among those the person may see.
    """
    access.require(by, Permission.SCREENING_ALERT_DECIDE)
    alert, alerts = _locked(public_id, version, by, alone=action == "escalate")
    _reasoned(reason)
    if alert.proposed_by_id is not None:
        raise Refused("screening.alert.proposed_already", name=alert.name)
    if action == "confirm" and linked.is_link(alert.reasons):
        raise Refused("screening.alert.link_only", name=alert.name, listed=alert.listed_name)
    doubtful = action != "escalate" and any(needs_second(each) for each in alerts)
    for each in alerts:
        each.reason, each.identifiers_used = reason.strip(), identifiers_used.strip()[:300]
        if doubtful:
            _proposed(each, action, by)
        else:
            _settled(each, action, by=by)
    return alert


@use_case
def second(public_id: UUID, *, agree: bool, reason: str = "", version: int | None, by: User) -> Alert:
    """Agree with what a first person proposed for an alert, or send it back with a reason.

    Raises:
        SamePerson: the one who proposed it.
        Refused: nothing is proposed.
        IllegalTransition: sent back without a reason.
    """
    access.require(by, Permission.SCREENING_ALERT_DECIDE)
    alert, alerts = _locked(public_id, version, by)
    if alert.proposed_by is None:
        raise Refused("screening.alert.none_proposed", name=alert.name)
    access.require_other_person(by, not_=alert.proposed_by)
    if not agree:
        _reasoned(reason)
    for each in alerts:
        if each.proposed_action != alert.proposed_action or each.proposed_by_id == by.pk:
            continue  # one's own proposal about a twin waits for somebody else
        if agree:
            _settled(each, each.proposed_action, by=by)
        else:
            _sent_back(each, reason.strip(), by)
    return alert


@use_case
def trust(public_id: UUID, *, valid_to: date, reason: str, version: int | None, by: User) -> Trusted:
    """Put the party of a cleared alert on the good-guy list for that entry, until a day.

    Raises:
        Refused: not cleared, a day out of bounds, or trusted already.
        SamePerson: the one who cleared it, or released what had been confirmed.
        IllegalTransition: no reason.
    """
    access.require(by, Permission.SCREENING_PARTY_TRUST)
    alert = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(alert, version)
    _reasoned(reason)
    if alert.status != Alert.Status.FALSE:
        raise Refused("screening.trust.not_cleared", name=alert.name)
    for who in (alert.decided_by, _last_said(alert)):
        access.require_other_person(by, not_=who)
    months = pack_files.read(settings.STRATRADE_PACK).screening.trusted_months
    if not today() < valid_to <= months_later(today(), months):
        raise Refused("screening.trust.term", months=months)
    covered = {
        "party_key": alert.party_key,
        "party_state": alert.party_state,
        "list_code": alert.list_code,
        "entry_id": alert.entry_id,
    }
    if Trusted.objects.filter(**covered, ended_at=None, valid_to__gte=today()).exists():
        raise Refused("screening.trust.already", name=alert.name)
    Trusted.objects.filter(**covered, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    trusted = Trusted.objects.create(
        alert=alert,
        **covered,
        name=alert.name,
        country=alert.country,
        listed_name=alert.listed_name,
        reason=reason.strip(),
        valid_to=valid_to,
        added_at=timezone.now(),
        added_by=by,
    )
    said = PartyTrusted(
        name=alert.name, listed_name=alert.listed_name, valid_to=valid_to, reason=trusted.reason
    )
    record(said, subject=trusted.subject, by=by)
    return trusted


@use_case
def end_trust(public_id: UUID, *, reason: str, by: User) -> Trusted:
    """Take a party off the good-guy list before its day.

    Raises:
        Trusted.DoesNotExist: the person may not see the alert it goes back to.
        Refused: it is off already.
        IllegalTransition: no reason.
    """
    access.require(by, Permission.SCREENING_PARTY_TRUST)
    rows = Trusted.objects.filter(alert__in=queries.visible(by))
    trusted = rows.select_for_update(of=("self",)).get(public_id=public_id)
    _reasoned(reason)
    if trusted.ended_at is not None:
        raise Refused("screening.trust.ended", name=trusted.name)
    trusted.ended_at, trusted.ended_by, trusted.end_reason = timezone.now(), by, reason.strip()
    trusted.save(update_fields=["ended_at", "ended_by", "end_reason"])
    said = TrustEnded(name=trusted.name, listed_name=trusted.listed_name, reason=trusted.end_reason)
    record(said, subject=trusted.subject, by=by)
    return trusted


def needs_second(alert: Alert) -> bool:
    """Whether the likeness is so strong that one person alone may not settle it."""
    return alert.score >= pack_files.read(settings.STRATRADE_PACK).screening.four_eyes_from


def remember(alert: Alert, *, by: User) -> None:
    """Keep what was decided, for this state of the party and this state of the entry."""
    Disposition.objects.update_or_create(
        party_key=alert.party_key,
        party_state=alert.party_state,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=alert.entry_digest,
        defaults={
            "is_true": alert.status == Alert.Status.TRUE,
            "reason": alert.release_reason or alert.reason,
            "at": timezone.now(),
            "by": by,
        },
    )


def _last_said(alert: Alert) -> User | None:
    """Who decided last about this party and entry; after a release that is not who decided the alert."""
    said = Disposition.objects.select_related("by").filter(
        party_key=alert.party_key,
        party_state=alert.party_state,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=alert.entry_digest,
    )
    found = said.first()
    return None if found is None else found.by


def _locked(
    public_id: UUID, version: int | None, by: User, *, alone: bool = False
) -> tuple[Alert, Sequence[Alert]]:
    """An alert and those that wait about the same party and entry, locked; it alone where only it is meant."""
    first = queries.visible(by).get(public_id=public_id)
    alone = alone or linked.is_link(first.reasons)  # what is found of a link says nothing of a likeness
    same = queries.visible(by).filter(pk=first.pk) if alone else queries.twins(first, for_=by)
    alerts = list(same.select_related("proposed_by").select_for_update(of=("self",)).order_by("pk"))
    alert = next(a for a in alerts if a.pk == first.pk)
    check_version(alert, version)
    return alert, alerts


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise IllegalTransition(Finding("exchange.field.missing", Severity.BLOCK, {"field": "reason"}))


def _proposed(alert: Alert, action: str, by: User) -> None:
    workflow.ALERT.next(alert.status, action, alert)  # refused where it could not be done
    alert.proposed_action, alert.proposed_by, alert.proposed_at = action, by, timezone.now()
    alert.version += 1
    alert.save()
    said = AlertProposed(
        about=alert.subject,
        name=alert.name,
        listed_name=alert.listed_name,
        action=action,
        reason=alert.reason,
    )
    record(said, subject=subject_of(alert), by=by)


def _sent_back(alert: Alert, reason: str, by: User) -> None:
    alert.proposed_action, alert.proposed_by, alert.proposed_at = "", None, None
    alert.version += 1
    alert.save()
    record(
        AlertSentBack(about=alert.subject, name=alert.name, reason=reason), subject=subject_of(alert), by=by
    )


def _settled(alert: Alert, action: str, *, by: User) -> None:
    workflow.ALERT.advance(alert, action, by=by)
    if action != "escalate":
        alert.decided_at, alert.decided_by = timezone.now(), by
        remember(alert, by=by)
    alert.save(update_fields=["reason", "identifiers_used", "decided_at", "decided_by"])
    record(_said(alert, action), subject=subject_of(alert), by=by)


def _said(alert: Alert, action: str) -> Event:
    told = {"about": alert.subject, "name": alert.name, "reason": alert.reason}
    match action:
        case "clear":
            return AlertCleared(**told, listed_name=alert.listed_name)
        case "confirm":
            return AlertConfirmed(**told, listed_name=alert.listed_name)
        case _:
            return AlertEscalated(**told)
