"""Cases on the officer's desk: the list, the one-page summary, and each step that moves a case."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from stratrade.apps import pack as packs
from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.casework import queries
from stratrade.apps.casework.services import assess, decide, refer, steps, triage
from stratrade.apps.casework.services import papers as treaty_papers
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences import queries as licences
from stratrade.apps.screening import queries as screening
from stratrade.interfaces.web.officer.forms import (
    AcceptForm,
    AnswerForm,
    DecideForm,
    ProposeForm,
    RateForm,
    ReasonForm,
    ReferForm,
)
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import section

STATUSES = (
    "SUBMITTED",
    "ASSESSMENT",
    "CONSULTATION",
    "CONSOLIDATION",
    "DECISION",
    "GRANTED",
    "REFUSED",
    "RETURNED",
    "WITHDRAWN",
)


class Cases(Page):
    """Every case the person may see, newest first."""

    desk = "officer"
    permission = Permission.CASEWORK_CASE_READ
    template = "officer/cases.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """The list, narrowed by status and words."""
        status = request.GET.get("status", "")
        words = request.GET.get("q", "")[:200]
        rows = queries.page(for_=request.user, status=status if status in STATUSES else "", words=words)
        return {
            "cases": self.paged(request, rows),
            "status": status,
            "words": words,
            "statuses": STATUSES,
            "counts": queries.counts(request.user),
        }


class OfCase(Page):
    """A page about one case."""

    desk = "officer"
    permission = Permission.CASEWORK_CASE_READ
    template = "officer/step.html"

    def case(self, request: HttpRequest, public_id: UUID) -> Any:
        """The case, or 404."""
        found = queries.one(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """The version the person sees."""
        return {"version": self.case(request, public_id).version}

    def back(self, public_id: UUID) -> str:
        """The case page."""
        return reverse("officer:case", args=[public_id])


class CasePage(OfCase):
    """One page to decide from: goods against parties, positions, findings, history, next steps."""

    template = "officer/case.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Everything of the case."""
        case = self.case(request, public_id)
        return {
            "case": case,
            "papers_asked": treaty_papers.standing(case, for_=request.user),
            "may_record": access.may(request.user, Permission.LICENCES_PAPER_RECORD),
            "steps": steps.steps(case, for_=request.user),
            "may_rate": access.may(request.user, Permission.CASEWORK_CASE_REFER),
            "suggested": refer.suggested(case),
            "papers": documents.attachments(case.subject),
            "letters": documents.all_about(case.subject),
            "licences": licences.of_case(case.subject, for_=request.user),
            "alerts": screening.about(case.subject, for_=request.user),
            "evidence": section(
                self, request, "evidence", screening.evidence(case.subject, for_=request.user), few=5
            ),
            "evidence_page": "officer:screening",
            "history": trail.of_subject(case.subject),
            "latest": {a.item_id: a for a in case.assessments.all()},
        }


class Accept(OfCase):
    """Take a case on after the completeness check."""

    permission = Permission.CASEWORK_CASE_TRIAGE
    form_class = AcceptForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What will happen."""
        return {"case": self.case(request, public_id), "heading": "accept"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        triage.accept(public_id, version=form.cleaned_data["version"], by=request.user)
        return self.back(public_id)


class SendBack(OfCase):
    """Return an application without action."""

    permission = Permission.CASEWORK_CASE_TRIAGE
    form_class = ReasonForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The form."""
        return {"case": self.case(request, public_id), "heading": "return"}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        triage.send_back(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Rate(OfCase):
    """Record the authority's entry for an item, with the engine's reasons beside it."""

    permission = Permission.CASEWORK_CASE_REFER
    template = "officer/rate.html"
    form_class = RateForm

    def show(self, request: HttpRequest, public_id: UUID, number: int) -> dict[str, Any]:
        """The item and what the engines said of it."""
        case = self.case(request, public_id)
        item = next((i for i in case.items.all() if i.number == number), None)
        if item is None:
            raise Http404
        answers = [a for a in case.assessments.all() if a.item_id == item.pk]
        return {"case": case, "item": item, "assessment": answers[-1] if answers else None}

    def initial(self, request: HttpRequest, public_id: UUID, number: int) -> dict[str, Any]:  # type: ignore[override]
        """The entry that stands, else the applicant's, else the engine's best."""
        shown = self.show(request, public_id, number)
        item, answer = shown["item"], shown["assessment"]
        best = ""
        if answer is not None:
            best = next(
                (c["paragraph"] for c in answer.identification["candidates"] if c["status"] == "met"), ""
            )
        return {"version": shown["case"].version, "entry": item.entry or item.claimed_entry or best}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int) -> str:
        """Record it."""
        assess.rate(public_id, number, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Refer(OfCase):
    """Ask the ministries."""

    permission = Permission.CASEWORK_CASE_REFER

    def form(self, request: HttpRequest, data: Any = None, files: Any = None, **kwargs: Any) -> forms.Form:
        """The form, with those agencies that were not asked yet."""
        case = self.case(request, self.kwargs["public_id"])
        asked = {r.agency.code for r in case.referrals.all()}
        language = get_language() or "en"
        choices = [(a.code, a.name(language)) for a in accounts.agencies() if a.code not in asked]
        first = {
            "version": case.version,
            "agencies": [code for code, _ in refer.suggested(case) if code not in asked],
        }
        return ReferForm(data, agencies=choices, initial=first)

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The case and why the routing names whom."""
        case = self.case(request, public_id)
        language = (get_language() or "en")[:2]
        pack, named = packs.read(settings.STRATRADE_PACK), {a.code: a for a in accounts.agencies()}
        suggested = [
            (named[code].name(language) if code in named else code, pack.reason_in(reason, language))
            for code, reason in refer.suggested(case)
        ]
        return {"case": case, "heading": "refer", "suggested": suggested}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Ask."""
        refer.refer(public_id, **form.cleaned_data, by=request.user)
        return self.back(public_id)


class Propose(OfCase):
    """Put an outcome before a second person."""

    permission = Permission.CASEWORK_CASE_PROPOSE
    form_class = ProposeForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The positions beside the form."""
        return {"case": self.case(request, public_id), "heading": "propose"}

    def initial(self, request: HttpRequest, public_id: UUID, **_rest: Any) -> dict[str, Any]:
        """Conditions that agencies asked for."""
        case = self.case(request, public_id)
        asked = [r.conditions for r in case.referrals.all() if r.conditions]
        return {"version": case.version, "conditions": "\n".join(asked), "valid_months": 12}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Propose."""
        fields = dict(form.cleaned_data)
        outcome = fields.pop("outcome")
        fields["conditions"] = fields["conditions"].splitlines()
        decide.propose(public_id, outcome, **fields, by=request.user)
        return self.back(public_id)


class Decide(OfCase):
    """Decide as proposed, or send back; never by the proposer."""

    permission = Permission.CASEWORK_CASE_DECIDE
    form_class = DecideForm

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The proposal."""
        case = self.case(request, public_id)
        return {
            "case": case,
            "heading": "decide",
            "proposal": next((d for d in case.decisions.all() if d.decided_at is None), None),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Do it."""
        fields = dict(form.cleaned_data)
        step = decide.decide if fields.pop("choice") == "decide" else decide.send_back
        step(public_id, **fields, by=request.user)
        return self.back(public_id)


class Referrals(Page):
    """Questions put to the person's agency."""

    desk = "officer"
    permission = Permission.CASEWORK_REFERRAL_ANSWER
    template = "officer/referrals.html"

    def show(self, request: HttpRequest) -> dict[str, Any]:
        """Those that wait, then those that were answered."""
        everything = queries.referrals_for(request.user, waiting=False)
        return {
            "waiting": queries.referrals_for(request.user),
            "answered": self.paged(request, everything.filter(status="ANSWERED").order_by("-answered_at")),
        }


class AnswerPage(Page):
    """One question: the dossier as far as the agency needs it, and the answer form."""

    desk = "officer"
    permission = Permission.CASEWORK_REFERRAL_ANSWER
    template = "officer/answer.html"
    form_class = AnswerForm
    tells_meanwhile = False

    def referral(self, request: HttpRequest, public_id: UUID) -> Any:
        """The question, or 404."""
        found = queries.referral(public_id, for_=request.user)
        if found is None:
            raise Http404
        return found

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Goods, parties, end use, findings, papers."""
        referral = self.referral(request, public_id)
        case = queries.one(referral.case.public_id, for_=request.user)
        if case is None:
            raise Http404
        return {
            "referral": referral,
            "case": case,
            "papers": documents.attachments(case.subject),
            "latest": {a.item_id: a for a in case.assessments.all()},
        }

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.referral(request, public_id).version}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Answer."""
        refer.answer(public_id, **form.cleaned_data, by=request.user)
        return reverse("officer:referrals")
