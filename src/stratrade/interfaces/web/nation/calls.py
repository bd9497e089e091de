"""What the person's agency is asked for declarations to treaty bodies, and its answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.services import calls
from stratrade.interfaces.web import wording
from stratrade.interfaces.web.nation import sections
from stratrade.interfaces.web.nation.forms import AnswerForm
from stratrade.interfaces.web.pages import Page


class Call(Page):
    """One question with the answer of the agency."""

    desk = "nation"
    permission = Permission.NATION_CALL_ANSWER
    template = "nation/treaty/call.html"
    form_class = AnswerForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What is asked, by when."""
        user: Any = request.user
        call = queries.call(public_id, for_=user)
        if call is None:
            raise Http404
        part = rules.section(call.declaration.kind, call.section)
        return {
            "call": call,
            "heading": "" if part is None else sections.own(part.titles),
            "duty": wording.label(f"duty_{call.declaration.kind}"),
            "submit": _("Answer"),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Answer."""
        user: Any = request.user
        calls.answer(public_id, **form.cleaned_data, by=user)
        return reverse("nation:declarations")
