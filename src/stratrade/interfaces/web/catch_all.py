"""Notices of the catch-all as every desk reads them: what was told and to whom, never why."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from stratrade.apps.accounts import access, readings, trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import queries
from stratrade.apps.measures.services import seen
from stratrade.interfaces.web.pages import Page


class Notices(Page):
    """Every notice the person may see, the newest first."""

    permission = Permission.MEASURES_NOTICE_READ
    template = "_measures/notices.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, and whether the person may propose one."""
        user: Any = request.user
        return {
            "notices": self.paged(request, queries.page(for_=user)),
            "notice_page": f"{self.desk}:notice",
            "may_propose": self.desk == "officer" and access.may(user, Permission.MEASURES_NOTICE_PROPOSE),
            "carried": queries.provision(today()),
        }


class NoticePage(Page):
    """One notice: what it says, how it stands, and what the person may do."""

    permission = Permission.MEASURES_NOTICE_READ
    template = "_measures/notice.html"

    def notice(self, request: HttpRequest, public_id: UUID) -> Any:
        """The notice, or 404."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.notice(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything but why."""
        user: Any = request.user
        notice = self.notice(request, public_id)
        if access.may(user, Permission.MEASURES_NOTICE_READ):
            seen.notice(notice, by=user)
        serves = self.desk == "officer" and access.may(user, Permission.MEASURES_NOTICE_SERVE)
        return {
            "notice": notice,
            "notices_page": f"{self.desk}:notices",
            "inside": access.may(user, Permission.MEASURES_NOTICE_READ),
            "may_decide": serves and notice.status == "PROPOSED" and notice.proposed_by_id != user.pk,
            "may_withdraw": self.desk == "officer"
            and access.may(user, Permission.MEASURES_NOTICE_PROPOSE)
            and notice.status == "SERVED"
            and notice.end_proposed_by_id is None,
            "may_end": serves
            and notice.status == "SERVED"
            and notice.end_proposed_by_id not in {None, user.pk},
            "may_read_basis": self.desk == "officer" and access.may(user, Permission.MEASURES_BASIS_READ),
            "may_acknowledge": self.desk == "exporter"
            and notice.status == "SERVED"
            and notice.acknowledged_at is None,
            "history": trail.history(notice.subject) if self.desk != "exporter" else [],
            "readers": readings.of(notice.subject, for_=user),
        }
