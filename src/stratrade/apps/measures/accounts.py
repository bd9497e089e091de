"""What the State holds of Schedule 1 chemicals: kept above this app, told here by whoever keeps it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

_LOCK = 1540_004  # advisory: whoever adds to the account of Schedule 1 reads it while nobody else adds to it
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to come and has not: a declaration that is not let in, or what a licence still lets in.

    Args:
        reference: office and number of the declaration, or reference of the licence.
        grams: of the chemicals themselves.
        kind: declaration or licence.
        link: key of the first line of a declaration in the national data; public id of a licence.
        year: of the declaration.
    """

    reference: str
    grams: Decimal
    kind: str
    link: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """In grams of the chemicals themselves.

    Args:
        holding_g: what the State holds on a day.
        acquired_g: what it has acquired since the first of January, by production and by import.
        planned: what imports that wait and licences for imports may add to both.
    """

    holding_g: Decimal
    acquired_g: Decimal
    planned: tuple[Planned, ...] = ()

    @property
    def most_g(self) -> Decimal:
        """The larger of the two that the ceiling binds."""
        return max(self.holding_g, self.acquired_g)

    def planned_g(self, *, without: Collection[str] = (), own: Decimal = _NOTHING) -> Decimal:
        """All that is planned.

        Args:
            without: references of licences of which `own` grams are what asks now, and so are no addition.
        """
        mine = sum((one.grams for one in self.planned if one.reference in without), _NOTHING)
        rest = sum((one.grams for one in self.planned if one.reference not in without), _NOTHING)
        return rest + max(mine - own, _NOTHING)


@dataclass(frozen=True, slots=True)
class Asked:
    """The day of an account and the declaration that asks.

    Args:
        on: legal day.
        without: office and number of a declaration that does not count at all.
        counting: office and number of one that counts as if it were let in.
    """

    on: date
    without: str = ""
    counting: str = ""


Keeper = Callable[[Asked], Holding]
_keepers: list[Keeper] = []


def install(keeper: Keeper) -> None:
    """Take the keeper of the account, in place of any earlier one. Called once at start-up by `project`."""
    _keepers[:] = [keeper]


def schedule_1(on: date, *, without: str = "", counting: str = "") -> Holding:
    """What the State holds on a day, what it has acquired in its year, and what is planned; see `Asked`.

    Read without a lock it is advice. What adds to the account calls `lock` first, in the same transaction.
    """
    if not _keepers:
        return Holding(_NOTHING, _NOTHING)
    return _keepers[0](Asked(on, without, counting))


def lock() -> None:
    """Let nobody else add to the account until the caller's transaction ends.

    Taken after the row of the case or declaration, and before approvals of committees and lines of licences.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
