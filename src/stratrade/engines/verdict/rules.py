"""Decision-table rules over named facts, evaluated by our own small evaluator; nothing an officer writes is run."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from stratrade.kernel.validity import Interval

Fact = str | bool | Decimal | None
FACTS = frozenset(
    {
        "regime",
        "destination",
        "origin",
        "hs",
        "net_kg",
        "value",
        "quantity",
        "vague",
        "hs_link",
        "open_entry",
        "met_entry",
        "hit_score",
        "licence_quoted",
        "licence_fits",
        "no_destination",
        "consignee_is_forwarder",
    }
)
"""Every fact a rule may look at."""

_OPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "in": lambda a, b: a in b,
    "not_in": lambda a, b: a not in b,
    "gt": lambda a, b: a is not None and bool(a > b),
    "ge": lambda a, b: a is not None and bool(a >= b),
    "lt": lambda a, b: a is not None and bool(a < b),
    "le": lambda a, b: a is not None and bool(a <= b),
    "starts_with": lambda a, b: isinstance(a, str) and a.startswith(tuple(b) if isinstance(b, list) else b),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact op value`."""

    fact: str
    op: str
    value: Any

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether it is so; a fact that is unknown is None."""
        return _OPS[self.op](facts.get(self.fact), self.value)


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
            ValueError: an unknown fact, operator or lane.
        """
        conditions = []
        for when in row["when"]:
            if when["fact"] not in FACTS:
                raise ValueError(f"rule {row['id']}: unknown fact {when['fact']}")
            if when["op"] not in _OPS:
                raise ValueError(f"rule {row['id']}: unknown operator {when['op']}")
            value = when["value"]
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = Decimal(str(value))
            conditions.append(Condition(when["fact"], when["op"], value))
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
