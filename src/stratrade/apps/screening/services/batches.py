"""Tables of names: handed in by a person, screened in a job, given back as a workbook, with alerts if asked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import files
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.notices import services as notices
from stratrade.apps.screening.events import (
    BatchAlerting,
    BatchAlertsRaised,
    BatchFailed,
    BatchReceived,
    BatchScreened,
)
from stratrade.apps.screening.models import Batch, Screening
from stratrade.apps.screening.services import alerts
from stratrade.apps.screening.services.screen import Screened, Subject, configuration

TASK = "screening.batch"
QUEUE = "editions"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class WaitingBatch:
    """A table that a job is to screen."""

    public_id: UUID
    name: str
    raw: bytes
    done: int
    alerting: bool = False


@use_case
def hand_in(raw: bytes, name: str, *, alerting: bool = False, by: User) -> Batch:
    """Keep a table and have it screened in a job.

    Args:
        alerting: whether its likenesses raise alerts, which another permission is needed for.
    """
    access.require(by, Permission.SCREENING_BATCH_RUN)
    if alerting:
        access.require(by, Permission.SCREENING_BATCH_ALERT)
    now = timezone.now()
    kept = keep_bytes(raw, "application/octet-stream", at=now)
    batch = Batch.objects.create(name=name[:200], file=kept, alerting=alerting, at=now, by=by)
    record(BatchReceived(file=batch.name, sha256=kept.sha256), subject=batch.subject, by=by)
    if alerting:
        record(BatchAlerting(file=batch.name), subject=batch.subject, by=by)
    jobs.configure_task(TASK, queue=QUEUE, lock=batch.subject).defer(batch=str(batch.public_id))
    return batch


def waiting_batch(public_id: UUID) -> WaitingBatch | None:
    """A table that is not done yet, with its bytes; None where there is nothing to do."""
    batch = Batch.objects.filter(public_id=public_id, status__in=["WAITING", "RUNNING"]).first()
    if batch is None:
        return None
    return WaitingBatch(batch.public_id, batch.name, files.read(batch.file_id), batch.done, batch.alerting)


def language_of(public_id: UUID) -> str:
    """The language of whoever handed a table in, for its result."""
    return Batch.objects.select_related("by").get(public_id=public_id).by.language


def begin(public_id: UUID, *, count: int) -> None:
    """Say how many names there are; a job that begins again begins from the first."""
    Batch.objects.filter(public_id=public_id).update(status="RUNNING", count=count, done=0, matched=0)


def progress_batch(public_id: UUID, subjects: Sequence[Subject], found: Screened) -> None:
    """Keep the evidence of a part of a table, and how far it is; a job that runs again keeps none twice."""
    evidence = {
        "subject": f"screening.batch:{public_id}",
        "query": [asdict(one) for one in subjects],
        "editions": dict(found.editions),
        "configuration": configuration(),
        "hits": list(found.hits),
        "set_aside": list(found.set_aside),
    }
    matched = len({hit["query"] for hit in found.hits})
    with transaction.atomic():
        Batch.objects.filter(public_id=public_id).update(
            done=F("done") + len(subjects), matched=F("matched") + matched
        )
        if not Screening.objects.filter(**evidence).exists():
            Screening.objects.create(**evidence, at=timezone.now())


@use_case
def raise_from_batch(public_id: UUID, subjects: Sequence[Subject], found: Screened) -> int:
    """Raise alerts for a part of a table whose evidence is kept, for whoever handed it in and asked for them.

    Returns:
        How many are new; a job that begins again raises none twice.
    """
    access.require(SYSTEM, Permission.SCREENING_BATCH_RUN)
    batch = Batch.objects.select_for_update(of=("self",)).select_related("by").get(public_id=public_id)
    access.require(batch.by, Permission.SCREENING_BATCH_ALERT)
    if not batch.alerting:
        return 0
    raised = alerts.raise_hits(found, subject=batch.subject, parties=subjects, by=batch.by)
    batch.raised += len(raised)
    batch.save(update_fields=["raised"])
    record(
        BatchAlertsRaised(file=batch.name, names=len(subjects), alerts=len(raised)),
        subject=batch.subject,
        by=batch.by,
    )
    return len(raised)


@use_case
def finish(public_id: UUID, workbook: bytes) -> Batch:
    """Keep the result and tell whoever handed the table in."""
    access.require(SYSTEM, Permission.SCREENING_BATCH_RUN)
    batch = Batch.objects.select_for_update().get(public_id=public_id)
    now = timezone.now()
    batch.result, batch.status, batch.finished_at = keep_bytes(workbook, XLSX, at=now), "DONE", now
    batch.save(update_fields=["result", "status", "finished_at"])
    said = BatchScreened(file=batch.name, count=batch.count, matched=batch.matched)
    record(said, subject=batch.subject, by=SYSTEM)
    _tell(batch)
    return batch


@use_case
def fail(public_id: UUID, faults: Sequence[Mapping[str, Any]]) -> Batch:
    """Say what is wrong with a table, and tell whoever handed it in."""
    access.require(SYSTEM, Permission.SCREENING_BATCH_RUN)
    batch = Batch.objects.select_for_update().get(public_id=public_id)
    batch.status, batch.finished_at = "FAILED", timezone.now()
    batch.faults = [dict(one) for one in faults[:MOST_FAULTS]]
    batch.save(update_fields=["faults", "status", "finished_at"])
    record(BatchFailed(file=batch.name, faults=len(faults)), subject=batch.subject, by=SYSTEM)
    _tell(batch)
    return batch


def _tell(batch: Batch) -> None:
    desk = "customs" if batch.by.role in {"customs", "supervisor"} else "officer"
    code = "batch_done" if batch.status == "DONE" else "batch_failed"
    link = (
        f"/customs/batches/{batch.public_id}" if desk == "customs" else f"/officer/batches/{batch.public_id}"
    )
    notices.tell(batch.by, f"notices.screening.{code}", {"file": batch.name}, link=link)
