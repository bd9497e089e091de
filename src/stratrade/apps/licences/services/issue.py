"""Issue a licence. Called by the deciding app inside its own transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record
from stratrade.apps.documents import numbers
from stratrade.apps.documents import queries as documents
from stratrade.apps.documents.services import issue as issue_document
from stratrade.apps.licences import queries
from stratrade.apps.licences.events import LicenceIssued
from stratrade.apps.licences.models import Licence, Line
from stratrade.apps.parties.models import Party
from stratrade.kernel import country
from stratrade.kernel.quantity import unit

AWAITED = "awaited"
"""Stands for the first day of a transfer while it is not known; the paper then says what it waits for."""
DESCRIBED = 32
"""How many characters of each description the QR code carries; more would make it too fine to scan."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """Goods to be licensed; `quantity` in `unit` (Rec 20), `tolerance_pct` above it may still leave."""

    entry: str
    description: str
    quantity: Decimal
    unit: str
    hs: str = ""
    cas: str = ""
    concentration_pct: Decimal | None = None
    value: Decimal | None = None
    currency: str = ""
    tolerance_pct: Decimal = Decimal(0)


def issue(
    *,
    kind: str,
    activity: str,
    pattern: str,
    case_subject: str,
    holder: Party,
    consignee: str,
    end_user: str,
    destination: str,
    end_use: str,
    lines: Sequence[NewLine],
    conditions: Sequence[str],
    valid_from: date,
    valid_to: date,
    legal_basis: str,
    edition: str,
    letterhead: Mapping[str, Any],
    papers_needed: Sequence[str] = (),
    by: User,
) -> Licence:
    """Write licence, lines and document, with the QR token that can be verified offline.

    Args:
        kind: licence kind of the pack, e.g. "individual_export".
        pattern: the pack's reference pattern for it.
        letterhead: names of State and authority for the document, from the pack.
        legal_basis: instrument and article under which it is granted.
        papers_needed: papers of a treaty without which the goods may not move: notification, end_use_certificate.

    Returns:
        The licence, ISSUED.

    Raises:
        AccessDenied: the person may not issue.
        ValueError: no lines, or validity the wrong way round.
    """
    access.require(by, Permission.LICENCES_LICENCE_ISSUE)
    if not lines:
        raise ValueError("lines")
    if valid_from > valid_to:
        raise ValueError("valid_to")
    licence = Licence.objects.create(
        reference=numbers.draw(pattern, year=valid_from.year),
        kind=kind,
        activity=activity,
        case_subject=case_subject,
        holder=holder,
        holder_name=holder.name,
        consignee_name=consignee,
        end_user_name=end_user,
        destination=destination,
        end_use=end_use,
        valid_from=valid_from,
        valid_to=valid_to,
        conditions=list(conditions),
        legal_basis=legal_basis,
        edition=edition,
        papers_needed=list(papers_needed),
        issued_at=timezone.now(),
        issued_by=by,
    )
    rows = [_line(licence, number, new) for number, new in enumerate(lines, start=1)]
    issue_document(
        "licence",
        _context(licence, rows, letterhead),
        about=licence.subject,
        reference=licence.reference,
        statement=_statement(licence, rows),
        by=by,
    )
    record(
        LicenceIssued(
            reference=licence.reference,
            holder=licence.holder_name,
            destination=destination,
            valid_from=valid_from.isoformat(),
            valid_to=valid_to.isoformat(),
        ),
        subject=licence.subject,
        by=by,
    )
    return licence


def _line(licence: Licence, number: int, new: NewLine) -> Line:
    ceiling = new.quantity * (1 + new.tolerance_pct / 100)
    return Line.objects.create(
        licence=licence,
        number=number,
        entry=new.entry,
        description=new.description,
        hs=new.hs,
        cas=new.cas,
        concentration_pct=new.concentration_pct,
        quantity=new.quantity,
        unit=unit(new.unit).code,
        value=new.value,
        currency=new.currency,
        tolerance_pct=new.tolerance_pct,
        ceiling=ceiling.quantize(Decimal("1e-9")),
    )


def _context(licence: Licence, lines: Sequence[Line], letterhead: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **letterhead,
        "holder": licence.holder_name,
        "consignee": licence.consignee_name,
        "end_user": licence.end_user_name or licence.consignee_name,
        "destination": f"{country.name(licence.destination, 'en')} ({licence.destination})",
        "end_use": licence.end_use,
        "valid_from": licence.valid_from.isoformat(),
        "valid_to": licence.valid_to.isoformat(),
        "legal_basis": licence.legal_basis,
        "decided_on": licence.valid_from.isoformat(),
        "first_day": _first_day(licence),
        "conditions": licence.conditions,
        "lines": [
            {
                "number": line.number,
                "entry": line.entry,
                "description": line.description,
                "hs": line.hs,
                "quantity": _plain(line.quantity),
                "unit": unit(line.unit).symbol,
                "value": _plain(line.value) if line.value is not None else "",
                "currency": line.currency,
            }
            for line in lines
        ],
    }


def _statement(licence: Licence, lines: Sequence[Line]) -> dict[str, Any]:
    """What the QR code states: enough for an officer without a network to compare with goods and papers."""
    return {
        "h": licence.holder_name[:60],
        "d": licence.destination,
        "f": licence.valid_from.isoformat(),
        "t": licence.valid_to.isoformat(),
        "l": [
            [line.entry, _plain(line.quantity), line.unit, line.hs, line.description[:DESCRIBED]]
            for line in lines[:8]
        ],
        "n": len(lines),
        **_bound(licence),
    }


def print_again(licence: Licence, *, by: User) -> None:
    """Print a licence anew where the first day of its transfer is another one now; the older version is replaced.

    Runs inside the caller's use case.
    """
    standing = documents.standing(licence.subject, "licence")
    day = _first_day(licence)
    if (
        standing is None
        or licence.status != Licence.Status.ISSUED
        or standing.context.get("first_day") == day
    ):
        return
    issue_document(
        "licence",
        {**standing.context, "first_day": day},
        about=licence.subject,
        reference=licence.reference,
        statement=_statement(licence, list(licence.lines.all())),
        by=by,
    )


def _first_day(licence: Licence) -> str:
    """What is printed of the first day of a transfer that both States notify; empty where none is notified."""
    papers = queries.papers_of(licence)
    if papers is None or "notification" not in papers.needed:
        return ""
    return papers.not_before.isoformat() if papers.not_before else AWAITED


def _bound(licence: Licence) -> dict[str, str]:
    day = _first_day(licence)
    return {"b": "" if day == AWAITED else day} if day else {}


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
