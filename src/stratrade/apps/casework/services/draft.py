"""Write a draft application: start it, fill its parts, hand in papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.casework import queries
from stratrade.apps.casework.events import DraftChanged, DraftStarted
from stratrade.apps.casework.models import Case, CaseItem, CaseParty
from stratrade.apps.documents import services as documents
from stratrade.apps.documents.models import Attachment
from stratrade.apps.parties import queries as parties
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import unit

_DETAILS = ("title", "destination", "end_use", "purpose", "end_user_type", "flags", "responsible_person")


class NotEditable(Exception):
    """The application was handed in; its content no longer changes."""

    def __init__(self, case: Case) -> None:
        self.finding = Finding("casework.case.not_editable", Severity.BLOCK, {"status": case.status})
        super().__init__(str(case))


@dataclass(frozen=True, slots=True)
class ItemFields:
    """One line of goods as the applicant states it; `quantity` in `unit` (symbol or Rec 20 code)."""

    description: str
    quantity: Decimal
    unit: str
    claimed_entry: str = ""
    hs: str = ""
    cas: str = ""
    concentration_pct: Decimal | None = None
    value: Decimal | None = None
    currency: str = ""
    origin: str = ""
    parameters: Mapping[str, str] | None = None


@use_case
def start(*, kind: str, activity: str, title: str, by: User) -> Case:
    """Begin an application for the person's own company.

    Raises:
        AccessDenied: the person may not apply, or belongs to no registered company.
    """
    access.require(by, Permission.CASEWORK_DRAFT_WRITE)
    company = parties.company_of(by)
    if company is None:
        raise access.AccessDenied(by, Permission.CASEWORK_DRAFT_WRITE)
    case = Case.objects.create(
        kind=kind,
        activity=activity,
        title=title.strip()[:200],
        applicant=company,
        created_by=by,
        created_at=timezone.now(),
    )
    record(DraftStarted(title=case.title), subject=case.subject, by=by)
    return case


@use_case
def describe(public_id: UUID, fields: Mapping[str, Any], *, version: int | None, by: User) -> Case:
    """Write title, destination, end use, purpose and end-use answers.

    Args:
        fields: any of title destination end_use purpose end_user_type flags responsible_person.

    Raises:
        NotEditable, StaleVersion, AccessDenied.
    """
    case = _open(public_id, version, by)
    for name in _DETAILS:
        if name in fields:
            setattr(case, name, fields[name])
    return _changed(case, "details", by)


@use_case
def put_item(
    public_id: UUID, fields: ItemFields, *, number: int | None = None, version: int | None, by: User
) -> CaseItem:
    """Add a line of goods, or replace line `number`.

    Raises:
        UnitError: the unit is not known.
    """
    case = _open(public_id, version, by)
    values = {
        "description": fields.description.strip()[:500],
        "quantity": fields.quantity,
        "unit": unit(fields.unit).code,
        "claimed_entry": fields.claimed_entry.strip(),
        "hs": fields.hs.replace(".", "").replace(" ", ""),
        "cas": fields.cas.strip(),
        "concentration_pct": fields.concentration_pct,
        "value": fields.value,
        "currency": fields.currency,
        "origin": fields.origin,
        "parameters": dict(fields.parameters or {}),
    }
    if number is None:
        last = case.items.order_by("-number").values_list("number", flat=True).first() or 0
        number = last + 1
    item, _ = CaseItem.objects.update_or_create(case=case, number=number, defaults=values)
    _changed(case, f"item {number}", by)
    return item


@use_case
def drop_item(public_id: UUID, number: int, *, version: int | None, by: User) -> Case:
    """Take a line of goods off the draft."""
    case = _open(public_id, version, by)
    case.items.filter(number=number).delete()
    return _changed(case, f"item {number} removed", by)


@use_case
def put_party(
    public_id: UUID,
    role: str,
    *,
    name: str,
    country: str,
    native_name: str = "",
    address: str = "",
    identifier: str = "",
    version: int | None,
    by: User,
) -> CaseParty:
    """Name a party. A second consignee or end user replaces the first; other roles may be several."""
    case = _open(public_id, version, by)
    values = {
        "name": name.strip()[:300],
        "native_name": native_name.strip()[:300],
        "address": address.strip()[:500],
        "country": country,
        "identifier": identifier.strip()[:60],
    }
    if role in {CaseParty.Role.CONSIGNEE, CaseParty.Role.END_USER}:
        party, _ = CaseParty.objects.update_or_create(case=case, role=role, defaults=values)
    else:
        party = CaseParty.objects.create(case=case, role=role, **values)
    _changed(case, f"party {role}", by)
    return party


@use_case
def drop_party(public_id: UUID, party_id: int, *, version: int | None, by: User) -> Case:
    """Take a party off the draft."""
    case = _open(public_id, version, by)
    case.parties.filter(pk=party_id).delete()
    return _changed(case, "party removed", by)


@use_case
def attach(public_id: UUID, raw: bytes, name: str, *, kind: str, by: User) -> Attachment:
    """Hand in a paper.

    Raises:
        UploadRefused: see `documents.services.keep`.
    """
    case = _open(public_id, None, by)
    return documents.keep(raw, name, kind=kind, about=case.subject, by=by)


def _open(public_id: UUID, version: int | None, by: User) -> Case:
    """The draft, locked; only for people of the applicant company."""
    access.require(by, Permission.CASEWORK_DRAFT_WRITE)
    case = queries.own(by).select_for_update(of=("self",)).get(public_id=public_id)
    if not case.editable:
        raise NotEditable(case)
    check_version(case, version)
    return case


def _changed(case: Case, part: str, by: User) -> Case:
    case.version += 1
    case.save(update_fields=[*_DETAILS, "version"])
    record(DraftChanged(part=part), subject=case.subject, by=by)
    return case
