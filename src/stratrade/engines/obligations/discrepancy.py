"""Own figures beside those of partner States: where they differ enough to be looked at before others do."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stratrade.engines.obligations.national_data import Activity, Total
from stratrade.engines.obligations.parameters import Parameters

_HUNDRED = Decimal(100)
Key = tuple[str, str, str]
"""CAS number, own activity (import or export), partner State."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One chemical and partner.

    Args:
        activity: as seen from here; the partner's figure is of the opposite one.
        own: grams; 0 where we have nothing.
        theirs: grams; 0 where the partner says nothing.
        relative_pct: the difference as a share of the larger figure.
        flagged: both limits of the table are exceeded.
    """

    cas: str
    activity: str
    partner: str
    own: Decimal
    theirs: Decimal
    relative_pct: Decimal
    flagged: bool


def own_figures(totals: Iterable[Total]) -> dict[Key, Decimal]:
    """What we count by chemical, activity and partner."""
    return {
        (total.cas, total.activity.value, split.country): split.grams
        for total in totals
        if total.activity in {Activity.IMPORT, Activity.EXPORT}
        for split in total.splits
    }


def compare(
    own: Mapping[Key, Decimal], theirs: Mapping[Key, Decimal], parameters: Parameters, *, on: dt.date
) -> tuple[Comparison, ...]:
    """Own figures beside partner figures, the largest relative difference first.

    Args:
        own: grams by chemical, own activity and partner.
        theirs: the same as partners report it. Partners that have reported nothing at all are passed over,
            as nothing can be said of them.
        on: the day whose limits hold.
    """
    limit = parameters.difference(on=on)
    reporting = {partner for _cas, _activity, partner in theirs}
    rows = []
    for key in sorted(own.keys() | theirs.keys()):
        if key[2] not in reporting:
            continue
        here, there = own.get(key, Decimal(0)), theirs.get(key, Decimal(0))
        most = max(here, there)
        apart = abs(here - there)
        relative = apart * _HUNDRED / most if most else Decimal(0)
        flagged = relative > limit.relative_pct and apart > limit.grams
        rows.append(Comparison(*key, here, there, relative, flagged))
    return tuple(sorted(rows, key=lambda row: (-row.relative_pct, row.cas, row.partner)))
