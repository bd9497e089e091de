"""The State's account of Schedule 1 chemicals: what it holds, what it acquires in a year, what is planned; to the gram.

A State holds no more than one tonne in all at any time and acquires no more than one tonne in a year, by production
or transfer (CWC, Verification Annex Part VI, paragraph 2(c) and (d)).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement.crossings import Crossing, naming
from stratrade.apps.licences.imports import let_in
from stratrade.apps.measures.accounts import Asked, Holding, Planned
from stratrade.apps.nation import national_data
from stratrade.apps.nation.national_data import Chemical
from stratrade.engines.obligations.national_data import Activity, Movement

PARTS = ("CWC-1A", "CWC-1B")
"""The parts of Schedule 1, for lines that name a chemical in words only."""
_IN = frozenset({Activity.PRODUCTION, Activity.IMPORT})
_OUT = frozenset({Activity.CONSUMPTION, Activity.EXPORT})
_INSIDE = frozenset({"EXITED", "RELEASED"})
"""Imports that are in, or were let in and count so that two of them cannot pass the ceiling together."""
_WAITING = frozenset({"WAITING", "HELD"})
_WHOLE = Decimal(100)


def schedule_1(asked: Asked) -> Holding:
    """What is held on a day, what was acquired since the first of January of its year, and what is planned.

    Where the share by weight is not stated, what comes in counts whole and what goes out does not count: the safe
    side of a ceiling. Planned are imports that wait or are held and, for today, what licences for imports still let
    in; what an import has reserved on its licence counts once.
    """
    on = asked.on
    known = {cas: c for cas, c in national_data.chemicals(on).items() if c.part.startswith("1")}
    lines = [c for c in naming([*known, *PARTS], on, for_=SYSTEM) if c.reference != asked.without]
    lines = [replace(c, on=on, status="RELEASED") if c.reference == asked.counting else c for c in lines]
    holding = acquired = Decimal(0)
    for movement in _movements([c for c in lines if _is_inside(c)], known, on):
        if movement.activity in _IN:
            grams = _grams(movement, unknown=_WHOLE)
            holding += grams
            acquired += grams if movement.on.year == on.year else Decimal(0)
        elif movement.activity in _OUT:
            holding -= _grams(movement, unknown=Decimal(0))
    planned: tuple[Planned, ...] = ()
    if on >= today():
        waiting = [c for c in lines if c.regime == "IM" and c.status in _WAITING]
        planned = (*_waiting(waiting, known), *_licensed(on, known))
    return Holding(max(holding, Decimal(0)), acquired, planned)


def _is_inside(crossing: Crossing) -> bool:
    return crossing.status in (_INSIDE if crossing.regime == "IM" else {"EXITED"})


def _movements(
    lines: Sequence[Crossing], known: Mapping[str, Chemical], until: dt.date
) -> Iterator[Movement]:
    yield from national_data.of_crossings(lines, known)
    yield from national_data.of_records(known, until=until)


def _waiting(lines: Sequence[Crossing], known: Mapping[str, Chemical]) -> Iterator[Planned]:
    """What imports that are not let in would add, one a declaration."""
    found: dict[str, Planned] = {}
    by_link = {line.public_id: line.reference for line in lines}
    for movement in national_data.of_crossings(lines, known):
        grams = _grams(movement, unknown=_WHOLE)
        before = found.get(movement.link)
        found[movement.link] = Planned(
            by_link[movement.link],
            grams + (before.grams if before else 0),
            "declaration",
            before.link if before else movement.key,
            movement.on.year,
        )
    yield from found.values()


def _licensed(on: dt.date, known: Mapping[str, Chemical]) -> Iterator[Planned]:
    """What licences for imports still let in, one a line."""
    for line in let_in(list(known), PARTS, on=on, for_=SYSTEM):
        share = _WHOLE if line.concentration_pct is None else line.concentration_pct
        yield Planned(line.reference, line.grams * share / _WHOLE, "licence", line.public_id)


def _grams(movement: Movement, *, unknown: Decimal) -> Decimal:
    if movement.mass_g is None:
        return Decimal(0)
    share = movement.concentration_pct
    return movement.mass_g * (unknown if share is None else share) / _WHOLE
