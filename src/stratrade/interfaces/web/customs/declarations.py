"""Declarations on the customs desk: queue, verdict, item with its reasons, and the acts of an officer."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.audit.identity import uuid7
from stratrade.apps.classification import queries as classification
from stratrade.apps.enforcement import queries
from stratrade.apps.enforcement.services import act, declare, steps
from stratrade.apps.lists import queries as lists
from stratrade.apps.measures import approvals
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services as screenings
from stratrade.interfaces.exchange import asycuda, canonical
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.web import tariff
from stratrade.interfaces.web.customs.forms import ConfirmForm, OutcomeForm, ReasonForm, UploadForm
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section

LANES = ("hold", "inspect", "documentary", "audit", "release")
STATUSES = ("WAITING", "HELD", "RELEASED", "EXITED", "CANCELLED", "SUPERSEDED")
MAX_FILE_BYTES = 20 * 1024 * 1024


class Queue(Page):
    """What waits for an officer: worst lane first, oldest first within a lane."""

    desk = "customs"
    permission = Permission.ENFORCEMENT_DECLARATION_READ
    template = "customs/queue.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The queue, narrowed by lane, status and words."""
        lane, status = request.GET.get("lane", ""), request.GET.get("status", "")
        words = request.GET.get("q", "")[:200]
        rows = queries.queue(
            for_=request.user,
            lane=lane if lane in LANES else "",
            status=status if status in STATUSES else "",
            words=words,
        )
        return {
            "declarations": self.paged(request, rows),
            "may_submit": access.may(request.user, Permission.ENFORCEMENT_DECLARATION_SUBMIT),
            "lane": lane,
            "status": status,
            "words": words,
            "lanes": LANES,
            "statuses": STATUSES,
            "counts": queries.counts(request.user),
        }


class _OfDeclaration(Page):
    """A page about one declaration."""

    desk = "customs"
    permission = Permission.ENFORCEMENT_DECLARATION_READ
    template = "customs/step.html"

    def declaration(self, request: HttpRequest, public_id: UUID) -> Any:
        """The declaration, or 404."""
        found = queries.one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version the person sees."""
        return {"version": self.declaration(request, public_id).version}

    def back(self, public_id: UUID) -> str:
        """The declaration page."""
        return reverse("customs:declaration", args=[public_id])


class DeclarationPage(_OfDeclaration):
    """The verdict card: lane, sentence, items, parties, licences, rules, then what may be done."""

    template = "customs/declaration.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Everything of it, items worst lane first."""
        declaration = self.declaration(request, public_id)
        items = sorted(declaration.items.all(), key=lambda i: (LANES.index(i.lane), i.number))
        return {
            "declaration": declaration,
            "can": steps.actions(declaration, for_=request.user),
            "items": items,
            "content": declaration.content,
            "holds": queries.holds(declaration),
            "again": queries.rejudgements(declaration),
            "outcomes": queries.outcomes(declaration),
            "versions": queries.versions(declaration, for_=request.user),
            "alerts": screening.about(declaration.subject, for_=request.user),
            "links_elsewhere": screening.links_waiting(
                {screenings.party_key(party["name"]) for party in declaration.content["parties"]},
                beside=declaration.subject,
                for_=request.user,
            ),
            "evidence": section(
                self, request, "evidence", screening.evidence(declaration.subject, for_=request.user), few=5
            ),
            "evidence_page": "customs:screening",
            "drawn": approvals.of_matter(declaration.ledger_key),
            "history": trail.of_subject(declaration.subject),
        }


class ItemPage(_OfDeclaration):
    """One line of goods and why it stands in its lane."""

    template = "customs/item.html"

    def show(self, request: HttpRequest, public_id: UUID, number: int) -> dict[str, Any]:
        """The item, the message's own line, and the findings."""
        item = queries.item(public_id, number, for_=request.user)
        if item is None:
            raise Http404
        content = item.declaration.content
        line = next((i for i in content["items"] if i["number"] == number), {})
        digest = str(item.declaration.editions.get("lists", ""))
        lines = lists.tariff_of(digest)
        return {
            "edition": lists.edition(digest),
            "item": item,
            "declaration": item.declaration,
            "line": line,
            "tariff_line": tariff.national(item.hs, lines),
            "parties": content["parties"],
            "rulings": classification.rulings_about(
                f"{item.declaration.subject}/{number}", for_=request.user
            ),
            "may_ask": access.may(request.user, Permission.CLASSIFICATION_RULING_ASK),
        }


class Hold(_OfDeclaration):
    """Keep goods back, under a provision in force."""

    permission = Permission.ENFORCEMENT_DECLARATION_HOLD
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"declaration": self.declaration(request, public_id), "heading": "hold"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        act.hold(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Release(_OfDeclaration):
    """Let goods go, with a reason."""

    permission = Permission.ENFORCEMENT_DECLARATION_RELEASE
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"declaration": self.declaration(request, public_id), "heading": "release"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        act.release(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Exit(_OfDeclaration):
    """Confirm that the goods left."""

    permission = Permission.ENFORCEMENT_DECLARATION_EXIT
    form_class = ConfirmForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What will be written off."""
        return {"declaration": self.declaration(request, public_id), "heading": "exit"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        act.confirm_exit(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Cancel(_OfDeclaration):
    """Withdraw a declaration."""

    permission = Permission.ENFORCEMENT_DECLARATION_CANCEL
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"declaration": self.declaration(request, public_id), "heading": "cancel"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        act.cancel(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Report(_OfDeclaration):
    """Record what an examination found."""

    permission = Permission.ENFORCEMENT_DECLARATION_RELEASE
    form_class = OutcomeForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"declaration": self.declaration(request, public_id), "heading": "report"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Record it."""
        act.report(public_id, item=None, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Upload(Page):
    """Hand in a declaration as a file, for posts without a system link."""

    desk = "customs"
    permission = Permission.ENFORCEMENT_DECLARATION_SUBMIT
    template = "customs/step.html"
    form_class = UploadForm

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The form."""
        return {"heading": "upload"}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Judge it and show the verdict."""
        upload = form.cleaned_data["file"]
        if upload.size > MAX_FILE_BYTES:
            raise Unreadable(
                "exchange.message.too_large",
                field="file",
                size_mb=upload.size // 1048576,
                limit_mb=MAX_FILE_BYTES // 1048576,
            )
        raw = upload.read()
        as_json = raw.lstrip()[:1] == b"{"
        message = canonical.parse(raw) if as_json else asycuda.parse(raw)
        answer = declare.judge(
            message,
            raw=raw,
            media_type="application/json" if as_json else "application/vnd.asycuda.sad+xml",
            key=str(uuid7()),
            by=request.user,
        )
        return reverse("customs:declaration", args=[answer["id"]])
