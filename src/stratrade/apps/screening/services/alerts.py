"""Keep the evidence of screenings and raise alerts."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.screening.events import AlertRaised, AlertRenewed, LinkFound
from stratrade.apps.screening.linked import is_link
from stratrade.apps.screening.models import Alert, ListedEntry, Screening
from stratrade.apps.screening.services.screen import (
    Screened,
    Subject,
    configuration,
    party_key,
    party_state,
    screen,
    with_links,
)

_WAITING = (Alert.Status.OPEN, Alert.Status.ESCALATED)


def raise_alerts(*, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """Screen the parties of a thing, keep the evidence, raise an alert for each likeness.

    Runs inside the caller's use case. The same party, entry and state of the entry raise one alert per thing.

    Args:
        subject: audit subject of the party, case, licence or declaration.
    """
    return raise_found(with_links(screen(parties), parties), subject=subject, parties=parties, by=by)


def raise_likenesses(*, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """The same without what the parties share with others, for things whose links are looked for by themselves."""
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
        set_aside=list(found.set_aside),
        at=now,
    )
    return raise_hits(found, subject=subject, parties=parties, by=by)


def raise_hits(found: Screened, *, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """The alerts of a screening whose evidence is kept already."""
    now = timezone.now()
    raised = []
    states = {party_state(p) for p in parties}
    for hit in found.hits:
        edition = found.editions.get(hit["list"], "")
        if not _renewed(hit, subject, edition, states, by):
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
        party_state=hit["party_state"],
        list_code=hit["list"],
        entry_id=hit["entry_id"],
        entry_digest=hit["entry_digest"],
        defaults={
            "role": hit["role"],
            "name": hit["query"][:500],
            "country": hit["country"],
            "asked": hit["asked"],
            "raised_at": now,
            **_listed(hit, edition),
        },
    )
    if not fresh:
        return None
    told = {
        "about": subject,
        "name": alert.name,
        "listed_name": alert.listed_name,
        "list": alert.list_code,
        "entry": alert.entry_id,
    }
    said = (
        LinkFound(**told)
        if is_link(alert.reasons)
        else AlertRaised(**told, score=str(alert.score), edition=edition)
    )
    record(said, subject=subject_of(alert), by=by)
    return alert


def _renewed(hit: dict[str, Any], subject: str, edition: str, states: Collection[str], by: User) -> bool:
    """Bring an alert that waits and rests on an older state of the entry or of the party up to date.

    Args:
        states: of the parties that the thing names now; an alert about another state of a name is older.
    """
    state = {"party_state": hit["party_state"], "entry_digest": hit["entry_digest"]}
    same = Alert.objects.filter(
        subject=subject, party_key=party_key(hit["query"]), list_code=hit["list"], entry_id=hit["entry_id"]
    )
    older = same.select_for_update().filter(status__in=_WAITING).exclude(**state).order_by("pk")
    alert = older.filter(Q(party_state=hit["party_state"]) | ~Q(party_state__in=states)).first()
    if alert is None or same.filter(**state).exists():
        return False  # nothing waits, or the entry is again as it was when another alert about it was settled
    for name, value in {**state, "asked": hit["asked"], **_listed(hit, edition)}.items():
        setattr(alert, name, value)
    alert.version += 1
    alert.proposed_action, alert.proposed_by, alert.proposed_at = "", None, None
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
