"""Self-assessment without signing in: describe, answer one question a page, look over, print; resumed by a code.

No address carries the code. The session holds its digest; the code itself stays in a cookie of the browser alone,
so that it can be shown again to whoever works there.
"""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stratrade.apps.classification.services import self_assess, self_steps
from stratrade.apps.documents import queries as documents
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.apps.wording import self_assessment as words
from stratrade.engines.classify.left_open import left_open, settling
from stratrade.interfaces.web import criteria, wording
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.public.goods import GoodsForm

KEY = "self_assessment"


class CodeForm(forms.Form):
    """The code that opens an assessment again."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Four groups of five characters, as you noted them"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class _Opening(Page):
    """A page that opens an assessment in this browser."""

    _code = ""

    def opened(self, request: HttpRequest, code: str) -> None:
        """Remember which one is open: its digest here, the code there."""
        request.session[KEY] = self_steps.digest(code)
        self._code = code

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, and leave the code with the browser."""
        response = super().post(request, **kwargs)
        if self._code:
            response.set_cookie(
                KEY,
                self._code,
                max_age=settings.SESSION_COOKIE_AGE,
                path=reverse("public:self-start"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


class Start(_Opening):
    """What it is, what it is not; begin one, or go on with one."""

    template = "public/self_start.html"
    form_class = GoodsForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The two ways in, and the one that is open in this browser."""
        return {"resume": CodeForm(), "running": self_steps.by_key(str(request.session.get(KEY, "")))}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Begin; nobody begins so many that it fills the register."""
        _consume(request, KEY)
        _row, code = self_assess.start(_described(form))
        self.opened(request, code)
        return reverse("public:self-step")


class Resume(_Opening):
    """Go on with the one that a code opens."""

    template = "public/self_resume.html"
    form_class = CodeForm

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Open it."""
        _consume(request, "self_assessment_code")
        code = form.cleaned_data["code"]
        row = self_assess.resumed(code)
        self.opened(request, code)
        return reverse("public:self-outcome" if row.finished else "public:self-step")


class _Running(Page):
    """A page of the assessment that is open in this browser."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Without an open one, back to the start; a finished one only shows its outcome."""
        row = self_steps.by_key(str(request.session.get(KEY, "")))
        if row is None:
            return HttpResponseRedirect(reverse("public:self-start"))
        self.row = row
        if row.finished and not isinstance(self, Outcome | OutcomePdf):
            return HttpResponseRedirect(reverse("public:self-outcome"))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer, unless somebody does so faster than people type."""
        try:
            _consume(request, "self_assessment_step")
        except self_assess.SelfAssessmentRefused as refused:
            form = self.form(request, request.POST, request.FILES)
            return self._refused(request, form, wording.say(refused.finding), **kwargs)
        return super().post(request, **kwargs)

    def code(self, request: HttpRequest) -> str:
        """The code, as the browser kept it; empty where it did not, or keeps that of another one."""
        kept = request.COOKIES.get(KEY, "")
        return kept if self_steps.digest(kept) == self.row.code_digest else ""


class Step(_Running):
    """One question; its answer, or that it is not known."""

    template = "public/self_step.html"
    form_class = forms.Form

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The next question; where none is left, the answers are looked over."""
        asked = request.GET.get("ask", "")
        if not asked and self_steps.next_step(self.row).ask is None:
            return HttpResponseRedirect(reverse("public:self-review"))
        return super().get(request, **kwargs)

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The question with what it decides; one that the address names is asked again."""
        step = self_steps.next_step(self.row)
        again = request.GET.get("ask", "")
        open_ = {ask.parameter for one in left_open(step.found) for ask in settling(one)}
        name = again if again in {*self.row.answers, *self.row.unknown, *open_} else ""
        ask = step.ask
        parameter = name or (ask.parameter if ask is not None else "")
        question = criteria.in_language(ask.question) if ask is not None and not name else ""
        typical = ask.typical if ask is not None and not name else ""
        edition = open_edition(lists.in_force_today().digest)
        typed = {**self.row.answers, **criteria.given(request.POST.dict())}
        return {
            "row": self.row,
            "code": self.code(request),
            "step": step,
            "about_whole": not parameter,
            "question": question,
            "parameter": parameter,
            "answer": criteria.field(parameter, edition, typed, question=question, typical=typical)
            if parameter
            else None,
            "done": len(self.row.answers) + len(self.row.unknown),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Keep the answer."""
        parameter = request.POST.get("parameter", "")[:100]
        value = "" if "skip" in request.POST else request.POST.get(f"v-{parameter}", "")
        name = parameter or self_steps.DESCRIPTION
        self_assess.answer(self.row.code_digest, name, value)
        return reverse("public:self-step")


class Describe(_Running):
    """Describe the goods anew."""

    template = "public/self_describe.html"
    form_class = GoodsForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form."""
        return {"row": self.row, "code": self.code(request)}

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What was written before."""
        return {"text": self.row.description, "hs": self.row.hs, "cas": self.row.cas}

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Write it."""
        self_assess.describe(self.row.code_digest, _described(form))
        return reverse("public:self-step")


class Review(_Running):
    """Every answer, to change or to freeze."""

    template = "public/self_review.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The answers, and what they come to so far."""
        edition = lists.in_force_today()
        step = self_steps.next_step(self.row)
        unknown = [name for name in self.row.unknown if name != self_steps.DESCRIPTION]
        return {
            "row": self.row,
            "code": self.code(request),
            "verdict": step.found.verdict,
            "says": words.VERDICTS[step.found.verdict],
            "answers": criteria.answered_by_name(self.row.answers, edition.digest),
            "unknown": unknown,
            "more": step.open_,
            "still_open": self_steps.still_open(step.found, open_edition(edition.digest)),
            "still_words": words.PRINTED["still_open"],
            "edition": edition,
        }

    def act(self, request: HttpRequest, form: None) -> str:
        """Freeze the outcome."""
        self_assess.finish(self.row.code_digest)
        return reverse("public:self-outcome")


class Outcome(_Running):
    """The outcome as it was frozen."""

    template = "public/self_outcome.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What was frozen, and what it is worth."""
        if not self.row.finished:
            raise Http404
        outcome = self.row.outcome
        current = lists.in_force_today()
        return {
            "row": self.row,
            "code": self.code(request),
            "outcome": outcome,
            "says": words.VERDICTS[outcome["verdict"]],
            "after": words.AFTER[outcome["verdict"]],
            "words": words.PRINTED,
            "outdated": current.digest != self.row.edition,
        }


class OutcomePdf(_Running):
    """The printed outcome: the same bytes each time."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The PDF."""
        if self.row.file is None:
            raise Http404
        response = HttpResponse(documents.bytes_of(self.row.file), content_type="application/pdf")
        response.headers["Content-Disposition"] = 'inline; filename="self-assessment.pdf"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


class Leave(Page):
    """Forget the code in this browser; whoever noted it may go on elsewhere."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it."""
        request.session.pop(KEY, None)
        start = reverse("public:self-start")
        response = HttpResponseRedirect(start)
        response.delete_cookie(KEY, path=start, samesite="Strict")
        return response


def _consume(request: HttpRequest, action: str) -> None:
    """Count one more; refused beyond what the settings allow one address."""
    if not ratelimit.consume(request, action=action):
        begins = action == KEY
        raise self_assess.SelfAssessmentRefused(
            "classification.self_assessment.too_many" if begins else "classification.self_assessment.too_fast"
        )


def _described(form: forms.Form) -> self_assess.Described:
    typed = form.cleaned_data
    return self_assess.Described(typed["text"], typed["hs"], typed["cas"])
