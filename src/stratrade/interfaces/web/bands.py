"""The three bands of a desk's home: what needs me now, what moves, what to look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps.accounts.clock import today
from stratrade.interfaces.web import charts

MOST = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on a home page.

    Args:
        url: where it is dealt with.
        title: what it is called.
        reason: why it is here, in a sentence.
        clock: how long it waits or until when, in words.
        late: its day has passed.
        lane: the lane of a declaration; empty for other things.
    """

    url: str
    title: str
    reason: str = ""
    clock: str = ""
    late: bool = False
    lane: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """The way to the rest."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """One of the bands with its rows; `empty` is said where there are none, `cut` where not all are shown."""

    code: str
    title: str
    rows: list[Row]
    empty: str
    more: list[More] = field(default_factory=list)
    cut: bool = False


class Rows(list[Row]):
    """Rows of several kinds; `cut` where more wait than these."""

    cut = False


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a small table."""

    title: str
    number: int
    lane: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A small table with the sentence that says what it shows."""

    title: str
    sentence: str
    first: str
    second: str
    rows: list[Count]

    @property
    def chart(self) -> charts.Chart | None:
        """The same figures as bars."""
        return charts.bars(self.rows)


def needs(rows: Iterable[Row], *, empty: str = "", more: Iterable[More] = ()) -> Band:
    """The band of what the person must do, oldest first."""
    return _band("needs", _("Needs me now"), rows, empty or _("Nothing waits for you."), more)


def _band(code: str, title: str, rows: Iterable[Row], empty: str, more: Iterable[More]) -> Band:
    told = list(rows)
    cut = len(told) > MOST or getattr(rows, "cut", False)
    return Band(code, title, told[:MOST], empty, list(more), cut)


def together(*groups: list[Row], most: int = MOST) -> Rows:
    """Rows of several kinds in their order, so that no kind crowds another one out.

    Args:
        groups: the rows of each kind, oldest first.
        most: how many altogether.
    """
    shares = [0] * len(groups)
    while sum(shares) < most and any(share < len(group) for share, group in zip(shares, groups, strict=True)):
        for number, group in enumerate(groups):
            if shares[number] < len(group) and sum(shares) < most:
                shares[number] += 1
    rows = Rows(row for share, group in zip(shares, groups, strict=True) for row in group[:share])
    rows.cut = sum(len(group) for group in groups) > len(rows)
    return rows


def moving(rows: Iterable[Row], *, empty: str = "", more: Iterable[More] = ()) -> Band:
    """The band of what others must do first."""
    return _band("moving", _("Moving"), rows, empty or _("Nothing is under way."), more)


def news(rows: Iterable[Row], *, more: Iterable[More] = ()) -> Band:
    """What happened and asks nothing of the person; it never stands between the things to do."""
    return _band("news", _("New for you"), rows, _("Nothing new since you last looked."), more)


def due(day: date | None) -> dict[str, Any]:
    """The clock of something with a day: `clock` and `late` for a row."""
    if day is None:
        return {}
    left = (day - today()).days
    shown = date_format(day, "SHORT_DATE_FORMAT")
    if left < 0:
        late = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
        return {"clock": late, "late": True}
    return {"clock": _("due %(day)s") % {"day": shown}}


def since(moment: datetime | None) -> dict[str, Any]:
    """The clock of something that waits since a moment."""
    if moment is None:
        return {}
    days = (today() - localtime(moment).date()).days
    if days <= 0:
        return {"clock": _("today")}
    return {"clock": ngettext("%(n)s day", "%(n)s days", days) % {"n": days}}
