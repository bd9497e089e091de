"""Raise alerts and settle them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.screening import queries, workflow
from stratrade.apps.screening.events import (
    AlertCleared,
    AlertConfirmed,
    AlertEscalated,
    AlertRaised,
    AlertRenewed,
)
from stratrade.apps.screening.models import Alert, Disposition, ListedEntry, Screening
from stratrade.apps.screening.services.screen import Screened, Subject, configuration, party_key, screen
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition

_WAITING = (Alert.Status.OPEN, Alert.Status.ESCALATED)


def raise_alerts(*, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """Screen the parties of a thing, keep the evidence, raise an alert for each likeness.

    Runs inside the caller's use case. The same party, entry and state of the entry raise one alert per thing.

    Args:
        subject: audit subject of the party, case, licence or declaration.
    """
    return raise_found(screen(parties), subject=subject, parties=parties, by=by)


def raise_found(found: Screened, *, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """What `raise_alerts` does with a screening that was already made.

    Returns:
        The alerts that are new; an open one about an older state of the entry is brought up to date instead.
    """
    now = timezone.now()
    Screening.objects.create(
        subject=subject,
        query=[asdict(p) for p in parties],
        editions=dict(found.editions),
        configuration=configuration(),
        hits=list(found.hits),
        at=now,
    )
    raised = []
    for hit in found.hits:
        edition = found.editions.get(hit["list"], "")
        if not _renewed(hit, subject, edition, by):
            alert = _raised(hit, subject, edition, now, by)
            if alert is not None:
                raised.append(alert)
    return raised


def subject_of(alert: Alert) -> str:
    """What the audit calls an alert."""
    return f"screening.alert:{alert.public_id}"


def _raised(hit: dict[str, Any], subject: str, edition: str, now: datetime, by: User) -> Alert | None:
    alert, fresh = Alert.objects.get_or_create(
        subject=subject,
        party_key=party_key(hit["query"]),
        list_code=hit["list"],
        entry_id=hit["entry_id"],
        entry_digest=hit["entry_digest"],
        defaults={
            "role": hit["role"],
            "name": hit["query"][:500],
            "country": hit["country"],
            "raised_at": now,
            **_listed(hit, edition),
        },
    )
    if not fresh:
        return None
    record(
        AlertRaised(
            about=subject,
            name=alert.name,
            listed_name=alert.listed_name,
            list=alert.list_code,
            entry=alert.entry_id,
            score=str(alert.score),
            edition=edition,
        ),
        subject=subject_of(alert),
        by=by,
    )
    return alert


def _renewed(hit: dict[str, Any], subject: str, edition: str, by: User) -> bool:
    """Bring an alert that waits and rests on an older state of the entry up to date."""
    alert = (
        Alert.objects.select_for_update()
        .filter(
            subject=subject,
            party_key=party_key(hit["query"]),
            list_code=hit["list"],
            entry_id=hit["entry_id"],
            status__in=_WAITING,
        )
        .exclude(entry_digest=hit["entry_digest"])
        .order_by("pk")
        .first()
    )
    if alert is None:
        return False
    twins = Alert.objects.filter(
        subject=subject,
        party_key=alert.party_key,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=hit["entry_digest"],
    )
    if twins.exists():  # the entry is again as it was when another alert about it was settled
        return False
    alert.entry_digest = hit["entry_digest"]
    for name, value in _listed(hit, edition).items():
        setattr(alert, name, value)
    alert.version += 1
    alert.save()
    record(
        AlertRenewed(about=subject, name=alert.name, listed_name=alert.listed_name, edition=edition),
        subject=subject_of(alert),
        by=by,
    )
    return True


def _listed(hit: dict[str, Any], edition: str) -> dict[str, Any]:
    """What an alert keeps of the listed party, as it was in the edition."""
    entry = ListedEntry.objects.filter(
        edition__list__code=hit["list"], edition__digest=edition, entry_id=hit["entry_id"]
    ).first()
    return {
        "edition": edition,
        "listed_name": hit["name"][:500],
        "listed": entry.content if entry else {},
        "score": Decimal(str(hit["score"])),
        "reasons": hit["reasons"],
    }


@use_case
def settle(
    public_id: UUID, action: str, *, reason: str, identifiers_used: str = "", version: int | None, by: User
) -> Alert:
    """Clear, confirm or escalate an alert, with a reason; the answer is remembered for that party and entry.

    What is cleared or confirmed holds for every alert that waits about the same party and entry, whatever case,
    licence or declaration it stands in, as far as the person may see them.

    Args:
        action: clear, confirm or escalate.
        identifiers_used: what told them apart or together (birth date, passport, registration).

    Raises:
        IllegalTransition: no reason, or not open.
        Alert.DoesNotExist: not among those the person may see.
    """
    access.require(by, Permission.SCREENING_ALERT_DECIDE)
    first = queries.visible(by).get(public_id=public_id)
    same = queries.visible(by).filter(pk=first.pk) if action == "escalate" else queries.twins(first, for_=by)
    alerts = list(same.select_for_update(of=("self",)).order_by("pk"))
    alert = next(a for a in alerts if a.pk == first.pk)
    check_version(alert, version)
    if not reason.strip():
        raise IllegalTransition(Finding("exchange.field.missing", Severity.BLOCK, {"field": "reason"}))
    for each in alerts:
        _settled(each, action, reason=reason.strip(), used=identifiers_used.strip()[:300], by=by)
    return alert


def _settled(alert: Alert, action: str, *, reason: str, used: str, by: User) -> None:
    workflow.advance(alert, action, by=by)
    alert.reason = reason
    alert.identifiers_used = used
    if action != "escalate":
        alert.decided_at = timezone.now()
        alert.decided_by = by
        _remember(alert, by)
    alert.save(update_fields=["reason", "identifiers_used", "decided_at", "decided_by"])
    about = alert.subject
    match action:
        case "clear":
            said: AlertCleared | AlertConfirmed | AlertEscalated = AlertCleared(
                about=about, name=alert.name, listed_name=alert.listed_name, reason=alert.reason
            )
        case "confirm":
            said = AlertConfirmed(
                about=about, name=alert.name, listed_name=alert.listed_name, reason=alert.reason
            )
        case _:
            said = AlertEscalated(about=about, name=alert.name, reason=alert.reason)
    record(said, subject=subject_of(alert), by=by)


def _remember(alert: Alert, by: User) -> None:
    Disposition.objects.update_or_create(
        party_key=alert.party_key,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=alert.entry_digest,
        defaults={
            "is_true": alert.status == Alert.Status.TRUE,
            "reason": alert.reason,
            "at": timezone.now(),
            "by": by,
        },
    )
