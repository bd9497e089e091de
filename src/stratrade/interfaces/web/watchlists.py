"""Who is on a list in force, and what its last edition changed, at whatever desk."""

from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import readings
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries
from stratrade.apps.screening.services import seen
from stratrade.interfaces.web.pages import Page

SHOWN = 100
KINDS = ("person", "organisation", "vessel", "aircraft")


class WatchListPage(Page):
    """Every list with its editions."""

    permission = Permission.SCREENING_LIST_READ
    template = "_watchlists/all.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The lists."""
        user: Any = request.user
        return {"watchlists": queries.ages(on=today(), for_=user), "desk_list": f"{self.desk}:watchlist"}


class WatchListEntries(Page):
    """Who is on one list, narrowed by words in any name, and what the edition in force changed."""

    permission = Permission.SCREENING_LIST_READ
    template = "_watchlists/one.html"
    part = "_watchlists/_entries.html"

    def show(self, request: HttpRequest, code: str) -> dict[str, Any]:  # type: ignore[override]
        """The entries and the changes."""
        user: Any = request.user
        edition = queries.standing_edition(code)
        if edition is None:
            raise Http404
        seen.watchlist(code, by=user)
        words, kind = request.GET.get("q", "")[:200], request.GET.get("kind", "")
        rows = queries.entries(code, words=words, kind=kind if kind in KINDS else "", for_=user)
        before = queries.edition_before(edition)
        difference = queries.difference(before, edition)
        titled = (
            (_("Added"), difference.added, True),
            (_("Changed"), difference.changed, True),
            (_("Removed"), difference.removed, False),
        )
        return {
            "edition": edition,
            "before": before,
            "entries": self.paged(request, rows),
            "words": words,
            "kind": kind,
            "kinds": KINDS,
            "here": request.path,
            "back": reverse(f"{self.desk}:watchlists"),
            "desk_entry": f"{self.desk}:listed",
            "changes": [
                {
                    "title": title,
                    "count": len(found),
                    "shown": list(islice(found.items(), SHOWN)),
                    "more": max(0, len(found) - SHOWN),
                    "stands": stands,
                }
                for title, found, stands in titled
            ]
            if before
            else [],
        }


class ListedOne(Page):
    """One entry as it stands, and the editions in which it was another."""

    permission = Permission.SCREENING_LIST_READ
    template = "_watchlists/entry.html"

    def show(self, request: HttpRequest, code: str, entry: str) -> dict[str, Any]:  # type: ignore[override]
        """The entry."""
        user: Any = request.user
        found = queries.entry(code, entry, for_=user)
        if found is None:
            raise Http404
        seen.entry(code, entry, by=user)
        return {
            "entry": found,
            "readers": readings.of(seen.subject_of_entry(code, entry), for_=user),
            "states": queries.states_of(code, entry),
            "alerts": queries.queue(for_=user, code=code).filter(entry_id=entry)[:50],
            "desk_alert": f"{self.desk}:alert",
            "back": reverse(f"{self.desk}:watchlist", args=[code]),
        }
