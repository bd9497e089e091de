"""The landing of the national overview: the list in force, and which agency does what."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web.pages import Page


class Home(Page):
    """The State's own choices at a glance: agencies, the list in force, the law in force."""

    desk = "nation"
    permission = Permission.NATION_OVERVIEW_READ
    template = "nation/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Agencies with their part, the list in force."""
        try:
            edition = lists.in_force(today())
            entries = lists.entries().count()
        except lists.NoEditionInForce:
            edition, entries = None, 0
        return {"agencies": accounts.agencies(), "edition": edition, "entries": entries}
