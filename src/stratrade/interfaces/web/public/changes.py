"""What changed between two editions of the control list that were put in force."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web import editions
from stratrade.interfaces.web.pages import Page


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
