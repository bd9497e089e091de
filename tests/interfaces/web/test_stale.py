"""A page that answers a stale form keeps what was typed and says who came first."""

import pytest
from django import forms
from django.http import HttpResponse

from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.interfaces.web import pages
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition


class _Form(forms.Form):
    reason = forms.CharField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class _Thing:
    subject = "test.thing:1"


class _Stale(pages.Page):
    form_class = _Form

    def show(self, request):
        return {"thing": _Thing()}

    def initial(self, request):
        return {"version": 7}

    def act(self, request, form):
        raise StaleVersion(had=form.cleaned_data["version"], stands=7)

    def _render(self, request, context, *, status=200):
        self.context = context
        return HttpResponse(status=status)


class _Row:
    name, payload, actor, actor_name = "no.Event", {}, "gone", "sok@x.example"


@pytest.fixture
def posted(rf, monkeypatch):
    monkeypatch.setattr(
        pages.trail, "last_change", lambda subject: _Row() if subject == _Thing.subject else None
    )

    def post(view, **data):
        page = view()
        request = rf.post("/", data)
        page.setup(request)
        return page, page.post(request)

    return post


def test_stale_form_keeps_what_was_typed_and_takes_the_new_version(posted):
    page, answer = posted(_Stale, reason="typed", version=3)
    form = page.context["form"]
    assert answer.status_code == 422
    assert form["reason"].value() == "typed"
    assert form["version"].value() == "7"


def test_stale_form_names_who_changed_it(posted):
    page, _answer = posted(_Stale, reason="typed", version=3)
    assert "sok@x.example changed this meanwhile" in str(page.context["form"].non_field_errors())


def test_refusal_of_a_service_becomes_a_form_error(posted):
    class Refused(_Stale):
        def act(self, request, form):
            raise IllegalTransition(Finding("no.such.code", Severity.BLOCK))

    page, answer = posted(Refused, reason="typed", version=3)
    assert answer.status_code == 422
    assert "no.such.code" in str(page.context["form"].non_field_errors())
    assert page.context["form"]["version"].value() == "3"


def test_unanticipated_failure_is_not_swallowed(posted):
    class Broken(_Stale):
        def act(self, request, form):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        posted(Broken, reason="typed")


def test_form_that_is_not_valid_is_shown_again_without_acting(posted):
    page, answer = posted(_Stale, reason="")
    assert answer.status_code == 422
    assert "reason" in page.context["form"].errors


def test_htmx_is_sent_on_by_header(posted, rf):
    class Done(_Stale):
        def act(self, request, form):
            return "/there/"

    page = Done()
    request = rf.post("/", {"reason": "x"}, headers={"HX-Request": "true"})
    page.setup(request)
    assert page.post(request)["HX-Redirect"] == "/there/"
    assert posted(Done, reason="x")[1]["Location"] == "/there/"
