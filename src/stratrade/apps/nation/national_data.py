"""Movements of scheduled chemicals from customs and from our own records, and what they come to."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.enforcement.crossings import Crossing, crossings
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.editions import open_edition
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.models import LineAnswer, OwnRecord, PartnerFigure
from stratrade.engines.determination.cwc import schedules
from stratrade.engines.lists.leaf import CONCENTRATION
from stratrade.engines.lists.model import Edition, SubstanceTest
from stratrade.engines.obligations.discrepancy import Comparison, Key, compare, own_figures
from stratrade.engines.obligations.national_data import (
    Activity,
    Bearing,
    Line,
    Movement,
    Standing,
    Total,
    aggregate,
)
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit

_ACTIVITY = {"EX": Activity.EXPORT, "RE": Activity.EXPORT, "IM": Activity.IMPORT}
_STANDING = {"EXITED": Standing.CONFIRMED, "CANCELLED": Standing.CANCELLED}
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_PART = re.compile(r"^CWC-(1A|1B|2A|2B|3A|3B)\b")
_GRAMS = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Chemical:
    """A scheduled chemical as the edition names it."""

    cas: str
    part: str
    titles: Mapping[str, str]


def chemicals(on: dt.date | None = None) -> Mapping[str, Chemical]:
    """CAS number -> chemical, as the list in force on a day has it; as today's where none was in force then."""
    digest = _edition(on or today())
    return _chemicals(digest) if digest else {}


def movements(year: int, *, for_: User) -> Iterator[Movement]:
    """Every line of a year that names a scheduled chemical, whatever became of it; answers are filled in."""
    if not queries.may_see_figures(for_):
        return
    known = chemicals(dt.date(year, 12, 31))
    answers = {row.key: row for row in LineAnswer.objects.all()}
    for crossing in crossings(dt.date(year, 1, 1), dt.date(year, 12, 31), for_=for_):
        for cas, part in _named(crossing, known):
            yield _of_crossing(crossing, cas, part, answers)
    for row in OwnRecord.objects.filter(on__year=year):
        if row.cas in known:
            yield _of_record(row, known[row.cas].part, answers)


def of_crossings(lines: Sequence[Crossing], known: Mapping[str, Chemical]) -> Iterator[Movement]:
    """The movements of some chemicals on some lines of declarations, with the answers given on them."""
    named = [(line, cas, part) for line in lines for cas, part in _named(line, known)]
    answers = _answers(_key(line, cas) for line, cas, _part in named)
    for line, cas, part in named:
        yield _of_crossing(line, cas, part, answers)


def of_records(known: Mapping[str, Chemical], *, until: dt.date) -> Iterator[Movement]:
    """The movements of some chemicals that our own records hold up to a day."""
    rows = list(OwnRecord.objects.filter(on__lte=until, cas__in=list(known)))
    answers = _answers(f"record/{row.public_id}/{row.cas}" for row in rows)
    for row in rows:
        yield _of_record(row, known[row.cas].part, answers)


def _answers(keys: Iterable[str]) -> dict[str, LineAnswer]:
    return {row.key: row for row in LineAnswer.objects.filter(key__in=list(keys))}


def totals(year: int, *, for_: User) -> tuple[Total, ...]:
    """The national data of Schedules 2 and 3."""
    found = [m for m in movements(year, for_=for_) if not m.part.startswith("1")]
    return aggregate(found, rules.figures(), year=year)


def schedule_1(year: int, *, for_: User) -> list[Movement]:
    """Transfers of Schedule 1 chemicals that crossed the border."""
    return [
        m
        for m in movements(year, for_=for_)
        if m.part.startswith("1")
        and m.standing is Standing.CONFIRMED
        and m.activity in {Activity.IMPORT, Activity.EXPORT}
    ]


def open_lines(year: int, *, for_: User) -> list[Line]:
    """Lines that wait for a fact, oldest first."""
    found = [line for total in totals(year, for_=for_) for line in total.open_lines]
    return sorted(found, key=lambda line: (line.movement.on, line.movement.key))


def line(key: str, year: int, *, for_: User) -> Line | None:
    """One line by its key."""
    return next(
        (row for total in totals(year, for_=for_) for row in total.lines if row.movement.key == key), None
    )


def movement(key: str, year: int, *, for_: User) -> Movement | None:
    """One movement of a year by its key, of whatever schedule."""
    return next((one for one in movements(year, for_=for_) if one.key == key), None)


def comparisons(year: int, *, for_: User) -> tuple[Comparison, ...]:
    """Own figures of a year beside those of partners that reported any."""
    if not queries.may_see_figures(for_):
        return ()
    theirs: dict[Key, Decimal] = {
        (row.cas, row.activity, row.partner): row.grams for row in PartnerFigure.objects.filter(year=year)
    }
    on = dt.date(year, 12, 31)
    return compare(own_figures(totals(year, for_=for_)), theirs, rules.figures(), on=on)


def suggested_share(text: str) -> Decimal | None:
    """A share by weight that the description speaks of; a person confirms it, nothing is counted from it."""
    found = _SHARE.search(text)
    return _share(found.group(1)) if found else None


def _edition(on: dt.date) -> str:
    """Of the list in force on a day, else today's; empty where the State has none yet."""
    for day in (min(on, today()), today()):
        try:
            return lists.in_force(day).digest
        except lists.NoEditionInForce:
            continue
    return ""


@lru_cache(maxsize=4)
def _chemicals(digest: str) -> Mapping[str, Chemical]:
    edition = open_edition(digest)
    titles = _titles(edition)
    return {
        cas: Chemical(cas, part, titles.get(cas, {"en": cas})) for cas, part in schedules(edition).items()
    }


def _titles(edition: Edition) -> dict[str, Mapping[str, str]]:
    """CAS number -> title of the node that names it alone, else of the entry."""
    found: dict[str, Mapping[str, str]] = {}
    for code, entry in edition.entries.items():
        if not _PART.match(code):
            continue
        for node in entry.criteria.walk():
            if isinstance(node.test, SubstanceTest) and len(node.test.cas) == 1:
                only = next(iter(node.test.cas))
                titles = {**node.title}
                if node.title.get("en") == entry.title.get("en"):
                    titles = {**entry.title, **node.title}
                found.setdefault(only, titles)
    return found


def _named(crossing: Crossing, known: Mapping[str, Chemical]) -> list[tuple[str, str]]:
    """(CAS number or paragraph, part) of what a line names; a paragraph where only the words say it."""
    by_cas = [(cas, known[cas].part) for cas in dict.fromkeys(crossing.cas) if cas in known]
    if by_cas or crossing.cas:
        return by_cas
    words = [(code, found.group(1)) for code in crossing.entries if (found := _PART.match(code))]
    met = [pair for pair in words if crossing.entries[pair[0]] == "met"]
    return (met or words)[:1]


def _of_crossing(crossing: Crossing, cas: str, part: str, answers: Mapping[str, LineAnswer]) -> Movement:
    key = _key(crossing, cas)
    answer = answers.get(key)
    several = len(crossing.cas) > 1
    stated = None if several else _share(crossing.parameters.get(CONCENTRATION, ""))
    mass = _mass(crossing)
    return Movement(
        key=key,
        reference=f"{crossing.reference}, {crossing.number}",
        cas=cas,
        part=part,
        activity=_ACTIVITY.get(crossing.regime, Activity.TRANSIT),
        standing=_STANDING.get(crossing.status, Standing.WAITING),
        on=crossing.on,
        partner=crossing.partner,
        mass_g=mass if answer is None or answer.mass_g is None else answer.mass_g,
        concentration_pct=stated if answer is None else answer.concentration_pct,
        text=crossing.description,
        link=crossing.public_id,
    )


def _key(crossing: Crossing, cas: str) -> str:
    return f"{crossing.reference}/{crossing.number}/{cas}"


def _of_record(row: OwnRecord, part: str, answers: Mapping[str, LineAnswer]) -> Movement:
    key = f"record/{row.public_id}/{row.cas}"
    answer = answers.get(key)
    return Movement(
        key=key,
        reference=row.paper,
        cas=row.cas,
        part=part,
        activity=Activity(row.activity),
        standing=Standing.CONFIRMED,
        on=row.on,
        partner=row.partner,
        mass_g=row.mass_g,
        concentration_pct=row.concentration_pct if answer is None else answer.concentration_pct,
    )


def _mass(crossing: Crossing) -> Decimal | None:
    """Grams of the goods: the declared quantity where it is a mass, else the net weight."""
    if crossing.quantity is not None and crossing.unit:
        try:
            asked = unit(crossing.unit, like="mass")
            return Quantity(crossing.quantity, asked.code).to("GRM").value.normalize()
        except (UnitError, DimensionError):
            pass
    return None if crossing.net_kg is None else crossing.net_kg * _GRAMS


def _share(text: str) -> Decimal | None:
    cleaned = text.replace("%", "").replace(",", ".").strip()
    try:
        share = Decimal(cleaned)
    except InvalidOperation:
        return None
    return share if 0 <= share <= 100 else None  # noqa: PLR2004 - per cent


def counted(rows: tuple[Line, ...]) -> list[Line]:
    """The lines that make up a total."""
    return [row for row in rows if row.bearing is Bearing.COUNTED]
