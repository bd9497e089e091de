"""Customs codes back to entries: by chapter, heading and subheading, and by the lines of the national tariff."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts.clock import today
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web import criteria, tariff
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.public.entries import day_of

LENGTHS = (2, 4, 5, 6, 7, 8, 9, 10, 11, 12)
CHAPTER, HEADING, NATIONAL = 2, 4, 8
MOST_LINES = 100
STRENGTHS = ("direct", "partial", "possible")


class CustomsCode(Page):
    """The entries that goods under a customs code may fall in; without a code, the chapters that have any."""

    template = "public/customs_code.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Links of the edition in force on the day; a national line stands for the subheading it is under."""
        on = day_of(request)
        typed = request.GET.get("hs", "").strip()[:20]
        digits = "".join(character for character in typed if character in "0123456789")
        fit = len(digits) in LENGTHS
        shown = {"hs": typed, "on": on, "past": on != today(), "fit": fit}
        try:
            lists.in_force(on)
        except lists.NoEditionInForce:
            return {**shown, "no_list": True}
        if len(digits) <= CHAPTER:
            size = HEADING if len(digits) == CHAPTER else CHAPTER
            return {**shown, "heading": tariff.wording(digits), "steps": _steps(digits, size, on)}
        wanted = lists.subheading(digits, on)
        lines = [line for line in tariff.under(digits, lists.tariff(on)) if line.in_force(on)] if fit else []
        return {
            **shown,
            "heading": tariff.wording(wanted) if fit else "",
            "standing_for": wanted if len(digits) >= NATIONAL else "",
            "links": _links(digits, on) if fit else [],
            "lines": lines[:MOST_LINES],
            "more": max(0, len(lines) - MOST_LINES),
        }


def _links(digits: str, on: date) -> list[dict[str, Any]]:
    """Links under a code, the strongest first within each subheading."""
    rows = lists.entries_of_hs(digits, on).prefetch_related(None)
    ordered = sorted(rows, key=lambda row: (row.hs, STRENGTHS.index(row.strength), row.entry.code))
    found: list[dict[str, Any]] = []
    for row in ordered:
        title, language = criteria.spoken(row.entry.titles)
        if not found or found[-1]["hs"] != row.hs:
            found.append({"hs": row.hs, "wording": tariff.wording(row.hs), "rows": []})
        found[-1]["rows"].append({"link": row, "title": title, "language": language})
    return found


def _steps(digits: str, size: int, on: date) -> list[tuple[str, str, int]]:
    """The chapters, or the headings of one, that have entries: code, wording, how many."""
    pairs = {(row.hs[:size], row.entry.code) for row in lists.links(on) if row.hs.startswith(digits)}
    counts = Counter(code for code, _entry in pairs)
    return [(code, tariff.wording(code), counts[code]) for code in sorted(counts)]
