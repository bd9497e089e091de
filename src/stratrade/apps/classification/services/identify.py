"""Ask the engine which entries of the list in force cover goods; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition, open_index
from stratrade.engines.classify.identify import Identification, Query
from stratrade.engines.classify.identify import identify as ask
from stratrade.engines.classify.values import ValueUnreadableError, read_value
from stratrade.engines.lists.evaluate import Outcome, entry_of, evaluate, statuses
from stratrade.engines.lists.leaf import CONCENTRATION, CWC_PARTY, Status
from stratrade.engines.lists.model import Component, Edition, Entry, Facts, Span, Value
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import Quantity

Given = Value | Decimal | int


@dataclass(frozen=True, slots=True)
class Examination:
    """An entry held against what somebody answered.

    Args:
        entry: the entry.
        edition: the edition in force, for parameters and names.
        outcome: what it comes to.
        statuses: the status of each node, in the order of `entry.criteria.walk()`.
        remarks: answers that could not be read.
    """

    entry: Entry
    edition: Edition
    outcome: Outcome
    statuses: tuple[Status | None, ...]
    remarks: tuple[Finding, ...] = ()


def examine(
    code: str, given: Mapping[str, Given], *, cas: str = "", on: date, digest: str = ""
) -> Examination | None:
    """Hold answers against one entry of the list in force; None where the list has no such entry.

    Args:
        code: an entry or one of its paragraphs.
        given: parameter id -> answer, as in `identify`.
        cas: the chemical, where the goods are one; nothing else is then taken to be in them.
        on: the day whose edition applies.
        digest: of another edition to hold it against, for comparison.

    Raises:
        NoEditionInForce: no list had been adopted by then.
    """
    edition = open_edition(digest or lists.in_force(on).digest)
    entry = entry_of(code, edition)
    if entry is None:
        return None
    values, remarks = _values(given, edition)
    share = values.get(CONCENTRATION)
    weight = share.to("%").value if isinstance(share, Quantity) else None
    party = values.pop(CWC_PARTY, None)
    facts = Facts(
        values,
        components=(Component(cas, weight),) if cas else (),
        components_complete=bool(cas),
        destination_is_cwc_party=party if isinstance(party, bool) else None,
    )
    outcome = evaluate(entry, facts, edition, on=on)
    return Examination(entry, edition, outcome, statuses(entry, facts, edition, on=on), remarks)


def identify(
    text: str,
    *,
    hs: str = "",
    cas: str | Sequence[str] = (),
    values: Mapping[str, Given] | None = None,
    destination_is_cwc_party: bool | None = None,
    on: date,
    digest: str = "",
) -> Identification:
    """Identify goods against the edition in force on a day. Pure: nothing is stored, nobody is asked who.

    Args:
        text: the description as typed.
        hs: HS code.
        cas: one CAS number or several.
        values: parameter id -> value; text is read as on a form ("6 µm", "nickel", "yes"). What does not
            fit its parameter is left out and remarked.
        destination_is_cwc_party: where a concentration rule depends on it.
        on: the day whose edition applies.
        digest: of another edition to identify against, for comparison.

    Raises:
        NoEditionInForce: no list had been adopted by then.
    """
    index = open_index(digest or lists.in_force(on).digest)
    numbers = (cas,) if isinstance(cas, str) and cas else tuple(cas)
    read, remarks = _values(values or {}, index.edition)
    found = ask(Query(text, hs, numbers, read, destination_is_cwc_party, on), index)
    if not remarks:
        return found
    return Identification(
        found.verdict, found.candidates, (*found.findings, *remarks), found.ask, found.edition
    )


def _values(given: Mapping[str, Given], edition: Edition) -> tuple[dict[str, Value], tuple[Finding, ...]]:
    read: dict[str, Value] = {}
    remarks: list[Finding] = []
    for name, value in given.items():
        if isinstance(value, Quantity | Span | bool | frozenset):
            read[name] = value
            continue
        try:
            read[name] = read_value(name, str(value), edition)
        except ValueUnreadableError:
            params = {"parameter": name, "value": str(value)}
            remarks.append(Finding("classify.value.unreadable", Severity.WARNING, params))
    return read, tuple(remarks)
