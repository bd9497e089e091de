"""A file handed in, read in a job, and proposed as an edition by the person who looked at what came of it.

A job that ends half-way leaves nothing: the edition is stored with the change of state, in one transaction. A job
that is done twice, or whose worker was killed, finds the state and does what is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import files
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.lists import queries, workflow
from stratrade.apps.lists.events import (
    FileDiscarded,
    FilePrepared,
    FileReadAgain,
    FileReceived,
    FileRefused,
)
from stratrade.apps.lists.models import EditionRow, Preparation, Proposal
from stratrade.apps.lists.services.load import store
from stratrade.apps.lists.services.propose import Refused, not_past, on_its_base, proposed
from stratrade.engines.lists.faults import RowFault

TASK = "lists.prepare"
QUEUE = "editions"
_MEDIA_TYPE = "application/octet-stream"  # what it really is, the job finds out
MOST_KEPT = 500
"""Faults kept of one file; whoever mends it sees the rest when it is handed in again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that a job is to read.

    Args:
        raw: its bytes.
        documents: plain content of the edition that a table is laid over; None where none is in force.
        base: the digest of that edition; empty where none is in force.
    """

    public_id: UUID
    kind: str
    name: str
    raw: bytes
    scope: str
    carry: bool
    in_force_from: date
    documents: Mapping[str, object] | None
    base: str


@use_case
def receive(
    kind: str,
    raw: bytes,
    name: str,
    *,
    instrument: str,
    in_force_from: date,
    gives_way: str = "named",
    carry: bool = True,
    by: User,
) -> Preparation:
    """Keep a file and have it read in a job.

    Args:
        kind: EDITION, NATIONAL, LINKS or TARIFF.
        raw: the file; `name` says XLSX or CSV by its ending.
        instrument: the legal text that puts it in force, with its number and day.
        in_force_from: the first day on which it is to apply; today or later.
        gives_way: for links, which of our own give way (`engines.lists.load.SCOPES`).
        carry: for an edition, whether the national tables of the one in force are laid over it.

    Raises:
        Refused: a past day, or no instrument.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.LISTS_EDITION_PROPOSE)
    not_past(in_force_from)
    if not instrument.strip():
        raise Refused("no_instrument")
    now = timezone.now()
    preparation = Preparation.objects.create(
        kind=kind,
        name=name[:200],
        file=keep_bytes(raw, _MEDIA_TYPE, at=now),
        scope=gives_way,
        carry=carry,
        instrument=instrument.strip(),
        in_force_from=in_force_from,
        received_at=now,
        received_by=by,
    )
    record(
        FileReceived(
            file=preparation.name, kind=kind, sha256=preparation.file_id, in_force_from=in_force_from
        ),
        subject=preparation.subject,
        by=by,
    )
    _defer(preparation)
    return preparation


def waiting(public_id: UUID) -> Waiting | None:
    """What a job needs to read a file; None where it has been read or put aside meanwhile."""
    row = Preparation.objects.filter(public_id=public_id, status=Preparation.Status.WAITING).first()
    if row is None:
        return None
    try:
        standing = EditionRow.objects.get(pk=queries.in_force(row.in_force_from).pk)
    except queries.NoEditionInForce:
        standing = None
    return Waiting(
        public_id=row.public_id,
        kind=row.kind,
        name=row.name,
        raw=files.read(row.file_id),
        scope=row.scope,
        carry=row.carry,
        in_force_from=row.in_force_from,
        documents=standing.documents if standing else None,
        base=standing.digest if standing else "",
    )


def progress(public_id: UUID, step: str, *, done: int = 0, of: int = 0) -> None:
    """Say how far the job is; nothing that anybody relies on, so the trail does not hold it."""
    Preparation.objects.filter(public_id=public_id, status=Preparation.Status.WAITING).update(
        step=step, done=done, of=of
    )


@use_case
def ready(
    public_id: UUID,
    documents: Mapping[str, object],
    *,
    base: str,
    count: int,
    notes: Sequence[RowFault] = (),
    by: User = SYSTEM,
) -> Preparation:
    """Keep the edition that a file came to.

    Args:
        documents: plain content of the files of the edition.
        base: digest of the edition it was laid over or compared with.
        count: entries, pairs or lines that the file holds.
        notes: what a person should know of it.

    Raises:
        EditionError: a document cannot be read.
    """
    access.require(by, Permission.LISTS_EDITION_LOAD)
    row = Preparation.objects.select_for_update().get(public_id=public_id)
    if row.status != Preparation.Status.WAITING:
        unchanged()
        return row
    row.edition, _fresh = store(documents, by=by)
    row.base, row.count, row.faults = base, count, []
    row.notes = _plain(notes)
    row.read_at = timezone.now()
    row.step, row.done, row.of = "", 0, 0
    row.save(update_fields=["edition", "base", "count", "faults", "notes", "read_at", "step", "done", "of"])
    workflow.PREPARATION.advance(row, "prepare", by=by)
    record(
        FilePrepared(file=row.name, edition=row.edition.code, digest=row.edition.digest),
        subject=row.subject,
        by=by,
    )
    return row


@use_case
def refuse(public_id: UUID, faults: Sequence[RowFault], *, by: User = SYSTEM) -> Preparation:
    """Keep what is wrong with a file; nothing else comes of it."""
    access.require(by, Permission.LISTS_EDITION_LOAD)
    row = Preparation.objects.select_for_update().get(public_id=public_id)
    if row.status != Preparation.Status.WAITING:
        unchanged()
        return row
    row.faults, row.count = _plain(faults), len(faults)
    row.read_at = timezone.now()
    row.step, row.done, row.of = "", 0, 0
    row.save(update_fields=["faults", "count", "read_at", "step", "done", "of"])
    workflow.PREPARATION.advance(row, "refuse", by=by)
    record(FileRefused(file=row.name, faults=len(faults)), subject=row.subject, by=by)
    return row


@use_case
def again(public_id: UUID, *, version: int | None = None, by: User) -> Preparation:
    """Have a file read again, over the edition that is in force on its day by now.

    Raises:
        Refused: its first day has passed.
        StaleVersion, IllegalTransition, AccessDenied: as they say.
    """
    access.require(by, Permission.LISTS_EDITION_PROPOSE)
    row = _locked(public_id, version)
    not_past(row.in_force_from)
    workflow.PREPARATION.advance(row, "again", by=by)
    row.faults, row.notes, row.count, row.edition, row.proposal = [], [], 0, None, None
    row.step, row.done, row.of = "", 0, 0
    row.save(update_fields=["faults", "notes", "count", "edition", "proposal", "step", "done", "of"])
    record(FileReadAgain(file=row.name), subject=row.subject, by=by)
    _defer(row)
    return row


@use_case
def discard(public_id: UUID, *, version: int | None = None, by: User) -> Preparation:
    """Put a file aside.

    Raises:
        StaleVersion, IllegalTransition, AccessDenied: as they say.
    """
    access.require(by, Permission.LISTS_EDITION_PROPOSE)
    row = _locked(public_id, version)
    workflow.PREPARATION.advance(row, "discard", by=by)
    record(FileDiscarded(file=row.name), subject=row.subject, by=by)
    return row


@use_case
def submit(public_id: UUID, *, version: int | None = None, by: User) -> Proposal:
    """Propose the edition that a file came to; another person adopts it.

    Raises:
        Refused: its first day has passed, another edition stands by now, it stands or waits already, or the file is
            not ready.
        StaleVersion, IllegalTransition, AccessDenied: as they say.
    """
    access.require(by, Permission.LISTS_EDITION_PROPOSE)
    row = _locked(public_id, version)
    if row.status != Preparation.Status.READY or row.edition is None:
        raise Refused("not_ready")
    on_its_base(row)
    row.proposal = proposed(row.edition, instrument=row.instrument, in_force_from=row.in_force_from, by=by)
    row.save(update_fields=["proposal"])
    workflow.PREPARATION.advance(row, "propose", by=by)
    return row.proposal


def _locked(public_id: UUID, version: int | None) -> Preparation:
    row = (
        Preparation.objects.select_for_update(of=("self",)).select_related("edition").get(public_id=public_id)
    )
    check_version(row, version)
    return row


def _defer(row: Preparation) -> None:
    """In the running transaction: the job rolls back with it. One at a time, as each takes much memory."""
    jobs.configure_task(TASK, queue=QUEUE, lock=TASK).defer(preparation=str(row.public_id))


def _plain(faults: Sequence[RowFault]) -> list[dict[str, object]]:
    return [
        {"row": fault.row, "column": fault.column, "finding": fault.finding.as_dict()}
        for fault in faults[:MOST_KEPT]
    ]
