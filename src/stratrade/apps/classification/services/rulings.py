"""Ask for a ruling: draft it, hand it in, answer the officer, take it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.classification import queries, workflow
from stratrade.apps.classification.events import (
    RulingDraftChanged,
    RulingReplied,
    RulingStarted,
    RulingSubmitted,
    RulingWithdrawn,
)
from stratrade.apps.classification.models import RulingItem, RulingRequest
from stratrade.apps.classification.services.identify import identify
from stratrade.apps.documents import numbers
from stratrade.apps.lists import queries as lists
from stratrade.apps.parties import queries as parties
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.validity import add_working_days

_DETAILS = ("kind", "title", "question", "activity", "destination", "end_use")


class RulingRefused(Exception):
    """The request cannot be changed so.

    Args:
        finding: the coded reason.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


@dataclass(frozen=True, slots=True)
class RulingFields:
    """What is asked; `destination` is an alpha-2 code, `activity` one of the pack's."""

    kind: str
    title: str
    question: str = ""
    activity: str = "export"
    destination: str = ""
    end_use: str = ""


@dataclass(frozen=True, slots=True)
class GoodsFields:
    """Goods as the asker states them; `answers` are parameter id -> answer as typed on a form."""

    description: str
    name: str = ""
    maker: str = ""
    model: str = ""
    hs: str = ""
    cas: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@use_case
def start(fields: RulingFields, *, by: User) -> RulingRequest:
    """Begin a request for the person's own company, or for their customs agency.

    Raises:
        AccessDenied: the person may not ask, or acts for nobody.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    return _start(fields, by)


@use_case
def describe(public_id: UUID, fields: RulingFields, *, version: int | None, by: User) -> RulingRequest:
    """Write what is asked anew.

    Raises:
        RulingRefused: it was handed in already.
        StaleVersion, AccessDenied.
    """
    request = _open(public_id, version, by)
    for name in _DETAILS:
        setattr(request, name, _plain(getattr(fields, name)))
    return _changed(request, "details", by)


@use_case
def put_goods(
    public_id: UUID, fields: GoodsFields, *, number: int | None = None, version: int | None, by: User
) -> RulingItem:
    """Add goods that are typed, or describe item `number` anew.

    Raises:
        RulingRefused, StaleVersion, AccessDenied.
    """
    request = _open(public_id, version, by)
    item = _put(request, fields, number)
    _changed(request, f"item {item.number}", by)
    return item


@use_case
def put_product(public_id: UUID, product: UUID, *, version: int | None, by: User) -> RulingItem:
    """Add a product of the company's library.

    Raises:
        Product.DoesNotExist: it is not of the person's company.
        RulingRefused, StaleVersion, AccessDenied.
    """
    request = _open(public_id, version, by)
    row = queries.own(by).get(public_id=product)
    fields = GoodsFields(
        description=row.description,
        name=row.name,
        maker=row.maker,
        model=row.model,
        hs=row.hs,
        cas=row.cas,
        answers=row.answers,
    )
    item = _put(request, fields, None)
    item.product = row
    item.save(update_fields=["product"])
    _changed(request, f"item {item.number}", by)
    return item


@use_case
def drop_goods(public_id: UUID, number: int, *, version: int | None, by: User) -> RulingRequest:
    """Take goods out of a draft."""
    request = _open(public_id, version, by)
    request.items.filter(number=number).delete()
    return _changed(request, f"item {number}", by)


@use_case
def submit(public_id: UUID, *, version: int | None, by: User) -> RulingRequest:
    """Hand a draft in: the goods are identified with the list in force, and its answer is frozen.

    Raises:
        IllegalTransition: incomplete, or handed in already.
        NoEditionInForce, StaleVersion, AccessDenied.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = _own(public_id, version, by)
    return _submit(request, by)


@use_case
def ask_about(
    fields: RulingFields, goods: GoodsFields, *, about: str, about_label: str, by: User
) -> RulingRequest:
    """Ask and hand in at once, about goods that somebody has before them.

    Args:
        about: audit subject and part, such as "enforcement.declaration:<id>/<item>".
        about_label: what people call it.

    Raises:
        IllegalTransition: incomplete.
        NoEditionInForce, AccessDenied.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = _start(fields, by)
    request.about, request.about_label = about[:120], about_label[:120]
    request.save(update_fields=["about", "about_label"])
    _put(request, goods, None)
    return _submit(request, by)


@use_case
def reply(
    public_id: UUID, *, answer: str, answers: Mapping[str, str], version: int | None, by: User
) -> RulingRequest:
    """Answer the officer: in words, and by value where parameters were asked.

    Args:
        answer: the sentence.
        answers: parameter id -> answer as typed, of the item that was asked about.

    Raises:
        RulingRefused: nothing was answered.
        IllegalTransition, StaleVersion, AccessDenied.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = _own(public_id, version, by)
    question = request.questions.select_for_update(of=("self",)).filter(answered_at__isnull=True).first()
    if question is None:
        raise IllegalTransition(_block("classification.ruling.nothing_asked", status=request.status))
    told = {
        name: answers[name].strip()[:200] for name in question.parameters if answers.get(name, "").strip()
    }
    if not answer.strip() and not told:
        raise RulingRefused(_block("classification.ruling.empty_reply"))
    workflow.RULING.advance(request, "reply", by=by)
    question.answer = _plain(answer)[:4000]
    question.answered_at = timezone.now()
    question.answered_by = by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    if question.item is not None and told:
        item = request.items.select_for_update(of=("self",)).get(pk=question.item.pk)
        item.values = {**item.values, **told}
        item.save(update_fields=["values"])
    record(RulingReplied(reference=request.reference), subject=request.subject, by=by)
    return request


@use_case
def withdraw(public_id: UUID, *, reason: str, version: int | None, by: User) -> RulingRequest:
    """Take a request back before it is answered."""
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = _own(public_id, version, by)
    workflow.RULING.advance(request, "withdraw", by=by)
    request.closing_reason = _plain(reason)[:500]
    request.save(update_fields=["closing_reason"])
    said = RulingWithdrawn(reference=request.reference, reason=request.closing_reason)
    record(said, subject=request.subject, by=by)
    return request


def _start(fields: RulingFields, by: User) -> RulingRequest:
    company = None if by.agency_id else parties.company_of(by)
    if company is None and not by.agency_id:
        raise access.AccessDenied(by, Permission.CLASSIFICATION_RULING_ASK)
    values: dict[str, Any] = {name: _plain(getattr(fields, name)) for name in _DETAILS}
    request = RulingRequest.objects.create(
        **{**values, "title": values["title"][:200]},
        company=company,
        agency_id=by.agency_id,
        created_by=by,
        created_at=timezone.now(),
    )
    record(RulingStarted(title=request.title), subject=request.subject, by=by)
    return request


def _submit(request: RulingRequest, by: User) -> RulingRequest:
    rulings = pack_files.read(settings.STRATRADE_PACK).rulings
    on = today()
    request.edition = lists.in_force(on).digest
    request.engine_version = stratrade.__version__
    request.reference = numbers.draw(rulings.pattern, year=on.year)
    request.submitted_at = timezone.now()
    holidays = pack_files.read(settings.STRATRADE_PACK).holidays
    request.due_on = add_working_days(on, rulings.target_days, holidays)
    request.save(update_fields=["edition", "engine_version", "reference", "submitted_at", "due_on"])
    workflow.RULING.advance(request, "submit", by=by)
    for item in request.items.select_for_update(of=("self",)):
        found = identify(
            item.words, hs=item.hs, cas=item.cas, values=item.answers, on=on, digest=request.edition
        )
        item.identification = found.as_dict()
        item.values = dict(item.answers)
        item.save(update_fields=["identification", "values"])
    said = RulingSubmitted(reference=request.reference, edition=request.edition)
    record(said, subject=request.subject, by=by)
    return request


def _put(request: RulingRequest, fields: GoodsFields, number: int | None) -> RulingItem:
    if not fields.description.strip():
        raise RulingRefused(_block("classification.ruling.incomplete", field="items"))
    values = {
        "name": _plain(fields.name)[:200],
        "maker": _plain(fields.maker)[:200],
        "model": _plain(fields.model)[:100],
        "description": _plain(fields.description)[:500],
        "hs": fields.hs.replace(".", "").replace(" ", "")[:14],
        "cas": fields.cas.strip()[:20],
        "answers": dict(fields.answers),
    }
    if number is None:
        last = request.items.order_by("-number").values_list("number", flat=True).first() or 0
        number = last + 1
    item, _ = RulingItem.objects.update_or_create(request=request, number=number, defaults=values)
    return item


def _own(public_id: UUID, version: int | None, by: User) -> RulingRequest:
    request = queries.own_rulings(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(request, version)
    return request


def _open(public_id: UUID, version: int | None, by: User) -> RulingRequest:
    access.require(by, Permission.CLASSIFICATION_RULING_ASK)
    request = _own(public_id, version, by)
    if request.status != RulingRequest.Status.DRAFT:
        raise RulingRefused(_block("classification.ruling.not_editable", status=request.status))
    return request


def _changed(request: RulingRequest, part: str, by: User) -> RulingRequest:
    request.version += 1
    request.save()
    record(RulingDraftChanged(part=part), subject=request.subject, by=by)
    return request


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def _block(code: str, **params: str) -> Finding:
    return Finding(code, Severity.BLOCK, params)
