"""Concerns of exporters at the licensing desk: ask, propose the authority's answer, sign it or send it back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.services import notify
from stratrade.interfaces.web.concerns import ConcernPage
from stratrade.interfaces.web.officer.forms import ReasonForm, Versioned


class QuestionForm(Versioned):
    """A question to the exporter."""

    question = forms.CharField(
        label=_("Question to the exporter"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(Versioned):
    """The authority's answer."""

    outcome = forms.ChoiceField(
        label=_("What does the authority answer?"),
        widget=forms.RadioSelect,
        choices=[("LICENCE_REQUIRED", _("A licence is required")), ("NO_OBJECTION", _("No objection"))],
    )
    answer = forms.CharField(
        label=_("What the exporter is told"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class _Step(ConcernPage):
    """A step with one concern."""

    desk = "officer"
    permission = Permission.MEASURES_CONCERN_ANSWER
    template = "officer/concern_step.html"
    heading = ""

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The concern and the step."""
        return {"concern": self.concern(request, public_id), "heading": self.heading}

    def back(self, public_id: UUID) -> str:
        """The page of the concern."""
        return reverse("officer:concern", args=[public_id])


class Ask(_Step):
    """Ask more."""

    form_class = QuestionForm
    heading = "ask"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        notify.ask(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Propose(_Step):
    """Propose the answer."""

    form_class = AnswerForm
    heading = "propose"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        notify.propose(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Sign(_Step):
    """Sign it as the second person."""

    permission = Permission.MEASURES_CONCERN_SIGN
    form_class = Versioned
    heading = "sign"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        notify.decide(public_id, sign=True, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class SendBack(_Step):
    """Send it back unsigned."""

    permission = Permission.MEASURES_CONCERN_SIGN
    form_class = ReasonForm
    heading = "return"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        notify.decide(public_id, sign=False, **form.cleaned_data, by=user)
        return self.back(public_id)
