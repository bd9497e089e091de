"""What Stratrade is, and how far it can be used by everybody."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts.clock import today
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.web.pages import Page


class About(Page):
    """What Stratrade is and which list it stands on."""

    template = "public/about.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list in force."""
        try:
            return {"edition": lists.in_force(today())}
        except lists.NoEditionInForce:
            return {"edition": None}


class Accessibility(Page):
    """How far these pages can be used by everybody."""

    template = "public/accessibility.html"
