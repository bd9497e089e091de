"""The watch lists that parties are screened against."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries
from stratrade.interfaces.web.pages import Page


class WatchLists(Page):
    """Every list with its editions."""

    desk = "steward"
    permission = Permission.SCREENING_LIST_READ
    template = "steward/watchlists.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The lists."""
        user: Any = request.user
        return {"lists": queries.lists(for_=user)}
