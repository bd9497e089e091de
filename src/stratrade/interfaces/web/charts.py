"""Bars drawn on the server as inline SVG: no script, and the same figures stand in the table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

WIDTH = 320
ROW = 40
BAR = 14
NUMBER_ROOM = 44
LABEL_MOST = 38


class Counted(Protocol):
    """What a bar is drawn from: `bands.Count`, for one."""

    @property
    def title(self) -> Any:
        """What is counted."""

    @property
    def number(self) -> int:
        """How many."""

    @property
    def lane(self) -> str:
        """Its lane; empty for other things."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label above it, in the units of the drawing."""

    label: str
    number: int
    lane: str
    width: int
    text_y: int
    bar_y: int
    number_x: int
    number_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars, as wide as WIDTH; it scales with the page."""

    height: int
    bars: tuple[Bar, ...]
    width: int = WIDTH


def bars(rows: Sequence[Counted]) -> Chart | None:
    """Bars on a common scale that begins at nought; None where there is nothing to compare.

    Args:
        rows: what is counted; no number is below nought.
    """
    most = max((row.number for row in rows), default=0)
    if most <= 0:
        return None
    room = WIDTH - NUMBER_ROOM
    drawn = []
    for place, row in enumerate(rows):
        width = round(room * row.number / most) if row.number else 0
        top = place * ROW
        drawn.append(
            Bar(
                label=_short(str(row.title)),
                number=row.number,
                lane=row.lane,
                width=max(width, 2) if row.number else 0,
                text_y=top + 14,
                bar_y=top + 20,
                number_x=max(width, 2) + 6 if row.number else 0,
                number_y=top + 20 + BAR - 2,
            )
        )
    return Chart(len(rows) * ROW, tuple(drawn))


def _short(label: str) -> str:
    return label if len(label) <= LABEL_MOST else label[: LABEL_MOST - 1].rstrip() + "…"
