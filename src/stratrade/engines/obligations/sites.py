"""Which plant sites are declared: above the threshold in one of several past years, or planned to be in the next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stratrade.kernel.validity import Interval

Key = tuple[str, str, str]
"""Site, CAS number, activity."""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class SiteRule:
    """When a plant site of a schedule is declared.

    Args:
        schedule: 2 or 3.
        years: how many calendar years back the threshold may have been exceeded, the declared one included.
        activities: the activities that count.
    """

    schedule: str
    years: int
    activities: frozenset[str]
    interval: Interval
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A chemical and activity of a declared site.

    Args:
        grams: of the declared year, nothing where the site did nothing with it then.
        since: the years in which the threshold was exceeded, the latest first.
        planned: what is planned for the next year, in grams, where that is above the threshold.
    """

    site: str
    cas: str
    activity: str
    grams: Decimal
    since: tuple[int, ...]
    planned: Decimal | None


def parse(rows: Iterable[Mapping[str, Any]]) -> tuple[SiteRule, ...]:
    """The rules as their file writes them."""
    return tuple(
        SiteRule(
            str(row["schedule"]),
            int(row["years"]),
            frozenset(row["activities"]),
            Interval(row.get("from"), row.get("to")),
            row["reference"],
            row["source"],
        )
        for row in rows
    )


def rule_of(rules: Iterable[SiteRule], schedule: str, *, on: dt.date) -> SiteRule:
    """The rule of a schedule on a day.

    Raises:
        LookupError: there is none.
    """
    for rule in rules:
        if rule.schedule == schedule and rule.interval.contains(on):
            return rule
    raise LookupError(schedule)


def declared(
    done: Mapping[int, Mapping[Key, Decimal]],
    planned: Mapping[Key, Decimal],
    *,
    year: int,
    rule: SiteRule,
    limits: Mapping[str, Decimal],
) -> list[SiteLine]:
    """The chemicals and activities for which sites are declared for a year, in order of site, chemical and activity.

    Args:
        done: year -> grams by site, chemical and activity.
        planned: grams planned for the next year.
        limits: CAS number -> grams that must be exceeded; chemicals without a limit are passed over.

    >>> rule = SiteRule("2", 3, frozenset({"consumption"}), Interval(), "", "")
    >>> key = ("Works", "1-1-1", "consumption")
    >>> past = {2024: {key: Decimal(101)}, 2026: {key: Decimal(5)}}
    >>> limits = {"1-1-1": Decimal(100)}
    >>> [(l.grams, l.since) for l in declared(past, {}, year=2026, rule=rule, limits=limits)]
    [(Decimal('5'), (2024,))]
    >>> declared(past, {}, year=2027, rule=rule, limits=limits)
    []
    """
    span = range(year, year - rule.years, -1)
    keys = {key for one in span for key in done.get(one, {})} | set(planned)
    lines = []
    for key in sorted(keys):
        site, cas, activity = key
        if activity not in rule.activities or cas not in limits:
            continue
        since = tuple(one for one in span if done.get(one, {}).get(key, ZERO) > limits[cas])
        ahead = planned.get(key, ZERO)
        above = ahead if ahead > limits[cas] else None
        if since or above is not None:
            lines.append(SiteLine(site, cas, activity, done.get(year, {}).get(key, ZERO), since, above))
    return lines
