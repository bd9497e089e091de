"""Notices served on the exporter's own company: read them, say that they were read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.services import serve
from stratrade.interfaces.web import catch_all


class Notices(catch_all.Notices):
    """Those served on the company."""

    desk = "exporter"
    permission = Permission.MEASURES_NOTICE_ACKNOWLEDGE


class NoticePage(catch_all.NoticePage):
    """One of them."""

    desk = "exporter"
    permission = Permission.MEASURES_NOTICE_ACKNOWLEDGE


class Acknowledge(NoticePage):
    """Say that it was read."""

    template = ""

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        serve.acknowledge(public_id, by=user)
        return reverse("exporter:notice", args=[public_id])
