"""Hand in an application: freeze the copy, screen the parties, determine every item."""

import hashlib
import json
from typing import Any
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
from stratrade.apps.casework.events import ApplicationSubmitted, CaseWithdrawn
from stratrade.apps.casework.models import Case, Submission
from stratrade.apps.casework.services import assess, screened
from stratrade.apps.documents import numbers
from stratrade.apps.documents import queries as documents
from stratrade.apps.screening import services as screening
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.validity import add_working_days


@use_case
def submit(public_id: UUID, *, declared_by: str, version: int | None, by: User) -> Case:
    """Hand in a draft.

    In one transaction: the copy is frozen, every party screened, every item determined against the edition in
    force, and the clock of the pack's time limit starts.

    Args:
        declared_by: the responsible person who declares the content true.

    Raises:
        IllegalTransition: incomplete, or not a draft.
        StaleVersion, AccessDenied: see `transitions`.
    """
    access.require(by, Permission.CASEWORK_DRAFT_WRITE)
    case = queries.own(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    if not declared_by.strip():
        raise IllegalTransition(
            Finding("casework.case.incomplete", Severity.BLOCK, {"field": "responsible_person"})
        )
    pack = pack_files.read(settings.STRATRADE_PACK)
    kind = pack.kind(case.kind)
    on = today()
    case.reference = numbers.draw(kind.application_pattern, year=on.year)
    case.responsible_person = declared_by.strip()[:200]
    case.submitted_at = timezone.now()
    case.due_on = add_working_days(on, kind.target_days, pack.holidays)
    case.save(update_fields=["reference", "responsible_person", "submitted_at", "due_on"])
    workflow.CASE.advance(case, "submit", by=by)
    frozen = _freeze(case, by)
    assess.assess(case, on=on, by=by)
    screening.raise_alerts(subject=case.subject, parties=screened.subjects(case), by=by)
    record(
        ApplicationSubmitted(
            reference=case.reference, sha256=frozen.sha256, declared_by=case.responsible_person
        ),
        subject=case.subject,
        by=by,
    )
    return case


@use_case
def withdraw(public_id: UUID, *, reason: str, version: int | None, by: User) -> Case:
    """Take an application back before it is decided."""
    access.require(by, Permission.CASEWORK_DRAFT_WRITE)
    case = queries.own(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(case, version)
    workflow.CASE.advance(case, "withdraw", by=by)
    record(CaseWithdrawn(reference=case.reference, reason=reason.strip()[:500]), subject=case.subject, by=by)
    return case


def _freeze(case: Case, by: User) -> Submission:
    content = content_of(case)
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Submission.objects.create(
        case=case,
        number=case.submissions.count() + 1,
        content=content,
        sha256=hashlib.sha256(raw.encode()).hexdigest(),
        declared_by=case.responsible_person,
        at=timezone.now(),
        by=by,
    )


def content_of(case: Case) -> dict[str, Any]:
    """The application as plain values, for the frozen copy."""
    return {
        "reference": case.reference,
        "kind": case.kind,
        "activity": case.activity,
        "title": case.title,
        "applicant": {"name": case.applicant.name, "public_id": str(case.applicant.public_id)},
        "destination": case.destination,
        "end_use": case.end_use,
        "purpose": case.purpose,
        "end_user_type": case.end_user_type,
        "flags": case.flags,
        "parties": [
            {
                "role": p.role,
                "name": p.name,
                "native_name": p.native_name,
                "address": p.address,
                "country": p.country,
                "identifier": p.identifier,
            }
            for p in case.parties.all()
        ],
        "items": [
            {
                "number": i.number,
                "description": i.description,
                "claimed_entry": i.claimed_entry,
                "hs": i.hs,
                "cas": i.cas,
                "concentration_pct": None if i.concentration_pct is None else str(i.concentration_pct),
                "quantity": format(i.quantity, "f"),
                "unit": i.unit,
                "value": None if i.value is None else str(i.value),
                "currency": i.currency,
                "origin": i.origin,
                "parameters": i.parameters,
            }
            for i in case.items.all()
        ],
        "papers": [
            {"kind": a.kind, "name": a.name, "sha256": a.file_id} for a in documents.attachments(case.subject)
        ],
    }
