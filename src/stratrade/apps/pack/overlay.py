"""What a State has laid over the measures that a release ships: rules added, changed and closed from a day on.

The shipped file stays the seed: nothing is taken out of it, rules only end on the day before and begin again on the
day on which a change is withdrawn, so that every past day answers as it did.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from stratrade.apps.pack.measures import instant
from stratrade.kernel.validity import legal_date

_DAY = dt.timedelta(days=1)
Row = dict[str, Any]
PARTS = {"LIST": "sets", "PEOPLE": "people"}
"""Kind of a change of what rules name -> where a sanctions.yaml keeps it."""
NAMED_IN = {"sets": ("sets",), "people": ("targets", "spares")}
"""... -> fields of a rule that name it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a rule.

    Args:
        kind: ADD, CHANGE or CLOSE of a rule; LIST for other contents of a set of items, PEOPLE for other words for
            those a measure is aimed at.
        rule: id of the rule, of the set or of the people.
        content: the rule, the set or the people, as a row of sanctions.yaml without days and id; empty where a
            rule is closed.
        starts: its first day.
        ends: its last day; None where it has none. What was closed holds again on the day after.
        stopped: the day from which it was withdrawn; None where it was not.
    """

    kind: str
    rule: str
    content: Mapping[str, Any]
    starts: dt.date
    ends: dt.date | None = None
    stopped: dt.date | None = None


def laid_page(page: Mapping[str, Any], changes: Sequence[Change], zone: str) -> Row:
    """A sanctions.yaml with changes laid over it, in the order in which they were put in force.

    A changed set, or changed words for people, stand beside the old ones under a name of their own; each rule that
    names them is parted, so that it names the new ones for the days of the change and the old before and after. A later
    change takes the place of an earlier one for its days.

    >>> page = {"sets": [{"id": "arms"}], "rules": [{"id": "R", "sets": ["arms"], "from": dt.date(2020, 1, 1)}]}
    >>> found = laid_page(page, [Change("LIST", "arms", {"hs": ["93"]}, dt.date(2026, 6, 1))], "UTC")
    >>> [one["id"] for one in found["sets"]], [rule["sets"] for rule in found["rules"]]
    (['arms', 'arms-2026-06-01'], [['arms'], ['arms-2026-06-01']])
    >>> never = Change("LIST", "arms", {"hs": ["93"]}, dt.date(2026, 6, 1), stopped=dt.date(2026, 6, 1))
    >>> by_name = Change("CHANGE", "R", {"sets": ["arms-2026-06-01"]}, dt.date(2026, 6, 2))
    >>> [one["id"] for one in laid_page(page, [never, by_name], "UTC")["sets"]]
    ['arms', 'arms-2026-06-01']
    >>> later = Change("LIST", "arms", {"hs": ["87"]}, dt.date(2027, 1, 1))
    >>> [rule["sets"] for rule in laid_page(found, [later], "UTC")["rules"]]
    [['arms'], ['arms-2026-06-01'], ['arms-2027-01-01']]
    """
    named = {part: list(page.get(part, ())) for part in set(PARTS.values())}
    rows = [dict(row) for row in page["rules"]]
    for change in changes:
        part = PARTS.get(change.kind)
        if part is None:
            rows = laid(rows, [change], zone)
            continue
        name = _free(f"{change.rule}-{change.starts.isoformat()}", named[part])
        named[part].append(
            {**change.content, "id": name}
        )  # a changed rule may name it, also once it was withdrawn
        if change.stopped is None or change.stopped > change.starts:
            rows = [cut for row in rows for cut in _renamed(row, change, name, zone)]
    return {**page, **named, "rules": rows}


def _free(name: str, taken: Sequence[Mapping[str, Any]]) -> str:
    """The name, with a number behind it where a change from the same day has it already."""
    known, number, found = {one["id"] for one in taken}, 1, name
    while found in known:
        number += 1
        found = f"{name}-{number}"
    return found


def stands_for(name: str, of: str) -> bool:
    """Whether a name is that of a set, or of people, or of one of their changes.

    >>> stands_for("arms-2026-06-01", "arms"), stands_for("arms-2026-06-01-2", "arms"), stands_for("arms-small", "arms")
    (True, True, False)
    """
    return name == of or bool(re.fullmatch(rf"{re.escape(of)}-\d{{4}}-\d\d-\d\d(-\d+)?", name))


def names(part: str, row: Mapping[str, Any]) -> frozenset[str]:
    """The sets, or the people, that a rule names.

    >>> sorted(names("people", {"targets": ["armed-group"], "spares": ["government"]}))
    ['armed-group', 'government']
    """
    return frozenset(one for field in NAMED_IN[part] for one in row.get(field, ()))


def _renamed(row: Row, change: Change, name: str, zone: str) -> Iterator[Row]:
    """A rule that names a changed set or people: before the change, while it holds, and after."""
    part = PARTS[change.kind]
    if not any(stands_for(one, change.rule) for one in names(part, row)):
        yield row
        return
    over = change.stopped or (change.ends and change.ends + _DAY)
    before = _until(row, change.starts, zone)
    if before is not None:
        yield before
    while_ = _since(row, change.starts, zone)
    if while_ is not None and over is not None:
        while_ = _until(while_, over, zone)
    if while_ is not None:
        fields = [field for field in NAMED_IN[part] if field in row]
        yield {
            **while_,
            **{f: [name if stands_for(one, change.rule) else one for one in row[f]] for f in fields},
        }
    after = _since(row, over, zone) if over is not None else None
    if after is not None:
        yield after


def laid(rows: Sequence[Mapping[str, Any]], changes: Iterable[Change], zone: str) -> list[Row]:
    """The rules with changes laid over them, in the order in which they were put in force.

    Args:
        rows: rules of sanctions.yaml.
        zone: time zone of the State, in which days begin.

    >>> old = [{"id": "R", "from": dt.date(2020, 1, 1)}]
    >>> change = Change("CHANGE", "R", {"hs": ["84"]}, dt.date(2026, 6, 1), stopped=dt.date(2026, 7, 1))
    >>> [(r["from"].isoformat(), r.get("to") and r["to"].isoformat(), r.get("hs")) for r in laid(old, [change], "UTC")]
    [('2020-01-01', '2026-05-31', None), ('2026-07-01', None, None), ('2026-06-01', '2026-06-30', ['84'])]
    """
    standing: list[Row] = [dict(row) for row in rows]
    for change in changes:
        if change.stopped is not None and change.stopped <= change.starts:
            continue
        if change.kind != "ADD":
            standing = [part for row in standing for part in _parted(row, change, zone)]
        if change.kind != "CLOSE":
            last = [day for day in (change.ends, change.stopped and change.stopped - _DAY) if day]
            added: Row = {**change.content, "id": change.rule, "from": change.starts}
            standing.append({**added, "to": min(last)} if last else added)
    return standing


def _parted(row: Row, change: Change, zone: str) -> Iterator[Row]:
    """A rule before a change of it, and after the change is over."""
    if row["id"] != change.rule:
        yield row
        return
    until = _until(row, change.starts, zone)
    if until is not None:
        yield until
    over = change.stopped
    if over is None and change.kind == "CLOSE" and change.ends is not None:
        over = change.ends + _DAY
    since = _since(row, over, zone) if over is not None else None
    if since is not None:
        yield since


def _until(row: Row, day: dt.date, zone: str) -> Row | None:
    """The rule up to the day before a day; None where it begins later."""
    first = row.get("from")
    begins = instant(row.get("begins"))
    if (first is not None and first >= day) or (begins is not None and legal_date(begins, zone) >= day):
        return None
    if begins is not None or row.get("ends"):
        ends = instant(row.get("ends"))
        midnight = _midnight(day, zone)
        return {**row, "ends": (midnight if ends is None else min(ends, midnight)).isoformat()}
    last = row.get("to")
    return {**row, "to": day - _DAY if last is None else min(last, day - _DAY)}


def _since(row: Row, day: dt.date, zone: str) -> Row | None:
    """The rule from a day on; None where it has ended by then."""
    last, ends = row.get("to"), instant(row.get("ends"))
    if (last is not None and last < day) or (ends is not None and legal_date(ends, zone) <= day):
        return None
    begins = instant(row.get("begins"))
    if begins is not None:
        return {**row, "begins": max(begins, _midnight(day, zone)).isoformat()}
    first = row.get("from")
    return {**row, "from": day if first is None else max(first, day)}


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
