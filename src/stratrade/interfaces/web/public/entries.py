"""The control list to read: search, groups, and one entry with its criteria to answer in place."""

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


class Entries(Page):
    """The list, by group or by what is searched for."""

    template = "public/entries.html"
    part = "public/_entries.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Groups of entries; the hits where words are given."""
        words = request.GET.get("q", "").strip()[:200]
        language = (get_language() or "en")[:2]
        try:
            edition = lists.in_force(today())
        except lists.NoEditionInForce:
            return {"edition": None, "words": words}
        if words:
            hits = [{"code": h.code, "title": criteria.in_language(h.titles)} for h in lists.search(words)]
            return {"edition": edition, "words": words, "hits": hits}
        grouped: dict[str, list[dict[str, str]]] = {}
        for row in lists.entries():
            grouped.setdefault(row.category, []).append({"code": row.code, "title": row.title(language)})
        groups = [
            {"code": code, "title": GROUPS.get(code, code), "entries": rows}
            for code, rows in sorted(grouped.items())
        ]
        return {"edition": edition, "words": "", "groups": groups}


class EntryPage(Page):
    """One entry: its criteria, the customs codes, its neighbours, and whether given goods meet it."""

    template = "public/entry.html"
    part = "public/_tree.html"

    def show(self, request: HttpRequest, code: str) -> dict[str, Any]:  # type: ignore[override]
        """The entry held against the answers in the address."""
        answers = criteria.given(request.GET.dict())
        cas = request.GET.get("cas", "").strip()[:20]
        try:
            held = services.examine(code, answers, cas=cas, on=today())
        except lists.NoEditionInForce as none:
            raise Http404 from none
        if held is None:
            raise Http404
        entry = held.entry
        chemical = any(isinstance(node.test, SubstanceTest) for node in entry.criteria.walk())
        return {
            "entry": entry,
            "title": criteria.in_language(entry.title),
            "tree": criteria.tree(held, answers, told=bool(answers or cas)),
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
