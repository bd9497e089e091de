"""The State's account of Schedule 1 chemicals: what it holds and what it acquires in a year, to the gram.

A State holds no more than one tonne in all at any time and acquires no more than one tonne in a year, by production
or transfer (CWC, Verification Annex Part VI, paragraph 2(c) and (d)).
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.enforcement.crossings import crossings
from stratrade.apps.measures.accounts import Holding
from stratrade.apps.nation import national_data
from stratrade.engines.obligations.national_data import Activity, Movement

_BEGAN = dt.date(1997, 4, 29)
"""Entry into force of the Convention: nothing older counts."""
_IN = frozenset({Activity.PRODUCTION, Activity.IMPORT})
_OUT = frozenset({Activity.CONSUMPTION, Activity.EXPORT})
_INSIDE = frozenset({"EXITED", "RELEASED"})
"""Imports that are in, or were let in and count so that two of them cannot pass the ceiling together."""
_WHOLE = Decimal(100)


def schedule_1(on: dt.date, without: str = "") -> Holding:
    """What is held on a day, and what was acquired since the first of January of its year.

    Where the share by weight is not stated, what comes in counts whole and what goes out does not count: the safe
    side of a ceiling.

    Args:
        without: office and number of a declaration that does not count.
    """
    holding = acquired = Decimal(0)
    for movement in _movements(on, without):
        if movement.activity in _IN:
            grams = _grams(movement, unknown=_WHOLE)
            holding += grams
            acquired += grams if movement.on.year == on.year else Decimal(0)
        elif movement.activity in _OUT:
            holding -= _grams(movement, unknown=Decimal(0))
    return Holding(max(holding, Decimal(0)), acquired)


def _movements(on: dt.date, without: str) -> Iterator[Movement]:
    known = {cas: c for cas, c in national_data.chemicals(on).items() if c.part.startswith("1")}
    for crossing in crossings(_BEGAN, on, for_=SYSTEM):
        wanted = _INSIDE if crossing.regime == "IM" else {"EXITED"}
        if crossing.status in wanted and crossing.reference != without:
            yield from national_data.of_crossing(crossing, known)
    yield from national_data.of_records(known, until=on)


def _grams(movement: Movement, *, unknown: Decimal) -> Decimal:
    if movement.mass_g is None:
        return Decimal(0)
    share = movement.concentration_pct
    return movement.mass_g * (unknown if share is None else share) / _WHOLE
