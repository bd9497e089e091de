"""Sections of a declaration that come from records: national data, transfers, sites, law, nuclear trade."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Q

from stratrade.apps.accounts.models import User
from stratrade.apps.casework import queries as casework
from stratrade.apps.enforcement.crossings import Crossing, crossings
from stratrade.apps.law import queries as law
from stratrade.apps.licences import queries as licences
from stratrade.apps.nation import national_data, queries, rules
from stratrade.apps.nation.models import Declaration
from stratrade.apps.nation.rules import Section
from stratrade.engines.obligations import deadlines, sites
from stratrade.engines.obligations.annex import heading_of
from stratrade.engines.obligations.national_data import Total, printed
from stratrade.engines.obligations.parameters import UNVERIFIED, Threshold
from stratrade.kernel import country

Row = dict[str, object]
_BIOLOGICAL = ("biological", "any", "dual_use")
_HUNDRED = Decimal(100)
_TONNE = Decimal(1_000_000)
_AGENTS = r"^1C35[134]"
"""Entries of the list for human, animal and plant pathogens and toxins."""


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


def _facilities(section: Section, declaration: Declaration, for_: User) -> list[Row]:
    """Sites of the register that were open at any time of the year."""
    wanted = [one.partition(":") for one in section.facilities]
    named = Q()
    for kind, _colon, part in wanted:
        named |= Q(kind=kind, parts__contains=part) if part else Q(kind=kind)
    began = dt.date(int(declaration.period), 1, 1)
    found = queries.facilities(for_=for_).filter(named).exclude(closed_on__lt=began)
    return [
        {
            "name": row.name,
            "operator": row.operator,
            "place": row.province,
            "level": row.level,
            "scope": row.scope,
            "parts": " ".join(row.parts),
            "status": row.standing,
        }
        for row in found
    ]


def _done_with_schedule_1(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
    """What facilities returned of Schedule 1 chemicals for the year: one row a facility, chemical and activity."""
    year = int(declaration.period)
    known = national_data.chemicals(dt.date(year, 12, 31))
    sums: dict[tuple[str, str, str], Decimal | None] = {}
    for row in queries.own_records(year, for_=for_):
        if row.facility is None or row.cas not in known or not known[row.cas].part.startswith("1"):
            continue
        key, share = (row.facility.name, row.cas, row.activity), row.concentration_pct
        before = sums.get(key, Decimal(0))
        sums[key] = None if share is None or before is None else before + row.mass_g * share / _HUNDRED
    return [
        {
            "site": site,
            "cas": cas,
            "name": _title(known[cas]).get("en", cas),
            "activity": activity,
            "amount": _plain(grams),
        }
        for (site, cas, activity), grams in sorted(sums.items())
    ]


def _sites(schedule: str) -> Callable[[Section, Declaration, User], list[Row]]:
    """Plant sites that are declared for the year, by the rule of their schedule on past and planned years."""

    def fill(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
        year = int(declaration.period)
        on = dt.date(year, 12, 31)
        rule = sites.rule_of(rules.site_rules(), schedule, on=on)
        limits = _limits(schedule, on)
        span = range(year, year - rule.years, -1)
        lines = sites.declared(
            {one: _done(one, for_) for one in span},
            _planned(schedule, year + 1, for_),
            year=year,
            rule=rule,
            limits={cas: limit.grams for cas, limit in limits.items()},
        )
        places = {row.name: row.province for row in queries.facilities(for_=for_)}
        return [_site_row(line, limits[line.cas], places, on) for line in lines]

    return fill


def _limits(schedule: str, on: dt.date) -> dict[str, Threshold]:
    """CAS number -> threshold of each chemical of a schedule on a day."""
    found = {}
    for cas, chemical in national_data.chemicals(on).items():
        part = rules.figures().part(chemical.part, cas)
        if part.startswith(schedule):
            found[cas] = rules.figures().threshold(part, on=on)
    return found


def _done(year: int, for_: User) -> dict[sites.Key, Decimal]:
    """Grams of each chemical by site and activity, as the sites returned them for a year."""
    sums: dict[sites.Key, Decimal] = defaultdict(Decimal)
    for row in queries.own_records(year, for_=for_):
        if row.facility is not None and row.concentration_pct is not None:
            sums[row.facility.name, row.cas, row.activity] += row.mass_g * row.concentration_pct / _HUNDRED
    return dict(sums)


def _planned(schedule: str, year: int, for_: User) -> dict[sites.Key, Decimal]:
    """Grams planned for a year by site and activity, as its declaration of anticipated activities says."""
    ahead = queries.standing(f"CWC_S{schedule}_ANTICIPATED", str(year), for_=for_)
    sums: dict[sites.Key, Decimal] = defaultdict(Decimal)
    rows_ = ahead.content.get("planned", {}).get("rows", ()) if ahead is not None else ()
    for row in rows_:
        key = (str(row.get("site", "")), str(row.get("cas", "")), str(row.get("activity", "")).lower())
        if key[0] and row.get("amount"):
            sums[key] += Decimal(str(row["amount"])) * _TONNE
    return dict(sums)


def _site_row(line: sites.SiteLine, limit: Threshold, places: Mapping[str, str], on: dt.date) -> Row:
    digits = rules.figures().rounding(on=on).significant_digits
    why = [str(year) for year in line.since]
    if line.planned is not None:
        why.append(f"{on.year + 1}: {_plain(printed(line.planned, limit.unit, digits))} {limit.unit}")
    return {
        "name": line.site,
        "place": places.get(line.site, ""),
        "cas": line.cas,
        "activity": line.activity,
        "amount": _plain(printed(line.grams, limit.unit, digits)) if line.grams else "0",
        "unit": limit.unit,
        "note": ", ".join(why),
    }


def _biological_trade(_section: Section, declaration: Declaration, for_: User) -> list[Row]:
    """Licences of the year for micro-organisms and toxins, with what has left or come in under each."""
    year = int(declaration.period)
    found = licences.licensed(dt.date(year, 1, 1), dt.date(year, 12, 31), _AGENTS, for_=for_)
    return [
        {
            "activity": row.activity,
            "entry": row.entry,
            "text": row.description,
            "country": row.country,
            "amount": _plain(row.quantity),
            "gone": _plain(row.gone) if row.gone else "0",
            "unit": row.unit,
            "day": row.since.isoformat(),
            "paper": row.reference,
        }
        for row in found
    ]


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
    lines = list(crossings(span.first, span.last, for_=for_))
    uses = licences.stated_uses({r for line in lines for r in line.licences}, for_=for_)
    places = {f"{line.reference}, {line.number}": _use(line, uses, for_) for line in lines}
    return [{**row, **places[str(row["paper"])]} for row in _nuclear(lines, ("EX", "RE"))]


def _use(line: Crossing, uses: Mapping[str, licences.StatedUse], for_: User) -> Row:
    """Whose use it is, where and for what, as the licence says; nothing where it went under none."""
    stated = next((uses[one] for one in line.licences if one in uses), None)
    if stated is None:
        return {"place": "", "purpose": ""}
    where = (
        stated.end_user,
        casework.place_of_use(stated.case_subject, for_=for_),
        country.name(stated.destination, "en"),
    )
    return {"place": ", ".join(part for part in where if part), "purpose": stated.end_use}


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
    "schedule_1_activity": _done_with_schedule_1,
    "sites_2": _sites("2"),
    "sites_3": _sites("3"),
    "law": _law,
    "biological_trade": _biological_trade,
    "annex_2": _annex_2,
    "nuclear_imports": _nuclear_imports,
}
