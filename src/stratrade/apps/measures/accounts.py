"""What the State holds of Schedule 1 chemicals: kept above this app, told here by whoever keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Holding:
    """In grams of the chemicals themselves.

    Args:
        holding_g: what the State holds on a day.
        acquired_g: what it has acquired since the first of January, by production and by import.
    """

    holding_g: Decimal
    acquired_g: Decimal


Keeper = Callable[[date, str], Holding]
"""(day, declaration to leave out) -> what is held."""
_keepers: list[Keeper] = []


def install(keeper: Keeper) -> None:
    """Take the keeper of the account, in place of any earlier one. Called once at start-up by `project`."""
    _keepers[:] = [keeper]


def schedule_1(on: date, *, without: str = "") -> Holding:
    """What the State holds on a day, and what it has acquired in its year.

    Args:
        without: office and number of a declaration that is judged again and does not count.
    """
    return _keepers[0](on, without) if _keepers else Holding(Decimal(0), Decimal(0))
