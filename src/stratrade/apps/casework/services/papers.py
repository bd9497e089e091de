"""What a treaty asks of a case beside the licence: notification of the transfer, certificate of the end use."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import use_case
from stratrade.apps.casework import queries
from stratrade.apps.casework.models import Case
from stratrade.apps.casework.services import assess, ceiling
from stratrade.apps.licences import queries as licences
from stratrade.apps.licences.services import papers as licence_papers
from stratrade.apps.measures import standing as pack_law
from stratrade.engines.determination import schedule1
from stratrade.engines.determination.model import Outcome, Requirement
from stratrade.engines.determination.transfers import TransferRule
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition

TREATY = "CWC"
KINDS = ("notification", "end_use_certificate")
NOTICE, CONTENTS = "CWC-S1-NOTICE", "CWC-S3-CONTENTS"
_SCHEDULED = "CWC-"
_PAST = frozenset({"REFUSED", "RETURNED", "WITHDRAWN", "DRAFT"})


def needed(case: Case, *, on: date) -> tuple[str, ...]:
    """The kinds of paper that a treaty asks for this case: notification, end_use_certificate."""
    if not any(item.cas or _SCHEDULED in (item.entry or item.claimed_entry) for item in case.items.all()):
        return ()
    asked = {requirement.kind for requirement in _requirements(case, on)}
    return tuple(kind for kind in KINDS if kind in asked)


def standing(case: Case, *, for_: User) -> licences.Papers | None:
    """How far those papers are there; None where none is asked for or the person may not see it."""
    if not access.may(for_, Permission.CASEWORK_CASE_READ) or case.status == Case.Status.DRAFT:
        return None
    asked = needed(case, on=today())
    return licences.papers(case.subject, asked) if asked else None


def require_grantable(case: Case, *, on: date) -> None:
    """Refuse a grant that a measure or treaty forbids, or that wants a certificate which is not there.

    The ceiling of Schedule 1 binds a grant together with everything that is planned besides: imports that wait, and
    what other licences still let in. The account stays locked until the caller's transaction ends. A Schedule 1
    licence may be granted before its thirty days are over; it carries the first day of the transfer.

    Raises:
        IllegalTransition: with the reason.
    """
    ceiling.lock(case)
    for answer in assess.answers(case, on=on):
        planned = next((f for f in answer.findings if f.code == schedule1.PLANNED), None)
        if planned is not None:
            raise IllegalTransition(replace(planned, severity=Severity.BLOCK))
        if answer.outcome is Outcome.PROHIBITED:
            raise IllegalTransition(
                Finding(
                    "casework.decision.prohibited",
                    Severity.BLOCK,
                    {"reference": answer.findings[0].reference},
                )
            )
    papers = licences.papers(case.subject, needed(case, on=on))
    if "end_use_certificate" in papers.lacking:
        raise IllegalTransition(
            Finding("casework.decision.certificate_missing", Severity.BLOCK, {"country": case.destination})
        )


@use_case
def record_notification(
    public_id: UUID,
    *,
    reference: str,
    received_on: date,
    counterpart: str,
    version: int | None,
    by: User,
) -> Case:
    """Record that the Technical Secretariat received the notification of the transfer.

    Args:
        reference: of the note or message.
        received_on: legal day of its receipt.
        counterpart: UNKNOWN, NOTIFIED or NOT_NOTIFIED.

    Raises:
        IllegalTransition: the case asks for none, or the day lies ahead.
        AccessDenied, StaleVersion: see `transitions`.
    """
    case = _open(public_id, "notification", received_on, by)
    licence_papers.notify(
        case.subject,
        reference=reference,
        received_on=received_on,
        days=_days(case),
        counterpart=counterpart,
        version=version,
        by=by,
    )
    return case


@use_case
def record_certificate(
    public_id: UUID,
    *,
    reference: str,
    issuer: str,
    received_on: date,
    states: Sequence[str],
    version: int | None,
    by: User,
) -> Case:
    """Record the recipient's end-use certificate with what it states and who certified it.

    Args:
        issuer: the authority of the recipient State.
        states: those of `contents` that the certificate holds.

    Raises:
        IllegalTransition: the case asks for none, or the day lies ahead.
        AccessDenied, StaleVersion: see `transitions`.
    """
    case = _open(public_id, "end_use_certificate", received_on, by)
    rule = _rule(CONTENTS)
    licence_papers.certify(
        case.subject,
        reference=reference,
        issuer=issuer,
        received_on=received_on,
        states=[one for one in contents() if one in states],
        lacking=rule.lacking(states),
        version=version,
        by=by,
    )
    return case


def contents() -> tuple[str, ...]:
    """What an end-use certificate states and who certifies it, as codes of the convention's rules."""
    rule = _rule(CONTENTS)
    return (*rule.contents, *rule.certifiers)


def _open(public_id: UUID, kind: str, received_on: date, by: User) -> Case:
    access.require(by, Permission.LICENCES_PAPER_RECORD)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    if case.status in _PAST or kind not in needed(case, on=today()):
        raise IllegalTransition(Finding("casework.paper.not_asked", Severity.BLOCK, {"kind": kind}))
    if received_on > today():
        raise IllegalTransition(
            Finding("casework.paper.ahead", Severity.BLOCK, {"day": received_on.isoformat()})
        )
    return case


def _requirements(case: Case, on: date) -> list[Requirement]:
    return [r for answer in assess.answers(case, on=on) for r in answer.requirements if r.regime == TREATY]


def _days(case: Case) -> int:
    """Days of notice: none where every notification asked for is that of a small amount for medical use."""
    on = today()
    waits = [
        r
        for r in _requirements(case, on)
        if r.kind == "notification" and r.reference == _rule(NOTICE).reference
    ]
    return _rule(NOTICE).days if waits else 0


def _rule(name: str) -> TransferRule:
    rules = pack_law.law().transfers
    return next(rule for rule in rules if rule.id == name)
