"""Propose and decide: two people, and a provision in force that carries the act."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework import queries, workflow
from stratrade.apps.casework.events import (
    CaseGranted,
    CaseRefused,
    DecisionProposed,
    DecisionSentBack,
)
from stratrade.apps.casework.models import Case, CaseItem, Decision
from stratrade.apps.casework.services import approved, assess, papers
from stratrade.apps.casework.services.assess import NOT_LISTED
from stratrade.apps.casework.services.triage import ReasonMissing
from stratrade.apps.documents.services import issue as issue_document
from stratrade.apps.law import queries as law
from stratrade.apps.licences.services.issue import NewLine
from stratrade.apps.licences.services.issue import issue as issue_licence
from stratrade.engines.determination.model import Determination
from stratrade.kernel import country
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition

MAX_MONTHS = 60


@use_case
def propose(
    public_id: UUID,
    outcome: str,
    *,
    reason: str,
    conditions: Sequence[str] = (),
    valid_months: int = 12,
    version: int | None,
    by: User,
) -> Decision:
    """Put an outcome before a second person.

    Args:
        outcome: a `Decision.Outcome`.
        reason: the synthesis of the positions; dissent stays with the referrals word for word.
        conditions: printed on the licence, one sentence each.
        valid_months: how long the licence would run.

    Raises:
        ReasonMissing, IllegalTransition, StaleVersion, AccessDenied.
    """
    access.require(by, Permission.CASEWORK_CASE_PROPOSE)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    if outcome not in Decision.Outcome.values or not 1 <= valid_months <= MAX_MONTHS:
        raise IllegalTransition(
            Finding("casework.decision.unfit", Severity.BLOCK, {"outcome": outcome, "months": valid_months})
        )
    if not reason.strip():
        raise ReasonMissing("reason")
    workflow.CASE.advance(case, "propose", by=by)
    decision = Decision.objects.create(
        case=case,
        outcome=outcome,
        reason=reason.strip(),
        conditions=[c.strip() for c in conditions if c.strip()],
        valid_months=valid_months,
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    record(
        DecisionProposed(reference=case.reference, outcome=outcome, reason=reason.strip()),
        subject=case.subject,
        by=by,
    )
    return decision


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None, by: User) -> Case:
    """Do not accept a proposal; the case officer works on."""
    case, decision = _proposal(public_id, version, by)
    if not reason.strip():
        raise ReasonMissing("reason")
    workflow.CASE.advance(case, "send_back", by=by)
    decision.sent_back = True
    decision.decided_at = timezone.now()
    decision.decided_by = by
    decision.decision_reason = reason.strip()
    decision.save(update_fields=["sent_back", "decided_at", "decided_by", "decision_reason"])
    record(DecisionSentBack(reference=case.reference, reason=reason.strip()), subject=case.subject, by=by)
    return case


@use_case
def decide(public_id: UUID, *, reason: str = "", version: int | None, by: User) -> Case:
    """Decide as proposed; the decider is never the proposer (four eyes, also a constraint of the database).

    A grant issues the licence in the same transaction; a refusal issues the letter with its reasons.

    Raises:
        IllegalTransition: held, not proposed, no provision in force carries the act, a measure forbids the
            transfer, or the certificate that a treaty asks for is not there.
        AccessDenied: the proposer decides, or somebody without the power.
    """
    case, decision = _proposal(public_id, version, by)
    on = today()
    act = "licence.grant" if decision.outcome == Decision.Outcome.GRANT else "licence.refuse"
    provision = law.provision_for(act, activity=case.activity, goods_class=_goods_class(case), on=on)
    if provision is None:
        raise IllegalTransition(Finding("law.provision.none", Severity.BLOCK, {"act": act}))
    if decision.outcome == Decision.Outcome.GRANT:
        papers.require_grantable(case, on=on)
    decision.decided_at = timezone.now()
    decision.decided_by = by
    decision.decision_reason = reason.strip()
    decision.legal_basis = provision.citation
    decision.save(update_fields=["decided_at", "decided_by", "decision_reason", "legal_basis"])
    case.decided_at = decision.decided_at
    case.save(update_fields=["decided_at"])
    if decision.outcome == Decision.Outcome.GRANT:
        _grant(case, decision, on, by)
    else:
        _refuse(case, decision, on, by)
    return case


def _proposal(public_id: UUID, version: int | None, by: User) -> tuple[Case, Decision]:
    access.require(by, Permission.CASEWORK_CASE_DECIDE)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    decision = (
        case.decisions.select_for_update(of=("self",))
        .filter(decided_at__isnull=True, sent_back=False)
        .first()
    )
    if decision is None:
        raise IllegalTransition(
            Finding("casework.decision.none_proposed", Severity.BLOCK, {"status": case.status})
        )
    access.require_other_person(by, not_=decision.proposed_by)
    return case, decision


def _grant(case: Case, decision: Decision, on: date, by: User) -> None:
    workflow.CASE.advance(case, "grant", by=by)
    pack = pack_files.read(settings.STRATRADE_PACK)
    kind = pack.kind(case.kind)
    parties = {p.role: p.name for p in case.parties.all()}
    last = case.assessments.last()
    lifting = approved.Lifting(case, on=on)
    items = _licensed(case, assess.answers(case, on=on, lifting=lifting))
    licence = issue_licence(
        kind=case.kind,
        activity=case.activity,
        pattern=kind.licence_pattern,
        case_subject=case.subject,
        holder=case.applicant,
        consignee=parties.get("CONSIGNEE", ""),
        end_user=parties.get("END_USER", ""),
        destination=case.destination,
        end_use=case.end_use,
        lines=[
            NewLine(
                entry=i.entry,
                description=i.description,
                quantity=i.quantity,
                unit=i.unit,
                hs=i.hs,
                cas=i.cas,
                concentration_pct=i.concentration_pct,
                value=i.value,
                currency=i.currency,
                tolerance_pct=Decimal(0) if i.entry == NOT_LISTED else kind.tolerance_pct,
            )
            for i in items
        ],
        conditions=decision.conditions,
        valid_from=on,
        valid_to=_months_later(on, decision.valid_months) - timedelta(days=1),
        legal_basis=decision.legal_basis,
        edition=last.edition if last else "",
        letterhead=pack.letterhead(kind=case.kind),
        papers_needed=papers.needed(case, on=on),
        by=by,
    )
    numbered = {i.number: line for line, i in enumerate(items, start=1)}
    approved.reserve(lifting.taken, licence=licence.reference, lines=numbered, by=by)
    record(
        CaseGranted(reference=case.reference, licence=licence.reference, legal_basis=decision.legal_basis),
        subject=case.subject,
        by=by,
    )


def _licensed(case: Case, answers: Sequence[Determination]) -> list[CaseItem]:
    """The items that get a line; all of them where none does.

    Those are the items that an entry describes, and unlisted ones of which something is asked all the same: by a
    notice of the catch-all, or by a measure that an approval of its committee lifts.
    """
    items = list(case.items.all())
    chosen = zip(items, answers, strict=True)
    return [item for item, told in chosen if item.entry != NOT_LISTED or told.requirements] or items


def _refuse(case: Case, decision: Decision, on: date, by: User) -> None:
    workflow.CASE.advance(case, "refuse", by=by)
    pack = pack_files.read(settings.STRATRADE_PACK)
    issue_document(
        "refusal",
        {
            **pack.letterhead(kind=case.kind, refusal=True),
            "holder": case.applicant.name,
            "application": case.reference,
            "destination": f"{country.name(case.destination, 'en')} ({case.destination})",
            "legal_basis": decision.legal_basis,
            "decided_on": on.isoformat(),
            "reasons": decision.reason,
        },
        about=case.subject,
        reference=case.reference,
        by=by,
    )
    record(
        CaseRefused(reference=case.reference, reason=decision.reason, legal_basis=decision.legal_basis),
        subject=case.subject,
        by=by,
    )


def _goods_class(case: Case) -> str:
    """The class of goods that provisions speak of: scheduled chemicals, dual-use, or unlisted."""
    entries = [i.entry for i in case.items.all()]
    if any(e.startswith("CWC") for e in entries):
        return "scheduled_chemical"
    if all(e in {"", NOT_LISTED} for e in entries):
        return "unlisted"
    return "dual_use"


def _months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first_after = date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 - December
    last = first_after - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
