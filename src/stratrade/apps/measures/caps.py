"""What a resolution lets all States together send in twelve months, and how much of it approvals here take already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stratrade.apps.measures import queries
from stratrade.apps.measures.models import CommitteeApproval
from stratrade.engines.determination.rules import SanctionRule
from stratrade.kernel.quantity import Quantity, UnitError
from stratrade.kernel.validity import Interval

_COUNT = [
    CommitteeApproval.Status.PROPOSED,
    CommitteeApproval.Status.CONFIRMED,
    CommitteeApproval.Status.ENDING,
]

_YEAR = 365  # days; no period of twelve months is shorter
_LONGEST = 30 * _YEAR
"""So much of an approval is looked at, and its last day."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What approvals of this State take of a cap in one period of twelve months.

    Args:
        quantity: the cap, in `unit`.
        approved: what the approvals that stand or wait let go together, whether it has left or not.
        unmeasured: references of approvals that count in money or in what the cap does not count in.
    """

    rule: str
    period: Interval
    quantity: Decimal
    unit: str
    approved: Decimal
    unmeasured: tuple[str, ...] = ()

    @property
    def exceeded(self) -> bool:
        """Whether they let go more than all States together may send."""
        return self.approved > self.quantity

    @property
    def share(self) -> Decimal:
        """In per cent of the cap."""
        return self.approved * 100 / self.quantity


def of(rule: SanctionRule, on: date, *, plus: Sequence[CommitteeApproval] = ()) -> Taken | None:
    """What is taken of the cap of a rule in the period of a day; None where it has none.

    Args:
        plus: approvals to be counted as they are here, kept or not.
    """
    cap = rule.cap
    if cap is None:
        return None
    period = cap.period(on)
    rows = CommitteeApproval.objects.filter(
        rule=rule.id, status__in=_COUNT, valid_from__lte=period.end, valid_to__gte=period.start
    ).order_by("pk")
    quantity, unit = cap.amounts[0]
    approved, unmeasured = Decimal(0), []
    for row in (*rows.exclude(pk__in=[one.pk for one in plus if one.pk]), *plus):
        amount = None if row.by_value else _share(rule, row)
        if amount is None:
            unmeasured.append(row.reference)
        else:
            approved += amount
    return Taken(rule.id, period, quantity, unit, approved, tuple(unmeasured))


def _share(rule: SanctionRule, row: CommitteeApproval) -> Decimal | None:
    """What an approval takes in the first unit of the cap, by whichever amount of the cap measures alike."""
    cap = rule.cap
    if cap is None:
        return None
    whole = cap.amounts[0][0]
    for quantity, unit in cap.amounts:
        try:
            return Quantity(row.ceiling, row.unit).to(unit).value / quantity * whole
        except (UnitError, ValueError):
            continue
    return None


def named(rule: str, on: date) -> SanctionRule | None:
    """The rule of a name as it stands on a day, where it has a cap."""
    found = (r for r in queries.rules() if r.id == rule and r.interval.contains(on))
    return next((r for r in found if r.cap is not None), None)


def over(row: CommitteeApproval) -> Taken | None:
    """The period in which an approval passes, or would pass, the cap of its rule; None for none."""
    for day in _days(row):
        rule = named(row.rule, day)
        taken = of(rule, day, plus=[row]) if rule is not None else None
        if taken is not None and taken.exceeded:
            return taken
    return None


def _days(row: CommitteeApproval) -> Iterator[date]:
    """A day in each period of twelve months that an approval touches."""
    lasts = min((row.valid_to - row.valid_from).days, _LONGEST)
    for passed in range(0, lasts, _YEAR):
        yield row.valid_from + timedelta(days=passed)
    yield row.valid_to
