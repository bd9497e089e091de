"""The pages of whoever asks for a ruling: list, what is asked, goods, papers, hand-in, answers, letters."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import queries
from stratrade.apps.classification.services import papers, rulings, steps
from stratrade.apps.documents import queries as documents
from stratrade.apps.lists.services import open_edition
from stratrade.apps.parties import queries as parties
from stratrade.interfaces.web import asked, criteria
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.rulings.forms import (
    AskForm,
    GoodsForm,
    HandInForm,
    PaperForm,
    ReplyForm,
    WithdrawForm,
)

STATED = ("ANSWERED", "SUPERSEDED", "REVOKED")
"""What the officers found is told once another person has decided on it."""


class Asked(Page):
    """Every request of the person's own company or agency, newest first."""

    permission = Permission.CLASSIFICATION_RULING_ASK
    template = "_rulings/list.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, narrowed by words."""
        user: Any = request.user
        words = request.GET.get("q", "")[:200]
        rows = queries.own_page(for_=user, words=words)
        return {
            "rulings": self.paged(request, rows),
            "words": words,
            "may_start": self.desk == "exporter" and parties.company_of(user) is not None,
        }


class Start(Page):
    """Begin a request."""

    permission = Permission.CLASSIFICATION_RULING_ASK
    template = "_rulings/form.html"
    form_class = AskForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Nothing but the form."""
        return {"heading": "start"}

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The question that most people have; the name of the product that the address names."""
        product = _product(request, request.GET.get("product", ""))
        title = {"title": product.name} if product is not None else {}
        return {"kind": "CLASSIFICATION", "activity": "export", **title}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Start the draft and go to its task list."""
        user: Any = request.user
        product = _product(request, request.GET.get("product", ""))
        ruling = rulings.start(_fields(form), by=user)
        if product is not None:
            rulings.put_product(ruling.public_id, product.public_id, version=None, by=user)
        return reverse(f"{self.desk}:ruling", args=[ruling.public_id])


class _Own(Page):
    """A page about one request of the person's own company or agency."""

    permission = Permission.CLASSIFICATION_RULING_ASK
    template = "_rulings/form.html"
    heading = ""

    def ruling(self, request: HttpRequest, public_id: UUID) -> Any:
        """The request, or 404: whether it exists elsewhere is nobody's business."""
        user: Any = request.user
        found = queries.own_ruling(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:  # type: ignore[override]
        """The request that the form is about."""
        return {"ruling": self.ruling(request, public_id), "heading": self.heading}

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:  # type: ignore[override]
        """The version the person sees."""
        return {"version": self.ruling(request, public_id).version}

    def back(self, public_id: UUID) -> str:
        """The page of the request."""
        return reverse(f"{self.desk}:ruling", args=[public_id])


class Ruling(_Own):
    """What was asked, how it stands, what was answered."""

    template = "_rulings/asked.html"

    def show(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """Goods, papers, questions, letters, and the tasks of a draft."""
        user: Any = request.user
        ruling = self.ruling(request, public_id)
        items = list(ruling.items.all())
        draft = ruling.status == "DRAFT"
        return {
            "ruling": ruling,
            "items": items,
            "can": steps.mine(ruling, for_=user),
            "told": ruling.status in STATED,
            "papers": documents.attachments(ruling.subject),
            "letters": documents.all_about(ruling.subject),
            "edition": open_edition(ruling.ruled_with) if ruling.ruled_with else None,
            "open_question": next((q for q in ruling.questions.all() if q.answered_at is None), None),
            "replacement": next((r for r in ruling.replaced_by.all() if r.status in STATED), None),
            "about_url": _declared_at(ruling.about) if self.desk == "customs" else "",
            "still_asked": {i.pk: len(asked.names(i, i.answers)) for i in items} if draft else {},
        }


class Details(_Own):
    """Write what is asked anew."""

    form_class = AskForm
    heading = "details"

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """What was written before."""
        ruling = self.ruling(request, public_id)
        return {name: getattr(ruling, name) for name in AskForm.base_fields}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Write it."""
        user: Any = request.user
        rulings.describe(public_id, _fields(form), version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class Goods(_Own):
    """Add goods, or describe those of a draft anew and answer what the list asks of them."""

    template = "_rulings/goods.html"
    form_class = GoodsForm

    def item(self, request: HttpRequest, public_id: UUID, number: int | None) -> Any:
        """The goods of that number; None where new ones are added."""
        if number is None:
            return None
        found = next((i for i in self.ruling(request, public_id).items.all() if i.number == number), None)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID, number: int | None = None) -> dict[str, Any]:  # type: ignore[override]
        """The form, and the open questions in order of weight."""
        user: Any = request.user
        item = self.item(request, public_id, number)
        posted = criteria.given(request.POST.dict()) if request.method == "POST" else None
        answers = posted if posted is not None else (item.answers if item else {})
        return {
            "ruling": self.ruling(request, public_id),
            "item": item,
            "questions": asked.fields(item, answers) if item else [],
            "products": self.desk == "exporter" and item is None and queries.own(user).exists(),
        }

    def initial(self, request: HttpRequest, public_id: UUID, number: int | None = None) -> dict[str, Any]:  # type: ignore[override]
        """What was written before."""
        item = self.item(request, public_id, number)
        first = {"version": self.ruling(request, public_id).version}
        names = (name for name in GoodsForm.base_fields if name != "version")
        return first if item is None else {**first, **{name: getattr(item, name) for name in names}}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int | None = None) -> str:
        """Write it; where the list asks something of the goods, that comes next."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        fields = rulings.GoodsFields(**typed, answers=criteria.given(request.POST.dict()))
        item = rulings.put_goods(public_id, fields, number=number, version=version, by=user)
        if number is None and asked.names(item, item.answers):
            return reverse(f"{self.desk}:ruling-item", args=[public_id, item.number])
        return self.back(public_id)


class Drop(_Own):
    """Take goods off a draft."""

    template = ""

    def act(self, request: HttpRequest, form: None, public_id: UUID, number: int) -> str:
        """Do it."""
        user: Any = request.user
        rulings.drop_goods(public_id, number, version=None, by=user)
        return self.back(public_id)


class FromLibrary(_Own):
    """Choose a product of the company's library."""

    template = "_rulings/library.html"

    def show(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """The products, narrowed by words."""
        user: Any = request.user
        words = request.GET.get("q", "")[:200]
        rows = queries.page(for_=user, words=words)
        return {
            "ruling": self.ruling(request, public_id),
            "products": self.paged(request, rows),
            "words": words,
        }

    def act(self, request: HttpRequest, form: None, public_id: UUID) -> str:
        """Add the chosen one."""
        user: Any = request.user
        product = _product(request, request.POST.get("product", ""))
        if product is None:
            raise Http404
        rulings.put_product(public_id, product.public_id, version=None, by=user)
        return self.back(public_id)


class Paper(_Own):
    """Hand in a paper."""

    form_class = PaperForm
    heading = "paper"

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """Nothing: papers have no version."""
        return {}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Keep it."""
        user: Any = request.user
        upload = form.cleaned_data["file"]
        documents.check_size(upload.size)
        papers.attach(public_id, upload.read(), upload.name, kind=form.cleaned_data["kind"], by=user)
        return self.back(public_id)


class HandIn(_Own):
    """Look it over once more, declare, hand in."""

    template = "_rulings/hand_in.html"
    form_class = HandInForm

    def show(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """Everything that will be frozen."""
        ruling = self.ruling(request, public_id)
        return {
            "ruling": ruling,
            "items": list(ruling.items.all()),
            "papers": documents.attachments(ruling.subject),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Hand it in."""
        user: Any = request.user
        rulings.submit(public_id, version=form.cleaned_data["version"], by=user)
        return self.back(public_id)


class Reply(_Own):
    """Answer what the officer asks."""

    template = "_rulings/reply.html"
    form_class = ReplyForm

    def show(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """The question, with a field for each value that is asked."""
        ruling = self.ruling(request, public_id)
        question = next((q for q in ruling.questions.all() if q.answered_at is None), None)
        if question is None:
            raise Http404
        edition = open_edition(ruling.edition)
        typed = criteria.given(request.POST.dict())
        return {
            "ruling": ruling,
            "question": question,
            "fields": [criteria.field(name, edition, typed) for name in question.parameters],
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Answer it."""
        user: Any = request.user
        rulings.reply(
            public_id,
            answer=form.cleaned_data["answer"],
            answers=criteria.given(request.POST.dict()),
            version=form.cleaned_data["version"],
            by=user,
        )
        return self.back(public_id)


class Withdraw(_Own):
    """Take a request back."""

    form_class = WithdrawForm
    heading = "withdraw"

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        user: Any = request.user
        rulings.withdraw(public_id, **form.cleaned_data, by=user)
        return self.back(public_id)


def _declared_at(about: str) -> str:
    """The page of the line of a declaration that was asked about; empty where it was something else."""
    found = re.fullmatch(r"enforcement\.declaration:([0-9a-f-]{36})/(\d+)", about)
    return "" if found is None else reverse("customs:item", args=[found[1], int(found[2])])


def _product(request: HttpRequest, public_id: str) -> Any:
    """The product of the person's own library with that id; None where there is none."""
    user: Any = request.user
    try:
        return queries.one(UUID(public_id), for_=user)
    except ValueError:
        return None


def _fields(form: forms.Form) -> rulings.RulingFields:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return rulings.RulingFields(**typed)
