"""The obligations calendar, and the private address under which a calendar program reads it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.nation import calendar, queries, rules
from stratrade.apps.nation.calendar import Owed
from stratrade.apps.nation.services import feeds
from stratrade.interfaces.web import bands, wording
from stratrade.interfaces.web.pages import Page


class Duties(Page):
    """Every duty by its day: what is late, what comes, what was sent."""

    desk = "nation"
    permission = Permission.NATION_DUTY_READ
    template = "nation/treaty/duties.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, and the duties that an event brings about."""
        user: Any = request.user
        rows = calendar.owed(for_=user, on=today())
        kinds = queries.kinds_of(user)
        return {
            "groups": [
                (_("Overdue"), calendar.overdue(rows)),
                (_("To come"), calendar.coming(rows, on=today())),
                (_("Sent"), [one for one in rows if one.done]),
            ],
            "events": [d for k, d in rules.duties().items() if d.is_event and k in kinds],
            "may_start": access.may(user, Permission.NATION_DECLARATION_DRAFT),
            "feed": queries.feed_of(user),
        }


class Feed(Page):
    """Open a private address, or close it."""

    desk = "nation"
    permission = Permission.NATION_DUTY_READ
    template = "nation/treaty/feed.html"
    form_class = forms.Form

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Whether one is open; the address itself is never shown again."""
        user: Any = request.user
        return {"feed": queries.feed_of(user)}

    def act(self, request: HttpRequest, form: forms.Form) -> str | HttpResponse:
        """Open one and show it once, or close it."""
        user: Any = request.user
        if request.POST.get("do") == "close":
            feeds.revoke(by=user)
            return reverse("nation:feed")
        token = feeds.open_feed(by=user)
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
        context = {"desk": self.desk, "feed": queries.feed_of(user), "address": address}
        answer = render(request, self.template, context)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def row(one: Owed) -> bands.Row:
    """A duty as a line of a home page."""
    state = one.state
    url = reverse("nation:duties")
    if one.declaration is not None:
        url = reverse("nation:declaration", args=[one.declaration.public_id])
    title = titled(one)
    return bands.Row(url, title, reason=f"{one.owner} · {wording.label(state)}", **bands.due(one.due_on))


def titled(one: Owed) -> str:
    """What a duty is called, with its period."""
    return f"{wording.label('duty_' + one.duty.id)}, {one.period or one.about}"


def late_sentence(count: int) -> str:
    """How many duties are late, in a sentence."""
    return ngettext("%(n)s duty is overdue.", "%(n)s duties are overdue.", count) % {"n": count}
