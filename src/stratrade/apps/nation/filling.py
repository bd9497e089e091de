"""Sections of a declaration that come from records: national data, transfers, sites, law, nuclear trade."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from stratrade.apps.accounts.models import User
from stratrade.apps.enforcement.crossings import Crossing, crossings
from stratrade.apps.law import queries as law
from stratrade.apps.nation import national_data, queries, rules
from stratrade.apps.nation.models import Declaration
from stratrade.apps.nation.rules import Section
from stratrade.engines.obligations import deadlines
from stratrade.engines.obligations.annex import heading_of
from stratrade.engines.obligations.national_data import Total, printed
from stratrade.engines.obligations.parameters import UNVERIFIED

Row = dict[str, object]
_BIOLOGICAL = ("biological", "any", "dual_use")
_HUNDRED = Decimal(100)


def rows(section: Section, declaration: Declaration, *, for_: User) -> list[Row]:
    """What the records say for a section of a declaration; values are plain JSON."""
    return [] if not section.fill else _FILLS[section.fill](section, declaration, for_)


def questions(declaration: Declaration, *, for_: User) -> int:
    """How many lines wait for a fact that could change what is declared; they keep it from review."""
    if not any(one.fill in {"schedule_2", "schedule_3"} for one in rules.forms()[declaration.kind]):
        return 0
    wanted = "2" if "S2" in declaration.kind else "3"
    found = national_data.totals(int(declaration.period), for_=for_)
    return sum(
        len(total.open_lines)
        for total in found
        if total.part.startswith(wanted) and total.declarable is not False
    )


def _national(wanted: str) -> Callable[[Section, Declaration, User], list[Row]]:
    def fill(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
        found = national_data.totals(int(declaration.period), for_=for_)
        known = national_data.chemicals(dt.date(int(declaration.period), 12, 31))
        return [
            row
            for total in found
            if total.part.startswith(wanted) and total.declarable
            for row in _total_rows(total, _title(known.get(total.cas)))
        ]

    return fill


def _title(chemical: national_data.Chemical | None) -> Mapping[str, str]:
    return {} if chemical is None else chemical.titles


def _total_rows(total: Total, titles: Mapping[str, str]) -> Iterable[Row]:
    """The national total, then each country; a country under the threshold is told as such."""
    common: Row = {
        "cas": total.cas,
        "name": titles.get("en", total.cas),
        "activity": total.activity.value,
        "unit": total.threshold.unit,
    }
    yield {**common, "country": "", "amount": _plain(total.printed), "note": total.threshold.reference}
    limit = _plain(printed(total.threshold.grams, total.threshold.unit, 3))
    for split in total.splits:
        shown = f"< {limit}" if split.below else ""
        yield {**common, "country": split.country, "amount": _plain(split.printed), "note": shown}


def _transfers(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
    year = int(declaration.period)
    known = national_data.chemicals(dt.date(year, 12, 31))
    return [
        {
            "cas": m.cas,
            "name": _title(known.get(m.cas)).get("en", m.cas),
            "activity": m.activity.value,
            "country": m.partner,
            "amount": _grams(m.mass_g, m.concentration_pct),
            "day": m.on.isoformat(),
            "paper": m.reference,
        }
        for m in national_data.schedule_1(year, for_=for_)
    ]


def _grams(mass: Decimal | None, pct: Decimal | None) -> str:
    return "" if mass is None or pct is None else _plain(mass * pct / _HUNDRED)


def _facilities(section: Section, _declaration: Declaration, for_: User) -> list[Row]:
    found = queries.facilities(for_=for_).filter(kind__in=section.facilities)
    return [{"name": row.name, "place": row.province, "status": row.standing} for row in found]


def _sites(wanted: str) -> Callable[[Section, Declaration, User], list[Row]]:
    """Sites whose own amount of a chemical in the year is above the threshold."""

    def fill(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
        year = int(declaration.period)
        on = dt.date(year, 12, 31)
        known = national_data.chemicals(on)
        sums: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
        for row in queries.own_records(year, for_=for_):
            if row.facility is not None and row.cas in known and row.concentration_pct is not None:
                key = (row.facility.name, row.facility.province, row.cas, row.activity)
                sums[key] += row.mass_g * row.concentration_pct / _HUNDRED
        filled: list[Row] = []
        for (name, place, cas, activity), grams in sorted(sums.items()):
            part = rules.figures().part(known[cas].part, cas)
            if not part.startswith(wanted):
                continue
            limit = rules.figures().threshold(part, on=on)
            if grams > limit.grams:
                amount = _plain(
                    printed(grams, limit.unit, rules.figures().rounding(on=on).significant_digits)
                )
                row_ = {"name": name, "place": place, "cas": cas, "activity": activity}
                filled.append({**row_, "amount": amount, "unit": limit.unit})
        return filled

    return fill


def _law(_section: Section, declaration: Declaration, _for: User) -> list[Row]:
    """Laws in force at the end of the year and instruments that reach biological goods, with what they cover."""
    year = dt.date(int(declaration.period), 12, 31)
    standing = [row for row in law.provisions() if row.status == "IN_FORCE"]
    reaching = {row.article.instrument_id for row in standing if row.goods_class in _BIOLOGICAL}
    reaching |= {row.article.instrument_id for row in standing if row.article.instrument.kind == "law"}
    filled: list[Row] = []
    for one in law.instruments():
        started = one.in_force_from is None or one.in_force_from <= year
        ended = one.in_force_to is not None and one.in_force_to < year
        if started and not ended and (one.pk in reaching or one.kind == "constitution"):
            subjects = [article.subject.get("en", "") for article in one.articles.all()]
            filled.append(
                {
                    "name": one.titles.get("en", one.code),
                    "since": one.in_force_from.isoformat() if one.in_force_from else "",
                    "subject": "; ".join(s for s in subjects if s),
                    "note": "" if one.verified else UNVERIFIED,
                }
            )
    return filled


def _annex_2(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
    """Exports of category 0 that left in the quarter, by heading of the frozen annex."""
    span = deadlines.period(declaration.period)
    return _nuclear(crossings(span.first, span.last, for_=for_), ("EX", "RE"))


def _nuclear_imports(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
    """Imports of category 0 in the two years before the request."""
    end = declaration.event_date or declaration.due_on
    exporter = declaration.content.get("request", {}).get("fields", {}).get("exporter", "")
    found = _nuclear(crossings(end - dt.timedelta(days=731), end, for_=for_), ("IM",))
    return [row for row in found if not exporter or row["country"] == exporter]


def _nuclear(lines: Iterable[Crossing], regimes: Sequence[str]) -> list[Row]:
    filled: list[Row] = []
    for line in lines:
        entry = next((c for c, s in line.entries.items() if c.startswith("0") and s == "met"), "")
        if not entry or line.regime not in regimes or line.status != "EXITED":
            continue
        heading = heading_of(entry, rules.headings())
        filled.append(
            {
                "heading": "" if heading is None else f"{heading.number} {heading.titles['en']}",
                "entry": entry,
                "text": line.description,
                "amount": _plain(line.quantity if line.quantity is not None else line.net_kg),
                "unit": line.unit or "KGM",
                "country": line.partner,
                "day": line.on.isoformat(),
                "paper": f"{line.reference}, {line.number}",
            }
        )
    return filled


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


_FILLS: Mapping[str, Callable[[Section, Declaration, User], list[Row]]] = {
    "schedule_1": _transfers,
    "schedule_2": _national("2"),
    "schedule_3": _national("3"),
    "facilities": _facilities,
    "sites_2": _sites("2"),
    "sites_3": _sites("3"),
    "law": _law,
    "annex_2": _annex_2,
    "nuclear_imports": _nuclear_imports,
}
