"""Holds what one description says against the criteria of one entry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from stratrade.engines.classify.answer import Query
from stratrade.engines.classify.binding import Binder
from stratrade.engines.classify.evidence import Evidence
from stratrade.engines.classify.index import Index
from stratrade.engines.classify.reading import Reading
from stratrade.engines.lists.evaluate import Outcome, Status
from stratrade.engines.lists.leaf import CONCENTRATION, CWC_PARTY, NOT_CWC_PARTY
from stratrade.engines.lists.model import Component, Entry, Facts, Value
from stratrade.kernel.quantity import Quantity, unit

_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Case:
    """All that goes into the candidates of one query.

    Args:
        query: what is known of the goods.
        reading: of their description.
        binder: of all that it says.
        sober: of what it states itself, without what is typical of the product lines that it names.
        index: the index of the edition.
        evidence: what points to which entry.
    """

    query: Query
    reading: Reading
    binder: Binder
    sober: Binder
    index: Index
    evidence: Mapping[str, Evidence]


def held(
    code: str, case: Case, binder: Binder, *, known: Mapping[str, Value] = _NOTHING
) -> tuple[Facts, Outcome]:
    """What is said of the goods for one entry, with what is `known` before all else, held against its criteria."""
    reading, index = case.reading, case.index
    entry = index.edition.entries[code]
    facts = facts_of(code, case, binder)
    if code in index.works and reading.work is not None:
        facts = replace(facts, values={**_relations(code, case), **facts.values})
    if known:
        facts = replace(facts, values={**facts.values, **known})
    outcome = index.evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    if outcome.status is Status.UNKNOWN and reading.measures:
        facts, outcome = _answered(entry, facts, outcome, binder, index)
    if outcome.status is Status.UNKNOWN and case.evidence[code].firm and outcome.supported:
        outcome = index.evaluator.either(entry, facts, outcome)
    return facts, outcome


def _answered(
    entry: Entry, facts: Facts, outcome: Outcome, binder: Binder, index: Index
) -> tuple[Facts, Outcome]:
    """The outcome with quantities that have no name but answer the one question of their kind, if that decides.

    They may show that the goods are met, never that they are not: then the question stays.
    """
    more = binder.unclaimed(facts.values, [ask.parameter for ask in outcome.asks])
    if not more:
        return facts, outcome
    fuller = replace(facts, values={**facts.values, **more})
    again = index.evaluator.evaluate(entry, fuller, presume_no_exclusion=True)
    return (fuller, again) if again.status is Status.MET else (facts, outcome)


def _relations(code: str, case: Case) -> dict[str, Value]:
    """What is for development, production or use of listed goods, where the text names such goods and they are met."""
    own, spoken = case.index.works[code], case.reading.work
    if spoken is None or own.software != spoken.software:
        return {}
    told = [name for name, acts in own.relations.items() if not spoken.acts.isdisjoint(acts)]
    entries = case.index.edition.entries
    goods = [one for one in entries[code].derived_from if one in case.evidence and case.evidence[one].named]
    stated = not case.index.edition.vocabulary.stated.isdisjoint(case.reading.keys)
    if not told or not goods or not (stated or any(_is_met(entries[one], case) for one in goods)):
        return {}
    return dict.fromkeys(told, True)


def _is_met(entry: Entry, case: Case) -> bool:
    facts = facts_of(entry.code, case, case.sober)
    outcome = case.index.evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    return outcome.status is Status.MET


def facts_of(code: str, case: Case, binder: Binder) -> Facts:
    """What is known of the goods, in the parameters of one entry."""
    query, reading, index = case.query, case.reading, case.index
    read_off, hinted = binder.bind(code)
    shares = [component.wt_pct for component in reading.components if component.wt_pct is not None]
    if shares:
        read_off[CONCENTRATION] = Quantity(max(shares), unit("%").code)
    if reading.components and all(c.cas in index.by_cas for c in reading.components):
        # Whoever wrote the list knew these chemicals: one that belonged to a family would stand in it.
        read_off |= {name: False for name in index.further_members if name not in family_questions(reading)}
    values = {**read_off, **query.values}
    party = values.pop(CWC_PARTY, query.destination_is_cwc_party)
    outside = values.get(NOT_CWC_PARTY)
    if isinstance(outside, bool) and party is None:
        party = not outside
    elif isinstance(party, bool):
        values[NOT_CWC_PARTY] = not party
    known: list[Component] = []
    if reading.components:
        listed = index.needs[code].substances
        known = [component for component in reading.components if component.cas in listed]
    return Facts(
        values=values,
        components=tuple(known),
        components_complete=bool(reading.components),
        destination_is_cwc_party=party if isinstance(party, bool) else None,
        hinted=hinted - query.values.keys(),
    )


def family_questions(reading: Reading) -> frozenset[str]:
    """The questions whether it is a further member, for the families that the text names."""
    return frozenset(parameter for family in reading.families for parameter in family.parameters)
