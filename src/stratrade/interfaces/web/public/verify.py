"""Check a licence by its QR text, its printed code or its number; what is shown names no party."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries as licences
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web.pages import Page

LINE = 4
"""Entry, quantity, unit and HS code; newer licences state the description after them."""

LASTING = {"REVOKED": "revoked", "SURRENDERED": "surrendered", "SUSPENDED": "suspended"}


class VerifyForm(forms.Form):
    """What is printed on the paper."""

    code = forms.CharField(
        label=_("Check code, licence number, or the text of the QR code"),
        help_text=_("The check code stands below the QR code, for example 7KQ2-MX4B-9TRW"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """Goods that the paper states."""

    entry: str
    quantity: str
    unit: str
    hs: str
    description: str
    titles: Mapping[str, str]


LETTERS_OF_RULINGS = ("ruling", "no_licence")


class Verify(Page):
    """One field, one answer."""

    template = "public/verify.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and, where something was given, what signature and register say."""
        if "code" not in request.GET:
            return {"form": VerifyForm()}
        form = VerifyForm(request.GET)
        if not form.is_valid():
            return {"form": form}
        check = documents.verify(form.cleaned_data["code"])
        stated = check.payload or {}
        standing = licences.public_standing(check.reference) if check.kind == "licence" else None
        first = standing.valid_from if standing else _day(stated.get("f"))
        last = standing.valid_to if standing else _day(stated.get("t"))
        lines = _lines(stated.get("l"))
        return {
            "form": form,
            "check": check,
            "ruling": check.kind in LETTERS_OF_RULINGS,
            "verdict": _verdict(check, standing.status if standing else "", first, last),
            "reference": check.reference or str(stated.get("r", "")),
            "issued_on": _day(check.issued_on or stated.get("s")),
            "valid_from": first,
            "valid_to": last,
            "destination": str(stated.get("d", "")),
            "notified": standing.notified if standing else "b" in stated,
            "not_before": standing.not_before if standing else _day(stated.get("b")),
            "lines": lines,
            "more": max(0, _count(stated.get("n")) - len(lines)),
        }


def _verdict(check: documents.PublicCheck, status: str, first: date | None, last: date | None) -> str:
    """One word for the answer: the strongest objection first."""
    if check.result not in {"genuine", documents.NAMED}:
        return check.result
    objections = (
        (check.standing == "REVOKED" or status in LASTING, LASTING.get(status, "revoked")),
        (check.standing == "REPLACED", "replaced"),
        (last is not None and last < today(), "expired"),
        (first is not None and first > today(), "not_yet"),
        (not check.standing, "not_registered"),
        (check.result == documents.NAMED, "named"),
    )
    return next((verdict for holds, verdict in objections if holds), "valid")


def _lines(stated: object) -> list[Line]:
    found = []
    for row in stated if isinstance(stated, list) else []:
        if not isinstance(row, Sequence) or isinstance(row, str) or len(row) < LINE:
            continue
        entry, quantity, unit, hs, *rest = (str(part) for part in row)
        found.append(Line(entry, quantity, unit, hs, rest[0] if rest else "", _titles(entry)))
    return found


def _titles(entry: str) -> Mapping[str, str]:
    try:
        known = lists.entry(entry)
    except lists.NoEditionInForce:
        return {}
    return known.title if known is not None else {}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
