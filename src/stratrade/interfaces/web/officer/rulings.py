"""Ruling requests on the officer's desk: the queue, one request, and each step that moves it."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.text import Truncator

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import trail
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import queries
from stratrade.apps.classification.services import bench, decide, steps
from stratrade.apps.documents import queries as documents
from stratrade.apps.lists.services import open_edition
from stratrade.interfaces.web import asked, wording
from stratrade.interfaces.web.officer.forms import AcceptForm, DecideForm, ReasonForm
from stratrade.interfaces.web.officer.ruling_forms import FindForm, InquireForm, ProposeRulingForm
from stratrade.interfaces.web.pages import Page

STATUSES = (
    "SUBMITTED",
    "ASSESSING",
    "QUESTION_ASKED",
    "PROPOSED",
    "ANSWERED",
    "REJECTED",
    "WITHDRAWN",
    "SUPERSEDED",
    "REVOKED",
)
LABEL = 80


class Rulings(Page):
    """Every request that was handed in, newest first."""

    desk = "officer"
    permission = Permission.CLASSIFICATION_RULING_READ
    template = "officer/rulings.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by status and words."""
        user: Any = request.user
        status = request.GET.get("status", "")
        words = request.GET.get("q", "")[:200]
        rows = queries.ruling_page(for_=user, status=status if status in STATUSES else "", words=words)
        counts = queries.ruling_counts(user)
        return {
            "rulings": self.paged(request, rows),
            "words": words,
            "status": status,
            "statuses": [(s, counts.get(s, 0)) for s in STATUSES],
        }


class OfRuling(Page):
    """A page about one request."""

    desk = "officer"
    permission = Permission.CLASSIFICATION_RULING_MAKE
    template = "officer/ruling_step.html"
    heading = ""

    def ruling(self, request: HttpRequest) -> Any:
        """The request, or 404."""
        user: Any = request.user
        found = queries.ruling(self.kwargs["public_id"], for_=user)
        if found is None:
            raise Http404
        return found

    def goods(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The goods of the request as choices, with what was found of them so far."""
        choices = []
        for item in self.ruling(request).items.all():
            words = Truncator(f"{item.number}. {item.model} {item.name or item.description}").chars(LABEL)
            found = wording.label(item.entry) if item.entry == bench.NOT_LISTED else item.entry
            choices.append((str(item.number), f"{words} · {found}" if found else words))
        return choices

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The request that the form is about."""
        ruling = self.ruling(request)
        return {"ruling": ruling, "items": list(ruling.items.all()), "heading": self.heading}

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The version the person sees."""
        return {"version": self.ruling(request).version}

    def back(self, public_id: UUID) -> str:
        """The page of the request."""
        return reverse("officer:ruling", args=[public_id])


class RulingPage(OfRuling):
    """What is asked, what the list said, what was found, and what may be done next."""

    permission = Permission.CLASSIFICATION_RULING_READ
    template = "officer/ruling.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Everything of the request."""
        user: Any = request.user
        ruling = self.ruling(request)
        return {
            "ruling": ruling,
            "items": list(ruling.items.all()),
            "can": steps.mine(ruling, for_=user),
            "own_proposal": ruling.status == "PROPOSED" and ruling.proposed_by_id == user.pk,
            "papers": documents.attachments(ruling.subject),
            "letters": documents.all_about(ruling.subject),
            "edition": open_edition(ruling.ruled_with) if ruling.ruled_with else None,
            "replacement": next((r for r in ruling.replaced_by.all() if r.status == "ANSWERED"), None),
            "history": trail.history(ruling.subject),
        }


class Take(OfRuling):
    """Take a request on."""

    form_class = AcceptForm
    heading = "take"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        bench.take(public_id, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class Reject(OfRuling):
    """Send a request back as one that cannot be assessed."""

    form_class = ReasonForm
    heading = "reject"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        bench.reject(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


class Inquire(OfRuling):
    """Ask the applicant before going on."""

    heading = "inquire"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form, with what the list asks of the chosen item ticked as the address says."""
        ruling = self.ruling(request)
        source = data if data is not None else request.GET
        number = source.get("item", "")
        item = next((i for i in ruling.items.all() if str(i.number) == number), None)
        parameters = asked.choices(item) if item is not None else []
        ticked = [name for name in request.GET.getlist("ask") if name in dict(parameters)]
        first = {"version": ruling.version, "item": number, "parameters": ticked}
        return InquireForm(data, items=self.goods(request), parameters=parameters, initial=first)

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Ask."""
        user: Any = request.user
        typed = form.cleaned_data
        bench.inquire(
            public_id,
            text=typed["text"],
            number=int(typed["item"]) if typed["item"] else None,
            parameters=typed.get("parameters", ()),
            version=typed["version"],
            by=user,
        )
        return self.back(public_id)


class Find(OfRuling):
    """Record what one item is, or several alike."""

    heading = "find"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form, with the goods ticked that the address names."""
        chosen = request.GET.getlist("item")
        first = {"version": self.ruling(request).version, "items": chosen}
        return FindForm(data, items=self.goods(request), initial=first)

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Record it."""
        user: Any = request.user
        typed = form.cleaned_data
        numbers = [int(number) for number in typed["items"]]
        bench.find(
            public_id,
            numbers,
            entry=typed["entry"],
            reason=typed["reason"],
            version=typed["version"],
            by=user,
        )
        return self.back(public_id)


class Propose(OfRuling):
    """Put the ruling before a second person."""

    template = "officer/ruling_propose.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form; the letter of no licence is offered only where the law asks for none."""
        user: Any = request.user
        ruling = self.ruling(request)
        earlier = queries.replaceable(ruling, for_=user)
        months = pack_files.read(settings.STRATRADE_PACK).rulings.valid_months
        answers = self._answers(ruling)
        free = bool(answers) and all(a is not None and a.outcome == bench.NO_LICENCE for a in answers)
        return ProposeRulingForm(
            data,
            earlier=[(str(r.public_id), Truncator(f"{r.reference} {r.title}").chars(LABEL)) for r in earlier],
            free=free,
            initial={
                "version": ruling.version,
                "valid_months": ruling.valid_months or months,
                "reply": ruling.reply,
                "no_licence_letter": ruling.no_licence_letter,
                "replaces": str(ruling.replaces.public_id) if ruling.replaces else "",
            },
        )

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Each item as found, with what the law says of it."""
        ruling = self.ruling(request)
        items = list(ruling.items.all())
        answers = self._answers(ruling)
        against = [asked.contradicted(item) for item in items]
        told = list(zip(items, answers, against, strict=True))
        return {"ruling": ruling, "items": items, "answers": told}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Propose."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        replaces = typed.pop("replaces", "")
        bench.propose(public_id, **typed, replaces=UUID(replaces) if replaces else None, by=user)
        return self.back(public_id)

    @staticmethod
    def _answers(ruling: Any) -> list[Any]:
        return [bench.determination(ruling, item, on=today()) for item in ruling.items.all()]


class Decide(OfRuling):
    """Rule as proposed, or send back; never by the proposer."""

    permission = Permission.CLASSIFICATION_RULING_DECIDE
    template = "officer/ruling_decide.html"
    form_class = DecideForm

    def show(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        """The request, and beside each finding whether the list contradicts it."""
        shown = super().show(request, **kwargs)
        return {**shown, "told": [(item, asked.contradicted(item)) for item in shown["items"]]}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        version = form.cleaned_data["version"]
        if form.cleaned_data["choice"] == "decide":
            decide.approve(public_id, version=version, by=user)
        else:
            decide.send_back(public_id, reason=form.cleaned_data["reason"], version=version, by=user)
        return self.back(public_id)


class Revoke(OfRuling):
    """Take a ruling back."""

    permission = Permission.CLASSIFICATION_RULING_DECIDE
    form_class = ReasonForm
    heading = "revoke"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        decide.revoke(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)
