"""Which editions of watch lists parties are screened against, and how old they are."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries
from stratrade.interfaces.web.pages import Page


class WatchLists(Page):
    """Every list with its editions."""

    desk = "officer"
    permission = Permission.SCREENING_LIST_READ
    template = "officer/watchlists.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The lists."""
        user: Any = request.user
        return {"watchlists": queries.ages(on=today(), for_=user)}
