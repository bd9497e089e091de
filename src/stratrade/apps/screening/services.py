"""Screen parties, raise alerts, settle them, adopt editions of watch lists."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

import stratrade
from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.screening import listed, matcher, queries, workflow
from stratrade.apps.screening.events import (
    AlertCleared,
    AlertConfirmed,
    AlertEscalated,
    AlertRaised,
    EditionAdopted,
    EditionRefused,
)
from stratrade.apps.screening.models import (
    Alert,
    Disposition,
    ListedEntry,
    ListEdition,
    Screening,
    WatchList,
)
from stratrade.engines.matching.model import ListedParty, PartyQuery
from stratrade.kernel import text
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition

THRESHOLD = Decimal("0.80")
"""Score from which an alert is raised; part of the configuration hash of every screening."""
SHRINK_LIMIT = Decimal("0.80")
"""A new edition with less than this share of the entries of the last one is refused (a truncated file)."""
_SHRINK_FLOOR = 20  # lists shorter than this may shrink freely


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to be screened, in the part they play."""

    role: str
    name: str
    country: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """The hits, each with the role and name it came from, and the editions they rest on."""

    hits: tuple[dict[str, Any], ...] = ()
    editions: Mapping[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether somebody was hit."""
        return bool(self.hits)


def configuration() -> str:
    """A digest of what decides a hit besides the lists: threshold and engine version."""
    return hashlib.sha256(f"{THRESHOLD}/{stratrade.__version__}".encode()).hexdigest()[:16]


def screen(subjects: Sequence[Subject]) -> Screened:
    """Hold parties against the editions in force; reads only.

    Returns:
        Hits at or above the threshold, best first, without those that an officer has cleared for the same party
        and the same state of the entry.
    """
    standing = matcher.standing()
    hits: list[dict[str, Any]] = []
    for subject in subjects:
        if not subject.name.strip():
            continue
        query = PartyQuery(name=subject.name, country=subject.country, identifier=subject.identifier)
        for hit in standing.matcher.screen(query):
            if Decimal(str(hit.score)) < THRESHOLD:
                continue
            hits.append(
                {
                    "role": subject.role,
                    "query": subject.name,
                    "country": subject.country,
                    "list": hit.list,
                    "entry_id": hit.entry_id,
                    "entry_digest": standing.digests.get((hit.list, hit.entry_id), ""),
                    "name": hit.name,
                    "score": round(float(hit.score), 3),
                    "reasons": [r.as_dict() for r in hit.reasons],
                }
            )
    kept = _uncleared(hits)
    kept.sort(key=lambda h: (-h["score"], h["list"], h["entry_id"]))
    return Screened(tuple(kept), dict(standing.editions))


def raise_alerts(*, subject: str, parties: Sequence[Subject], by: User) -> list[Alert]:
    """Screen the parties of a thing, keep the evidence, raise an alert for each likeness.

    Runs inside the caller's use case. The same party, entry and state of the entry raise one alert per thing.

    Args:
        subject: audit subject of the case, licence or declaration.
    """
    found = screen(parties)
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
        entry = ListedEntry.objects.filter(
            edition__list__code=hit["list"], edition__stands=True, entry_id=hit["entry_id"]
        ).first()
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
                "listed_name": hit["name"][:500],
                "listed": entry.content if entry else {},
                "score": Decimal(str(hit["score"])),
                "reasons": hit["reasons"],
                "raised_at": now,
            },
        )
        if fresh:
            record(
                AlertRaised(
                    about=subject,
                    name=alert.name,
                    listed_name=alert.listed_name,
                    list=alert.list_code,
                    entry=alert.entry_id,
                    score=str(alert.score),
                ),
                subject=subject_of(alert),
                by=by,
            )
            raised.append(alert)
    return raised


def subject_of(alert: Alert) -> str:
    """What the audit calls an alert."""
    return f"screening.alert:{alert.public_id}"


def party_key(name: str) -> str:
    """One key for a name however it is spaced or cased."""
    return text.search_key(name)[:300]


@use_case
def settle(
    public_id: UUID, action: str, *, reason: str, identifiers_used: str = "", version: int | None, by: User
) -> Alert:
    """Clear, confirm or escalate an alert, with a reason; the answer is remembered for that party and entry.

    Args:
        action: clear, confirm or escalate.
        identifiers_used: what told them apart or together (birth date, passport, registration).

    Raises:
        IllegalTransition: no reason, or not open.
        Alert.DoesNotExist: not among those the person may see.
    """
    access.require(by, Permission.SCREENING_ALERT_DECIDE)
    alert = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(alert, version)
    if not reason.strip():
        raise IllegalTransition(Finding("exchange.field.missing", Severity.BLOCK, {"field": "reason"}))
    workflow.advance(alert, action, by=by)
    alert.reason = reason.strip()
    alert.identifiers_used = identifiers_used.strip()[:300]
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
    return alert


@use_case
def adopt(
    code: str,
    parties: Sequence[ListedParty],
    digest: str,
    *,
    names: Mapping[str, str] | None = None,
    publisher: str = "",
    legal_basis: str = "",
    label: str = "",
    published_on: date | None = None,
    by: User,
) -> ListEdition | None:
    """Put an edition of a watch list in force.

    The same digest changes nothing. A sudden shrink is refused, recorded, and the old edition stays in force.

    Returns:
        The edition in force afterwards; None where a first edition was refused for being empty.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    watch_list, _ = WatchList.objects.get_or_create(
        code=code,
        defaults={"names": dict(names or {"en": code}), "publisher": publisher, "legal_basis": legal_basis},
    )
    watch_list = WatchList.objects.select_for_update().get(pk=watch_list.pk)
    before = ListEdition.objects.filter(list=watch_list, stands=True).first()
    if before is not None and before.digest == digest:
        unchanged()
        return before
    if not parties or (
        before is not None and before.count >= _SHRINK_FLOOR and len(parties) < before.count * SHRINK_LIMIT
    ):
        record(
            EditionRefused(
                list=code, digest=digest, count=len(parties), before=before.count if before else 0
            ),
            subject=f"screening.list:{code}",
            by=by,
        )
        return before
    now = timezone.now()
    ListEdition.objects.filter(list=watch_list, stands=True).update(stands=False)
    edition, fresh = ListEdition.objects.update_or_create(
        list=watch_list,
        digest=digest,
        defaults={
            "label": label,
            "published_on": published_on,
            "received_at": now,
            "adopted_at": now,
            "adopted_by": by if by.pk else None,
            "count": len(parties),
            "stands": True,
        },
    )
    if fresh:
        ListedEntry.objects.bulk_create([_entry(edition, p) for p in parties], batch_size=1000)
    added, changed, removed = _difference(before, edition)
    record(
        EditionAdopted(
            list=code, digest=digest, count=edition.count, added=added, changed=changed, removed=removed
        ),
        subject=f"screening.list:{code}",
        by=by,
    )
    return edition


def _entry(edition: ListEdition, party: ListedParty) -> ListedEntry:
    content = listed.dump(party)
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return ListedEntry(
        edition=edition,
        entry_id=party.entry_id,
        kind=party.kind,
        name=party.names[0].text[:500] if party.names else "",
        content=content,
        digest=hashlib.sha256(raw.encode()).hexdigest(),
    )


def _difference(before: ListEdition | None, after: ListEdition) -> tuple[int, int, int]:
    old = dict(before.entries.values_list("entry_id", "digest")) if before else {}
    new = dict(after.entries.values_list("entry_id", "digest"))
    changed = sum(1 for key, digest in new.items() if key in old and old[key] != digest)
    return len(new.keys() - old.keys()), changed, len(old.keys() - new.keys())


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


def _uncleared(hits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {party_key(h["query"]) for h in hits}
    cleared = set(
        Disposition.objects.filter(party_key__in=keys, is_true=False).values_list(
            "party_key", "list_code", "entry_id", "entry_digest"
        )
    )
    return [
        h for h in hits if (party_key(h["query"]), h["list"], h["entry_id"], h["entry_digest"]) not in cleared
    ]
