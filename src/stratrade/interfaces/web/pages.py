"""The base of every page: desk gate, permission, form, paging, htmx parts, refusals as form errors."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ObjectDoesNotExist, PermissionDenied
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit import queries as trail
from stratrade.interfaces.web import actors, wording
from stratrade.kernel.finding import Finding

ROWS = 25
UNPROCESSABLE = 422
TOLD_TO_EXPORTERS = frozenset(
    {
        "casework.DraftStarted",
        "casework.DraftChanged",
        "casework.ApplicationSubmitted",
        "casework.CaseWithdrawn",
        "classification.ProductChanged",
        "classification.RulingAnswered",
        "classification.RulingDraftChanged",
        "classification.RulingInquired",
        "classification.RulingRejected",
        "classification.RulingReplied",
        "classification.RulingRevoked",
        "classification.RulingStarted",
        "classification.RulingSubmitted",
        "classification.RulingSuperseded",
        "classification.RulingWithdrawn",
        "documents.AttachmentKept",
        "measures.ConcernAsked",
        "measures.ConcernNotified",
        "measures.ConcernReplied",
        "licences.LicenceSuspended",
        "licences.LicenceReinstated",
        "licences.LicenceRevoked",
        "licences.LicenceSurrendered",
    }
)
"""What a stale form may say on the exporter's desk; holds, alerts, flags and positions stay inside."""


class Page(View):
    """One page. Subclasses say who may see it, what it shows and what it does.

    Attributes:
        desk: the desk it belongs to; empty for pages that anybody may open.
        permission: what the person must hold besides; None where the desk suffices.
        template: the whole page.
        part: the part that htmx swaps; empty where the whole page is sent.
        form_class: the form it carries; None where it has none.
        tells_meanwhile: whether a stale form says what was done; not where the person may not read the trail.
    """

    desk: ClassVar[str] = ""
    permission: ClassVar[Permission | None] = None
    template: ClassVar[str] = ""
    part: ClassVar[str] = ""
    form_class: ClassVar[type[forms.Form] | None] = None
    tells_meanwhile: ClassVar[bool] = True

    # ---- what subclasses write
    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {}

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What stands in the form before anything is typed; `version` where the form carries one."""
        return {}

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form | None:
        """The form, bound where data is given."""
        return None if self.form_class is None else self.form_class(data, files)

    # ---- the walk of a request
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask the gate, then answer; a refusal inside a service is a refusal of the page."""
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("NUL")
        if self.desk or self.permission is not None:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            self._gate(request)
        try:
            return super().dispatch(request, *args, **kwargs)
        except access.AccessDenied as refused:
            raise PermissionDenied(wording.say(refused.finding)) from refused
        except ObjectDoesNotExist as gone:
            raise Http404 from gone

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        if not self.template:
            return HttpResponseNotAllowed(["POST"])
        form = self._unbound(request, **kwargs)
        return self._render(request, {"form": form, **self.show(request, **kwargs)})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Check what was typed, do it, go on; or show the page again with everything still typed."""
        act = getattr(self, "act", None)
        if act is None:
            return HttpResponseNotAllowed(["GET"])
        form = self.form(request, request.POST, request.FILES)
        if form is not None and not form.is_valid():
            return self._again(request, form, **kwargs)
        try:
            return self._go(request, act(request, form, **kwargs))
        except access.AccessDenied:
            raise
        except StaleVersion:
            return self._refused(request, form, self._meanwhile(request, **kwargs), fresh=True, **kwargs)
        except Exception as refused:
            finding = getattr(refused, "finding", None)
            if not isinstance(finding, Finding):
                raise
            return self._refused(request, form, wording.say(finding), **kwargs)

    # ---- helps for subclasses
    def paged(self, request: HttpRequest, rows: Any, *, size: int = ROWS) -> Slice[Any]:
        """The page of `rows` that the address asks for; a page that is not there is the nearest one."""
        return Paginator(rows, size).get_page(request.GET.get("page"))

    # ---- inside
    def _gate(self, request: HttpRequest) -> None:
        user = request.user
        if self.desk and self.desk not in access.desks(user):  # type: ignore[arg-type]
            raise PermissionDenied(_("This desk is not yours."))
        if self.permission is not None and not access.may(user, self.permission):  # type: ignore[arg-type]
            raise PermissionDenied(_("Your role does not include this."))

    def _unbound(self, request: HttpRequest, **kwargs: Any) -> forms.Form | None:
        form = self.form(request)
        if form is not None:
            form.initial = {**self.initial(request, **kwargs), **form.initial}
        return form

    def _go(self, request: HttpRequest, url: Any) -> HttpResponse:
        if isinstance(url, HttpResponse):
            return url
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)

    def _refused(
        self,
        request: HttpRequest,
        form: forms.Form | None,
        sentence: str,
        *,
        fresh: bool = False,
        **kwargs: Any,
    ) -> HttpResponse:
        if form is None:
            context = {"sentence": sentence, "back": request.headers.get("Referer", "/")}
            return render(request, "refused.html", {"desk": self.desk, **context}, status=409)
        form.add_error(None, sentence)
        if fresh and "version" in form.fields:
            typed = form.data.copy()
            typed["version"] = str(self.initial(request, **kwargs).get("version", ""))
            form.data = typed
        return self._again(request, form, **kwargs)

    def _again(self, request: HttpRequest, form: forms.Form, **kwargs: Any) -> HttpResponse:
        return self._render(request, {**self.show(request, **kwargs), "form": form}, status=UNPROCESSABLE)

    def _meanwhile(self, request: HttpRequest, **kwargs: Any) -> str:
        """Who changed the thing since the person opened it, and what they did, as the trail has it."""
        shown = self.show(request, **kwargs).values()
        subject = next((v.subject for v in shown if isinstance(getattr(v, "subject", None), str)), "")
        row = trail.last_change(subject) if subject and self.tells_meanwhile else None
        if row is not None and (self.desk != "exporter" or row.name in TOLD_TO_EXPORTERS):
            what = wording.happened(row.name, row.payload)
            who = actors.office(row) if self.desk == "exporter" else actors.person(row)
            return _(
                "%(who)s changed this meanwhile: %(what)s "
                "What you typed is kept. Look at it again, then send it."
            ) % {"who": who, "what": what}
        return _("This was changed meanwhile. What you typed is kept. Look at it again, then send it.")

    def _render(self, request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        partly = self.part and request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
        template = self.part if partly else self.template
        return render(request, template, {"desk": self.desk, **context}, status=status)
