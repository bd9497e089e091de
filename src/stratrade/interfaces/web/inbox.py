"""The inbox of every signed-in person: what they were told, and the way to the thing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.notices import queries, services
from stratrade.interfaces.web import navigation
from stratrade.interfaces.web.pages import Page


class Inbox(Page):
    """The person's own notices, newest first; `?unread=1` leaves out what was read."""

    permission = Permission.NOTICES_INBOX_READ
    template = "inbox.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """One page of notices."""
        user: Any = request.user
        unread = request.GET.get("unread") == "1"
        desks = navigation.desks_of(user)
        return {
            "notices": self.paged(request, queries.inbox(user, unread=unread)),
            "only_unread": unread,
            "back": desks[0] if desks else None,
        }


class Read(Page):
    """Mark one notice as read and stay in the inbox, on the page that was open."""

    permission = Permission.NOTICES_INBOX_READ

    def act(self, request: HttpRequest, _form: None, *, public_id: UUID) -> str:
        """Mark it."""
        user: Any = request.user
        services.read(public_id, by=user)
        return _inbox(request)


class Open(Page):
    """Mark one notice as read and go to the thing it speaks of."""

    permission = Permission.NOTICES_INBOX_READ

    def act(self, request: HttpRequest, _form: None, *, public_id: UUID) -> str:
        """Mark it, then the way to the thing; the inbox where there is none."""
        user: Any = request.user
        return services.read(public_id, by=user).link or _inbox(request)


class ReadAll(Page):
    """Mark everything as read."""

    permission = Permission.NOTICES_INBOX_READ

    def act(self, request: HttpRequest, _form: None) -> str:
        """Mark all."""
        user: Any = request.user
        services.read_all(by=user)
        return _inbox(request)


def _inbox(request: HttpRequest) -> str:
    page = request.POST.get("page", "")
    kept = [f"page={page}"] if page.isdecimal() and page.isascii() else []
    if request.POST.get("unread") == "1":
        kept.append("unread=1")
    return reverse("inbox") + (f"?{'&'.join(kept)}" if kept else "")
