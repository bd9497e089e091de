"""The obligations calendar: what is owed by when, by whom, how far it has got and what shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stratrade.apps.accounts.models import User
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences.returns import Awaited, awaited
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.models import Declaration
from stratrade.engines.obligations import deadlines
from stratrade.engines.obligations.deadlines import Duty

DONE = ("SENT", "ALL_FILED")
RETURNS = "GENERAL_RETURNS"
BACK = dt.timedelta(days=400)
AHEAD = dt.timedelta(days=400)
_CLOSED = ("SUPERSEDED", "DISCARDED")


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty with its day.

    Args:
        period: year or quarter; empty for what an event brought about.
        about: what the event is, in a few words.
        owner: code of the agency that fulfils it.
        state: NOT_BEGUN, or the status of the declaration; for returns of companies RETURNS_AWAITED or ALL_FILED.
        declaration: what stands for it, where anything does.
        evidence: how many papers are kept with it; for returns how many were filed, of so many `expected`.
    """

    duty: Duty
    period: str
    about: str
    due_on: dt.date
    owner: str
    state: str
    late: bool
    declaration: Declaration | None = None
    evidence: int = 0
    expected: int = 0

    @property
    def done(self) -> bool:
        """Whether it has been recorded as sent."""
        return self.state in DONE

    @property
    def key(self) -> str:
        """A name that stays the same from day to day."""
        return f"{self.duty.id}:{self.period or (self.declaration.public_id if self.declaration else '')}"


def owed(*, for_: User, on: dt.date, first: dt.date | None = None, last: dt.date | None = None) -> list[Owed]:
    """Everything a person's agency has a part in, by day.

    Args:
        on: today, as the law counts it.
        first: from which day; about a year back where None. Nothing before the pack's own beginning is told.
        last: to which day; about a year ahead where None.
    """
    start = max(first or on - BACK, rules.since())
    end = last or on + AHEAD
    kinds = queries.kinds_of(for_)
    mine = [duty for kind, duty in rules.duties().items() if kind in kinds]
    rows = _declarations(kinds)
    found = [
        _owed(due.duty, due.on, rows.get((due.duty.id, due.period.name)), due.period.name, on)
        for due in deadlines.calendar(mine, first=start, last=end)
    ]
    found += [
        _owed(rules.every_duty()[row.kind], row.due_on, row, "", on)
        for row in rows.values()
        if not row.period and start <= row.due_on <= end
    ]
    if RETURNS in kinds and RETURNS in rules.duties():
        found += [_returns(one, on) for one in awaited(start, end, for_=for_)]
    return sorted(found, key=lambda one: (one.due_on, one.key))


def overdue(rows: Iterable[Owed]) -> list[Owed]:
    """What is late, the oldest first."""
    return [one for one in rows if one.late]


def coming(rows: Iterable[Owed], *, on: dt.date) -> list[Owed]:
    """What is not done and whose day has not passed, the nearest first."""
    return [one for one in rows if not one.done and one.due_on >= on]


def _declarations(kinds: Iterable[str]) -> dict[tuple[str, str], Declaration]:
    """The newest declaration for each period, and each one of an event under its own name."""
    rows = Declaration.objects.filter(kind__in=list(kinds)).exclude(status__in=_CLOSED)
    return {(row.kind, row.period or str(row.public_id)): row for row in rows.order_by("revision", "pk")}


def _returns(one: Awaited, on: dt.date) -> Owed:
    """What companies owe under one general authorisation for one period, in figures."""
    duty = rules.every_duty()[RETURNS]
    done = one.filed == one.owed
    return Owed(
        duty=replace(duty, reference=one.reference, source=one.source),
        period=f"{one.authorisation} {one.period}",
        about="",
        due_on=one.due_on,
        owner=rules.hands()[RETURNS].owner,
        state="ALL_FILED" if done else "RETURNS_AWAITED",
        late=not done and one.due_on < on,
        evidence=one.filed,
        expected=one.owed,
    )


def _owed(duty: Duty, due_on: dt.date, row: Declaration | None, period: str, on: dt.date) -> Owed:
    state = "NOT_BEGUN" if row is None else row.status
    return Owed(
        duty=duty,
        period=period,
        about="" if row is None else row.about,
        due_on=due_on,
        owner=rules.hands()[duty.id].owner,
        state=state,
        late=state not in DONE and due_on < on,
        declaration=row,
        evidence=0 if row is None else len(documents.attachments(row.subject)),
    )
