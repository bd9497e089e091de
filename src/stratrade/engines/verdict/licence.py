"""Whether a licence line covers an item, and if not, why; what items leave of the lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from stratrade.engines.verdict.declaration import Declaration, Item
from stratrade.kernel import text
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import Quantity, UnitError, unit

_EXHAUSTED = "enforcement.licence.exhausted"
_NOT_BEFORE = "enforcement.licence.not_before"
LACKING = {
    "notification": "enforcement.licence.lacks_notification",
    "counterpart": "enforcement.licence.lacks_counterpart",
    "end_use_certificate": "enforcement.licence.lacks_certificate",
}
NEARLY = frozenset({_EXHAUSTED, _NOT_BEFORE, *LACKING.values()})
"""Why a line does not cover goods that it is for: too little is left, it is too early, or a paper is wanted."""


@dataclass(frozen=True, slots=True)
class LicenceView:
    """A licence line as the register says now; `remaining` in `unit`.

    Args:
        not_before: first day on which a notified transfer may take place.
        lacking: papers of a treaty that are still wanted: notification, counterpart, end_use_certificate.
        papers: those that are there.
    """

    line_id: int
    reference: str
    line: int
    entry: str
    destination: str
    activity: str
    status: str
    valid_from: dt.date
    valid_to: dt.date
    remaining: Decimal
    unit: str
    hs: str = ""
    cas: str = ""
    holder: str = ""
    consignee: str = ""
    flagged: bool = False
    not_before: dt.date | None = None
    lacking: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenceUse:
    """What an item takes from a licence line, in `unit` of the line; `papers` are those of a treaty it carries."""

    line_id: int
    reference: str
    line: int
    quantity: Decimal
    unit: str
    papers: tuple[str, ...] = ()


def find(
    item: Item,
    declaration: Declaration,
    paragraphs: Sequence[str],
    licences: Sequence[LicenceView],
    *,
    activity: str,
    on: dt.date,
) -> tuple[LicenceUse | None, tuple[Finding, ...]]:
    """The first licence line that covers an item, quoted ones first.

    Args:
        paragraphs: the paragraphs the item may meet.
        activity: export, import...

    Returns:
        The use, or None with a finding for each line that might have fitted and why it does not.
    """
    quoted = {reference.strip().upper() for reference in item.licences}
    quoted |= {d.reference.strip().upper() for d in item.documents}
    ordered = sorted(licences, key=lambda v: (v.reference.upper() not in quoted, v.reference, v.line))
    reasons: list[Finding] = []
    for view in ordered:
        if not any(_same_goods(view.entry, paragraph) for paragraph in paragraphs):
            if view.reference.upper() in quoted:
                reasons.append(_why("enforcement.licence.other_goods", view))
            continue
        taken, why = _fits(item, declaration, view, activity=activity, on=on)
        if why is not None:
            reasons.append(why)
        elif taken is not None:
            return taken, ()
    return None, tuple(reasons)


def left(licences: Sequence[LicenceView], uses: Sequence[LicenceUse]) -> list[LicenceView]:
    """The licence lines with what earlier items of the same declaration take already deducted."""
    taken = {use.line_id: use.quantity for use in uses}
    return [
        view if view.line_id not in taken else replace(view, remaining=view.remaining - taken[view.line_id])
        for view in licences
    ]


def _same_goods(licensed: str, paragraph: str) -> bool:
    """Whether a licence covers the goods.

    One for an entry covers its paragraphs; one for a paragraph what lies below it, and the entry named without its
    paragraph (the declaration then says less than the licence).
    """
    return (
        licensed == paragraph or paragraph.startswith(f"{licensed}.") or licensed.startswith(f"{paragraph}.")
    )


def same_kind(item: Item, view: LicenceView) -> bool:
    """Whether the goods are of the kind that a licence line names, by chemical or else by HS subheading.

    An entry such as 2B350 covers vessels, valves and pumps: a line for one of them covers none of the others.
    """
    if item.cas or view.cas:
        return view.cas in item.cas
    return bool(item.hs) and _subheading(item.hs) == _subheading(view.hs)


def _subheading(hs: str) -> str:
    return "".join(c for c in hs if c.isdigit())[:6]


def _fits(
    item: Item, declaration: Declaration, view: LicenceView, *, activity: str, on: dt.date
) -> tuple[LicenceUse | None, Finding | None]:
    if view.status != "ISSUED":
        return None, _why("enforcement.licence.not_standing", view, status=view.status)
    if not view.valid_from <= on <= view.valid_to:
        return None, _why(
            "enforcement.licence.not_valid",
            view,
            valid_from=view.valid_from.isoformat(),
            valid_to=view.valid_to.isoformat(),
        )
    if view.activity != activity:
        return None, _why("enforcement.licence.other_activity", view, activity=view.activity)
    destination = item.destination or declaration.destination
    if destination and view.destination != destination:
        return None, _why("enforcement.licence.other_destination", view, destination=view.destination)
    consignees = [p.name for p in declaration.parties if p.role == "consignee"]
    if consignees and view.consignee and not any(_same_name(view.consignee, n) for n in consignees):
        return None, _why("enforcement.licence.other_consignee", view, consignee=view.consignee)
    papers = _papers(view, on)
    return _enough(item, view) if papers is None else (None, papers)


def _papers(view: LicenceView, on: dt.date) -> Finding | None:
    """What a treaty asks for before the goods may move and the licence does not carry yet."""
    if view.lacking:
        return _why(LACKING[view.lacking[0]], view)
    if view.not_before is not None and on < view.not_before:
        return _why(_NOT_BEFORE, view, not_before=view.not_before.isoformat())
    return None


def _enough(item: Item, view: LicenceView) -> tuple[LicenceUse | None, Finding | None]:
    measured = _measured(item, view.unit)
    if measured is None:
        return None, _why("enforcement.licence.quantity_unknown", view, unit=unit(view.unit).symbol)
    if measured > view.remaining:
        return None, _why(
            _EXHAUSTED,
            view,
            asked=_short(measured),
            remaining=_short(view.remaining),
            unit=unit(view.unit).symbol,
        )
    if view.flagged:
        return None, _why("enforcement.licence.flagged", view)
    return LicenceUse(view.line_id, view.reference, view.line, measured, view.unit, view.papers), None


def _measured(item: Item, wanted: str) -> Decimal | None:
    """The quantity of an item in the unit of the licence: as declared, else by net weight."""
    if item.quantity is not None and item.unit:
        try:
            return Quantity(item.quantity, unit(item.unit).code).to(wanted).value
        except (UnitError, ValueError):
            pass
    if item.net_kg is not None:
        try:
            return Quantity(item.net_kg, "KGM").to(wanted).value
        except (UnitError, ValueError):
            return None
    return None


def _short(value: Decimal) -> Decimal:
    """Without superfluous zeros, and without an exponent."""
    return Decimal(format(value.normalize(), "f"))


def _same_name(one: str, other: str) -> bool:
    return text.words(one) == text.words(other)


def _why(code: str, view: LicenceView, **params: str | Decimal) -> Finding:
    return Finding(code, Severity.WARNING, {"licence": view.reference, "line": view.line, **params})
