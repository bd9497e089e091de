"""Decision-table rules over named facts, evaluated by our own small evaluator; nothing an officer writes is run."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from stratrade.kernel.validity import Interval

Fact = str | bool | Decimal | None
FACTS: Mapping[str, type] = {
    "regime": str,
    "destination": str,
    "origin": str,
    "hs": str,
    "net_kg": Decimal,
    "value": Decimal,
    "quantity": Decimal,
    "vague": bool,
    "hs_link": str,
    "open_entry": bool,
    "met_entry": bool,
    "hit_score": Decimal,
    "licence_quoted": bool,
    "licence_fits": bool,
    "no_destination": bool,
    "consignee_is_forwarder": bool,
}
"""Every fact a rule may look at, and of what type it is."""

_OPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "in": lambda a, b: a in b,
    "not_in": lambda a, b: a not in b,
    "gt": lambda a, b: bool(a > b),
    "ge": lambda a, b: bool(a >= b),
    "lt": lambda a, b: bool(a < b),
    "le": lambda a, b: bool(a <= b),
    "starts_with": lambda a, b: bool(a.startswith(b)),
}
_LISTS = frozenset({"in", "not_in", "starts_with"})
_ORDER = frozenset({"gt", "ge", "lt", "le"})


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact op value`; of a fact that is not known nothing holds."""

    fact: str
    op: str
    value: Any

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether it is so.

        >>> Condition("origin", "ne", "KP").holds({"origin": "TH"}), Condition("origin", "ne", "KP").holds({})
        (True, False)
        """
        known = facts.get(self.fact)
        return known is not None and _OPS[self.op](known, self.value)

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Condition":
        """A condition from its plain form.

        Raises:
            ValueError: an unknown fact or operator, or a value of another type than the fact.
        """
        fact, op, value = row["fact"], row["op"], row["value"]
        if fact not in FACTS:
            raise ValueError(f"unknown fact {fact}")
        if op not in _OPS:
            raise ValueError(f"unknown operator {op}")
        kind = FACTS[fact]
        if (op in _ORDER and kind is not Decimal) or (op == "starts_with" and kind is not str):
            raise ValueError(f"{op} says nothing of {fact}")
        if op not in _LISTS:
            return cls(fact, op, _typed(fact, value))
        values = value if isinstance(value, list) else [value]
        return cls(fact, op, tuple(_typed(fact, each) for each in values))


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where every condition holds, the item goes at least into `lane`, for the reason `code`."""

    id: str
    when: tuple[Condition, ...]
    lane: str
    code: str
    reference: str
    interval: Interval

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Rule":
        """A rule from its plain form.

        >>> Rule.read({"id": "R", "when": [{"fact": "hs", "op": "eq", "value": "1"}], "lane": "audit", "code": "c"}).id
        'R'

        Raises:
            ValueError: an unknown fact, operator or lane, a value of the wrong type, or no condition.
        """
        try:
            conditions = [Condition.read(when) for when in row["when"]]
        except ValueError as problem:
            raise ValueError(f"rule {row['id']}: {problem}") from None
        if not conditions:
            raise ValueError(f"rule {row['id']}: without conditions it would meet everything")
        if row["lane"] not in {"audit", "documentary", "inspect"}:
            raise ValueError(f"rule {row['id']}: no rule may choose the lane {row['lane']}")
        return cls(
            id=row["id"],
            when=tuple(conditions),
            lane=row["lane"],
            code=row["code"],
            reference=row.get("reference", ""),
            interval=Interval(cast("dt.date | None", row.get("from")), cast("dt.date | None", row.get("to"))),
        )

    def fires(self, facts: Mapping[str, Fact], *, on: dt.date) -> bool:
        """Whether the rule is in force and all its conditions hold."""
        return self.interval.contains(on) and all(c.holds(facts) for c in self.when)


def _typed(fact: str, value: Any) -> str | bool | Decimal:
    """A value of the type of its fact."""
    kind = FACTS[fact]
    if kind is Decimal and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if isinstance(value, kind):
        return cast("str | bool | Decimal", value)
    raise ValueError(f"{value!r} is no value of {fact}")
