"""Freeze referrals and references to the financial intelligence unit, at the desks of those whose part they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import access, readings, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries, services
from stratrade.interfaces.web import wording
from stratrade.interfaces.web.choices import countries
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section


class AnswerForm(forms.Form):
    """What an agency did."""

    outcome = forms.ChoiceField(label=_("What did your agency do?"), widget=forms.RadioSelect)
    paper = forms.CharField(label=_("Number and day of the letter or order"), max_length=120, required=False)
    note = forms.CharField(
        label=_("What the next agency must know"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, outcomes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, wording.label(code)) for code in outcomes]
        self.fields["outcome"].choices = named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["outcome"].initial = named[0][0]


class ReleaseForm(forms.Form):
    """Why a referral ends."""

    ground = forms.ChoiceField(
        label=_("Why does it end?"),
        widget=forms.RadioSelect,
        choices=[
            ("FALSE_POSITIVE", _("The match was an error")),
            ("DELISTED", _("The entry is off the list in force")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AgreeForm(forms.Form):
    """Whether a match was an error, said by a second person."""

    agree = forms.ChoiceField(
        label=_("Was the match an error?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, release it")), ("no", _("No, send it back"))],
    )
    reason = forms.CharField(
        label=_("Why not"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReferenceForm(forms.Form):
    """A reference to or from the financial intelligence unit."""

    name = forms.CharField(label=_("Party, payer or bank"), max_length=300)
    country = forms.ChoiceField(label=_("Country"), required=False)
    their_reference = forms.CharField(label=_("Number of the letter"), max_length=120, required=False)
    text = forms.CharField(
        label=_("What is asked or told"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(get_language())  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The answer to a reference."""

    outcome = forms.ChoiceField(
        label=_("What is known?"),
        widget=forms.RadioSelect,
        choices=[("INFORMATION", _("This is known")), ("NIL", _("Nothing is known (nil return)"))],
    )
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    their_reference = forms.CharField(label=_("Number of the letter"), max_length=120, required=False)


@dataclass(frozen=True, slots=True)
class Stop:
    """One agency on the road, with the hours it took or has left."""

    row: Any
    state: str
    to_receipt: int | None
    to_answer: int | None
    due_at: datetime | None
    late: bool


def road(freeze: Any) -> list[Stop]:
    """The road of a referral as it is drawn."""
    now = timezone.now()
    stops, here = [], freeze.status == "OPEN"
    for row in freeze.stops.all():
        state = "done" if row.done_at else "now" if here and row.sent_at else "ahead"
        due = row.sent_at + timedelta(hours=row.hours) if row.sent_at else None
        end = row.done_at or now
        stops.append(
            Stop(
                row,
                state,
                _hours(row.sent_at, row.received_at),
                _hours(row.sent_at, row.done_at),
                due,
                late=bool(due and end > due and (row.done_at or state == "now")),
            )
        )
    return stops


def _hours(since: datetime | None, until: datetime | None) -> int | None:
    return int((until - since).total_seconds() // 3600) if since and until else None


class Freezes(Page):
    """Freeze referrals, the newest first."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_READ
    template = "officer/freezes.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Those that wait for the person's agency, then all that the person may see."""
        user: Any = request.user
        return {
            "waiting": section(self, request, "waiting", queries.freezes_waiting(for_=user)),
            "freezes": section(self, request, "all", queries.freezes(for_=user), few=25),
            "references": queries.financial_waiting(for_=user).count(),
            "may_read_references": queries.financial(for_=user).exists() or _writes(user),
        }


class FreezePage(Page):
    """One referral: whom it is about, what is named, where it is on its road, and what the person may do."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_READ
    template = "officer/freeze.html"

    def freeze(self, request: HttpRequest, public_id: UUID) -> Any:
        """The referral, or 404."""
        user: Any = request.user
        found = queries.freeze(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def turn(self, request: HttpRequest, freeze: Any) -> Any:
        """The stop that waits for the person's agency, or None."""
        user: Any = request.user
        return queries.freezes_waiting(for_=user).filter(freeze=freeze).first()

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """What the agency whose turn it is may answer."""
        turn = self.turn(request, self.freeze(request, self.kwargs["public_id"]))
        return AnswerForm(data, outcomes=services.ANSWERS[turn.task] if turn else ())

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.freeze(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything of it."""
        user: Any = request.user
        freeze = self.freeze(request, public_id)
        services.seen.freeze(freeze, by=user)
        return {
            "freeze": freeze,
            "readers": readings.of(freeze.subject, for_=user),
            "road": road(freeze),
            "turn": self.turn(request, freeze),
            "goods": section(self, request, "goods", freeze.matters.filter(kind="GOODS"), few=25),
            "payments": section(self, request, "payments", freeze.matters.filter(kind="PAYMENT"), few=25),
            "may_release": freeze.status != "RELEASED"
            and freeze.release_proposed_by_id != user.pk
            and access.may(user, Permission.SCREENING_FREEZE_RELEASE),
            "may_agree": freeze.status != "RELEASED"
            and freeze.release_proposed_by_id not in {None, user.pk}
            and queries.may_agree_release(user),
            "history": trail.history(freeze.subject),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do the agency's part."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        services.answer(public_id, typed.pop("outcome"), **typed, by=user)
        return reverse("officer:freezes")


class Receive(Page):
    """Note that the referral is in hand."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_ANSWER

    def act(self, request: HttpRequest, form: Any, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        services.receive_freeze(public_id, by=user)
        return reverse("officer:freeze", args=[public_id])


class Release(FreezePage):
    """End a referral."""

    permission = Permission.SCREENING_FREEZE_RELEASE
    template = "officer/freeze_release.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """Why."""
        return ReleaseForm(data)

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        services.release(public_id, typed.pop("ground"), **typed, by=user)
        return reverse("officer:freeze", args=[public_id])


class AgreeRelease(FreezePage):
    """Agree with one who confirmed a match that it was an error, or send that back."""

    permission = Permission.SCREENING_FREEZE_AGREE
    template = "officer/freeze_agree.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """Yes or no, and why not."""
        return AgreeForm(data)

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """What was proposed; nothing where nothing is, or the office is not of the pack's choosing."""
        shown = super().show(request, public_id)
        if not shown["may_agree"]:
            raise Http404
        return shown

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        services.agree_release(public_id, **{**typed, "agree": typed["agree"] == "yes"}, by=user)
        return reverse("officer:freeze", args=[public_id])


def _writes(user: Any) -> bool:
    return access.may(user, queries.financial_permission(user))


class References(Page):
    """References to and from the financial intelligence unit, the newest first."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_READ
    template = "officer/financial.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Those that wait for the person's side, then all."""
        user: Any = request.user
        if not queries.financial(for_=user).exists() and not _writes(user):
            raise Http404
        page: Any = self.paged(request, queries.financial(for_=user))
        return {
            "waiting": queries.financial_waiting(for_=user).filter(pk__in=[row.pk for row in page]),
            "references": page,
            "may_write": _writes(user),
        }


class NewReference(Page):
    """Write to the other side."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_READ
    template = "officer/financial_new.html"
    form_class = ReferenceForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """To whom it goes."""
        user: Any = request.user
        if not _writes(user):
            raise Http404
        return {"to_unit": not queries.of_the_unit(user)}

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """A name handed over by another page."""
        return {"name": request.GET.get("name", "")[:300], "country": request.GET.get("country", "")[:2]}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Send it."""
        user: Any = request.user
        row = services.send(**form.cleaned_data, by=user)
        return reverse("officer:reference", args=[row.public_id])


class ReferencePage(Page):
    """One reference with its answer."""

    desk = "officer"
    permission = Permission.SCREENING_FREEZE_READ
    template = "officer/reference.html"
    form_class = ReplyForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """What was asked and answered."""
        user: Any = request.user
        row = queries.financial(for_=user).filter(public_id=public_id).first()
        if row is None:
            raise Http404
        due = row.sent_at + timedelta(hours=row.hours)
        return {
            "reference": row,
            "due_at": due,
            "late": (row.answered_at or timezone.now()) > due,
            "took": _hours(row.sent_at, row.answered_at),
            "may_answer": queries.financial_waiting(for_=user).filter(pk=row.pk).exists() and _writes(user),
            "history": trail.history(row.subject),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Answer it."""
        user: Any = request.user
        services.answer_reference(public_id, **form.cleaned_data, by=user)
        return reverse("officer:reference", args=[public_id])
