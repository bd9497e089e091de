"""The control list to read: search, groups, and one entry with its criteria to answer in place."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.classification import services
from stratrade.apps.lists import queries as lists
from stratrade.engines.lists.model import SubstanceTest
from stratrade.interfaces.web import criteria, tariff
from stratrade.interfaces.web.pages import Page

GROUPS = {
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


def _day(request: HttpRequest) -> date:
    """The day that the address asks for; today where it names none."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()


class Entries(Page):
    """The list, by group or by what is searched for."""

    template = "public/entries.html"
    part = "public/_entries.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Groups of entries; the hits where words are given."""
        on = _day(request)
        words = request.GET.get("q", "").strip()[:200]
        language = (get_language() or "en")[:2]
        try:
            edition = lists.in_force(on)
        except lists.NoEditionInForce:
            return {"edition": None, "words": words, "on": on, "past": on != today()}
        if words:
            hits = [
                {"code": h.code, "title": criteria.in_language(h.titles)} for h in lists.search(words, on)
            ]
            return {"edition": edition, "words": words, "hits": hits, "on": on, "past": on != today()}
        grouped: dict[str, list[dict[str, str]]] = {}
        for row in lists.entries(on):
            grouped.setdefault(row.category, []).append({"code": row.code, "title": row.title(language)})
        groups = [
            {"code": code, "title": GROUPS.get(code, code), "entries": rows}
            for code, rows in sorted(grouped.items())
        ]
        return {"edition": edition, "words": "", "groups": groups, "on": on, "past": on != today()}


class EntryPage(Page):
    """One entry: its criteria, the customs codes, its neighbours, and whether given goods meet it."""

    template = "public/entry.html"
    part = "public/_tree.html"

    def show(self, request: HttpRequest, code: str) -> dict[str, Any]:  # type: ignore[override]
        """The entry held against the answers in the address."""
        on = _day(request)
        answers = criteria.given({k: v for k, v in request.GET.items() if k != "on"})
        cas = request.GET.get("cas", "").strip()[:20]
        try:
            held = services.examine(code, answers, cas=cas, on=on)
        except lists.NoEditionInForce as none:
            raise Http404 from none
        if held is None or not held.entry.in_force(on):
            raise Http404
        entry = held.entry
        chemical = any(isinstance(node.test, SubstanceTest) for node in entry.criteria.walk())
        return {
            "entry": entry,
            "title": criteria.in_language(entry.title),
            "tree": criteria.tree(held, answers, told=bool(answers or cas), on=on),
            "on": on,
            "past": on != today(),
            "outcome": held.outcome,
            "remarks": held.remarks,
            "answered": bool(answers or cas),
            "chemical": chemical,
            "cas": cas,
            "share": criteria.field(
                "concentration_pct", held.edition, answers, question=str(_("Share by weight"))
            ),
            "hs": [(link, tariff.heading(link.hs)) for link in entry.hs],
            "related": (*entry.yields_to, *entry.see_also),
        }
