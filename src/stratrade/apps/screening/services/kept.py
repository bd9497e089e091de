"""Lists that are kept here one entry at a time: the national list, and what this State denied.

Each change puts an edition of the whole list in force, so that everybody who is stored is screened against it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.screening import listed, workflow
from stratrade.apps.screening.events import (
    KeptEntryDismissed,
    KeptEntryExpired,
    KeptEntryListed,
    KeptEntryProposed,
    KeptEntryWithdrawn,
)
from stratrade.apps.screening.models import KeptEntry, ListEdition
from stratrade.apps.screening.services.adopt import Source, put_in_force
from stratrade.engines.matching.model import ListedParty

NAMES: Mapping[str, Mapping[str, str]] = {
    KeptEntry.Code.NATIONAL: {"en": "National list", "fr": "Liste nationale", "km": "បញ្ជីជាតិ"},
    KeptEntry.Code.DENIALS: {
        "en": "Denials of this State",
        "fr": "Refus de cet État",
        "km": "ការបដិសេធរបស់រដ្ឋនេះ",
    },
}

_LOCK = 1540_003  # advisory: of two changes at once, the later edition must hold the entry of the earlier one


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what somebody is entered in a list.

    Args:
        legal_basis: the provision.
        reason: in words.
        listed_on: the day from which, `ends_on` the last day; None without end.
        about: audit subject of the case that led to it.
    """

    legal_basis: str
    reason: str
    listed_on: date
    ends_on: date | None = None
    about: str = ""


@use_case
def enter(party: ListedParty, terms: Terms, *, by: User) -> KeptEntry:
    """Enter somebody in the list that `party` names, and put the list in force as it is then.

    Args:
        party: who; the number of the entry is given here.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    return _listed(_row(party, terms, by), terms.listed_on, by)


def propose(party: ListedParty, terms: Terms, *, reference: str, by: User) -> KeptEntry | None:
    """Propose somebody for a list; runs inside a reaction, and proposes the same once for a case."""
    if KeptEntry.objects.filter(list_code=party.list, about=terms.about, name=party.names[0].text).exists():
        return None
    row = _row(party, terms, by)
    record(
        KeptEntryProposed(list=row.list_code, name=row.name, reference=reference), subject=row.subject, by=by
    )
    return row


@use_case
def settle(
    public_id: UUID, action: str, *, reason: str, version: int | None, on: date, by: User, code: str = ""
) -> KeptEntry:
    """Enter or dismiss what is proposed, or withdraw what is listed.

    Args:
        action: enter, dismiss or withdraw.
        version: of the entry as the person saw it.
        code: of the list in which it is looked for; every list that is kept here where empty.

    Raises:
        KeptEntry.DoesNotExist: it is not on that list.
        StaleVersion: somebody else was quicker.
        IllegalTransition: it is not in a state for that.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    rows = KeptEntry.objects.select_for_update()
    if code:
        rows = rows.filter(list_code=code)
    row = rows.get(public_id=public_id)
    check_version(row, version)
    if action == "enter":
        return _listed(row, on, by)
    workflow.KEPT.advance(row, action, by=by)
    _ended(row, reason)
    event = KeptEntryDismissed if action == "dismiss" else KeptEntryWithdrawn
    record(event(list=row.list_code, name=row.name, reason=reason), subject=row.subject, by=by)
    if action == "withdraw":
        _publish(row.list_code, on, by)
    return row


@use_case
def expire(*, on: date, by: User) -> int:
    """End the entries whose last day is past, and put the lists in force without them; how many."""
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    rows = KeptEntry.objects.select_for_update().filter(status="LISTED", ends_on__lt=on).order_by("pk")
    gone = list(rows)
    for row in gone:
        workflow.KEPT.advance(row, "expire", by=by)
        _ended(row, "")
        record(
            KeptEntryExpired(list=row.list_code, name=row.name, ends_on=f"{row.ends_on:%Y-%m-%d}"),
            subject=row.subject,
            by=by,
        )
    for code in sorted({row.list_code for row in gone}):
        _publish(code, on, by)
    if not gone:
        unchanged()
    return len(gone)


def _row(party: ListedParty, terms: Terms, by: User) -> KeptEntry:
    row = KeptEntry.objects.create(
        list_code=party.list,
        name=party.names[0].text[:500],
        content={},
        legal_basis=terms.legal_basis[:300],
        reason=terms.reason,
        about=terms.about,
        listed_on=terms.listed_on,
        ends_on=terms.ends_on,
        added_at=timezone.now(),
        added_by=by if by.pk else None,
    )
    numbered = replace(party, entry_id=f"{party.list[0]}{row.pk:05d}", listed_on=terms.listed_on)
    row.content = listed.dump(numbered)
    row.save(update_fields=["content"])
    return row


def _listed(row: KeptEntry, on: date, by: User) -> KeptEntry:
    workflow.KEPT.advance(row, "enter", by=by)
    record(
        KeptEntryListed(
            list=row.list_code,
            name=row.name,
            legal_basis=row.legal_basis,
            ends_on=f"{row.ends_on:%Y-%m-%d}" if row.ends_on else "",
        ),
        subject=row.subject,
        by=by,
    )
    _publish(row.list_code, on, by)
    return row


def _ended(row: KeptEntry, reason: str) -> None:
    row.ended_at, row.end_reason = timezone.now(), reason[:2000]
    row.save(update_fields=["ended_at", "end_reason"])


def _publish(code: str, on: date, by: User) -> ListEdition:
    """Put the list in force as it stands; whoever else changes one waits, and reads after that what was committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    rows = list(KeptEntry.objects.filter(list_code=code, status="LISTED").order_by("pk"))
    contents = [row.content for row in rows]
    digest = hashlib.sha256(
        json.dumps([code, contents], ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()
    bases = list(dict.fromkeys(row.legal_basis for row in rows))
    source = Source(code, NAMES[code], legal_basis="; ".join(bases)[:300], published_on=on)
    parties = [listed.load(content) for content in contents]
    return put_in_force(source, parties, digest, received_at=timezone.now(), by=by)
