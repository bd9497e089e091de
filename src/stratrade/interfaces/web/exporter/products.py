"""The product library of the exporter's own company: list, enter, see, describe anew."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import queries, services
from stratrade.apps.lists.services import open_edition
from stratrade.apps.parties import queries as parties
from stratrade.engines.classify.identify import Verdict
from stratrade.engines.classify.left_open import OF_ANOTHER
from stratrade.interfaces.web import criteria
from stratrade.interfaces.web.exporter.forms import ProductForm
from stratrade.interfaces.web.pages import Page

ASKED = 6


class _Library(Page):
    """A page of the library."""

    desk = "exporter"
    permission = Permission.CLASSIFICATION_PRODUCT_WRITE

    def product(self, request: HttpRequest, public_id: UUID) -> Any:
        """The product, or 404: whether it exists elsewhere is nobody's business."""
        found = queries.one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found


class Products(_Library):
    """Every product of the company, by name."""

    template = "exporter/products.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The list, narrowed by words."""
        words = request.GET.get("q", "")
        rows = queries.page(for_=request.user, words=words)
        return {
            "products": self.paged(request, rows),
            "words": words,
            "company": parties.company_of(request.user),
        }


class NewProduct(_Library):
    """Enter a product."""

    template = "exporter/product_form.html"
    form_class = ProductForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Write it."""
        product = services.add_product(_fields(request, form), by=request.user)
        return reverse("exporter:product", args=[product.public_id])


class ProductPage(_Library):
    """One product: what it is, what it was identified as, and with which edition."""

    template = "exporter/product.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The product with what is known and what is still asked."""
        product = self.product(request, public_id)
        edition = open_edition(product.edition)
        return {
            "product": product,
            "edition": edition,
            "asks": _asks(product),
            "ruled": queries.ruled([product.pk], for_=request.user).get(product.pk),
            "answered": [criteria.field(name, edition, product.answers) for name in product.answers],
        }


def _asks(product: Any) -> list[Any]:
    """What would settle goods of which more must be known: what the likeliest open entry asks first."""
    if product.verdict != Verdict.INSUFFICIENT:
        return []
    open_ = [c for c in product.identification["candidates"] if c["status"] == "open"]
    asks = open_[0]["ask"] if open_ else []
    return [ask for ask in asks if not ask["parameter"].startswith(OF_ANOTHER)][:3]


class EditProduct(ProductPage):
    """Describe a product anew, answer what is asked; it is identified again."""

    template = "exporter/product_form.html"
    form_class = ProductForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form, and the open questions in order of weight."""
        shown = super().show(request, public_id)
        product, edition = shown["product"], shown["edition"]
        answers = criteria.given(request.POST.dict()) if request.method == "POST" else product.answers
        found = product.identification.get("candidates", [])
        open_ = dict.fromkeys(ask["parameter"] for candidate in found for ask in candidate["ask"])
        names = dict.fromkeys([*answers, *list(open_)[:ASKED]])
        return {
            **shown,
            "questions": [criteria.field(name, edition, answers) for name in names],
        }

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What was written before."""
        product = self.product(request, public_id)
        return {name: getattr(product, name) for name in ProductForm.base_fields}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Write it."""
        services.change_product(
            public_id, _fields(request, form), version=form.cleaned_data["version"], by=request.user
        )
        return reverse("exporter:product", args=[public_id])


def _fields(request: HttpRequest, form: forms.Form) -> services.ProductFields:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return services.ProductFields(**typed, answers=criteria.given(request.POST.dict()))
