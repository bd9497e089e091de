"""Holds one leaf of a criteria tree against what is known: met, not met, or unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from stratrade.engines.lists.model import (
    Component,
    Edition,
    Facts,
    FeatureTest,
    MemberTest,
    Op,
    PurposeTest,
    QuantityTest,
    Span,
    SubstanceTest,
    Test,
)
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import DimensionError, Quantity

CONCENTRATION = "concentration_pct"
CAS = "cas"
CWC_PARTY = "destination_is_cwc_party"
NOT_CWC_PARTY = "destination_not_cwc_party"  # the same fact where a criterion states it the other way round


class Status(StrEnum):
    """The three values of a criterion."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that could still change the answer.

    Args:
        parameter: the name to answer under.
        unit: unit symbol of the answer; empty where it is no quantity.
        question: what to ask, by language.
        weight: how much the answer decides, 0 to 1.
        path: the paragraph that asks.
        options: the answers to choose from, for a member parameter.
        typical: what is typical of the product line that the goods belong to, to be confirmed; empty for none.
    """

    parameter: str
    unit: str
    question: Mapping[str, str]
    weight: Decimal = Decimal(0)
    path: str = ""
    options: tuple[str, ...] = ()
    typical: str = ""


class Held(NamedTuple):
    """A leaf held against the facts: its status, the reason, and what is needed where it is unknown."""

    status: Status
    finding: Finding | None = None
    need: str = ""


def hold(test: object, facts: Facts, edition: Edition, path: str) -> Held:
    """Hold a leaf against the facts; `ref` leaves belong to `evaluate`."""
    match test:
        case QuantityTest():
            return _quantity(test, facts, edition, path)
        case SubstanceTest():
            return _substance(test, facts, edition, path)
        case MemberTest():
            return _member(test, facts, edition, path)
        case FeatureTest() | PurposeTest():
            return _feature(test, facts, edition, path)
        case _:
            return Held(Status.UNKNOWN)


def _status(met: bool) -> Status:
    return Status.MET if met else Status.NOT_MET


def ask_for(need: str, test: Test | None, edition: Edition, path: str) -> Ask:
    """The question for what a leaf needs to know.

    Args:
        need: name to answer under, as `hold` gave it.
        test: the leaf that needs it.
        edition: its edition.
        path: its paragraph.
    """
    if need in _QUESTIONS:
        return Ask(need, "%" if need == CONCENTRATION else "", _QUESTIONS[need], path=path)
    known = edition.parameters.get(need)
    own = test.question if isinstance(test, FeatureTest | PurposeTest) else {}
    if known is None:
        return Ask(need, "", own or {"en": need.replace("_", " ")}, path=path)
    options = tuple(known.options)
    if isinstance(test, MemberTest) and not options:
        options = tuple(sorted(test.options))
    return Ask(need, known.unit, own or known.question or known.label, path=path, options=options)


_QUESTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        CAS: {
            "en": "Which chemicals does it contain, by CAS number?",
            "fr": "Quels produits chimiques contient-il, par numéro CAS ?",
            "km": "តើវាមានសារធាតុគីមីអ្វីខ្លះ តាមលេខ CAS?",
        },
        CONCENTRATION: {
            "en": "What share by weight of the chemical is in the product, in per cent?",
            "fr": "Quelle est la part en poids du produit chimique dans le produit, en pour cent ?",
            "km": "តើសារធាតុគីមីនេះមានប៉ុន្មានភាគរយតាមទម្ងន់នៅក្នុងផលិតផល?",
        },
        CWC_PARTY: {
            "en": "Is the destination a State Party to the Chemical Weapons Convention?",
            "fr": "La destination est-elle un État partie à la Convention sur les armes chimiques ?",
            "km": "តើប្រទេសគោលដៅជារដ្ឋភាគីនៃអនុសញ្ញាស្តីពីអាវុធគីមីដែរឬទេ?",
        },
    }
)


def label_of(parameter: str, edition: Edition) -> str:
    """The English noun of a parameter; other languages are looked up under its id."""
    known = edition.parameters.get(parameter)
    return (known.label.get("en") if known else None) or parameter.replace("_", " ")


# ---------------------------------------------------------------- quantities


def _quantity(test: QuantityTest, facts: Facts, edition: Edition, path: str) -> Held:
    value = facts.values.get(test.parameter)
    if value is None:
        return Held(Status.UNKNOWN, need=test.parameter)
    if value is False:
        return Held(Status.NOT_MET)  # they are known not to have the quality that is measured
    if not isinstance(value, Quantity | Span):
        return _unreadable(test.parameter, str(value), path)
    try:
        status = _compare_span(test, value) if isinstance(value, Span) else _status(_inside(test, value))
    except DimensionError:
        return _unreadable(test.parameter, _shown(value), path)
    if status is Status.UNKNOWN:
        return Held(status, need=test.parameter)
    params = {
        "parameter": test.parameter,
        "label": label_of(test.parameter, edition),
        "value": _shown(value),
        "op": test.op.value,
        "threshold": test.value,
        "unit": test.unit,
        "high": test.high,
        "basis": test.basis,
        "path": path,
    }
    code = "lists.quantity.met" if status is Status.MET else "lists.quantity.not_met"
    return Held(status, Finding(code, Severity.INFO, params, path))


def _inside(test: QuantityTest, quantity: Quantity) -> bool:
    value = quantity.to(test.unit).value
    match test.op:
        case Op.GT:
            return value > test.value
        case Op.GE:
            return value >= test.value
        case Op.LT:
            return value < test.value
        case Op.LE:
            return value <= test.value
    high = test.value if test.high is None else test.high
    above = value > test.value if test.low_exclusive else value >= test.value
    below = value < high if test.high_exclusive else value <= high
    return above and below


def _compare_span(test: QuantityTest, span: Span) -> Status:
    """A span is inside where all of it is (or, where the goods reach over it, any of it)."""
    low, high = _regions(test)
    starts = span.low.to(test.unit).value if span.low else None
    ends = span.high.to(test.unit).value if span.high else None
    touches = _overlaps((starts, span.low_open, ends, span.high_open), low, high)
    if not touches:
        return Status.NOT_MET
    if span.reach:
        return Status.MET
    covered = _covers(low, starts, span.low_open, upper=False) and _covers(
        high, ends, span.high_open, upper=True
    )
    return Status.MET if covered else Status.UNKNOWN


Limit = tuple[Decimal | None, bool]  # where a region ends, and whether that end is left out


def _regions(test: QuantityTest) -> tuple[Limit, Limit]:
    """Lower and upper limit of the controlled region."""
    match test.op:
        case Op.GT | Op.GE:
            return (test.value, test.op is Op.GT), (None, False)
        case Op.LT | Op.LE:
            return (None, False), (test.value, test.op is Op.LT)
    return (test.value, test.low_exclusive), (test.high, test.high_exclusive)


def _overlaps(span: tuple[Decimal | None, bool, Decimal | None, bool], low: Limit, high: Limit) -> bool:
    starts, starts_open, ends, ends_open = span
    if (
        ends is not None
        and low[0] is not None
        and (ends < low[0] or (ends == low[0] and (ends_open or low[1])))
    ):
        return False
    return not (
        starts is not None
        and high[0] is not None
        and (starts > high[0] or (starts == high[0] and (starts_open or high[1])))
    )


def _covers(limit: Limit, end: Decimal | None, end_open: bool, *, upper: bool) -> bool:
    """Whether the span's end lies inside the limit of the region on that side."""
    bound, left_out = limit
    if bound is None:
        return True
    if end is None:
        return False
    if end == bound:
        return end_open or not left_out
    return end < bound if upper else end > bound


def _shown(value: Quantity | Span) -> str:
    if isinstance(value, Quantity):
        return str(value)
    if value.low and value.high:
        return f"{value.low} … {value.high}"
    if value.low:
        return f"{'>' if value.low_open else '≥'} {value.low}"
    return f"{'<' if value.high_open else '≤'} {value.high}"


def _unreadable(parameter: str, value: str, path: str) -> Held:
    finding = Finding(
        "lists.value.unreadable", Severity.WARNING, {"parameter": parameter, "value": value}, path
    )
    return Held(Status.UNKNOWN, finding, parameter)


# ---------------------------------------------------------------- members and features


def _member(test: MemberTest, facts: Facts, edition: Edition, path: str) -> Held:
    value = facts.values.get(test.parameter)
    if value is None:
        return Held(Status.UNKNOWN, need=test.parameter)
    if value is False:
        return Held(Status.NOT_MET)  # they are known to be none of all
    if not isinstance(value, str | frozenset):
        return _unreadable(test.parameter, str(value), path)
    given = frozenset({value}) if isinstance(value, str) else value
    hits = sorted(given & test.options) or _alike(given, test.options)
    if not hits and test.parameter in facts.hinted:
        return Held(Status.UNKNOWN, need=test.parameter)
    params = {
        "parameter": test.parameter,
        "label": label_of(test.parameter, edition),
        "value": ", ".join(hits or sorted(given)),
        "set": ", ".join(sorted(test.options)),
        "path": path,
    }
    code = "lists.member.met" if hits else "lists.member.not_met"
    return Held(_status(bool(hits)), Finding(code, Severity.INFO, params, path))


def _alike(given: frozenset[str], options: frozenset[str]) -> list[str]:
    """Options that were given in another case or with spaces."""
    wanted = {_option(option): option for option in options}
    return sorted(wanted[_option(item)] for item in given if _option(item) in wanted)


@lru_cache(maxsize=8192)
def _option(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _feature(test: FeatureTest | PurposeTest, facts: Facts, edition: Edition, path: str) -> Held:
    value = facts.values.get(test.parameter)
    if value is None:
        return Held(Status.UNKNOWN, need=test.parameter)
    if not isinstance(value, bool):
        return _unreadable(test.parameter, str(value), path)
    kind = "purpose" if isinstance(test, PurposeTest) else "feature"
    code = f"lists.{kind}.{'met' if value else 'not_met'}"
    params = {"parameter": test.parameter, "label": label_of(test.parameter, edition), "path": path}
    return Held(_status(value), Finding(code, Severity.INFO, params, path))


# ---------------------------------------------------------------- substances


def _substance(test: SubstanceTest, facts: Facts, edition: Edition, path: str) -> Held:
    wanted = edition.families[test.family].cas if test.family in edition.families else test.cas
    found = [component for component in facts.components if component.cas in wanted]
    if not found:
        if facts.components_complete:
            params = {"substance": test.name or ", ".join(test.cas) or test.family, "path": path}
            return Held(Status.NOT_MET, Finding("lists.substance.absent", Severity.INFO, params, path))
        return Held(Status.UNKNOWN, need=CAS)
    helds = [_concentration(test, component, facts, edition, path) for component in found]
    return min(helds, key=lambda h: (Status.MET, Status.UNKNOWN, Status.NOT_MET).index(h.status))


def _concentration(
    test: SubstanceTest, component: Component, facts: Facts, edition: Edition, path: str
) -> Held:
    limits = _limits(test, facts)
    verdicts = {_share(component.wt_pct, limit, test.inclusive) for limit in limits}
    params = {
        "cas": component.cas,
        "substance": edition.substances.get(component.cas, test.name),
        "share": component.wt_pct,
        "limit": max((limit for limit in limits if limit is not None), default=None),
        "path": path,
    }
    if verdicts == {Status.MET}:
        return Held(Status.MET, Finding("lists.substance.met", Severity.INFO, params, path))
    if verdicts == {Status.NOT_MET}:
        return Held(Status.NOT_MET, Finding("lists.substance.below_limit", Severity.INFO, params, path))
    if component.wt_pct is None:
        return Held(Status.UNKNOWN, need=CONCENTRATION)
    return Held(Status.UNKNOWN, need=CWC_PARTY)


def _limits(test: SubstanceTest, facts: Facts) -> tuple[Decimal | None, ...]:
    """The limits that may apply, by what is known of the destination."""
    if test.min_wt_pct_non_party is None or facts.destination_is_cwc_party is True:
        return (test.min_wt_pct,)
    if facts.destination_is_cwc_party is False:
        return (test.min_wt_pct_non_party,)
    return (test.min_wt_pct, test.min_wt_pct_non_party)


def _share(share: Decimal | None, limit: Decimal | None, inclusive: bool) -> Status:
    if limit is None:
        return Status.MET
    if share is None:
        return Status.UNKNOWN
    return _status(share >= limit if inclusive else share > limit)
