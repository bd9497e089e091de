"""What an officer does with a declaration: hold, release, lift, confirm exit, cancel, record what was found."""

from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.enforcement import queries, workflow
from stratrade.apps.enforcement.events import (
    DeclarationCancelled,
    ExitConfirmed,
    GoodsHeld,
    GoodsReleased,
    OutcomeRecorded,
)
from stratrade.apps.enforcement.models import Declaration, Hold, Outcome
from stratrade.apps.enforcement.services import approved, ceiling, used
from stratrade.apps.law import queries as law
from stratrade.apps.licences.services import ledger
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition

_ACTIVITY = {"EX": "export", "IM": "import", "TR": "transit", "RE": "re_export", "TS": "transhipment"}


class ReasonMissing(ValueError):
    """An act that binds somebody needs a reason."""


@use_case
def hold(public_id: UUID, *, reason: str, version: int | None, by: User) -> Declaration:
    """Keep goods back. The provision that carries it is looked up, named and kept.

    Raises:
        ReasonMissing: no reason.
        IllegalTransition: no provision in force carries a hold of these goods today; refer them instead.
    """
    declaration = _locked(public_id, Permission.ENFORCEMENT_DECLARATION_HOLD, version, by)
    _need(reason)
    provision = law.provision_for(
        "goods.hold", activity=_ACTIVITY[declaration.regime], goods_class="any", on=today()
    )
    if provision is None:
        raise IllegalTransition(Finding("law.provision.none", Severity.BLOCK, {"act": "goods.hold"}))
    workflow.DECLARATION.advance(declaration, "hold", by=by)
    Hold.objects.create(
        declaration=declaration,
        reason=reason.strip(),
        legal_basis=provision.citation,
        started_at=timezone.now(),
        started_by=by,
    )
    record(
        GoodsHeld(declaration=str(declaration), reason=reason.strip(), legal_basis=provision.citation),
        subject=declaration.subject,
        by=by,
    )
    return declaration


@use_case
def release(public_id: UUID, *, reason: str, version: int | None, by: User) -> Declaration:
    """Let waiting goods go, or lift a hold (which needs the supervisor's power), with a reason.

    Raises:
        ReasonMissing: no reason.
        AccessDenied: lifting without the power.
        IllegalTransition: the ceiling of Schedule 1 leaves no room for them.
    """
    declaration = _locked(public_id, Permission.ENFORCEMENT_DECLARATION_READ, version, by)
    _need(reason)
    held = declaration.status == Declaration.Status.HELD
    workflow.DECLARATION.advance(declaration, "lift" if held else "release", by=by)
    ceiling.require_room(declaration)
    if held:
        _lift(declaration, reason, by)
    record(
        GoodsReleased(declaration=str(declaration), reason=reason.strip(), lane=declaration.lane),
        subject=declaration.subject,
        by=by,
    )
    return declaration


@use_case
def confirm_exit(public_id: UUID, *, version: int | None = None, by: User) -> Declaration:
    """The goods left: write off every reservation, once per declaration line; repeating changes nothing.

    Raises:
        IllegalTransition: imports for which the ceiling of Schedule 1 leaves no room by now; hold them.
    """
    declaration = _locked(public_id, Permission.ENFORCEMENT_DECLARATION_EXIT, None, by)
    if declaration.status == Declaration.Status.EXITED:
        unchanged()
        return declaration
    check_version(declaration, version)
    workflow.DECLARATION.advance(declaration, "exit", by=by)
    ceiling.require_room(declaration)
    approved.commit(declaration, by=by)
    lines = declaration.reserved_lines
    ledger.lock(line_id for line_id, _ in lines)
    for line_id, item in lines:
        ledger.commit(line_id, declaration=declaration.ledger_key, item=item, by=by)
    declaration.exited_at = timezone.now()
    declaration.save(update_fields=["exited_at"])
    used.note(declaration)
    record(
        ExitConfirmed(declaration=str(declaration), written_off=len(lines)),
        subject=declaration.subject,
        by=by,
    )
    return declaration


@use_case
def cancel(public_id: UUID, *, reason: str, version: int | None = None, by: User) -> Declaration:
    """Withdraw a declaration that has not left: reservations are given back; repeating changes nothing."""
    access.require(by, Permission.ENFORCEMENT_DECLARATION_CANCEL)
    declaration = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    if declaration.status == Declaration.Status.CANCELLED:
        unchanged()
        return declaration
    check_version(declaration, version)
    _need(reason)
    held = declaration.status == Declaration.Status.HELD
    workflow.DECLARATION.advance(declaration, "cancel", by=by)
    if held:
        _lift(declaration, reason, by)
    approved.release(declaration, by=by)
    lines = declaration.reserved_lines
    ledger.lock(line_id for line_id, _ in lines)
    for line_id, item in lines:
        ledger.release(line_id, declaration=declaration.ledger_key, item=item, by=by)
    record(
        DeclarationCancelled(declaration=str(declaration), reason=reason.strip()),
        subject=declaration.subject,
        by=by,
    )
    return declaration


@use_case
def report(
    public_id: UUID,
    *,
    finding: str,
    examined: bool,
    item: int | None,
    evidence: str,
    version: int | None = None,
    by: User,
) -> Outcome:
    """Record what an examination found, so that rules can be measured.

    Args:
        finding: an `Outcome.Finding`.
        item: the line it is about; None for the whole declaration.

    Raises:
        ValueError: an unknown finding.
    """
    declaration = _locked(public_id, Permission.ENFORCEMENT_DECLARATION_RELEASE, version, by)
    if finding not in Outcome.Finding.values:
        raise ValueError("finding")
    outcome = Outcome.objects.create(
        declaration=declaration,
        item=item,
        examined=examined,
        finding=finding,
        evidence=evidence.strip(),
        at=timezone.now(),
        by=by,
    )
    record(
        OutcomeRecorded(declaration=str(declaration), finding=finding, item=item),
        subject=declaration.subject,
        by=by,
    )
    return outcome


def _locked(public_id: UUID, permission: Permission, version: int | None, by: User) -> Declaration:
    access.require(by, permission)
    declaration = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(declaration, version)
    return declaration


def _lift(declaration: Declaration, reason: str, by: User) -> None:
    declaration.holds.filter(lifted_at__isnull=True).update(
        lifted_at=timezone.now(), lifted_by=by, lift_reason=reason.strip()
    )


def _need(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing("reason")
