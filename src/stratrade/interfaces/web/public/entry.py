"""One entry of the control list: its criteria to answer in place, customs codes, neighbours, origin and history."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.classification import services
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.editions import open_edition
from stratrade.apps.wording import changes
from stratrade.engines.lists.diff import of_entry
from stratrade.engines.lists.leaf import CONCENTRATION, CWC_PARTY
from stratrade.engines.lists.model import Entry, SubstanceTest
from stratrade.interfaces.web import criteria, tariff
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.public.entries import CATEGORIES, GROUPS, day_of

MOST_EDITIONS = 4
"""How many editions back the history of an entry goes; older ones stand on the page of changes."""
SOURCES = {
    "official": _("as the official text says"),
    "lite": _("from published lists of codes"),
    "inferred": _("worked out by us, not confirmed"),
}
LANGUAGES = ("km", "fr", "en")


class EntryPage(Page):
    """One entry, and whether given goods meet it."""

    template = "public/entry.html"
    part = "public/_tree.html"

    def show(self, request: HttpRequest, code: str) -> dict[str, Any]:  # type: ignore[override]
        """The entry held against the answers in the address."""
        on = day_of(request)
        answers = criteria.given({k: v for k, v in request.GET.items() if k != "on"})
        cas = request.GET.get("cas", "").strip()[:20]
        try:
            held = services.examine(code, answers, cas=cas, on=on)
        except lists.NoEditionInForce as none:
            raise Http404 from none
        if held is None or not held.entry.in_force(on):
            raise Http404
        entry = held.entry
        substances = [node.test for node in entry.criteria.walk() if isinstance(node.test, SubstanceTest)]
        asked = {CONCENTRATION: _("Share by weight")}
        if any(test.min_wt_pct_non_party is not None for test in substances):
            asked[CWC_PARTY] = _("Is the destination a State Party to the Chemical Weapons Convention?")
        shown = {
            "entry": entry,
            "tree": criteria.tree(held, answers, told=bool(answers or cas), on=on, cas=cas),
            "on": on,
            "past": on != today(),
            "outcome": held.outcome,
            "remarks": held.remarks,
            "answered": bool(answers or cas),
            "chemical": bool(substances),
            "cas": cas,
            "asked": [
                criteria.field(name, held.edition, answers, question=str(words))
                for name, words in asked.items()
            ],
        }
        if request.headers.get("HX-Request"):
            return shown
        return {**shown, **_around(entry, on), "edition_digest": held.edition.digest}


def _around(entry: Entry, on: date) -> dict[str, Any]:
    """What stands around the criteria; not sent again when only they are drawn anew."""
    title, language = criteria.spoken(entry.title)
    place = _place(entry.code, on)
    ours = bool(place)  # a State's own entries stand in no category of the list, and in its own words
    return {
        "edition_title": criteria.in_language(lists.in_force(on).titles),
        "title": title,
        "title_language": language,
        "others": [
            {"language": other, "text": entry.title[other]}
            for other in LANGUAGES
            if other in entry.title and entry.title[other] != title
        ],
        "draft": ours and (language or get_language() or "")[:2] == "km",
        "ours": ours,
        "place": place,
        "hs": [(link, tariff.heading(link.hs)) for link in entry.hs],
        "relations": _relations(entry, on),
        "regimes": [(one, SOURCES.get(one.source, one.source)) for one in entry.regimes],
        "history": _history(entry.code),
        "dated": [node for node in entry.criteria.walk() if node.valid_from or node.valid_to],
    }


def _place(code: str, on: date) -> str:
    """Category and group that the entry stands in."""
    row = lists.entries(on).prefetch_related(None).filter(code=code).first()
    if row is None:
        return ""
    group = row.group or code.partition(".")[0]
    words = (CATEGORIES.get(row.category), GROUPS.get(group))
    return " · ".join(str(one) for one in words if one)


def _relations(entry: Entry, on: date) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Other entries that this one speaks of, with their titles, by how it speaks of them."""
    made_for = (
        _("Software for goods of") if entry.relation == "software_for" else _("Technology for goods of")
    )
    groups: Sequence[tuple[Any, Sequence[str]]] = (
        (_("Goods that fall in one of these are not held against this entry"), entry.yields_to),
        (made_for, entry.derived_from),
        (_("See also"), entry.see_also),
    )
    known = lists.titles((code for _title, codes in groups for code in codes), on)
    return [(title, [_named(code, known) for code in codes]) for title, codes in groups if codes]


def _named(code: str, known: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A code with its title; the page of its entry, and the paragraph on it."""
    if code not in known:
        return {"code": code}
    title, language = criteria.spoken(known[code])
    return {"code": code, "title": title, "language": language, "known": True}


def _history(code: str) -> list[dict[str, Any]]:
    """The editions put in force, the newest first, each with what it changed in the entry."""
    rows = list(lists.adoptions()[: MOST_EDITIONS + 1])
    day = today()
    found = [
        {
            "from": row.in_force_from,
            "edition": row.edition,
            "to_come": row.in_force_from > day,
            "changes": _said(code, older.edition.digest, row.edition.digest),
        }
        for row, older in pairwise(rows)
    ]
    if rows and len(rows) <= MOST_EDITIONS:
        first = rows[-1]
        there = code in open_edition(first.edition.digest).entries
        found.append(
            {"from": first.in_force_from, "edition": first.edition, "first": there, "absent": not there}
        )
    return found


def _said(code: str, before: str, after: str) -> list[tuple[str, str]]:
    old, new = open_edition(before), open_edition(after)
    return [(one.reference, changes.told(one, (new, old))) for one in of_entry(code, old, new)]
