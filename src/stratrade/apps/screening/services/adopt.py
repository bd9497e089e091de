"""Receive files of watch lists and put editions in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import files
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.screening import listed, matcher, queries
from stratrade.apps.screening.events import EditionAdopted, EditionRefused, ListReceived
from stratrade.apps.screening.models import ListedEntry, ListEdition, Receipt, WatchList
from stratrade.apps.screening.services import screen
from stratrade.engines.matching.model import ListedParty
from stratrade.kernel.finding import Finding, Severity

SHRINK_LIMIT = Decimal("0.20")
"""An edition from which more than this share of the entries of the last one is gone is refused: a truncated file,
or another list. A steward may adopt it with a reason."""
_SHRINK_FLOOR = 20  # lists shorter than this may shrink freely


class ShrinkRefused(Exception):
    """Too much of the list in force is gone from the new edition, and nobody said why that is right."""

    def __init__(self, code: str, *, before: int, gone: int) -> None:
        self.finding = Finding(
            "screening.edition.shrinks", Severity.BLOCK, {"list": code, "before": before, "gone": gone}
        )
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a list besides its entries."""

    code: str
    names: Mapping[str, str]
    publisher: str = ""
    legal_basis: str = ""
    label: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was read.

    Args:
        raws: its bytes and, where the form has one, those of the file of aliases.
        form: un, ofac or lines.
        digest: SHA-256 of all of it, hexadecimal.
        parties: what it holds.
    """

    source: Source
    raws: tuple[bytes, ...]
    form: str
    digest: str
    parties: Sequence[ListedParty]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen if a file were put in force now."""

    standing: ListEdition | None
    difference: queries.Difference
    shrinks: bool


@use_case
def receive(file: Received, *, by: User) -> Receipt:
    """Keep a file of a list as it came, for somebody to look at before it is put in force.

    The same content that waits already is received once.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    receipt, fresh = _kept(file, by)
    if not fresh:
        unchanged()
    return receipt


@use_case
def take(file: Received, *, by: User) -> Receipt | None:
    """Keep a file that came by itself and put it in force; one that has shrunk suspiciously waits for a steward.

    Returns:
        What was received, with its edition where it is in force; None where it is in force already.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    standing = queries.standing_edition(file.source.code)
    if standing is not None and standing.digest == file.digest:
        unchanged()
        return None
    receipt, fresh = _kept(file, by)
    if not shrinks(standing, file.parties):
        receipt.edition = put_in_force(
            file.source, file.parties, file.digest, received_at=receipt.received_at, by=by
        )
        receipt.save(update_fields=["edition"])
    elif fresh:
        _refused(file.source.code, file.digest, file.parties, standing, by)
    else:
        unchanged()
    return receipt


@use_case
def adopt_received(
    public_id: UUID, parties: Sequence[ListedParty], digest: str, *, despite: str = "", by: User
) -> ListEdition:
    """Put a received file in force.

    Args:
        parties: what it holds, read again from the kept bytes; `digest` is that of those bytes.
        despite: why it is adopted although much of the list in force is gone from it.

    Raises:
        ShrinkRefused: much is gone and no reason was given. Nothing is changed.
        ValueError: the bytes are not those that were received.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    receipt = Receipt.objects.select_for_update().get(public_id=public_id)
    if receipt.digest != digest:
        raise ValueError("digest")
    if receipt.edition is not None:
        unchanged()
        return receipt.edition
    source = Source(
        receipt.code,
        receipt.names,
        receipt.publisher,
        receipt.legal_basis,
        receipt.label,
        receipt.published_on,
    )
    standing = queries.standing_edition(receipt.code)
    shrinking = shrinks(standing, parties)
    if shrinking and not despite.strip():
        raise ShrinkRefused(
            receipt.code, before=standing.count if standing else 0, gone=gone(standing, parties)
        )
    if standing is not None and standing.digest == digest:
        receipt.edition = standing
        unchanged()
        return standing
    receipt.edition = put_in_force(
        source, parties, digest, received_at=receipt.received_at, reason=despite.strip()[:500], by=by
    )
    receipt.save(update_fields=["edition"])
    return receipt.edition


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
    """Put an edition of a watch list in force at once.

    The same digest changes nothing. A sudden shrink is refused, recorded, and the old edition stays in force.

    Returns:
        The edition in force afterwards; None where a first edition was refused for being empty.
    """
    access.require(by, Permission.SCREENING_LIST_ADOPT)
    standing = queries.standing_edition(code)
    if standing is not None and standing.digest == digest:
        unchanged()
        return standing
    if shrinks(standing, parties):
        _refused(code, digest, parties, standing, by)
        return standing
    source = Source(code, dict(names or {"en": code}), publisher, legal_basis, label, published_on)
    return put_in_force(source, parties, digest, received_at=timezone.now(), by=by)


def preview(code: str, parties: Sequence[ListedParty]) -> Preview:
    """What putting entries in force would change."""
    standing = queries.standing_edition(code)
    states = {p.entry_id: (row.digest, row.name) for p in parties for row in [_entry(None, p)]}
    return Preview(standing, queries.difference(standing, states), shrinks(standing, parties))


def contents(receipt: Receipt) -> tuple[bytes, ...]:
    """The bytes that were received: the file and, where there is one, the file of aliases.

    Raises:
        OSError, ValueError: they are gone or were changed on disk.
    """
    kept = [receipt.file_id, receipt.alias_file_id]
    return tuple(files.read(sha256) for sha256 in kept if sha256)


def shrinks(standing: ListEdition | None, parties: Sequence[ListedParty]) -> bool:
    """Whether so much is gone that the file is likely to be cut off, or to be another list."""
    if not parties:
        return True
    if standing is None or standing.count < _SHRINK_FLOOR:
        return False
    return gone(standing, parties) > standing.count * SHRINK_LIMIT


def gone(standing: ListEdition | None, parties: Sequence[ListedParty]) -> int:
    """How many entries of the edition in force are not in the new one."""
    if standing is None:
        return 0
    return len(set(standing.entries.values_list("entry_id", flat=True)) - {p.entry_id for p in parties})


def put_in_force(
    source: Source,
    parties: Sequence[ListedParty],
    digest: str,
    *,
    received_at: datetime,
    reason: str = "",
    by: User,
) -> ListEdition:
    """Put an edition in force inside the caller's use case; its block is built first, then nobody screens meanwhile."""
    watch_list, _ = WatchList.objects.get_or_create(
        code=source.code,
        defaults={
            "names": dict(source.names),
            "publisher": source.publisher,
            "legal_basis": source.legal_basis,
        },
    )
    watch_list = WatchList.objects.select_for_update().get(pk=watch_list.pk)
    before = ListEdition.objects.filter(list=watch_list, stands=True).first()
    now = timezone.now()
    edition, fresh = ListEdition.objects.get_or_create(
        list=watch_list,
        digest=digest,
        defaults={
            "label": source.label,
            "published_on": source.published_on,
            "received_at": received_at,
            "adopted_at": now,
            "adopted_by": by if by.pk else None,
            "count": len(parties),
            "stands": False,
        },
    )
    if fresh:
        ListedEntry.objects.bulk_create([_entry(edition, p) for p in parties], batch_size=1000)
    difference = queries.difference(before, edition)
    matcher.prepare(edition, [*difference.added, *difference.changed], difference.removed)
    screen.alone()
    ListEdition.objects.filter(list=watch_list, stands=True).update(stands=False)
    edition.stands, edition.adopted_at, edition.adopted_by = True, now, by if by.pk else None
    edition.save(update_fields=["stands", "adopted_at", "adopted_by"])
    record(
        EditionAdopted(
            list=source.code,
            digest=digest,
            count=edition.count,
            added=len(difference.added),
            changed=len(difference.changed),
            removed=len(difference.removed),
            before=before.digest if before else "",
            reason=reason,
        ),
        subject=_subject(source.code),
        by=by,
    )
    return edition


def _kept(file: Received, by: User) -> tuple[Receipt, bool]:
    source = file.source
    waiting = Receipt.objects.filter(code=source.code, digest=file.digest, edition=None).first()
    if waiting is not None:
        return waiting, False
    now = timezone.now()
    kept = [keep_bytes(raw, "application/octet-stream", at=now) for raw in file.raws]
    receipt = Receipt.objects.create(
        code=source.code,
        names=dict(source.names),
        publisher=source.publisher,
        legal_basis=source.legal_basis,
        label=source.label,
        published_on=source.published_on,
        form=file.form,
        digest=file.digest,
        count=len(file.parties),
        file=kept[0],
        alias_file=kept[1] if len(kept) > 1 else None,
        received_at=now,
        received_by=by if by.pk else None,
    )
    record(
        ListReceived(list=source.code, digest=file.digest, count=len(file.parties)),
        subject=_subject(source.code),
        by=by,
    )
    return receipt, True


def _refused(
    code: str, digest: str, parties: Sequence[ListedParty], standing: ListEdition | None, by: User
) -> None:
    before = standing.count if standing else 0
    record(
        EditionRefused(list=code, digest=digest, count=len(parties), before=before),
        subject=_subject(code),
        by=by,
    )


def _entry(edition: ListEdition | None, party: ListedParty) -> ListedEntry:
    content = listed.dump(party)
    return ListedEntry(
        edition=edition,
        entry_id=party.entry_id,
        kind=party.kind,
        name=party.names[0].text[:500] if party.names else "",
        content=content,
        digest=listed.digest(content),
    )


def _subject(code: str) -> str:
    return f"screening.list:{code}"
