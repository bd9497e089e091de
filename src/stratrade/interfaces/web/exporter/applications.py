"""Applications of the exporter's own company: a task list, one question a page, hand-in, standing."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework import queries
from stratrade.apps.casework.services import apply, draft
from stratrade.apps.classification import queries as classification
from stratrade.apps.classification.services.bench import NOT_LISTED
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries as licences
from stratrade.apps.parties import queries as parties
from stratrade.engines.lists.leaf import CONCENTRATION
from stratrade.interfaces.web.exporter.forms import (
    DetailsForm,
    ItemForm,
    PaperForm,
    PartyForm,
    ReasonForm,
    StartForm,
    SubmitForm,
)
from stratrade.interfaces.web.kinds import licence_kinds
from stratrade.interfaces.web.pages import Page


def _of_product(request: HttpRequest) -> dict[str, Any]:
    """What the product that the address names says of a line; its entry only where a ruling stands on it."""
    user: Any = request.user
    try:
        product = classification.one(UUID(request.GET.get("product", "")), for_=user)
    except ValueError:
        return {}
    if product is None:
        return {}
    said = (product.name, product.maker, product.model, product.description)
    ruled = classification.ruled([product.pk], for_=user).get(product.pk)
    share = str(product.answers.get(CONCENTRATION, "")).replace("%", "").strip()
    return {
        "description": " ".join(part for part in said if part)[:500],
        "hs": product.hs,
        "cas": product.cas,
        "claimed_entry": ruled.entry if ruled is not None and ruled.entry != NOT_LISTED else "",
        **({"concentration_pct": share} if product.cas and share else {}),
    }


class _Own(Page):
    """A page about one application of the person's own company."""

    desk = "exporter"
    permission = Permission.CASEWORK_DRAFT_WRITE

    def case(self, request: HttpRequest, public_id: UUID) -> Any:
        """The application, or 404: whether it exists elsewhere is nobody's business."""
        found = queries.own_one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found


class Applications(Page):
    """Every application of the company, newest first."""

    desk = "exporter"
    permission = Permission.CASEWORK_DRAFT_WRITE
    template = "exporter/applications.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The list, narrowed by words."""
        rows = queries.own(request.user).select_related("applicant").order_by("-created_at")
        return {"cases": self.paged(request, rows), "company": parties.company_of(request.user)}


class Start(Page):
    """Begin an application."""

    desk = "exporter"
    permission = Permission.CASEWORK_DRAFT_WRITE
    template = "exporter/start.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form with the kinds of the pack."""
        return StartForm(data, kinds=[(k.code, k.name) for k in licence_kinds()])

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing but the form."""
        return {}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Start the draft and go to its task list."""
        kind = next(k for k in licence_kinds() if k.code == form.cleaned_data["kind"])
        case = draft.start(
            kind=kind.code, activity=kind.activity, title=form.cleaned_data["title"], by=request.user
        )
        return reverse("exporter:application", args=[case.public_id])


class Application(_Own):
    """The task list of a draft, or the standing of what was handed in."""

    template = "exporter/application.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Tasks with what is done, papers, licences."""
        case = self.case(request, public_id)
        roles = {p.role for p in case.parties.all()}
        return {
            "case": case,
            "tasks": [
                ("details", bool(case.destination and case.end_use)),
                ("items", bool(case.items.all())),
                ("parties", {"CONSIGNEE", "END_USER"} <= roles),
                ("papers", bool(documents.attachments(case.subject))),
            ],
            "papers": documents.attachments(case.subject),
            "letters": documents.all_about(case.subject),
            "standing": queries.applicant_view(case),
            "licences": licences.of_case(case.subject, for_=request.user),
        }


class Details(_Own):
    """Destination, end use, end user, questions on weapons."""

    template = "exporter/form.html"
    form_class = DetailsForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form as it stands."""
        case = self.case(request, public_id)
        return {"case": case, "heading": "details"}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What was written before."""
        case = self.case(request, public_id)
        names = ("title", "destination", "end_use", "purpose", "end_user_type", "flags", "version")
        return {name: getattr(case, name) for name in names}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Write it."""
        fields = dict(form.cleaned_data)
        version = fields.pop("version")
        draft.describe(public_id, fields, version=version, by=request.user)
        return reverse("exporter:application", args=[public_id])


class ItemPage(_Own):
    """Add a line of goods, or change one."""

    template = "exporter/form.html"
    form_class = ItemForm

    def show(self, request: HttpRequest, public_id: UUID, number: int | None = None) -> dict[str, Any]:
        """The form."""
        return {
            "case": self.case(request, public_id),
            "heading": "item",
            "number": number,
            "library": number is None and classification.own(request.user).exists(),
        }

    def initial(self, request: HttpRequest, public_id: UUID, number: int | None = None) -> dict[str, Any]:
        """What was written before."""
        case = self.case(request, public_id)
        item = next((i for i in case.items.all() if i.number == number), None)
        if number is not None and item is None:
            raise Http404
        first: dict[str, Any] = {"version": case.version, "currency": "USD"}
        if item is None:
            first |= _of_product(request)
        else:
            first |= {name: getattr(item, name) for name in ItemForm.base_fields if hasattr(item, name)}
            first["quantity"] = format(item.quantity.normalize(), "f")
        return first

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int | None = None) -> str:
        """Write it."""
        fields = dict(form.cleaned_data)
        version = fields.pop("version")
        draft.put_item(public_id, draft.ItemFields(**fields), number=number, version=version, by=request.user)
        return reverse("exporter:application", args=[public_id])


class FromLibrary(_Own):
    """Choose a product of the company's library for a line of goods."""

    template = "exporter/library.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The products, narrowed by words, each with the ruling that stands on it."""
        words = request.GET.get("q", "")[:200]
        rows = self.paged(request, classification.page(for_=request.user, words=words))
        return {
            "case": self.case(request, public_id),
            "products": rows,
            "words": words,
            "ruled": classification.ruled([row.pk for row in rows], for_=request.user),
        }


class DropItem(_Own):
    """Take a line of goods off."""

    def act(self, request: HttpRequest, form: None, public_id: UUID, number: int) -> str:
        """Do it."""
        draft.drop_item(public_id, number, version=None, by=request.user)
        return reverse("exporter:application", args=[public_id])


class PartyPage(_Own):
    """Name a party."""

    template = "exporter/form.html"
    form_class = PartyForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"case": self.case(request, public_id), "heading": "party"}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version, and the first role that nobody has yet."""
        case = self.case(request, public_id)
        taken = {p.role for p in case.parties.all()}
        role = next((r for r in ("CONSIGNEE", "END_USER", "INTERMEDIARY") if r not in taken), "INTERMEDIARY")
        return {"version": case.version, "role": role, "country": case.destination}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Write it."""
        draft.put_party(public_id, **form.cleaned_data, by=request.user)
        return reverse("exporter:application", args=[public_id])


class DropParty(_Own):
    """Take a party off."""

    def act(self, request: HttpRequest, form: None, public_id: UUID, party: int) -> str:
        """Do it."""
        draft.drop_party(public_id, party, version=None, by=request.user)
        return reverse("exporter:application", args=[public_id])


class Paper(_Own):
    """Hand in a paper."""

    template = "exporter/form.html"
    form_class = PaperForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"case": self.case(request, public_id), "heading": "paper"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Keep it."""
        upload = form.cleaned_data["file"]
        documents.check_size(upload.size)
        draft.attach(public_id, upload.read(), upload.name, kind=form.cleaned_data["kind"], by=request.user)
        return reverse("exporter:application", args=[public_id])


class Submit(_Own):
    """Check the answers, declare, hand in."""

    template = "exporter/submit.html"
    form_class = SubmitForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Everything that will be frozen."""
        case = self.case(request, public_id)
        return {"case": case, "papers": documents.attachments(case.subject)}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version, and the person's own name."""
        return {"version": self.case(request, public_id).version, "declared_by": request.user.name}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Hand it in."""
        apply.submit(
            public_id,
            declared_by=form.cleaned_data["declared_by"],
            version=form.cleaned_data["version"],
            by=request.user,
        )
        return reverse("exporter:application", args=[public_id])


class Withdraw(_Own):
    """Take an application back."""

    template = "exporter/form.html"
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"case": self.case(request, public_id), "heading": "withdraw"}

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.case(request, public_id).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        apply.withdraw(public_id, **form.cleaned_data, by=request.user)
        return reverse("exporter:application", args=[public_id])
