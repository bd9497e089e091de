"""End a served notice: one person proposes, another signs; its days begin and end by themselves."""

from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.measures import queries, workflow
from stratrade.apps.measures.events import (
    NoticeBegan,
    NoticeLapsed,
    NoticeWithdrawn,
    WithdrawalProposed,
    WithdrawalSentBack,
)
from stratrade.apps.measures.models import InformNotice
from stratrade.apps.measures.services.serve import NotServable, locked
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition


@use_case
def propose(public_id: UUID, *, reason: str, version: int | None, by: User) -> InformNotice:
    """Propose to end a served notice; it stands until another person signs.

    Args:
        reason: goes into the trail, so nothing confidential.

    Raises:
        NotServable: no reason.
        IllegalTransition: it does not stand, or its end is proposed already.
    """
    notice = locked(public_id, version, Permission.MEASURES_NOTICE_PROPOSE, by=by)
    if not reason.strip():
        raise NotServable("measures.notice.no_end_reason")
    if notice.status != InformNotice.Status.SERVED or notice.end_proposed_by_id is not None:
        raise IllegalTransition(Finding("measures.notice.no_end_to_propose", Severity.BLOCK))
    notice.end_proposed_at, notice.end_proposed_by = timezone.now(), by
    notice.end_reason = reason.strip()[:500]
    notice.version += 1
    notice.save(update_fields=["end_proposed_at", "end_proposed_by", "end_reason", "version"])
    record(WithdrawalProposed(notice.reference, notice.end_reason), subject=notice.subject, by=by)
    return notice


@use_case
def decide(public_id: UUID, *, sign: bool, reason: str = "", version: int | None, by: User) -> InformNotice:
    """Sign the withdrawal, which ends the notice at once, or send it back. Who proposed it may do neither.

    Raises:
        SamePerson: four eyes.
        IllegalTransition: no withdrawal is proposed.
        NotServable: sent back without a reason.
    """
    notice = locked(public_id, version, Permission.MEASURES_NOTICE_SERVE, by=by)
    if notice.end_proposed_by is None:
        raise IllegalTransition(Finding("measures.notice.no_end_proposed", Severity.BLOCK))
    access.require_other_person(by, not_=notice.end_proposed_by)
    if not sign:
        return _send_back(notice, reason, by)
    workflow.NOTICE.advance(notice, "withdraw", by=by)
    notice.withdrawn_at, notice.withdrawn_by = timezone.now(), by
    notice.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(NoticeWithdrawn(notice.reference, notice.end_reason), subject=notice.subject, by=by)
    return notice


def _send_back(notice: InformNotice, reason: str, by: User) -> InformNotice:
    if not reason.strip():
        raise NotServable("measures.notice.no_end_reason")
    notice.end_proposed_at = notice.end_proposed_by = None
    notice.end_reason = ""
    notice.version += 1
    notice.save(update_fields=["end_proposed_at", "end_proposed_by", "end_reason", "version"])
    record(WithdrawalSentBack(notice.reference, reason.strip()[:500]), subject=notice.subject, by=by)
    return notice


@use_case
def turn() -> int:
    """Say of notices whose first day has come, or whose last has passed, that they begin or end. Run every day.

    Returns:
        How many.
    """
    access.require(SYSTEM, Permission.MEASURES_NOTICE_SERVE)
    began, lapsed = queries.turning(today())
    said = 0
    for notice, event in [
        *((row, NoticeBegan(row.reference)) for row in began),
        *((row, NoticeLapsed(row.reference)) for row in lapsed),
    ]:
        if not EventRow.objects.filter(subject=notice.subject, name=event.event_name()).exists():
            record(event, subject=notice.subject, by=SYSTEM)
            said += 1
    if not said:
        unchanged()
    return said
