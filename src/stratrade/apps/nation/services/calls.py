"""Ask agencies for their part of a declaration, and answer."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.nation import rules
from stratrade.apps.nation.events import DataAnswered, DataCalled
from stratrade.apps.nation.models import DataCall
from stratrade.apps.nation.services.steps import Refused, locked, require_hand

_LONGEST = 8000


@use_case
def ask(
    public_id: UUID,
    section: str,
    agency: str,
    *,
    question: str,
    due_on: dt.date,
    version: int | None,
    by: User,
) -> DataCall:
    """Ask an agency for its part of a section.

    Raises:
        Refused: no such section or agency, no question, a day that has passed, asked already, or handed on.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    asked = accounts.agency(agency)
    if not row.is_open:
        raise Refused("nation.declaration.not_editable")
    if rules.section(row.kind, section) is None or asked is None or not question.strip() or due_on < today():
        raise Refused("nation.call.unfit")
    if row.calls.filter(section=section, agency=asked, answered_at__isnull=True).exists():
        raise Refused("nation.call.asked_already", agency=agency)
    call = DataCall.objects.create(
        declaration=row,
        section=section,
        agency=asked,
        question=question.strip()[:2000],
        due_on=due_on,
        asked_by=by,
        asked_at=timezone.now(),
    )
    said = DataCalled(reference=row.reference, section=section, agency=agency, due_on=due_on)
    record(said, subject=row.subject, by=by)
    return call


@use_case
def ask_everybody(public_id: UUID, *, question: str, due_on: dt.date, version: int | None, by: User) -> int:
    """Ask every agency that the pack names for a section, where it was not asked yet.

    Returns:
        How many were asked.

    Raises:
        Refused: nobody is left to ask; or as `ask`.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    if not row.is_open or not question.strip() or due_on < today():
        raise Refused("nation.call.unfit")
    asked = set(row.calls.values_list("section", flat=True))
    count = 0
    for section, code in rules.hands()[row.kind].asks.items():
        agency = accounts.agency(code)
        if section in asked or agency is None:
            continue
        DataCall.objects.create(
            declaration=row,
            section=section,
            agency=agency,
            question=question.strip()[:2000],
            due_on=due_on,
            asked_by=by,
            asked_at=timezone.now(),
        )
        said = DataCalled(reference=row.reference, section=section, agency=code, due_on=due_on)
        record(said, subject=row.subject, by=by)
        count += 1
    if not count:
        raise Refused("nation.call.nobody_left")
    return count


@use_case
def answer(public_id: UUID, *, text: str, nothing: bool, by: User) -> DataCall:
    """Answer for the agency: in words, or that there is nothing to declare.

    Raises:
        DataCall.DoesNotExist: another agency was asked.
        Refused: answered already, neither words nor nothing, or the declaration was handed on.
    """
    access.require(by, Permission.NATION_CALL_ANSWER)
    call = (
        DataCall.objects.select_for_update(of=("self",))
        .select_related("declaration", "agency")
        .get(public_id=public_id, agency=by.agency)
    )
    if call.answered_at is not None or not call.declaration.is_open:
        raise Refused("nation.call.closed")
    if not text.strip() and not nothing:
        raise Refused("nation.call.empty")
    call.answer, call.nothing = text.replace("\x00", "").strip()[:_LONGEST], nothing
    call.answered_by, call.answered_at = by, timezone.now()
    call.save()
    said = DataAnswered(
        reference=call.declaration.reference,
        section=call.section,
        agency=call.agency.code,
        nothing=nothing,
    )
    record(said, subject=call.declaration.subject, by=by)
    return call
