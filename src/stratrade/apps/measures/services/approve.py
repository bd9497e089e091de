"""A committee's approval: entered by one person of the competent agency, confirmed and withdrawn by two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.documents import services as documents
from stratrade.apps.lists import queries as lists
from stratrade.apps.measures import approvals, caps, queries, workflow
from stratrade.apps.measures.events import (
    ApprovalConfirmed,
    ApprovalEnding,
    ApprovalEntered,
    ApprovalKept,
    ApprovalSentBack,
    ApprovalWithdrawn,
)
from stratrade.apps.measures.models import CommitteeApproval
from stratrade.apps.parties import queries as parties
from stratrade.engines.determination.approved import plain
from stratrade.engines.determination.stated import approval as approval_name
from stratrade.kernel import country
from stratrade.kernel.finding import Finding, Scalar, Severity
from stratrade.kernel.quantity import UnitError, unit

_PATTERN = "CAP-{year}-{number:05d}-{check}"
_HS = re.compile(r"^[0-9]{2,12}$")
_CURRENCY = re.compile(r"^[A-Z]{3}$")


class NotApprovable(ValueError):
    """A field of the approval does not do, or the person does not speak for the competent agency.

    Args:
        finding: names the field and what is wrong there.
    """

    def __init__(self, code: str, **params: Scalar) -> None:
        self.finding = Finding(f"measures.approval.{code}", Severity.BLOCK, dict(params))
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the letter says; see `CommitteeApproval`.

    Args:
        rule: id of the rule of the pack whose paragraph the committee's approval lifts.
        unit: Rec 20 code or spelling; a currency where `by_value`.
    """

    rule: str
    letter: str
    letter_on: date
    applicant_state: str
    applicant: str
    goods: str
    quantity: Decimal
    unit: str
    destination: str
    valid_from: date
    valid_to: date
    by_value: bool = False
    entries: Sequence[str] = ()
    hs: Sequence[str] = ()
    recipients: Sequence[str] = ()
    route: Sequence[str] = ()


@use_case
def enter(fields: Fields, *, document: tuple[bytes, str] | None, by: User) -> CommitteeApproval:
    """Enter a committee's approval with its letter; it lifts nothing before another person confirms it.

    Args:
        fields: what the letter says.
        document: the scanned letter: its bytes and name.

    Raises:
        NotApprovable: names the field, or says that the person does not speak for the competent agency.
        UploadRefused: see `documents.services.keep`.
    """
    access.require(by, Permission.MEASURES_APPROVAL_KEEP)
    if not approvals.may_keep(by):
        raise NotApprovable("not_the_agency")
    rule = next((r for r in approvals.approvable() if r.id == fields.rule), None)
    if rule is None:
        raise NotApprovable("no_rule", rule=fields.rule)
    _check(fields)
    if document is None:
        raise NotApprovable("no_document")
    waiting = CommitteeApproval.objects.filter(
        rule=rule.id, letter__iexact=fields.letter.strip(), status__in=["PROPOSED", "CONFIRMED", "ENDING"]
    )
    if waiting.exists():
        raise NotApprovable("entered_before", letter=fields.letter.strip())
    row = CommitteeApproval(
        reference=numbers.draw(_PATTERN, year=today().year),
        rule=rule.id,
        lifts=f"{approval_name(rule.approval)}#{rule.id}",
        citation="; ".join(dict.fromkeys(filter(None, (rule.reference, rule.approval_under))))[:300],
        authority=queries.switch_authority(today()),
        letter=fields.letter.strip(),
        letter_on=fields.letter_on,
        applicant_state=fields.applicant_state,
        applicant=fields.applicant.strip(),
        company=parties.registered(fields.applicant, for_=by),
        goods=fields.goods.strip(),
        entries=[entry.strip() for entry in fields.entries],
        hs=_codes(fields.hs),
        ceiling=fields.quantity,
        unit=fields.unit if fields.by_value else unit(fields.unit).code,
        by_value=fields.by_value,
        destination=fields.destination,
        recipients=[name.strip() for name in fields.recipients],
        route=list(fields.route),
        valid_from=fields.valid_from,
        valid_to=fields.valid_to,
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    _within_cap(row)
    row.save()
    raw, name = document
    documents.keep(raw, name, kind="approval", about=row.subject, by=by)
    record(ApprovalEntered(row.reference, row.letter, row.rule), subject=row.subject, by=by)
    return row


def _within_cap(row: CommitteeApproval) -> None:
    """Refuse what all approvals here of the rule would take beyond what all States together may send."""
    taken = caps.over(row)
    if taken is not None:
        facts = {"rule": row.rule, "quantity": plain(taken.quantity), "unit": unit(taken.unit).symbol}
        raise NotApprovable("over_cap", **facts, approved=plain(round(taken.approved, 3)))


def _codes(given: Sequence[str]) -> list[str]:
    return [re.sub(r"[ .]", "", code) for code in given]


def _check(fields: Fields) -> None:
    for name in ("letter", "applicant", "goods"):
        if not str(getattr(fields, name)).strip():
            raise NotApprovable(f"no_{name}")
    if fields.letter_on > today():
        raise NotApprovable("day_ahead")
    for code in (fields.applicant_state, fields.destination, *fields.route):
        if not country.is_code(code):
            raise NotApprovable("no_country", country=code)
    if fields.valid_to < fields.valid_from:
        raise NotApprovable("ends_before_it_begins")
    _check_goods(fields)
    _check_unit(fields)


def _check_goods(fields: Fields) -> None:
    if not (fields.entries or fields.hs):
        raise NotApprovable("no_mark_of_goods")
    for entry in fields.entries:
        if not lists.exists(entry.strip()):
            raise NotApprovable("no_entry", entry=entry.strip())
    for code in _codes(fields.hs):
        if not _HS.match(code):
            raise NotApprovable("no_hs", hs=code)
    if fields.quantity <= 0:
        raise NotApprovable("no_quantity")


def _check_unit(fields: Fields) -> None:
    if fields.by_value:
        if not _CURRENCY.match(fields.unit):
            raise NotApprovable("no_unit", unit=fields.unit)
        return
    try:
        unit(fields.unit)
    except UnitError:
        raise NotApprovable("no_unit", unit=fields.unit) from None


@use_case
def decide(
    public_id: UUID, *, sign: bool, reason: str = "", version: int | None, by: User
) -> CommitteeApproval:
    """Confirm an entered approval as the second person, or send it back with a reason.

    Raises:
        SamePerson: four eyes.
        NotApprovable: the person does not speak for the competent agency, or gives no reason.
        IllegalTransition: it does not wait for that.
    """
    row = _locked(public_id, version, by)
    access.require_other_person(by, not_=row.proposed_by)
    if sign:
        _within_cap(row)
    if not sign and not reason.strip():
        raise NotApprovable("no_reason")
    workflow.APPROVAL.advance(row, "confirm" if sign else "send_back", by=by)
    row.decided_at, row.decided_by = timezone.now(), by
    row.end_reason = "" if sign else reason.strip()[:500]
    row.save(update_fields=["decided_at", "decided_by", "end_reason"])
    event: Event = (
        ApprovalConfirmed(row.reference, row.letter, row.rule)
        if sign
        else ApprovalSentBack(row.reference, row.end_reason)
    )
    record(event, subject=row.subject, by=by)
    return row


@use_case
def end(public_id: UUID, *, reason: str, version: int | None, by: User) -> CommitteeApproval:
    """Ask to withdraw a confirmed approval: it lifts nothing from now on; another person settles it.

    Raises:
        NotApprovable: no reason, or another agency.
    """
    row = _locked(public_id, version, by)
    if not reason.strip():
        raise NotApprovable("no_reason")
    workflow.APPROVAL.advance(row, "end", by=by)
    row.ending_by, row.end_reason = by, reason.strip()[:500]
    row.save(update_fields=["ending_by", "end_reason"])
    record(ApprovalEnding(row.reference, row.end_reason), subject=row.subject, by=by)
    return row


@use_case
def settle(
    public_id: UUID, *, withdraw: bool, reason: str, version: int | None, by: User
) -> CommitteeApproval:
    """Withdraw it for good as the second person, or keep it: then it lifts its rule again.

    Raises:
        SamePerson: four eyes.
        NotApprovable: it is kept without a reason, or another agency.
    """
    row = _locked(public_id, version, by)
    if row.ending_by is not None:
        access.require_other_person(by, not_=row.ending_by)
    if not withdraw and not reason.strip():
        raise NotApprovable("no_reason")
    workflow.APPROVAL.advance(row, "withdraw" if withdraw else "keep", by=by)
    if withdraw:
        row.ended_at, row.ended_by = timezone.now(), by
        row.save(update_fields=["ended_at", "ended_by"])
        record(ApprovalWithdrawn(row.reference, row.end_reason), subject=row.subject, by=by)
    else:
        row.ending_by, row.end_reason = None, ""
        row.save(update_fields=["ending_by", "end_reason"])
        record(ApprovalKept(row.reference, reason.strip()[:500]), subject=row.subject, by=by)
    return row


def _locked(public_id: UUID, version: int | None, by: User) -> CommitteeApproval:
    access.require(by, Permission.MEASURES_APPROVAL_KEEP)
    row = CommitteeApproval.objects.select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    if not approvals.may_keep(by):
        raise NotApprovable("not_the_agency")
    return row
