"""Declarations to treaty bodies: list, begin, write section by section, hand on, review, sign, record, take out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.documents import queries as documents
from stratrade.apps.nation import filling, queries, rules, snapshot, workflow
from stratrade.apps.nation.services import calls, draft, sign
from stratrade.interfaces.exchange import treaty
from stratrade.interfaces.web import files, wording
from stratrade.interfaces.web.nation import sections
from stratrade.interfaces.web.nation.forms import (
    AskForm,
    ConfirmForm,
    EventForm,
    EvidenceForm,
    PeriodForm,
    ReasonForm,
    SentForm,
)
from stratrade.interfaces.web.pages import Page
from stratrade.kernel.validity import legal_date

ACTS: Mapping[str, tuple[Promise, type[forms.Form], str]] = {
    "hand_on": (gettext_lazy("Hand on to review"), ConfirmForm, "owner"),
    "review": (gettext_lazy("Approve"), ConfirmForm, "review"),
    "send_back": (gettext_lazy("Send back"), ReasonForm, ""),
    "sign": (gettext_lazy("Sign"), ConfirmForm, "sign"),
    "record_sent": (gettext_lazy("Record that it was sent"), SentForm, "owner"),
    "discard": (gettext_lazy("Give the draft up"), ReasonForm, "owner"),
    "amend": (gettext_lazy("Amend"), ConfirmForm, "owner"),
}
"""Action -> what the button says, the form it needs, whose hand it is (empty: whoever's turn it is)."""
FORMS = ("pdf", "docx", "xlsx", "json", "xml")


class _Declarations(Page):
    """A page of the declarations."""

    desk = "nation"
    permission = Permission.NATION_DECLARATION_READ

    def declaration(self, request: HttpRequest, public_id: UUID) -> Any:
        """The declaration, or 404: whether it exists is nobody else's business."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found


class Declarations(_Declarations):
    """Every declaration the person has to do with."""

    template = "nation/treaty/declarations.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list, and what the person's agency is asked."""
        user: Any = request.user
        rows = queries.page(for_=user)
        return {
            "declarations": self.paged(request, rows),
            "waiting": queries.waiting_for(user),
            "calls": list(queries.calls_of(user)),
        }


class Start(_Declarations):
    """Begin one."""

    permission = Permission.NATION_DECLARATION_DRAFT
    template = "nation/treaty/form.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form that the duty needs; the period stands in it where the calendar knows it."""
        duty = self._duty()
        given = {"period": request.GET.get("period", "")}
        return EventForm(data) if duty.is_event else PeriodForm(data, initial=given)

    def show(self, request: HttpRequest, kind: str) -> dict[str, Any]:
        """What is begun."""
        duty = self._duty()
        return {
            "heading": wording.label(f"duty_{duty.id}"),
            "intro": f"{duty.body} · {duty.reference}",
            "back": reverse("nation:duties"),
            "back_title": _("Obligations calendar"),
            "submit": _("Begin the declaration"),
        }

    def act(self, request: HttpRequest, form: forms.Form, kind: str) -> str:
        """Begin."""
        user: Any = request.user
        row = draft.start(kind, **form.cleaned_data, by=user)
        return reverse("nation:declaration", args=[row.public_id])

    def _duty(self) -> Any:
        found = rules.duties().get(self.kwargs["kind"])
        if found is None or found.is_return:
            raise Http404
        return found


class Declaration(_Declarations):
    """One declaration: where it stands, what it says, what is asked, what shows it."""

    template = "nation/treaty/declaration.html"

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Everything."""
        user: Any = request.user
        row = self.declaration(request, public_id)
        duty = rules.every_duty()[row.kind]
        content = row.frozen or snapshot.take(row, for_=user)
        writes = row.is_open and _has_hand(user, row, "owner", Permission.NATION_DECLARATION_DRAFT)
        return {
            "declaration": row,
            "duty": duty,
            "sections": sections.shown(content),
            "writes": writes,
            "actions": _actions(user, row),
            "questions": filling.questions(row, for_=user) if row.is_open else 0,
            "year": row.period[:4],
            "calls": list(row.calls.all()),
            "section_titles": {s.id: sections.own(s.titles) for s in rules.forms()[row.kind]},
            "papers": documents.attachments(row.subject),
            "keeps": _has_hand(user, row, "owner", Permission.NATION_DECLARATION_DRAFT),
            "forms": FORMS if row.signed_at else FORMS[1:] if row.frozen else (),
            "events": trail.of_subject(row.subject)[::-1],
        }


class Section(_Declarations):
    """Write a section: its fields, one more row, or that there is nothing to declare."""

    permission = Permission.NATION_DECLARATION_DRAFT
    template = "nation/treaty/section.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """Fields as the section asks them."""
        part = self._part(request)
        if data is not None and "do" in data:
            return ConfirmForm(data)
        return sections.SectionForm(data, columns=sections.columns_of(part))

    def initial(self, request: HttpRequest, public_id: UUID, section: str) -> dict[str, Any]:
        """What was written before; a new row is empty."""
        row = self.declaration(request, public_id)
        said = row.content.get(section, {}).get("fields", {}) if self._part(request).fields else {}
        return {**said, "version": row.version}

    def show(self, request: HttpRequest, public_id: UUID, section: str) -> dict[str, Any]:
        """The section as it stands."""
        user: Any = request.user
        row = self.declaration(request, public_id)
        part = self._part(request)
        standing = sections.shown(row.frozen or snapshot.take(row, for_=user))
        return {
            "declaration": row,
            "part": part,
            "title": sections.own(part.titles),
            "section": next(one for one in standing if one["id"] == section),
            "answers": [c for c in row.calls.all() if c.section == section and c.answered_at],
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, section: str) -> str:
        """Do what the button says."""
        user: Any = request.user
        typed = {k: str(v or "") for k, v in form.cleaned_data.items() if k != "version"}
        version = form.cleaned_data["version"]
        here = reverse("nation:declaration-section", args=[public_id, section])
        done = reverse("nation:declaration", args=[public_id])
        do = request.POST.get("do", "")
        if do == "nothing":
            draft.say_nothing(public_id, section, version=version, by=user)
            return done
        if do.startswith("out-") and do[4:].isascii() and do[4:].isdigit():
            draft.take_out_row(public_id, section, int(do[4:]), version=version, by=user)
            return here
        if self._part(request).fields:
            draft.write(public_id, section, typed, version=version, by=user)
            return done
        draft.add_row(public_id, section, typed, version=version, by=user)
        return here

    def _part(self, request: HttpRequest) -> Any:
        row = self.declaration(request, self.kwargs["public_id"])
        part = rules.section(row.kind, self.kwargs["section"])
        if part is None or not part.is_written:
            raise Http404
        return part


class Step(_Declarations):
    """One step: hand on, approve, send back, sign, record, give up, amend."""

    template = "nation/treaty/form.html"

    def get(self, request: HttpRequest, public_id: UUID, action: str) -> HttpResponse:  # type: ignore[override]
        """Only a step that the person may take now has a page."""
        user: Any = request.user
        row = self.declaration(request, public_id)
        if action not in {one["action"] for one in _actions(user, row)}:
            raise Http404
        return super().get(request, public_id=public_id, action=action)

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form of the step."""
        return self._step()[1](data)

    def initial(self, request: HttpRequest, public_id: UUID, action: str) -> dict[str, Any]:
        """The version, and today for a day."""
        return {"version": self.declaration(request, public_id).version, "sent_on": today()}

    def show(self, request: HttpRequest, public_id: UUID, action: str) -> dict[str, Any]:
        """What is being done."""
        row = self.declaration(request, public_id)
        title = self._step()[0]
        return {
            "declaration": row,
            "heading": f"{title}: {wording.label('duty_' + row.kind)}",
            "intro": _("The system sends nothing by itself. People hand the declaration over."),
            "back": reverse("nation:declaration", args=[public_id]),
            "back_title": row.reference,
            "submit": title,
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, action: str) -> str:
        """Do it."""
        user: Any = request.user
        typed = dict(form.cleaned_data)
        match action:
            case "discard":
                draft.discard(public_id, **typed, by=user)
                return reverse("nation:declarations")
            case "amend":
                row = sign.amend(public_id, by=user)
                return reverse("nation:declaration", args=[row.public_id])
        do: Any = getattr(sign, action)
        do(public_id, **typed, by=user)
        return reverse("nation:declaration", args=[public_id])

    def _step(self) -> tuple[Promise, type[forms.Form], str]:
        found = ACTS.get(self.kwargs["action"])
        if found is None:
            raise Http404
        return found


class Evidence(_Declarations):
    """Keep a paper with a declaration."""

    permission = Permission.NATION_DECLARATION_DRAFT
    template = "nation/treaty/form.html"
    form_class = EvidenceForm

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.declaration(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """Where it will lie."""
        row = self.declaration(request, public_id)
        return {
            "heading": _("Keep a paper with the declaration"),
            "back": reverse("nation:declaration", args=[public_id]),
            "back_title": row.reference,
            "submit": _("Keep it"),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Keep it."""
        user: Any = request.user
        given = form.cleaned_data["file"]
        documents.check_size(given.size)
        draft.attach(public_id, given.read(), given.name, version=form.cleaned_data["version"], by=user)
        return reverse("nation:declaration", args=[public_id])


class Paper(_Declarations):
    """A paper kept with a declaration."""

    def get(self, request: HttpRequest, public_id: UUID, paper: UUID) -> HttpResponse:  # type: ignore[override]
        """The bytes, to be saved and never run."""
        row = self.declaration(request, public_id)
        found = documents.attachment(row.subject, paper)
        if found is None:
            raise Http404
        return files.saved(found[1], found[0].file.media_type, found[0].name)


class Export(_Declarations):
    """A frozen copy, taken out by a person; the trail says by whom."""

    def get(self, request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:  # type: ignore[override]
        """The file."""
        user: Any = request.user
        self.declaration(request, public_id)
        if form not in FORMS:
            raise Http404
        try:
            row = sign.export(public_id, form, by=user)
        except sign.Refused as refused:
            raise Http404 from refused
        name = f"{row.reference.replace('/', '-')}.{form}"
        if form == "pdf":
            issued = documents.standing(row.subject, sign.PAPER)
            if issued is None:
                raise Http404
            return files.saved(documents.content(issued), "application/pdf", name)
        hands = _hands(row)
        language = (get_language() or "en")[:2]
        raw = treaty.made(form, row.frozen or {}, sha256=row.sha256, hands=hands, language=language)
        return files.saved(raw, treaty.MEDIA[form], name)


class Ask(_Declarations):
    """Ask agencies for their part."""

    permission = Permission.NATION_DECLARATION_DRAFT
    template = "nation/treaty/form.html"

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The sections that people write can be asked about."""
        row = self.declaration(request, self.kwargs["public_id"])
        return AskForm(data, sections=[(s.id, sections.own(s.titles)) for s in rules.forms()[row.kind]])

    def initial(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """The version."""
        return {"version": self.declaration(request, public_id).version}

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:
        """What for."""
        row = self.declaration(request, public_id)
        return {
            "heading": _("Ask agencies for their part"),
            "back": reverse("nation:declaration", args=[public_id]),
            "back_title": row.reference,
            "submit": _("Ask"),
        }

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID) -> str:
        """Ask one, or everybody."""
        user: Any = request.user
        typed = form.cleaned_data
        common = {"question": typed["question"], "due_on": typed["due_on"], "version": typed["version"]}
        if typed["agency"]:
            calls.ask(public_id, typed["section"], typed["agency"], **common, by=user)
        else:
            calls.ask_everybody(public_id, **common, by=user)
        return reverse("nation:declaration", args=[public_id])


def _has_hand(user: Any, row: Any, hand: str, permission: Permission) -> bool:
    given = rules.hands()[row.kind]
    codes = (given.owner,) if hand == "owner" else getattr(given, hand)
    return access.may(user, permission) and user.agency is not None and user.agency.code in codes


_HAND_OF: Mapping[str, str] = {
    Permission.NATION_DECLARATION_DRAFT: "owner",
    Permission.NATION_DECLARATION_REVIEW: "review",
    Permission.NATION_DECLARATION_SIGN: "sign",
}


def _actions(user: Any, row: Any) -> list[dict[str, Any]]:
    """The steps that the person may take now."""
    found = []
    for one in workflow.DECLARATION.actions(row.status):
        hand = _HAND_OF.get(one.permission, "")
        same = one.action in {"review", "sign"} and user.pk in {
            row.drafted_by_id,
            row.reviewed_by_id if one.action == "sign" else None,
        }
        if (
            hand
            and one.action in ACTS
            and _has_hand(user, row, hand, Permission(one.permission))
            and not same
        ):
            found.append({"action": one.action, "title": ACTS[one.action][0]})
    if row.status in {"SIGNED", "SENT"} and _has_hand(
        user, row, "owner", Permission.NATION_DECLARATION_DRAFT
    ):
        found.append({"action": "amend", "title": ACTS["amend"][0]})
    return found


def _hands(row: Any) -> list[tuple[str, str, str]]:
    three = (
        (_("Drafted"), row.drafted_by, row.drafted_at),
        (_("Reviewed"), row.reviewed_by, row.reviewed_at),
        (_("Signed"), row.signed_by, row.signed_at),
    )
    return [
        (done, who.name, legal_date(at, settings.LEGAL_TIME_ZONE).isoformat())
        for done, who, at in three
        if who is not None
    ]
