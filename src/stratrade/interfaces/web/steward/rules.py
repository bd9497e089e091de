"""The steward's editor of the sanctions pack: draft a new rule, a changed one or the end of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import rulebook
from stratrade.apps.measures.services import rules
from stratrade.interfaces.web import rule_changes
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.steward.rule_forms import FORMS, RuleForm, shown


class _Draft(Page):
    """Draft a change of one kind."""

    desk = "steward"
    permission = Permission.MEASURES_RULE_DRAFT
    template = "steward/rule_draft.html"
    form_class = RuleForm
    kind = "ADD"

    def rule(self) -> str:
        """Id of the rule; empty for a new one."""
        return str(self.kwargs.get("rule", ""))

    def own(self) -> Any:
        """The draft that is edited; None for a new one."""
        return None

    def standing(self) -> dict[str, Any]:
        """The rule as it stands today; empty for a new one."""
        row = rulebook.stood(self.kind, self.rule(), on=today()) if self.rule() else {}
        if row is None:
            raise Http404
        return row

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form of the kind."""
        form = FORMS.get(self.kind, RuleForm)(data)
        if isinstance(form, RuleForm) and self.kind == "CHANGE":
            form.fields["rule"].disabled = True
            form.fields["rule"].initial = self.rule()
        if data is not None and form.is_valid():
            form.check_as(self.kind, self.rule() or form.cleaned_data.get("rule", ""), self.own())
        return form

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The rule as it stands."""
        return {**shown(self.standing()), "rule": self.rule(), "starts_on": today()}

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What is drafted."""
        return {"kind": self.kind, "rule": self.rule()}

    def act(self, request: HttpRequest, form: Any, **_kwargs: Any) -> str:
        """Keep the draft."""
        user: Any = request.user
        typed = form.cleaned_data
        fields = rules.Fields(
            kind=self.kind,
            rule=self.rule() or typed["rule"].strip(),
            content=form.content(),
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            instrument=typed["instrument"],
            note=typed["note"],
        )
        own = self.own()
        row = rules.draft(
            fields,
            public_id=own.public_id if own is not None else None,
            version=typed["version"] if own is not None else None,
            by=user,
        )
        return reverse("steward:rule_change", args=[row.public_id])


class New(_Draft):
    """A new rule."""


class Change(_Draft):
    """Another wording of a rule from a day on."""

    kind = "CHANGE"


class Close(_Draft):
    """The end of a rule."""

    kind = "CLOSE"


class List(_Draft):
    """Other contents of a set of items."""

    kind = "LIST"


class People(_Draft):
    """Other words for those whom measures are aimed at, or let be."""

    kind = "PEOPLE"


class Edit(_Draft):
    """Change a draft."""

    def own(self) -> Any:
        """The draft."""
        user: Any = self.request.user
        row = rulebook.one(UUID(str(self.kwargs["public_id"])), for_=user)
        if row is None:
            raise Http404
        return row

    def rule(self) -> str:
        """Its rule; a new one may be named otherwise."""
        row = self.own()
        return "" if row.kind == "ADD" else str(row.rule)

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form of its kind."""
        self.kind = self.own().kind
        return super().form(request, data, files)

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The draft as it is."""
        row = self.own()
        dated = {
            n: getattr(row, n) for n in ("rule", "starts_on", "ends_on", "instrument", "note", "version")
        }
        return {**shown(row.content), **dated}


class Rules(rule_changes.Changes):
    """The rules and their changes."""

    desk = "steward"


class RuleChange(rule_changes.ChangePage):
    """One change."""

    desk = "steward"
