"""The audit trail in sentences."""

from typing import Any

from django.http import HttpRequest

from stratrade.apps.accounts import readings, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.interfaces.web.pages import Page


class Seen(Page):
    """Who opened what is confidential, newest first, narrowed by kind, person and thing."""

    desk = "steward"
    permission = Permission.AUDIT_TRAIL_READ
    template = "steward/seen.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """One page of it."""
        user: Any = request.user
        asked = {name: request.GET.get(name, "")[:120] for name in ("subject", "actor", "kind")}
        rows = readings.page(for_=user, subject=asked["subject"], actor=asked["actor"], name=asked["kind"])
        page = self.paged(request, rows)
        return {
            "page": page,
            "events": [trail.line(row) for row in page],
            "kinds": readings.kinds(),
            **asked,
        }


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
