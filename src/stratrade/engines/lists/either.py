"""Goods that are met whatever the answer to a question that is left: the list often has a line for either answer."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from stratrade.engines.lists.leaf import Status
from stratrade.engines.lists.model import (
    Entry,
    Facts,
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    Op,
    Parameter,
    PurposeTest,
    QuantityTest,
    Value,
)
from stratrade.kernel.quantity import Quantity

UPPER, LOWER = frozenset({Op.LT, Op.LE}), frozenset({Op.GT, Op.GE})
MANY = 8  # open questions beyond which no single one decides
TRIED = 2  # of the most decisive questions
DEEP = 2  # questions that are answered either way at once


@dataclass(slots=True)
class Either:
    """The questions of each entry of which more than one answer can meet it, with answers that stand for all."""

    _known: dict[str, Mapping[str, tuple[Value, ...]]] = field(default_factory=dict)

    def met(
        self,
        entry: Entry,
        facts: Facts,
        asks: tuple[str, ...],
        parameters: Mapping[str, Parameter],
        judge: Callable[[Facts], Status],
    ) -> tuple[str, ...]:
        """The questions whose answer does not matter, where the goods are met whatever it is.

        Args:
            entry: an entry that the facts leave open.
            facts: what is known.
            asks: the parameters that are asked for.
            parameters: of the edition.
            judge: the status of the entry under other facts.
        """
        answers = self._known.get(entry.code)
        if answers is None:
            answers = self._known[entry.code] = dict(_answers(entry, parameters))
        if not answers or len(asks) > MANY:
            return ()
        names = [name for name in asks if name in answers and name not in facts.values][:TRIED]
        return next(
            (found for name in names if (found := self._always(name, names, facts, answers, judge))), ()
        )

    def _always(
        self,
        name: str,
        names: list[str],
        facts: Facts,
        answers: Mapping[str, tuple[Value, ...]],
        judge: Callable[[Facts], Status],
        deep: int = DEEP,
    ) -> tuple[str, ...]:
        further: tuple[str, ...] = ()
        for answer in answers[name]:
            told = replace(facts, values={**facts.values, name: answer})
            status = judge(told)
            if status is Status.UNKNOWN and deep > 1:
                others = [other for other in names if other != name]
                found = (
                    below
                    for other in others
                    if (below := self._always(other, others, told, answers, judge, deep - 1))
                )
                more = next(found, ())
                if not more:
                    return ()
                further = (*further, *more)
            elif status is not Status.MET:
                return ()
        return tuple(dict.fromkeys((name, *further)))


def _answers(entry: Entry, parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """For each question that may be answered either way, answers of every kind that its criteria tell apart."""
    limits: dict[str, list[QuantityTest]] = defaultdict(list)
    options: dict[str, set[str]] = defaultdict(set)
    signs: dict[str, set[bool]] = defaultdict(set)
    for node, denied in _leaves(entry.criteria, denied=False):
        match node.test:
            case QuantityTest():
                limits[node.test.parameter].append(node.test)
            case MemberTest():
                options[node.test.parameter].update(node.test.options)
            case FeatureTest() | PurposeTest():
                signs[node.test.parameter].add(denied)
            case _:
                pass
    for name, tests in limits.items():
        ops = {test.op for test in tests}
        if (ops & UPPER and ops & LOWER) or Op.BETWEEN in ops:
            yield name, tuple(_figures(tests))
    for name, found in options.items():
        if len(found) > 1 and not name.endswith("_kind"):
            known = parameters[name].options if name in parameters else {}
            none = () if known and found >= known.keys() else (False,)
            yield name, (*none, *[frozenset({option}) for option in sorted(found)])
    yield from ((name, (True, False)) for name, found in signs.items() if len(found) > 1)


def _leaves(node: Node, *, denied: bool) -> Iterator[tuple[Node, bool]]:
    """The leaves below a node, each with whether it has to fail."""
    if node.kind is Kind.LEAF:
        yield node, denied
    for child in node.children:
        yield from _leaves(child, denied=denied != (node.kind is Kind.NOT))


def _figures(tests: list[QuantityTest]) -> Iterator[Quantity]:
    """A figure below all limits, each limit, one between any two, and one above all."""
    symbol = tests[0].unit
    bounds = {
        Quantity(bound, test.unit).to(symbol).value
        for test in tests
        for bound in (test.value, test.high)
        if bound is not None
    }
    ordered = sorted(bounds)
    apart = max(abs(ordered[0]), abs(ordered[-1]), Decimal(1))
    ends = [ordered[0] - apart if ordered[0] <= 0 else ordered[0] / 2, *ordered, ordered[-1] + apart]
    for low, high in pairwise(ends):
        yield Quantity(low, symbol)
        yield Quantity((low + high) / 2, symbol)
    yield Quantity(ends[-1], symbol)
