"""What changed between two editions of the control list that were put in force, and customs codes back to entries."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts.clock import today
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web import editions, tariff
from stratrade.interfaces.web.pages import Page

SHORTEST, LONGEST = 4, 8
MOST_LINES = 100


class Changes(Page):
    """Two editions side by side; the last two where none are chosen."""

    template = "public/changes.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The changes in words; only editions that were put in force are offered."""
        known = {row.edition.digest: row for row in lists.adoptions()}
        digests = list(known)
        after = request.GET.get("after", "")
        before = request.GET.get("before", "")
        after = after if after in known else (digests[0] if digests else "")
        older = next((d for d in digests if d != after), "")
        before = before if before in known else older
        both = before and after and before != after
        return {
            "adoptions": list(known.values()),
            "before": before,
            "after": after,
            "changes": editions.told(before, after) if both else None,
        }


class CustomsCode(Page):
    """The entries that goods under a customs code may fall in."""

    template = "public/customs_code.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Links of the edition in force; a code has four to eight digits."""
        typed = request.GET.get("hs", "").strip()[:20]
        digits = "".join(c for c in typed if c in "0123456789")
        fit = SHORTEST <= len(digits) <= LONGEST
        try:
            links = list(lists.entries_of_hs(digits).order_by("hs", "entry__code")) if fit else []
        except lists.NoEditionInForce:
            links = []
        day = today()
        lines = [line for line in tariff.under(digits, lists.tariff()) if line.in_force(day)] if fit else []
        return {
            "hs": typed,
            "links": links,
            "fit": fit,
            "heading": tariff.heading(lists.subheading(digits)) if fit else "",
            "lines": lines[:MOST_LINES],
            "more": max(0, len(lines) - MOST_LINES),
        }
