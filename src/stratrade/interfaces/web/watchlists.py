"""Who is on a list in force, and what its last edition changed, at whatever desk."""

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
from stratrade.interfaces.web.sections import section

KINDS = ("person", "organisation", "vessel", "aircraft")


def with_editions(view: Page, request: HttpRequest) -> list[dict[str, Any]]:
    """Every list with its newest editions; all editions of one by pages where the address asks for it."""
    user: Any = request.user
    found = []
    for each in queries.lists(for_=user):
        part = section(view, request, f"editions-{each.code}", queries.editions(each.code))
        aged = queries.aged(part.rows, on=today())
        found.append({"list": each, "editions": aged, "section": part, "speed": queries.speed(each.code)})
    return found


def changed(view: Page, request: HttpRequest, difference: queries.Difference) -> list[dict[str, Any]]:
    """What an edition changes, by kind of change: the first entries of each, or one kind by pages."""
    kinds = (
        ("added", _("Added"), difference.added),
        ("changed", _("Changed"), difference.changed),
        ("removed", _("Removed"), difference.removed),
    )
    return [
        {
            "title": title,
            "section": section(view, request, name, list(found.items()), few=25),
            "stands": name != "removed",
            "asked": request.GET.get("of") == name,
        }
        for name, title, found in kinds
    ]


class WatchListPage(Page):
    """Every list with its editions."""

    permission = Permission.SCREENING_LIST_READ
    template = "_watchlists/all.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The lists."""
        return {"watchlists": with_editions(self, request), "desk_list": f"{self.desk}:watchlist"}


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
        changes = changed(self, request, queries.difference(before, edition)) if before else []
        return {
            "edition": edition,
            "before": before,
            "entries": None if any(c["asked"] for c in changes) else self.paged(request, rows),
            "words": words,
            "kind": kind,
            "kinds": KINDS,
            "here": request.path,
            "back": reverse(f"{self.desk}:watchlists"),
            "desk_entry": f"{self.desk}:listed",
            "changes": changes,
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
            "states": section(self, request, "states", queries.states_of(code, entry)),
            "alerts": section(
                self, request, "alerts", queries.queue(for_=user, code=code).filter(entry_id=entry)
            ),
            "desk_alert": f"{self.desk}:alert",
            "back": reverse(f"{self.desk}:watchlist", args=[code]),
        }
