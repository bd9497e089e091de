"""The audit trail in sentences."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts import trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.interfaces.web.pages import Page


class Trail(Page):
    """Everything that happened, newest first, narrowed by what it was about and who did it."""

    desk = "steward"
    permission = Permission.AUDIT_TRAIL_READ
    template = "steward/trail.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """One page of it."""
        user: Any = request.user
        subject, actor = request.GET.get("subject", "")[:120], request.GET.get("actor", "")[:120]
        page = self.paged(request, trail.page(for_=user, subject=subject, actor=actor))
        return {
            "page": page,
            "events": [trail.line(row) for row in page],
            "subject": subject,
            "actor": actor,
        }
