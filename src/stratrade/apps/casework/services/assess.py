"""Ask the engines about every item and keep their answers; an officer then records the authority's own entry."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

import stratrade
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework import queries
from stratrade.apps.casework.events import ApplicationAssessed, ItemRated
from stratrade.apps.casework.models import Assessment, Case, CaseItem
from stratrade.apps.casework.services import noticed
from stratrade.apps.casework.services.approved import Lifting
from stratrade.apps.casework.services.ceiling import Account
from stratrade.apps.classification import services as classification
from stratrade.apps.classification.services import transaction
from stratrade.apps.lists import queries as lists
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Determination, Transaction
from stratrade.engines.determination.served import CODES, Served
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.validity import legal_date

NOT_LISTED = "NOT_LISTED"
"""What an officer records where no entry describes the goods."""


def assess(case: Case, *, on: date, by: User) -> list[Assessment]:
    """Identify and determine every item of a submitted case, against the edition in force on `on`.

    What the State holds of Schedule 1 chemicals is read without a lock: the answer is advice. The grant reads it again
    under the lock of the account.

    Runs inside the caller's use case. The answers are kept with edition and engine version, so that each can be
    asked again later.
    """
    edition_row = lists.in_force(on)
    book = transaction.rulebook(edition_row.digest, on=on)
    notices = noticed.by_item(case, on=today())
    lifting, account = Lifting(case, on=today()), Account(case)
    answers = []
    for item in case.items.select_for_update():
        identification = classification.identify(
            item.description,
            hs=item.hs,
            cas=(item.cas,) if item.cas else (),
            values=item.parameters,
            on=on,
        )
        best = next((c for c in identification.candidates if c.status != "excluded"), None)
        entry = item.claimed_entry or (best.paragraph if best is not None else "")
        told = notices.get(item.number, ())
        fit = lifting.fit(item, entry)
        asked = account.add(_transaction(case, item, entry, on, told=told, approvals=fit.flags))
        determination = book.determine(asked, on=on, measured_on=today())
        reasons = (*(notice.finding() for notice in told), *lifting.draw(item, fit, determination))
        determination = replace(determination, findings=(*reasons, *determination.findings))
        answers.append(
            Assessment.objects.create(
                case=case,
                item=item,
                edition=edition_row.digest,
                engine_version=stratrade.__version__,
                identification=identification.as_dict(),
                determination=determination.as_dict(),
                outcome=determination.outcome,
                at=timezone.now(),
            )
        )
        record(
            ApplicationAssessed(item=item.number, outcome=determination.outcome, edition=edition_row.digest),
            subject=case.subject,
            by=by,
        )
    return answers


def again(case: Case, *, by: User) -> bool:
    """Assess an open case anew where other notices speak of it than when it was assessed last.

    Runs inside the caller's reaction. The list stays the one of the day it was handed in.
    """
    if case.submitted_at is None:
        return False
    stand = {(n, s.reference, s.code) for n, told in noticed.by_item(case, on=today()).items() for s in told}
    latest = {a.item.number: a for a in case.assessments.select_related("item").order_by("pk")}
    said = {
        (number, str(finding["params"]["notice"]), finding["code"])
        for number, row in latest.items()
        for finding in row.determination["findings"]
        if finding["code"] in CODES
    }
    if stand == said:
        return False
    assess(case, on=legal_date(case.submitted_at, settings.LEGAL_TIME_ZONE), by=by)
    return True


@use_case
def rate(public_id: UUID, number: int, entry: str, *, reason: str, version: int | None, by: User) -> CaseItem:
    """Record the authority's entry for an item, which may differ from the applicant's and the engine's.

    Args:
        entry: an entry or paragraph of the edition in force, or `NOT_LISTED`.
        reason: why; kept in the audit.

    Raises:
        IllegalTransition: the case is past assessment, or the entry is not in the edition.
    """
    access.require(by, Permission.CASEWORK_CASE_REFER)
    case = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    if case.status not in {Case.Status.ASSESSMENT, Case.Status.CONSOLIDATION}:
        raise IllegalTransition(Finding("casework.item.too_late", Severity.BLOCK, {"status": case.status}))
    entry = entry.strip()
    if entry != NOT_LISTED and not lists.exists(entry):
        raise IllegalTransition(Finding("casework.item.no_such_entry", Severity.BLOCK, {"entry": entry}))
    item = case.items.select_for_update().get(number=number)
    item.entry = entry
    item.save(update_fields=["entry"])
    case.version += 1
    case.save(update_fields=["version"])
    record(ItemRated(item=number, entry=entry, reason=reason.strip()[:500]), subject=case.subject, by=by)
    return item


def answers(
    case: Case, *, on: date, lifting: Lifting | None = None, book: Rulebook | None = None
) -> list[Determination]:
    """What the rules say of every item as the authority rates it, or else as the applicant does; nothing is kept.

    Args:
        book: where the answer is asked of other rules than those that stand.
        lifting: where given, it knows afterwards what each item takes from approvals of committees.
    """
    bound = today() if book is None else on
    lifting, account = lifting or Lifting(case, on=today()), Account(case)
    book = book or transaction.rulebook(lists.in_force(on).digest, on=on)
    notices = noticed.by_item(case, on=today())
    found = []
    for item in case.items.all():
        entry = item.entry or item.claimed_entry
        told = notices.get(item.number, ())
        entry = "" if entry == NOT_LISTED else entry
        fit = lifting.fit(item, entry)
        asked = account.add(_transaction(case, item, entry, on, told=told, approvals=fit.flags))
        found.append(book.determine(replace(asked, entry_met=bool(item.entry)), on=on, measured_on=bound))
        lifting.draw(item, fit, found[-1])
    return found


def _transaction(
    case: Case, item: CaseItem, entry: str, on: date, *, told: Sequence[Served], approvals: tuple[str, ...]
) -> Transaction:
    fields: dict[str, Any] = {
        "id": f"{case.public_id}/{item.number}",
        "activity": case.activity,
        "entry": entry,
        "cas": item.cas,
        "concentration_pct": item.concentration_pct,
        "hs_code": item.hs,
        "description": item.description,
        "quantity": item.quantity,
        "unit": item.unit,
        "origin": item.origin or case.applicant.country,
        "destination": case.destination,
        "end_user_type": case.end_user_type,
        "purpose": case.purpose,
        "flags": tuple(dict.fromkeys([*case.flags, *(fact for notice in told for fact in notice.facts)])),
        "approvals": approvals,
        "date": on,
    }
    return Transaction(**fields)
