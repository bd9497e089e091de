"""Goods that meet a paragraph, and goods that miss it by one fact: made from the criteria themselves.

Such a pair proves that a paragraph is executable. It also serves drills and tests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, pairwise

from stratrade.engines.lists.evaluate import MEETS, Evaluator, entry_of, find_node
from stratrade.engines.lists.leaf import CWC_PARTY, NOT_CWC_PARTY, Status, hold
from stratrade.engines.lists.model import (
    Component,
    Edition,
    Entry,
    Facts,
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
    Test,
    Value,
)
from stratrade.kernel.quantity import Quantity, unit

NEAR = Decimal("0.001")  # how far from a threshold, as a share of it, a value is taken
NONE_OF_THESE = "none_of_these"
MOST_PAIRS = 12  # options up to which pairs of them are tried
TRIES = 40  # ways through the criteria that are tried

Fact = Value | Decimal | None  # of a chemical: its share in per cent, or None where it is absent
Domain = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A pair of goods for one paragraph.

    Args:
        path: the paragraph.
        met: facts under which its entry is met by way of it.
        missed: the same but for `parameter`, under which the paragraph is not met.
        parameter: the one fact in which they differ; a CAS number where it is a chemical.
    """

    path: str
    met: Facts
    missed: Facts
    parameter: str


def witness(path: str, evaluator: Evaluator) -> Witness | None:
    """A pair for a paragraph such as "2B230.b.1"; None where its criteria decide no such pair.

    Args:
        path: the paragraph.
        evaluator: that of the edition.

    Raises:
        KeyError: the edition has no such paragraph.
    """
    edition = evaluator.edition
    entry, node = entry_of(path, edition), find_node(path, edition)
    if entry is None or node is None:
        raise KeyError(path)
    if not answerable(node, edition):
        return None
    for party in (True, False):
        maker = _Maker(entry, node, evaluator, party=party)
        for assignment in islice(maker.assignments(), TRIES):
            pair = maker.pair(assignment)
            if pair is not None:
                return pair
    return None


def answerable(node: Node, edition: Edition) -> bool:
    """Whether every yes-or-no criterion at and below `node` has a question to put to somebody."""
    for leaf in node.walk():
        if isinstance(leaf.test, FeatureTest | PurposeTest):
            parameter = edition.parameters.get(leaf.test.parameter)
            if not leaf.test.question and not (parameter and parameter.question):
                return False
    return True


def leaves(node: Node) -> Iterator[Test]:
    """The tests at and below `node`."""
    return (part.test for part in node.walk() if part.test is not None)


class _Maker:
    """Finds assignments of facts that lead through one paragraph of one entry."""

    def __init__(self, entry: Entry, target: Node, evaluator: Evaluator, *, party: bool) -> None:
        self.entry, self.target, self.party = entry, target, party
        self.evaluator, self.edition = evaluator, evaluator.edition
        self.domains: dict[str, Domain] = {}
        tests = list(leaves(entry.criteria))
        for test in tests:
            self.domains.setdefault(self.variable(test), ())
        for name in self.domains:
            self.domains[name] = self._domain([test for test in tests if self.variable(test) == name])
        self.held: dict[tuple[int, Fact], Status] = {}
        self.on_way = frozenset(id(node) for node in _way(entry.criteria, target))

    def variable(self, test: Test) -> str:
        """What a leaf asks about: a parameter, a chemical by its CAS number, or another entry."""
        match test:
            case SubstanceTest():
                return self._cas(test)
            case RefTest():
                return f"{MEETS}{test.entry}"
            case _:
                return test.parameter

    def _cas(self, test: SubstanceTest) -> str:
        family = self.edition.families.get(test.family)
        known = family.cas if family else test.cas
        return known[0] if known else test.family

    def assignments(self) -> Iterator[dict[str, Domain]]:
        """For each way through the criteria, what may still be said of each variable."""
        return self._solve(self.entry.criteria, True, {})

    def _solve(self, node: Node, want: bool, state: dict[str, Domain]) -> Iterator[dict[str, Domain]]:
        match node.kind:
            case Kind.LEAF:
                narrowed = self._narrow(node.test, want, state)
                if narrowed is not None:
                    yield narrowed
            case Kind.NOT:
                yield from self._solve(node.children[0], not want, state)
            case Kind.ALL if want:
                yield from self._together(node.children, want, state)
            case Kind.ANY if not want:
                yield from self._together(node.children, want, state)
            case _:
                chosen = [child for child in node.children if id(child) in self.on_way] or node.children
                for child in chosen:
                    yield from self._solve(child, want, state)

    def _together(
        self, nodes: Sequence[Node], want: bool, state: dict[str, Domain]
    ) -> Iterator[dict[str, Domain]]:
        if not nodes:
            yield state
            return
        for narrowed in self._solve(nodes[0], want, state):
            yield from self._together(nodes[1:], want, narrowed)

    def _narrow(self, test: Test | None, want: bool, state: dict[str, Domain]) -> dict[str, Domain] | None:
        if test is None:
            return None
        name = self.variable(test)
        wanted = Status.MET if want else Status.NOT_MET
        left = tuple(
            fact for fact in state.get(name, self.domains[name]) if self._status(test, fact) is wanted
        )
        return {**state, name: left} if left else None

    def _status(self, test: Test, fact: Fact) -> Status:
        key = (id(test), fact)
        if key not in self.held:
            self.held[key] = self._hold(test, fact)
        return self.held[key]

    def _hold(self, test: Test, fact: Fact) -> Status:
        if isinstance(test, RefTest):
            return Status.MET if fact else Status.NOT_MET
        return hold(test, self.facts({self.variable(test): fact}), self.edition, "").status

    def facts(self, assignment: Mapping[str, Fact]) -> Facts:
        """The facts of an assignment; every other chemical is absent."""
        values: dict[str, Value] = {}
        components: list[Component] = []
        party = self.party
        for name, fact in assignment.items():
            if isinstance(fact, Decimal):
                components.append(Component(name, fact))
            elif fact is not None:
                values[name] = fact
        if isinstance(values.get(CWC_PARTY), bool):
            party = bool(values[CWC_PARTY])
        if isinstance(values.get(NOT_CWC_PARTY), bool):
            party = not values[NOT_CWC_PARTY]
        return Facts(values, tuple(components), True, party)

    # ------------------------------------------------------------ the pair

    def pair(self, found: Mapping[str, Domain]) -> Witness | None:
        """The pair that an assignment gives, where the evaluation bears both out."""
        chosen: dict[str, Fact] = {name: domain[0] for name, domain in found.items()}
        for other in self.entry.yields_to:
            chosen.setdefault(f"{MEETS}{other}", False)
        mine = {self.variable(test) for test in leaves(self.target)}
        for test in leaves(self.target):
            name = self.variable(test)
            if name not in chosen:
                missing = [f for f in self.domains[name] if self._status(test, f) is Status.NOT_MET]
                chosen[name] = missing[0] if missing else self.domains[name][0]
        if self.evaluator.evaluate(self.entry, self.facts(chosen)).status is not Status.MET:
            return None
        if self._at(chosen) is not Status.MET:
            return None
        for name in sorted(mine):
            for fact in self.domains[name]:
                changed: dict[str, Fact] = {**chosen, name: fact}
                if fact != chosen[name] and self._at(changed) is Status.NOT_MET:
                    return Witness(self.target.path, self.facts(chosen), self.facts(changed), name)
        return None

    def _at(self, assignment: Mapping[str, Fact]) -> Status | None:
        outcome = self.evaluator.evaluate_path(self.target.path, self.facts(assignment))
        return outcome.status if outcome else None

    # ------------------------------------------------------------ what can be said

    def _domain(self, tests: Sequence[Test]) -> Domain:
        first = tests[0]
        match first:
            case QuantityTest():
                return _values([test for test in tests if isinstance(test, QuantityTest)])
            case MemberTest():
                return self._options([test for test in tests if isinstance(test, MemberTest)])
            case SubstanceTest():
                return _shares([test for test in tests if isinstance(test, SubstanceTest)])
            case _:
                return (True, False)

    def _options(self, tests: Sequence[MemberTest]) -> Domain:
        asked = sorted({option for test in tests for option in test.options})
        pairs: list[Fact] = []
        if len(asked) <= MOST_PAIRS:
            pairs = [frozenset(pair) for pair in combinations(asked, 2)]
        return (*asked, NONE_OF_THESE, *pairs)


def _way(top: Node, target: Node) -> tuple[Node, ...]:
    """The nodes from `top` down to `target`, both included."""
    if top is target:
        return (top,)
    for child in top.children:
        way = _way(child, target)
        if way:
            return (top, *way)
    return ()


def _values(tests: Sequence[QuantityTest]) -> Domain:
    """Quantities at, just beside and between the thresholds."""
    base = unit(tests[0].unit)
    limits = set()
    for test in tests:
        for number in (test.value, test.high):
            if number is not None:
                limits.add(Quantity(number, unit(test.unit).code).to(base.code).value)
    thresholds = sorted(limits)
    steps = [abs(limit) * NEAR or NEAR for limit in thresholds]
    gaps = [high - low for low, high in pairwise(thresholds)]
    step = min([*steps, *(gap / 4 for gap in gaps)])
    numbers = [n for limit in thresholds for n in (limit + step, limit - step, limit)]
    numbers += [(low + high) / 2 for low, high in pairwise(thresholds)]
    numbers += [thresholds[-1] * 10 + 1, thresholds[0] / 10]
    return tuple(Quantity(number, base.code) for number in dict.fromkeys(numbers))


def _shares(tests: Sequence[SubstanceTest]) -> Domain:
    """Shares by weight beside the limits, the pure chemical, and its absence."""
    limits = sorted(
        {
            limit
            for test in tests
            for limit in (test.min_wt_pct, test.min_wt_pct_non_party)
            if limit is not None
        }
    )
    beside = [number for limit in limits for number in (limit + NEAR, limit, limit - NEAR)]
    return (Decimal(100), *(n for n in beside if 0 <= n <= 100), None)  # noqa: PLR2004 (per cent)
