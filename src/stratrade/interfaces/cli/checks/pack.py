"""A State's choices: both tables printed, and whatever in the pack points at nothing."""

import os
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stratrade.apps import pack as packs
from stratrade.apps import shelf
from stratrade.engines.determination.rules import SanctionRule
from stratrade.engines.determination.transfers import TransferRule
from stratrade.interfaces.cli.errors import Unusable
from stratrade.kernel import country, yamltext

DUTIES = frozenset({"licence", "record", "notification", "none"})
STATUSES = frozenset({"in_force", "draft", "repealed"})
LANGUAGES = frozenset({"km", "fr", "en"})


def faults(pack: str = "") -> list[str]:
    """Print both tables of a pack and name what is wrong in it.

    Args:
        pack: its id; empty for the deployment's.

    Raises:
        Unusable: there is no such pack, or it cannot be read at all.
    """
    name = pack or os.environ.get("STRATRADE_PACK", "kh")
    try:
        read = packs.read(name)
    except packs.PackError as problem:
        raise Unusable(str(problem)) from None
    content = _content(name)
    _print_provisions(read)
    _print_duties(read)
    _print_measures(read)
    _print_reliefs(read)
    return [
        *packs.schema_errors(content),
        *_page(content),
        *_law(content),
        *_licensing(content, read),
        *_lists(content, read),
        *_reliefs(content, read),
        *_screening(content, read),
    ]


def _content(name: str) -> dict[str, Any]:
    folder = files("stratrade") / "data" / "packs" / name
    return {
        path.name: yamltext.read(path.read_text(encoding="utf-8")) or {}
        for path in folder.iterdir()
        if path.name.endswith(".yaml")
    }


def _print_provisions(read: packs.Pack) -> None:
    rows = [
        (p.act, f"{p.activity or '*'} {p.goods_class or '*'}", p.status, p.agency, p.citation)
        for p in read.jurisdiction.provisions
    ]
    _print(("act", "activity and goods", "status", "agency", "provision"), rows)


def _print_duties(read: packs.Pack) -> None:
    duties = read.jurisdiction.duties
    activities = sorted({d.activity for d in duties})
    goods = list(dict.fromkeys((d.goods, d.goods_class) for d in duties))
    cells = {(d.goods, d.activity): d.kind for d in duties}
    rows = [(kind, g, *(cells.get((g, a), "-") for a in activities)) for g, kind in goods]
    _print(("goods", "entries", *activities), rows)


def _print_measures(read: packs.Pack) -> None:
    """What binds the State from outside: measures of the Security Council and the convention's rules."""
    law = read.jurisdiction
    rows = [
        (r.id, r.country or "*", r.direction, r.outcome, _in_force(r), r.switch or "-", r.source, r.reference)
        for r in (*law.sanctions, *law.autonomous)
    ]
    rows += [(r.id, "*", "-", "-", _in_force(r), "-", r.source, r.reference) for r in law.transfers]
    _print(("rule", "country", "direction", "outcome", "in force", "switch", "source", "paragraph"), rows)


def _in_force(rule: SanctionRule | TransferRule) -> str:
    begins, ends = getattr(rule, "begins", None), getattr(rule, "ends", None)
    start = begins.isoformat() if begins else rule.interval.start or ""
    end = ends.isoformat() if ends else rule.interval.end or ""
    return f"{start}..{end}"


def _print_reliefs(read: packs.Pack) -> None:
    rows = [
        (r.id, r.kind, r.status, r.registration or "-", r.returns or "-", r.source, r.reference)
        for r in read.jurisdiction.reliefs
    ]
    _print(("lifts the duty", "kind", "status", "registration", "returns", "source", "reference"), rows)


def _print(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = [heading, *rows]
    widths = [max(len(str(row[n])) for row in table) for n in range(len(heading))]
    for row in table:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print()


def _page(content: dict[str, Any]) -> Iterator[str]:
    page = content["pack.yaml"]
    try:
        ZoneInfo(page["zone"])
    except (ZoneInfoNotFoundError, ValueError):
        yield f"pack.yaml: zone {page['zone']!r} is no time zone"
    for language in page["languages"]:
        if language not in LANGUAGES:
            yield f"pack.yaml: language {language!r} is not spoken by the product"
        elif language not in page["names"]:
            yield f"pack.yaml: names lack {language}"
    for goods_class, agency in page.get("referrals", {}).items():
        if agency not in _agencies(content):
            yield f"pack.yaml: referrals: {goods_class} to {agency}, which is not in agencies.yaml"
    days = [row["day"] for row in page.get("holidays", ())]
    for day in sorted({d for d in days if days.count(d) > 1}):
        yield f"pack.yaml: holiday {day} stands twice"


def _agencies(content: dict[str, Any]) -> set[str]:
    return {row["code"] for row in content.get("agencies.yaml", {}).get("agencies", ())}


def _law(content: dict[str, Any]) -> Iterator[str]:
    law = content.get("law.yaml", {})
    articles = {
        f"{instrument['code']}#{article['number']}"
        for instrument in law.get("instruments", ())
        for article in instrument.get("articles", ())
    }
    agencies = _agencies(content)
    for row in law.get("provisions", ()):
        place = f"law.yaml: provision {row['act']} {row['activity']} {row['goods_class']}"
        if row["article"] not in articles:
            yield f"{place}: article {row['article']} is in no instrument"
        if row["agency"] not in agencies:
            yield f"{place}: agency {row['agency']} is not in agencies.yaml"
        if row["status"] not in STATUSES:
            yield f"{place}: status {row['status']!r}"
        if row.get("from") and row.get("to") and row["from"] > row["to"]:
            yield f"{place}: ends before it begins"


def _licensing(content: dict[str, Any], read: packs.Pack) -> Iterator[str]:
    agencies = _agencies(content)
    for route in read.routes:
        if route.agency not in agencies:
            yield f"licensing.yaml: routing to {route.agency}, which is not in agencies.yaml"
        yield from _pattern("licensing.yaml: routing", route.entries)
        for code in sorted(route.destinations):
            if not country.is_code(code):
                yield f"licensing.yaml: routing: {code!r} is no country"
    for kind in read.kinds.values():
        for pattern in (kind.application_pattern, kind.licence_pattern):
            if "{number" not in pattern or "{check}" not in pattern:
                yield f"licensing.yaml: {kind.code}: {pattern!r} has no number or no check character"
        for language in read.languages:
            if language not in kind.names:
                yield f"licensing.yaml: {kind.code}: names lack {language}"


def _screening(content: dict[str, Any], read: packs.Pack) -> Iterator[str]:
    agencies = _agencies(content)
    named = [step.agency for step in read.screening.freeze_steps]
    named += [office.agency for office in read.screening.release_second]
    if read.screening.financial_agency:
        named.append(read.screening.financial_agency)
    for code in dict.fromkeys(named):
        if code not in agencies:
            yield f"screening.yaml: agency {code} is not in agencies.yaml"
    for pattern in (read.screening.freeze_pattern, read.screening.financial_pattern):
        if "{number" not in pattern or "{check}" not in pattern:
            yield f"screening.yaml: {pattern!r} has no number or no check character"


def _lists(content: dict[str, Any], read: packs.Pack) -> Iterator[str]:
    known = set(shelf.edition_ids())
    codes: list[str] = []
    for edition in content.get("lists.yaml", {}).get("adopted", ()):
        if edition in known:
            codes += list(shelf.read_edition(edition).entries)
        else:
            yield f"lists.yaml: edition {edition!r} is not packaged"
    patterns = list(dict.fromkeys(d.goods for d in read.jurisdiction.duties))
    broken = [fault for pattern in patterns for fault in _pattern("lists.yaml: duties", pattern)]
    yield from broken
    for duty in read.jurisdiction.duties:
        if duty.kind not in DUTIES:
            yield f"lists.yaml: {duty.goods_class} × {duty.activity}: {duty.kind!r} is no duty"
    if not broken and patterns:
        for code in codes:
            if not any(re.match(pattern, code) for pattern in patterns):
                yield f"lists.yaml: no duty covers entry {code}"


def _reliefs(content: dict[str, Any], read: packs.Pack) -> Iterator[str]:
    for relief in read.jurisdiction.reliefs:
        for pattern in (relief.goods, relief.but):
            yield from _pattern(f"lists.yaml: {relief.id}", pattern)
        for code in sorted(relief.destinations):
            if not country.is_code(code):
                yield f"lists.yaml: {relief.id}: {code!r} is no country"
        if relief.authority and relief.authority not in _agencies(content):
            yield f"lists.yaml: {relief.id}: authority {relief.authority} is not in agencies.yaml"


def _pattern(place: str, pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as problem:
        yield f"{place}: {pattern!r}: {problem}"
