"""The control list to read: a tree of categories, groups, entries and paragraphs, and search as one types."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.editions import open_edition
from stratrade.engines.lists.model import Node, Parameter
from stratrade.engines.lists.standing import entry_on
from stratrade.interfaces.web import criteria, titles
from stratrade.interfaces.web.pages import Page

CATEGORIES = {
    "0": _("Nuclear materials, facilities and equipment"),
    "1": _("Special materials, chemicals and related equipment"),
    "2": _("Materials processing"),
    "3": _("Electronics"),
    "4": _("Computers"),
    "5": _("Telecommunications and information security"),
    "6": _("Sensors and lasers"),
    "7": _("Navigation and avionics"),
    "8": _("Marine"),
    "9": _("Aerospace and propulsion"),
    "C": _("Schedules of the Chemical Weapons Convention"),
    "CWC": _("Schedules of the Chemical Weapons Convention"),
    "ML": _("Military list"),
}
GROUPS = {
    "A": _("Systems, equipment and components"),
    "B": _("Test, inspection and production equipment"),
    "C": _("Materials"),
    "D": _("Software"),
    "E": _("Technology"),
    "CWC-1A": _("Schedule 1, toxic chemicals"),
    "CWC-1B": _("Schedule 1, precursors"),
    "CWC-2A": _("Schedule 2, toxic chemicals"),
    "CWC-2B": _("Schedule 2, precursors"),
    "CWC-3A": _("Schedule 3, toxic chemicals"),
    "CWC-3B": _("Schedule 3, precursors"),
}
"""Product groups of the dual-use list, and the parts of the schedules."""

Row = dict[str, Any]


def day_of(request: HttpRequest) -> date:
    """The day that the address asks for; today where it names none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()


def on_day(on: date) -> Row:
    """The day, and how addresses carry it along where it is not today."""
    past = on != today()
    kept = f"on={on.isoformat()}" if past else ""
    return {"on": on, "past": past, "on_day": kept and f"?{kept}", "and_day": kept and f"&{kept}"}


class Entries(Page):
    """The list as a tree, or what is searched for."""

    template = "public/entries.html"
    part = "public/_entries.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> Row:
        """The tree, with the branch that the address opens; the hits where words are given."""
        on = day_of(request)
        words = request.GET.get("q", "").strip()[:200]
        shown: Row = {"words": words, **on_day(on)}
        try:
            shown["edition"] = lists.in_force(on)
        except lists.NoEditionInForce:
            return {"edition": None, **shown}
        if words:
            return {**shown, "hits": [_hit(hit, words) for hit in lists.search(words, on)]}
        return {**shown, "categories": _tree(on, request.GET.get("open", "").strip()[:20])}


class Paragraphs(Page):
    """The paragraphs of one entry, as the tree shows them below it."""

    template = "public/_branch_open.html"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:  # type: ignore[override]
        """The branch alone where the tree asks for it; else the tree with that branch open."""
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(f"{reverse('public:entries')}?open={code}#e-{code}")
        return super().get(request, code=code)

    def show(self, request: HttpRequest, code: str) -> Row:  # type: ignore[override]
        """The branch."""
        on = day_of(request)
        found = paragraphs(code, on)
        if found is None:
            raise Http404
        title, language = criteria.spoken(lists.titles([code], on).get(code, {}))
        entry = {"code": code, "title": title, "language": language}
        return {"entry": entry, "paragraphs": found, **on_day(on)}


def paragraphs(code: str, on: date) -> list[Row] | None:
    """The paragraphs below an entry with their titles; None where the list of that day has no such entry."""
    try:
        entry = lists.entry(code, on)
    except lists.NoEditionInForce:
        return None
    stood = entry_on(entry, on) if entry is not None and entry.code == code else None
    if stood is None:
        return None
    known = open_edition(lists.in_force(on).digest).parameters
    return list(_below(stood.criteria, known, code))


def _below(node: Node, known: Mapping[str, Parameter], above: str) -> Iterator[Row]:
    """What lies below a node, a paragraph each: nodes without a paragraph of their own are passed through."""
    for child in node.children:
        if child.path == above:
            yield from _below(child, known, above)
        else:
            title, language = titles.of(child, known)
            yield {
                "path": child.path,
                "title": title,
                "language": language,
                "decontrol": child.decontrol,
                "children": list(_below(child, known, child.path)),
            }


def _hit(hit: lists.EntryHit, words: str) -> Row:
    title, language = criteria.spoken(hit.titles)
    head, dot, rest = words.partition(".")
    anchor = f"{hit.code}.{rest.lower()}" if dot and head.upper() == hit.code else ""
    return {"code": hit.code, "title": title, "language": language, "anchor": anchor}


def _tree(on: date, opened: str) -> list[Row]:
    """Categories with their groups with their entries; the paragraphs of the one that is opened."""
    categories: dict[str, dict[str, list[Row]]] = {}
    for row in lists.entries(on).prefetch_related(None):
        title, language = criteria.spoken(row.titles)
        entry: Row = {"code": row.code, "title": title, "language": language, "open": row.code == opened}
        if entry["open"]:
            entry["paragraphs"] = paragraphs(row.code, on)
        part = row.group or (row.code.partition(".")[0] if row.category == "CWC" else "")
        categories.setdefault(row.category, {}).setdefault(part, []).append(entry)
    return [
        {
            "code": code,
            "title": CATEGORIES.get(code, code),
            "count": sum(len(rows) for rows in parts.values()),
            "open": any(row["open"] for rows in parts.values() for row in rows),
            "parts": [_part(code, part, rows) for part, rows in sorted(parts.items())],
        }
        for code, parts in sorted(categories.items())
    ]


def _part(category: str, part: str, rows: list[Row]) -> Row:
    title: str | Promise = GROUPS.get(part, part)
    code = f"{category}{part}" if len(part) == 1 else part
    return {"code": code, "title": title, "entries": rows, "open": any(row["open"] for row in rows)}
