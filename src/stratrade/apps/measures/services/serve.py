"""Serve a notice of the inform limb: one person proposes, another signs; the company acknowledges."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pycountry
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.measures import queries, workflow
from stratrade.apps.measures.events import (
    BasisRead,
    NoticeAcknowledged,
    NoticeProposed,
    NoticeSentBack,
    NoticeServed,
)
from stratrade.apps.measures.models import Basis, InformNotice
from stratrade.apps.parties import queries as parties
from stratrade.kernel.finding import Finding, Severity

_PATTERN = "CAN-{year}-{number:05d}-{check}"
_HS = re.compile(r"^[0-9]{2,12}$")


class NotServable(ValueError):
    """A field of the notice does not do.

    Args:
        finding: names the field and what is wrong there.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code, Severity.BLOCK, dict(params))
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a notice says; see `InformNotice`.

    Args:
        basis: why, and confidential.
        company: number or name of a registered company.
        hs_from: one HS code, or the first of a range to `hs_to`.
    """

    text: str
    basis: str
    review_on: date
    concern: str = InformNotice.Concern.WMD
    company: str = ""
    name: str = ""
    hs_from: str = ""
    hs_to: str = ""
    destination: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@use_case
def propose(fields: Fields, *, by: User) -> InformNotice:
    """Propose a notice; nothing stands before another person signs it.

    Args:
        fields: what it says and to whom.

    Raises:
        NotServable: names the field.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.MEASURES_NOTICE_PROPOSE)
    on = fields.valid_from or today()
    first, last = _range(fields)
    _check(fields, on, first)
    company = None
    if fields.company.strip():
        company = parties.registered(fields.company, for_=by)
        if company is None:
            raise NotServable("measures.notice.no_such_company", company=fields.company.strip())
    notice = InformNotice.objects.create(
        reference=numbers.draw(_PATTERN, year=today().year),
        company=company,
        name=fields.name.strip(),
        hs_from=first,
        hs_to=last,
        destination=fields.destination.strip().upper(),
        concern=fields.concern,
        text=fields.text.strip(),
        valid_from=on,
        valid_to=fields.valid_to,
        review_on=fields.review_on,
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    Basis.objects.create(notice=notice, text=fields.basis.strip())
    record(
        NoticeProposed(reference=notice.reference, valid_from=on.isoformat()), subject=notice.subject, by=by
    )
    return notice


def _range(fields: Fields) -> tuple[str, str]:
    """Both ends of the range of HS codes without dots; one end alone stands for both."""
    first, last = (re.sub(r"[ .]", "", value) for value in (fields.hs_from, fields.hs_to))
    first, last = first or last, last or first
    for code in {first, last} - {""}:
        if not _HS.match(code):
            raise NotServable("measures.notice.no_hs_code", hs=code)
    if first[: len(last)] > last[: len(first)]:
        raise NotServable("measures.notice.range_backwards", hs=f"{first}-{last}")
    return first, last


def _check(fields: Fields, on: date, hs: str) -> None:
    destination = fields.destination.strip().upper()
    if not (fields.company.strip() or fields.name.strip() or hs or destination):
        raise NotServable("measures.notice.about_nothing")
    if destination and pycountry.countries.get(alpha_2=destination) is None:
        raise NotServable("measures.notice.no_such_country", country=destination)
    if not fields.text.strip():
        raise NotServable("measures.notice.no_text")
    if not fields.basis.strip():
        raise NotServable("measures.notice.no_reason")
    if fields.valid_to is not None and fields.valid_to < on:
        raise NotServable("measures.notice.ends_before_it_begins")
    if fields.review_on < on or (fields.valid_to is not None and fields.review_on > fields.valid_to):
        raise NotServable("measures.notice.review_outside")


@use_case
def decide(public_id: UUID, *, sign: bool, reason: str = "", version: int | None, by: User) -> InformNotice:
    """Sign a proposed notice, or send it back. Who proposed it may do neither.

    Args:
        sign: True serves it at once.
        reason: why it is sent back; goes into the trail, so nothing confidential.

    Raises:
        SamePerson: four eyes.
        IllegalTransition: it is not proposed.
        NotServable: sent back without a reason.
    """
    notice = locked(public_id, version, Permission.MEASURES_NOTICE_SERVE, by=by)
    access.require_other_person(by, not_=notice.proposed_by)
    if not sign and not reason.strip():
        raise NotServable("measures.notice.no_end_reason")
    workflow.NOTICE.advance(notice, "serve" if sign else "send_back", by=by)
    notice.decided_at, notice.decided_by = timezone.now(), by
    carried = queries.provision(today())
    if sign:
        notice.legal_basis = carried.citation if carried else ""
    else:
        notice.end_reason = reason.strip()[:500]
    notice.save(update_fields=["decided_at", "decided_by", "legal_basis", "end_reason"])
    event: NoticeServed | NoticeSentBack = (
        NoticeServed(notice.reference, notice.valid_from.isoformat(), notice.legal_basis)
        if sign
        else NoticeSentBack(notice.reference, notice.end_reason)
    )
    record(event, subject=notice.subject, by=by)
    return notice


@use_case
def acknowledge(public_id: UUID, *, by: User) -> InformNotice:
    """Say for the served company that the notice was read; a second time changes nothing."""
    access.require(by, Permission.MEASURES_NOTICE_ACKNOWLEDGE)
    notice = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    if notice.acknowledged_at is not None:
        unchanged()
        return notice
    notice.acknowledged_at, notice.acknowledged_by = timezone.now(), by
    notice.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(
        NoticeAcknowledged(notice.reference, notice.company.name if notice.company else ""),
        subject=notice.subject,
        by=by,
    )
    return notice


@use_case
def read_basis(public_id: UUID, *, by: User) -> str:
    """Why a notice was served. The reading is in the trail before the words are shown."""
    access.require(by, Permission.MEASURES_BASIS_READ)
    notice = queries.visible(by).get(public_id=public_id)
    record(BasisRead(notice.reference), subject=notice.subject, by=by)
    return Basis.objects.get(notice=notice).text


def locked(public_id: UUID, version: int | None, permission: Permission, *, by: User) -> InformNotice:
    """A notice the person may see and act on, locked, as they saw it."""
    access.require(by, permission)
    notice = queries.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(notice, version)
    return notice
