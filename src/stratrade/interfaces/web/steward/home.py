"""The steward's home: people, lists in force, watch lists, the latest of the trail."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists import queries as lists
from stratrade.apps.screening import queries as screening
from stratrade.interfaces.web.pages import Page

LATEST = 10


class Home(Page):
    """What the house stands on, and what happened last."""

    desk = "steward"
    template = "steward/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Editions, watch lists, people, the latest events."""
        user: Any = request.user
        reads_trail = access.may(user, Permission.AUDIT_TRAIL_READ)
        return {
            "editions": lists.editions(),
            "watchlists": screening.lists(for_=user),
            "people": accounts.page(for_=user).count(),
            "latest": [trail.line(row) for row in trail.page(for_=user)[:LATEST]] if reads_trail else [],
        }
