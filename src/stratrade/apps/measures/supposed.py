"""Something stored that answers otherwise under a law that is only supposed, in the form it is kept with the draft."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stratrade.engines.determination.rules import Jurisdiction
from stratrade.kernel.finding import Finding

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Supposition:
    """A law beside the one that stands.

    Args:
        before: the law that stands; `after` the one that is supposed.
        countries: those that the difference looks at; None where it looks at every one.
        on: the day whose law is asked; `since` the first day of what is looked at.
    """

    before: Jurisdiction
    after: Jurisdiction
    countries: frozenset[str] | None
    on: date
    since: date

    def touches(self, places: Collection[str]) -> bool:
        """Whether the difference can speak of something that touches these places."""
        return self.countries is None or not self.countries.isdisjoint(places)


@dataclass(frozen=True, slots=True)
class Turned:
    """One line of goods that would be answered otherwise.

    Args:
        kind: declaration, case or licence.
        before: its lane or outcome under the law that stands; `after` under the supposed one.
        reasons: what is said under the supposed law and not under the standing one, or the other way round.
    """

    kind: str
    reference: str
    link: str
    number: int
    text: str
    before: str
    after: str
    reasons: tuple[dict[str, Any], ...] = field(default=())


def reasons(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[dict[str, Any], ...]:
    """The findings that only one of two answers holds, those of the supposed law first."""
    old, new = [f.as_dict() for f in before], [f.as_dict() for f in after]
    found = [f for f in new if f not in old] + [f for f in old if f not in new]
    return tuple(found[:MOST_REASONS])
