"""Assess goods by oneself, without an account: begin, describe anew, answer, freeze the outcome, forget.

`key` is the digest of the code that opens an assessment; the code itself is kept nowhere.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import PUBLIC
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.classification.events import (
    SelfAssessmentAnswered,
    SelfAssessmentFinished,
    SelfAssessmentForgotten,
    SelfAssessmentStarted,
)
from stratrade.apps.classification.models import SelfAssessment
from stratrade.apps.classification.services import self_steps
from stratrade.apps.documents import render
from stratrade.apps.documents import services as documents
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.apps.wording import self_assessment as words
from stratrade.apps.wording.labels import LABELS
from stratrade.engines.classify.identify import ENGINE_VERSION, Identification
from stratrade.engines.classify.values import ValueUnreadableError, read_value
from stratrade.engines.lists.evaluate import entry_of
from stratrade.engines.lists.leaf import CONCENTRATION
from stratrade.engines.lists.model import Edition
from stratrade.kernel.finding import Finding, Severity

SHOWN = 6


class SelfAssessmentRefused(Exception):
    """It cannot be done.

    Args:
        finding: the coded reason.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code, Severity.BLOCK, params)
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Described:
    """Goods as somebody describes them."""

    description: str
    hs: str = ""
    cas: str = ""


@use_case
def start(goods: Described) -> tuple[SelfAssessment, str]:
    """Begin.

    Returns:
        The row, and the code that opens it again; it is told once and not kept.

    Raises:
        SelfAssessmentRefused: no list had been adopted by today.
    """
    access.require(PUBLIC, Permission.CLASSIFICATION_GOODS_IDENTIFY)
    try:
        edition = lists.in_force(today()).digest
    except lists.NoEditionInForce as none:
        raise SelfAssessmentRefused("classification.self_assessment.no_list") from none
    code = self_steps.new_code()
    keep = pack_files.read(settings.STRATRADE_PACK).rulings.keep_days
    row = SelfAssessment(
        code_digest=self_steps.digest(code),
        edition=edition,
        created_at=timezone.now(),
        expires_on=today() + timedelta(days=keep),
    )
    _describe(row, goods)
    row.save()
    record(SelfAssessmentStarted(edition=row.edition), subject=row.subject, by=PUBLIC)
    return row, code


def resumed(code: str) -> SelfAssessment:
    """The assessment that a code opens.

    Raises:
        SelfAssessmentRefused: no such code, or its time is over.
    """
    row = self_steps.by_code(code)
    if row is None:
        raise SelfAssessmentRefused("classification.self_assessment.unknown_code")
    return row


@use_case
def describe(key: str, goods: Described) -> SelfAssessment:
    """Describe the goods anew; answers that were given stay.

    Raises:
        SelfAssessmentRefused: no such code, or it is finished.
    """
    row = _open(key)
    _describe(row, goods)
    row.unknown = [name for name in row.unknown if name != self_steps.DESCRIPTION]
    row.save()
    record(SelfAssessmentAnswered(parameter=self_steps.DESCRIPTION), subject=row.subject, by=PUBLIC)
    return row


@use_case
def answer(key: str, parameter: str, value: str) -> SelfAssessment:
    """Answer one question; an empty value says that it is not known.

    Raises:
        SelfAssessmentRefused: no such code, no such question, an answer that cannot be read, or it is finished.
    """
    row = _open(key)
    if parameter not in _askable(row):
        raise SelfAssessmentRefused("classification.self_assessment.no_such_question")
    if parameter == self_steps.DESCRIPTION:
        value = ""  # more words go into the description; here one only says that there are none
    if value.strip():
        _check(parameter, value.strip())
    row.answers.pop(parameter, None)
    row.unknown = [name for name in row.unknown if name != parameter]
    if value.strip():
        row.answers[parameter] = value.strip()[:200]
    else:
        row.unknown.append(parameter)
    row.save()
    record(SelfAssessmentAnswered(parameter=parameter), subject=row.subject, by=PUBLIC)
    return row


@use_case
def finish(key: str) -> SelfAssessment:
    """Freeze the outcome with the list in force and print it; nothing of it changes afterwards.

    Raises:
        SelfAssessmentRefused: no such code, or it is finished.
    """
    row = _open(key)
    on = today()
    edition_row = lists.in_force(on)
    found = self_steps.found_of(row)
    row.edition = edition_row.digest
    row.engine_version = f"{stratrade.__version__}/{ENGINE_VERSION}"
    row.finished_at = timezone.now()
    row.outcome = _outcome(row, found, open_edition(row.edition)) | {
        "list": edition_row.titles,
        "legal_status": edition_row.legal_status,
        "instrument": lists.instrument(edition_row.digest, on),
        "on": on.isoformat(),
    }
    raw = render.pdf("self_assessment", _printed(row), token="", issued_at=row.finished_at)
    row.file = documents.keep_bytes(raw, "application/pdf", at=row.finished_at)
    row.status = SelfAssessment.Status.FINISHED
    row.save()
    said = SelfAssessmentFinished(verdict=found.verdict, edition=row.edition, sha256=row.file.sha256)
    record(said, subject=row.subject, by=PUBLIC)
    return row


@use_case
def forget_old(*, by: User) -> int:
    """Take away what is kept no longer, with its file; its trail, which says nothing of the goods, stays.

    Returns:
        How many were taken away.
    """
    access.require(by, Permission.CLASSIFICATION_GOODS_IDENTIFY)
    old = SelfAssessment.objects.select_for_update(of=("self",)).filter(expires_on__lt=today())
    rows = list(old.select_related("file").order_by("pk"))
    for row in rows:
        record(SelfAssessmentForgotten(expires_on=row.expires_on.isoformat()), subject=row.subject, by=by)
        stored = row.file
        row.delete()
        if stored is not None:
            documents.forget_bytes(stored)
    if not rows:
        unchanged()
    return len(rows)


def _open(key: str) -> SelfAssessment:
    access.require(PUBLIC, Permission.CLASSIFICATION_GOODS_IDENTIFY)
    row = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .filter(code_digest=key, expires_on__gte=today())
        .first()
    )
    if row is None:
        raise SelfAssessmentRefused("classification.self_assessment.unknown_code")
    if row.status != SelfAssessment.Status.OPEN:
        raise SelfAssessmentRefused("classification.self_assessment.finished")
    return row


def _describe(row: SelfAssessment, goods: Described) -> None:
    row.description = goods.description.replace("\x00", "").strip()[:2000]
    row.hs = goods.hs.replace(".", "").replace(" ", "")[:14]
    row.cas = goods.cas.strip()[:20]


def _check(parameter: str, value: str) -> None:
    try:
        read_value(parameter, value, open_edition(lists.in_force(today()).digest))
    except ValueUnreadableError as wrong:
        raise SelfAssessmentRefused(
            "classify.value.unreadable", parameter=parameter, value=value[:80]
        ) from wrong


def _askable(row: SelfAssessment) -> set[str]:
    """What may be answered: what was answered before, and what the list asks now."""
    found = self_steps.found_of(row)
    asked = {ask.parameter for candidate in found.candidates for ask in candidate.ask if ask.parameter}
    return asked | {*row.answers, *row.unknown, self_steps.DESCRIPTION}


def _outcome(row: SelfAssessment, found: Identification, edition: Edition) -> dict[str, Any]:
    """What is frozen: verdict, entries with their standing, answers and open facts, in every language."""
    shown = []
    for candidate in found.candidates[:SHOWN]:
        entry = entry_of(candidate.entry, edition)
        shown.append(
            {
                "entry": candidate.entry,
                "paragraph": candidate.paragraph,
                "status": candidate.status,
                "title": dict(entry.title) if entry is not None else {},
            }
        )
    return {
        "verdict": found.verdict,
        "entries": shown,
        "still_open": self_steps.still_open(found, edition),
        "answers": [
            {"parameter": name, "fact": _fact(name, edition), "value": _value(name, value, edition)}
            for name, value in row.answers.items()
        ],
        "unknown": [
            {"parameter": name, "fact": _fact(name, edition)}
            for name in row.unknown
            if name != self_steps.DESCRIPTION
        ],
    }


def _fact(name: str, edition: Edition) -> dict[str, str]:
    known = edition.parameters.get(name)
    if known is not None:
        return dict(known.label)
    return {"en": "share by weight" if name == CONCENTRATION else name.replace("_", " ")}


def _value(name: str, value: str, edition: Edition) -> dict[str, str]:
    known = edition.parameters.get(name)
    if known is not None and value in known.options:
        return dict(known.options[value])
    if value in words.ANSWERS:
        return {code: _in(code, words.ANSWERS[value]) for code, _ in settings.LANGUAGES}
    bare = value.replace(".", "", 1).isdecimal()
    unit = known.unit if known is not None else "%" if name == CONCENTRATION else ""
    return {"": f"{value} {unit}".strip() if bare else value}


def _in(language: str, text: Promise) -> str:
    with translation.override(language):
        return str(text)


def _printed(row: SelfAssessment) -> dict[str, Any]:
    """The context of the page, in the language in which it was finished."""
    outcome = row.outcome
    return {
        "language": (get_language() or "en")[:2],
        "words": {name: str(text) for name, text in words.PRINTED.items()},
        "verdict": str(words.VERDICTS[outcome["verdict"]]),
        "after": str(words.AFTER[outcome["verdict"]]),
        "still_open": [
            {
                "paragraph": one["paragraph"],
                "title": said(one["title"]),
                "asks": [said(ask["question"]) for ask in one["asks"]],
            }
            for one in outcome["still_open"]
        ],
        "description": row.description,
        "hs": row.hs,
        "cas": row.cas,
        "entries": [
            {
                "paragraph": one["paragraph"] or one["entry"],
                "title": said(one["title"]),
                "status": str(LABELS[one["status"]]),
            }
            for one in outcome["entries"]
        ],
        "answers": [{"fact": said(one["fact"]), "value": said(one["value"])} for one in outcome["answers"]],
        "unknown": [said(one["fact"]) for one in outcome["unknown"]],
        "list": said(outcome["list"]),
        "legal_status": outcome["legal_status"],
        "instrument": outcome["instrument"],
        "edition": row.edition[:16],
        "day": date_format(today(), "DATE_FORMAT"),
        "demonstration": bool(getattr(settings, "DEMONSTRATION", False)),
    }


def said(texts: dict[str, str]) -> str:
    """A text in the language of the moment, else in English, else as it was typed."""
    return texts.get((get_language() or "en")[:2]) or texts.get("en") or texts.get("", "")
