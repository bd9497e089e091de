"""The steward's home: people, lists in force, watch lists, the latest of the trail."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.roles import ROLES
from stratrade.apps.lists import queries as lists
from stratrade.apps.screening import queries as screening
from stratrade.interfaces.web import bands, wording
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
            "tables": [_roles(user)],
            "latest": [trail.line(row) for row in trail.page(for_=user)[:LATEST]] if reads_trail else [],
        }


def _roles(user: Any) -> bands.Figures:
    counts = Counter(accounts.page(for_=user).filter(is_active=True).values_list("role", flat=True))
    total = sum(counts.values())
    people = reverse("steward:users")
    return bands.Figures(
        _("Accounts by role"),
        ngettext("%(n)s account is open.", "%(n)s accounts are open.", total) % {"n": total},
        _("Role"),
        _("Accounts"),
        [
            bands.Count(wording.label(code), counts[code], url=f"{people}?role={code}")
            for code in ROLES
            if counts.get(code)
        ],
    )
