"""Screenings as evidence, and tables of names handed in."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.documents import files
from stratrade.apps.screening.models import Batch, Screening
from stratrade.apps.screening.queries.alert import CUSTOMS_ONLY


def evidence(subject: str | Collection[str], *, for_: User) -> QuerySet[Screening]:
    """The screenings of a thing, newest first. The caller has read the thing from its own scoped query.

    Args:
        subject: what the audit calls it; several where it was several records.
    """
    if not access.may(for_, Permission.SCREENING_EVIDENCE_READ):
        return Screening.objects.none()
    subjects = [subject] if isinstance(subject, str) else list(subject)
    return Screening.objects.filter(subject__in=subjects)


def evidence_one(public_id: UUID, *, for_: User) -> Screening | None:
    """One screening; customs see those of the border, other officials with the permission all."""
    if not access.may(for_, Permission.SCREENING_EVIDENCE_READ):
        return None
    rows = Screening.objects.filter(public_id=public_id)
    if not access.may(for_, Permission.CASEWORK_CASE_READ):
        rows = rows.filter(subject__startswith=CUSTOMS_ONLY)
    return rows.first()


def batches(*, for_: User) -> QuerySet[Batch]:
    """The tables of names a person handed in; auditors see all."""
    if not access.may(for_, Permission.SCREENING_BATCH_RUN):
        whole = access.may(for_, Permission.SCREENING_QUALITY_READ)
        return Batch.objects.select_related("by") if whole else Batch.objects.none()
    return Batch.objects.filter(by=for_.pk).select_related("by")


def batch(public_id: UUID, *, for_: User) -> Batch | None:
    """One table of names, or None where somebody else handed it in."""
    return batches(for_=for_).filter(public_id=public_id).first()


def workbook(row: Batch) -> bytes | None:
    """The result of a table; None where there is none yet."""
    return files.read(row.result_id) if row.result_id else None
