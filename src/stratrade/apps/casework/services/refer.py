"""Ask the ministries, take their positions, and never read silence as consent."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework import queries, workflow
from stratrade.apps.casework.events import (
    CaseConsolidated,
    CaseReferred,
    ReferralAnswered,
    ReferralEscalated,
)
from stratrade.apps.casework.models import Case, Referral
from stratrade.apps.casework.services.triage import ReasonMissing
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.validity import add_working_days


def suggested(case: Case) -> list[tuple[str, str]]:
    """(agency code, reason) that the pack's routing names for the entries and destination of a case."""
    pack = pack_files.read(settings.STRATRADE_PACK)
    return pack.route(
        entries=[i.entry or i.claimed_entry for i in case.items.all()], destination=case.destination
    )


@use_case
def refer(
    public_id: UUID, agencies: Sequence[str], *, question: str = "", version: int | None, by: User
) -> Case:
    """Ask agencies; those that the routing names keep their reason, others are asked on the officer's word.

    Args:
        agencies: agency codes of the pack; at least one.

    Raises:
        IllegalTransition: items not rated yet, no agency, an unknown agency, or one that was asked already.
    """
    access.require(by, Permission.CASEWORK_CASE_REFER)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    if not agencies:
        raise IllegalTransition(Finding("casework.referral.no_agency", Severity.BLOCK))
    workflow.CASE.advance(case, "refer", by=by)
    reasons = dict(suggested(case))
    pack = pack_files.read(settings.STRATRADE_PACK)
    due_on = add_working_days(today(), pack.kind(case.kind).referral_days, pack.holidays)
    for code in sorted(set(agencies)):
        agency = accounts.agency(code)
        if agency is None:
            raise IllegalTransition(
                Finding("casework.referral.unknown_agency", Severity.BLOCK, {"agency": code})
            )
        if case.referrals.filter(agency=agency).exists():
            raise IllegalTransition(
                Finding("casework.referral.asked_already", Severity.BLOCK, {"agency": code})
            )
        Referral.objects.create(
            case=case,
            agency=agency,
            reason=reasons.get(code, "officer"),
            question=question.strip(),
            asked_at=timezone.now(),
            due_on=due_on,
        )
    record(
        CaseReferred(reference=case.reference, agencies=", ".join(sorted(set(agencies)))),
        subject=case.subject,
        by=by,
    )
    return case


@use_case
def answer(
    public_id: UUID,
    *,
    position: str,
    reason: str,
    conditions: str = "",
    version: int | None,
    by: User,
) -> Referral:
    """Take an agency's position; the last one advances the case in the same transaction.

    Args:
        public_id: the referral.
        position: a `Referral.Position`.
        reason: kept word for word, dissent above all; required except for "not competent".

    Raises:
        ReasonMissing: an objection or condition without words.
    """
    access.require(by, Permission.CASEWORK_REFERRAL_ANSWER)
    held = queries.referrals_for(by, waiting=False).get(public_id=public_id)
    case = Case.objects.select_for_update().get(pk=held.case_id)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("agency").get(pk=held.pk)
    check_version(referral, version)
    if position not in Referral.Position.values:
        raise IllegalTransition(
            Finding("casework.referral.no_position", Severity.BLOCK, {"position": position})
        )
    if position != Referral.Position.NOT_COMPETENT and not reason.strip():
        raise ReasonMissing("reason")
    if position == Referral.Position.CONDITIONS and not conditions.strip():
        raise ReasonMissing("conditions")
    referral.position = position
    referral.answer = reason.strip()
    referral.conditions = conditions.strip()
    referral.answered_at = timezone.now()
    referral.answered_by = by
    referral.save(update_fields=["position", "answer", "conditions", "answered_at", "answered_by"])
    workflow.REFERRAL.advance(referral, "answer", by=by)
    record(
        ReferralAnswered(reference=case.reference, agency=referral.agency.code, position=position),
        subject=case.subject,
        by=by,
    )
    if not case.referrals.filter(status__in=["OPEN", "ESCALATED"]).exists():
        workflow.CASE.advance(case, "consolidate", by=by)
        record(CaseConsolidated(reference=case.reference), subject=case.subject, by=by)
    return referral


@use_case
def escalate(public_id: UUID, *, by: User) -> Referral:
    """Mark a question whose time has passed; the agency's head and the licensing head are told by reaction."""
    access.require(by, Permission.CASEWORK_CASE_REFER)
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("case", "agency")
        .get(public_id=public_id)
    )
    workflow.REFERRAL.advance(referral, "escalate", by=by)
    record(
        ReferralEscalated(
            reference=referral.case.reference,
            agency=referral.agency.code,
            due_on=referral.due_on.isoformat(),
        ),
        subject=referral.case.subject,
        by=by,
    )
    return referral


def escalate_overdue(*, by: User) -> int:
    """Escalate every question whose time has passed; the daily job calls it. Silence is never consent.

    Returns:
        How many were escalated.
    """
    late = [referral.public_id for referral in queries.overdue()]
    for public_id in late:
        escalate(public_id, by=by)
    return len(late)
