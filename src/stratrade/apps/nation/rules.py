"""Duties, figures and forms as packaged, and who fulfils which duty by the pack."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings

from stratrade.engines.obligations import annex, deadlines, parameters, sites
from stratrade.engines.obligations.annex import Heading
from stratrade.engines.obligations.deadlines import Duty
from stratrade.engines.obligations.parameters import Parameters
from stratrade.engines.obligations.sites import SiteRule
from stratrade.kernel import yamltext

OPEN_SINCE = dt.date(2000, 1, 1)
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is asked: a field, or a column of rows.

    Args:
        kind: text, long, number, date, country, cas; label, unit and code are computed only.
        needed: whether the declaration may not go to review without it.
    """

    id: str
    kind: str
    titles: Texts
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a declaration.

    Args:
        fields: asked once; `columns` in rows.
        fill: what computes the rows; empty where people write them.
        more: whether people may add rows to the computed ones.
        nothing: whether it may say that there is nothing to declare.
        facilities: kinds of sites that a filled section lists; with a colon the part that they play.
    """

    id: str
    titles: Texts
    fields: tuple[Column, ...] = ()
    columns: tuple[Column, ...] = ()
    fill: str = ""
    nothing: bool = False
    more: bool = False
    facilities: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether people write in it."""
        return self.more or not self.fill


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands a declaration goes through: codes of agencies.

    Args:
        asks: section -> the agency that a data call asks.
    """

    owner: str
    review: tuple[str, ...]
    sign: tuple[str, ...]
    asks: Mapping[str, str] = field(default_factory=dict)

    @property
    def everybody(self) -> frozenset[str]:
        """Every agency with a part in it."""
        return frozenset({self.owner, *self.review, *self.sign, *self.asks.values()})


@cache
def figures() -> Parameters:
    """Thresholds, mixture limits and rounding of the Chemical Weapons Convention."""
    return parameters.parse(_page("cwc.yaml"))


@cache
def site_rules() -> tuple[SiteRule, ...]:
    """When plant sites are declared."""
    return sites.parse(_page("cwc.yaml")["sites"])


@cache
def headings() -> tuple[Heading, ...]:
    """The frozen Annex II by entries of today's list."""
    return annex.parse(_page("annex-2.yaml")["headings"])


@cache
def every_duty() -> Mapping[str, Duty]:
    """Every duty that is packaged, by kind."""
    return {duty.id: duty for duty in deadlines.parse(_page("duties.yaml")["duties"])}


@cache
def forms() -> Mapping[str, tuple[Section, ...]]:
    """The sections of each kind of declaration."""
    return {
        kind: tuple(_section(row) for row in form["sections"])
        for kind, form in _page("forms.yaml")["forms"].items()
    }


def section(kind: str, name: str) -> Section | None:
    """One section of a kind of declaration."""
    return next((one for one in forms().get(kind, ()) if one.id == name), None)


def duties() -> Mapping[str, Duty]:
    """The duties that this State's pack has given hands to, by kind."""
    given = hands()
    return {kind: duty for kind, duty in every_duty().items() if kind in given}


def hands() -> Mapping[str, Hands]:
    """Kind -> who fulfils it in this State."""
    return _hands(settings.STRATRADE_PACK)[1]


def since() -> dt.date:
    """The first day on which something owed is accounted for here."""
    return _hands(settings.STRATRADE_PACK)[0]


def is_verified(duty: Duty) -> bool:
    """Whether somebody who keeps the file has read the text."""
    return duty.source != parameters.UNVERIFIED


@cache
def _hands(pack: str) -> tuple[dt.date, Mapping[str, Hands]]:
    path = files("stratrade") / "data" / "packs" / pack / "obligations.yaml"
    if not path.is_file():
        return OPEN_SINCE, {}
    page = yamltext.read(path.read_text(encoding="utf-8"))
    return page["since"], {
        kind: Hands(row["owner"], tuple(row["review"]), tuple(row["sign"]), row.get("asks", {}))
        for kind, row in page["duties"].items()
    }


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        id=row["id"],
        titles=row["titles"],
        fields=tuple(_column(one) for one in row.get("fields", ())),
        columns=tuple(_column(one) for one in row.get("columns", ())),
        fill=row.get("fill", ""),
        nothing=bool(row.get("nothing", False)),
        more=bool(row.get("more", False)),
        facilities=tuple(row.get("facilities", ())),
    )


def _column(row: Mapping[str, Any]) -> Column:
    return Column(row["id"], row["kind"], row["titles"], bool(row.get("needed", False)))


def _page(name: str) -> Any:
    path = files("stratrade") / "data" / "obligations" / name
    return yamltext.read(path.read_text(encoding="utf-8"))
