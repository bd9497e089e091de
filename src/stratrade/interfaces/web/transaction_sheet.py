"""The answer to a transaction on paper: what was asked, what was found, on which rules."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stratrade.apps import pack
from stratrade.apps.classification.services.transaction import Reply
from stratrade.apps.documents import render
from stratrade.engines.determination.approved import plain
from stratrade.interfaces.web import criteria, wording


def pdf(form: forms.Form, reply: Reply, edition: Any, *, at: datetime) -> bytes:
    """The sheet as PDF; nothing of it is kept.

    Args:
        form: the question, valid.
        reply: the answer.
        edition: the control list applied.
        at: when it was asked.
    """
    found = reply.determination
    language = (get_language() or "en")[:2]
    context: Mapping[str, Any] = {
        "state": pack.read(settings.STRATRADE_PACK).names.get(language, ""),
        "language": language,
        "title": _("What applies to my transaction?"),
        "outcome": wording.label(found.outcome),
        "advice": _("This is advice, not a decision."),
        "asked_heading": _("What was asked"),
        "asked": list(_asked(form)),
        "found_heading": _("What the rules say"),
        "found": [_line(wording.say(f), f.reference, _marked(f, reply)) for f in found.findings],
        "needed_heading": _("What must be had"),
        "needed": [
            _line(wording.label(f"requirement_{r.kind}"), r.reference, r.basis or r.refer_to)
            for r in found.requirements
        ],
        "known_heading": _("Approvals of committees that stand"),
        "known": [
            _line(
                f"{one.reference} ({one.letter}), {one.rule}: {one.applicant}",
                one.citation,
                f"{plain(one.remaining)} {one.unit}",
            )
            for one in reply.approvals
        ],
        "open_heading": _("To be known first"),
        "open": [criteria.in_language(q.question) for q in found.ask],
        "source": f"{criteria.in_language(edition.titles)} · {reply.edition[:12]} · {reply.engine_version}",
        "asked_at": date_format(at, "SHORT_DATETIME_FORMAT"),
    }
    return render.pdf("transaction", context, token="", issued_at=at)


def _asked(form: forms.Form) -> Iterable[tuple[str, str]]:
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", []):
            continue
        named = dict(getattr(field, "choices", ()) or ())
        values = value if isinstance(value, list) else [value]
        yield str(field.label), ", ".join(str(named.get(one, one)) for one in values)


def _line(text: str, reference: str, mark: str) -> dict[str, str]:
    return {"text": text, "reference": reference, "mark": mark}


def _marked(finding: Any, reply: Reply) -> str:
    unread = {str(finding.params.get("rule", "")), finding.reference} & reply.unverified
    return _("not checked against the text") if unread else ""
