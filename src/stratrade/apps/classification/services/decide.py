"""Decide on a proposed ruling: issue its letters, send it back, or take back one that stands."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.classification import queries, workflow
from stratrade.apps.classification.events import (
    RulingAnswered,
    RulingRevoked,
    RulingSentBack,
    RulingSuperseded,
)
from stratrade.apps.classification.models import RulingItem, RulingRequest
from stratrade.apps.classification.services import bench
from stratrade.apps.classification.services.rulings import RulingRefused
from stratrade.apps.documents import services as documents
from stratrade.apps.law import queries as law
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.engines.lists.evaluate import entry_of
from stratrade.engines.lists.model import Edition
from stratrade.kernel import country
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.validity import months_later

RULING, NO_LICENCE = "ruling", "no_licence"
LETTERS = (RULING, NO_LICENCE)
"""Kinds of document that a ruling issues."""

_NAMES: Mapping[str, Mapping[str, str]] = {
    RULING: {"en": "Ruling on goods", "km": "សេចក្តីសម្រេចលើទំនិញ"},
    NO_LICENCE: {"en": "No licence required", "km": "មិនតម្រូវឲ្យមានអាជ្ញាបណ្ណ"},
}
_KINDS: Mapping[str, tuple[str, str]] = {
    "CLASSIFICATION": ("Classification of goods", "ចំណាត់ថ្នាក់ទំនិញ"),
    "LICENCE_NEEDED": ("Whether a licence is needed", "តើត្រូវការអាជ្ញាបណ្ណឬទេ"),
    "ADVANCE": ("Advance ruling", "សេចក្តីសម្រេចជាមុន"),
    "ENQUIRY": ("Answer to an enquiry", "ចម្លើយចំពោះសំណួរ"),
}
_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "no_licence_required": ("no licence required", "មិនតម្រូវឲ្យមានអាជ្ញាបណ្ណ"),
    "licence_required": ("licence required", "តម្រូវឲ្យមានអាជ្ញាបណ្ណ"),
    "end_use_certificate_required": (
        "end-use certificate required",
        "តម្រូវឲ្យមានវិញ្ញាបនបត្រការប្រើប្រាស់ចុងក្រោយ",
    ),
    "notification_required": ("notification required", "តម្រូវឲ្យជូនដំណឹង"),
    "ask": ("depends on facts not stated", "អាស្រ័យលើព័ត៌មានដែលមិនបានបញ្ជាក់"),
    "prohibited": ("prohibited", "ហាមឃាត់"),
}
SHOWN = 8
DESCRIBED = 40


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None, by: User) -> RulingRequest:
    """Do not accept a proposal; the officer works on.

    Raises:
        RulingRefused: no reason was given.
        SamePerson: the proposer decides.
    """
    request = _proposed(public_id, version, by)
    _need(reason)
    workflow.RULING.advance(request, "send_back", by=by)
    request.sent_back_reason = reason.strip()
    request.save(update_fields=["sent_back_reason"])
    record(RulingSentBack(reference=request.reference, reason=reason.strip()), subject=request.subject, by=by)
    return request


@use_case
def approve(public_id: UUID, *, version: int | None, by: User) -> RulingRequest:
    """Make the ruling as proposed, by another person than the proposer; its letters are issued.

    The list in force on this day is the one that the ruling names. Where no provision in force carries rulings,
    the letter says that it is the advice of the authority.

    Raises:
        RulingRefused: the law has changed since the proposal, so that the letter of no licence has no ground.
        SamePerson, IllegalTransition, StaleVersion, AccessDenied.
    """
    request = _proposed(public_id, version, by)
    on = today()
    bench.rule(request, on=on)
    if request.no_licence_letter:
        bench.refuse_unfounded(request)
    provision = law.provision_for("ruling.make", activity=request.activity, goods_class="any", on=on)
    request.legal_basis = "" if provision is None else provision.citation[:300]
    request.ruled_with = lists.in_force(on).digest
    request.valid_from = on
    request.valid_to = months_later(on, request.valid_months or 1) - timedelta(days=1)
    request.answered_at = timezone.now()
    request.decided_by = by
    request.sent_back_reason = ""
    request.save()
    workflow.RULING.advance(request, "answer", by=by)
    for kind in LETTERS if request.no_licence_letter else (RULING,):
        _letter(kind, request, by)
    record(
        RulingAnswered(
            reference=request.reference,
            valid_from=request.valid_from.isoformat(),
            valid_to=request.valid_to.isoformat(),
            legal_basis=request.legal_basis,
        ),
        subject=request.subject,
        by=by,
    )
    if request.replaces is not None:
        _supersede(request, request.replaces.pk, by)
    return request


@use_case
def revoke(public_id: UUID, *, reason: str, version: int | None, by: User) -> RulingRequest:
    """Take a ruling back; its letters no longer stand.

    Raises:
        RulingRefused: no reason was given.
    """
    access.require(by, Permission.CLASSIFICATION_RULING_DECIDE)
    request = queries.rulings(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(request, version)
    _need(reason)
    workflow.RULING.advance(request, "revoke", by=by)
    request.closing_reason = reason.strip()
    request.save(update_fields=["closing_reason"])
    for kind in LETTERS:
        documents.revoke(request.subject, kind, by=by)
    record(RulingRevoked(reference=request.reference, reason=reason.strip()), subject=request.subject, by=by)
    return request


def _proposed(public_id: UUID, version: int | None, by: User) -> RulingRequest:
    access.require(by, Permission.CLASSIFICATION_RULING_DECIDE)
    request = queries.rulings(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(request, version)
    if request.status != RulingRequest.Status.PROPOSED:
        finding = Finding("classification.ruling.none_proposed", Severity.BLOCK, {"status": request.status})
        raise RulingRefused(finding)
    access.require_other_person(by, not_=request.proposed_by)
    return request


def _supersede(request: RulingRequest, earlier_key: int, by: User) -> None:
    """The earlier ruling that this one replaces; one that was taken back meanwhile is left so."""
    earlier = RulingRequest.objects.select_for_update().get(pk=earlier_key)
    if earlier.status != RulingRequest.Status.ANSWERED:
        return
    workflow.RULING.advance(earlier, "supersede", by=by)
    for kind in LETTERS:
        documents.revoke(earlier.subject, kind, replaced=True, by=by)
    said = RulingSuperseded(reference=earlier.reference, by_reference=request.reference)
    record(said, subject=earlier.subject, by=by)


def _letter(kind: str, request: RulingRequest, by: User) -> None:
    documents.issue(
        kind,
        _context(kind, request),
        about=request.subject,
        reference=request.reference,
        statement=_statement(kind, request),
        by=by,
    )


def _context(kind: str, request: RulingRequest) -> dict[str, Any]:
    pack = pack_files.read(settings.STRATRADE_PACK)
    edition = open_edition(request.ruled_with)
    asked, asked_km = _KINDS[request.kind]
    return {
        **pack.ruling_head(kind, _NAMES[kind]),
        "asker": request.asker,
        "asked": asked,
        "asked_km": asked_km,
        "title": request.title,
        "about": request.about_label,
        "destination": f"{country.name(request.destination, 'en')} ({request.destination})"
        if request.destination
        else "",
        "destination_km": country.name(request.destination, "km") if request.destination else "",
        "activity": request.activity,
        "end_use": request.end_use,
        "valid_from": _iso(request.valid_from),
        "valid_to": _iso(request.valid_to),
        "edition": f"{edition.title.get('en', edition.id)} ({edition.id})",
        "edition_km": edition.title.get("km", ""),
        "legal_basis": request.legal_basis,
        "reply": request.reply,
        "items": [_printed(item, edition) for item in request.items.all()],
    }


def _printed(item: RulingItem, edition: Edition) -> dict[str, Any]:
    listed = item.entry != bench.NOT_LISTED
    entry = entry_of(item.entry, edition) if listed else None
    outcome, outcome_km = _OUTCOMES.get(str(item.determination.get("outcome", "")), ("", ""))
    return {
        "number": item.number,
        "description": item.words,
        "hs": item.hs,
        "cas": item.cas,
        "cas_stated": item.cas_stated,
        "entry": item.entry if listed else "",
        "title": entry.title.get("en", "") if entry else "",
        "title_km": entry.title.get("km", "") if entry else "",
        "reasons": item.reasons,
        "outcome": outcome,
        "outcome_km": outcome_km,
    }


def _statement(kind: str, request: RulingRequest) -> dict[str, Any]:
    """What the QR code states: enough to compare with goods and papers without a network."""
    items = list(request.items.all())
    return {
        "y": kind,
        "h": request.asker[:60],
        "d": request.destination,
        "f": _iso(request.valid_from),
        "t": _iso(request.valid_to),
        "e": open_edition(request.ruled_with).id,
        "l": [[i.entry, "", "", i.hs, i.description[:DESCRIBED]] for i in items[:SHOWN]],
        "n": len(items),
    }


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _need(reason: str) -> None:
    if not reason.strip():
        finding = Finding("classification.ruling.incomplete", Severity.BLOCK, {"field": "reason"})
        raise RulingRefused(finding)
