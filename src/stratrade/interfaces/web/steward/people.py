"""The people who may sign in, with their roles."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts import queries
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.roles import ROLES
from stratrade.interfaces.web.pages import Page


class People(Page):
    """Everybody with an account, narrowed by role and words."""

    desk = "steward"
    permission = Permission.ACCOUNTS_USER_READ
    template = "steward/people.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        role, words = request.GET.get("role", ""), request.GET.get("q", "")[:200]
        rows = queries.page(for_=user, role=role if role in ROLES else "", words=words)
        people = [code for code, one in ROLES.items() if one.person]
        return {"people": self.paged(request, rows), "roles": people, "role": role, "words": words}
