"""Hand on, review, sign, record as sent, amend: three people, and a frozen copy that all three speak of."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from stratrade.apps import pack
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import services as documents
from stratrade.apps.nation import filling, queries, rules, snapshot
from stratrade.apps.nation.events import (
    TreatyDeclarationExported,
    TreatyDeclarationHandedOn,
    TreatyDeclarationReviewed,
    TreatyDeclarationSent,
    TreatyDeclarationSentBack,
    TreatyDeclarationSigned,
    TreatyDeclarationStarted,
    TreatyDeclarationSuperseded,
)
from stratrade.apps.nation.models import Declaration
from stratrade.apps.nation.services.steps import Refused, locked, require_hand
from stratrade.apps.nation.workflow import DECLARATION
from stratrade.apps.wording.labels import LABELS
from stratrade.kernel import country, quantity
from stratrade.kernel.validity import legal_date

PAPER = "treaty_declaration"
_LABELLED = frozenset({"label", "labels", "activity"})


@use_case
def hand_on(public_id: UUID, *, version: int | None, by: User) -> Declaration:
    """Freeze the draft and give it to review.

    Raises:
        Refused: a needed field is empty, a section says nothing at all, or lines of the national data that
            could change it wait for a fact.
        IllegalTransition: an agency has not answered.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    missing = next(_missing(row, by), "")
    if missing:
        raise Refused("nation.declaration.incomplete", section=missing)
    waiting = filling.questions(row, for_=by)
    if waiting:
        raise Refused("nation.declaration.questions", count=waiting)
    row.frozen = snapshot.take(row, for_=by)
    row.sha256 = snapshot.digest(row.frozen)
    row.drafted_by, row.drafted_at, row.sent_back_reason = by, timezone.now(), ""
    row.reviewed_by = row.reviewed_at = None
    row.save()
    DECLARATION.advance(row, "hand_on", by=by)
    said = TreatyDeclarationHandedOn(reference=row.reference, sha256=row.sha256)
    record(said, subject=row.subject, by=by)
    return row


@use_case
def review(public_id: UUID, *, version: int | None, by: User) -> Declaration:
    """Approve what was frozen; not by the person who drafted it.

    Raises:
        SamePerson: the drafter came again.
        Refused: another agency reviews.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_REVIEW, version, by=by)
    require_hand(row.kind, "review", by=by)
    access.require_other_person(by, not_=row.drafted_by)
    row.reviewed_by, row.reviewed_at = by, timezone.now()
    row.save(update_fields=["reviewed_by", "reviewed_at"])
    DECLARATION.advance(row, "review", by=by)
    said = TreatyDeclarationReviewed(reference=row.reference, sha256=row.sha256)
    record(said, subject=row.subject, by=by)
    return row


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None, by: User) -> Declaration:
    """Give it back to the drafter with a reason; the frozen copy is let go.

    Raises:
        Refused: no reason, or another agency's turn.
    """
    permission, hand = Permission.NATION_DECLARATION_REVIEW, "review"
    if access.may(by, Permission.NATION_DECLARATION_SIGN):
        permission, hand = Permission.NATION_DECLARATION_SIGN, "sign"
    row = locked(public_id, permission, version, by=by)
    require_hand(row.kind, hand, by=by)
    if not reason.strip():
        raise Refused("nation.declaration.reason_missing")
    DECLARATION.advance(row, "send_back", by=by)
    row.sent_back_reason = reason.strip()[:2000]
    row.frozen, row.sha256, row.reviewed_by, row.reviewed_at = None, "", None, None
    row.save()
    said = TreatyDeclarationSentBack(reference=row.reference, reason=row.sent_back_reason)
    record(said, subject=row.subject, by=by)
    return row


@use_case
def sign(public_id: UUID, *, version: int | None, by: User) -> Declaration:
    """Sign what was reviewed: the paper is issued, and an amended declaration gives way to this one.

    Raises:
        SamePerson: the drafter or reviewer came again.
        Refused: another agency signs, or the frozen copy is not what was reviewed.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_SIGN, version, by=by)
    require_hand(row.kind, "sign", by=by)
    access.require_other_person(by, not_=row.drafted_by)
    access.require_other_person(by, not_=row.reviewed_by)
    if row.frozen is None or snapshot.digest(row.frozen) != row.sha256:
        raise Refused("nation.declaration.altered")
    row.signed_by, row.signed_at = by, timezone.now()
    row.save(update_fields=["signed_by", "signed_at"])
    DECLARATION.advance(row, "sign", by=by)
    documents.issue(PAPER, _printed(row), about=row.subject, reference=row.reference, by=by)
    record(TreatyDeclarationSigned(reference=row.reference, sha256=row.sha256), subject=row.subject, by=by)
    _supersede_replaced(row, by)
    return row


@use_case
def record_sent(
    public_id: UUID, *, sent_on: dt.date, channel: str, receipt: str, version: int | None, by: User
) -> Declaration:
    """Record that people sent it, how and with what receipt. The system itself sends nothing.

    Raises:
        Refused: the day lies ahead, or the channel is not named.
    """
    row = locked(public_id, Permission.NATION_DECLARATION_DRAFT, version, by=by)
    require_hand(row.kind, "owner", by=by)
    if sent_on > today() or not channel.strip():
        raise Refused("nation.declaration.sent_unfit")
    DECLARATION.advance(row, "record_sent", by=by)
    row.sent_on, row.channel, row.receipt = sent_on, channel.strip()[:200], receipt.strip()[:200]
    row.save(update_fields=["sent_on", "channel", "receipt"])
    said = TreatyDeclarationSent(
        reference=row.reference, sent_on=sent_on, channel=row.channel, receipt=row.receipt
    )
    record(said, subject=row.subject, by=by)
    return row


@use_case
def amend(public_id: UUID, *, by: User) -> Declaration:
    """Begin an amendment of what was signed; the earlier one stands until the amendment is signed.

    Raises:
        Refused: it was not signed, or an amendment is under way.
    """
    old = locked(public_id, Permission.NATION_DECLARATION_DRAFT, None, by=by)
    require_hand(old.kind, "owner", by=by)
    replaced = Declaration.objects.filter(replaces=old).exclude(status="DISCARDED").exists()
    if old.status not in {"SIGNED", "SENT"} or replaced:
        raise Refused("nation.declaration.not_amendable")
    row = Declaration.objects.create(
        reference=f"{old.reference.partition('/')[0]}/{old.revision + 1}",
        kind=old.kind,
        period=old.period,
        about=old.about,
        event_date=old.event_date,
        due_on=old.due_on,
        revision=old.revision + 1,
        replaces=old,
        content=old.content,
        drafted_by=by,
        drafted_at=timezone.now(),
    )
    said = TreatyDeclarationStarted(
        reference=row.reference, kind=row.kind, period=row.period, due_on=row.due_on
    )
    record(said, subject=row.subject, by=by)
    return row


@use_case
def export(public_id: UUID, form: str, *, by: User) -> Declaration:
    """Note that a person takes a frozen copy out, and give them the row.

    Args:
        form: pdf, docx, xlsx, json or xml.

    Raises:
        Refused: nothing is frozen yet.
    """
    access.require(by, Permission.NATION_DECLARATION_READ)
    row = queries.visible(by).get(public_id=public_id)
    if row.frozen is None or (form == "pdf" and row.signed_at is None):
        raise Refused("nation.declaration.not_frozen")
    said = TreatyDeclarationExported(reference=row.reference, form=form, sha256=row.sha256)
    record(said, subject=row.subject, by=by)
    return row


def _missing(row: Declaration, by: User) -> Iterator[str]:
    """Titles of sections that are not filled in."""
    for part in rules.forms()[row.kind]:
        said = row.content.get(part.id, {})
        if not part.is_written or said.get("nothing") or filling.rows(part, row, for_=by):
            continue
        lacks_field = any(one.needed and not said.get("fields", {}).get(one.id) for one in part.fields)
        lacks_rows = bool(part.columns) and not said.get("rows")
        if lacks_field or lacks_rows:
            yield part.titles["en"]


def _supersede_replaced(row: Declaration, by: User) -> None:
    if row.replaces_id is None:
        return
    old = Declaration.objects.select_for_update().get(pk=row.replaces_id)
    DECLARATION.advance(old, "supersede", by=by)
    documents.revoke(old.subject, PAPER, replaced=True, by=by)
    said = TreatyDeclarationSuperseded(reference=old.reference, by_reference=row.reference)
    record(said, subject=old.subject, by=by)


def _printed(row: Declaration) -> dict[str, Any]:
    """What the paper prints: the frozen copy with names of countries, and the three hands."""
    frozen = row.frozen or {}
    head = {k: v for k, v in pack.read(settings.STRATRADE_PACK).heading.items() if isinstance(v, str)}
    return {
        **head,
        "title_en": frozen["titles"]["en"],
        "title_km": frozen["titles"].get("km", ""),
        "frozen": {**frozen, "sections": [_shown(one) for one in frozen["sections"]]},
        "sha256": row.sha256,
        "hands": [
            [
                who.name,
                who.agency.code if who.agency else "",
                legal_date(at, settings.LEGAL_TIME_ZONE).isoformat(),
            ]
            for who, at in (
                (row.drafted_by, row.drafted_at),
                (row.reviewed_by, row.reviewed_at),
                (row.signed_by, row.signed_at),
            )
            if who is not None and at is not None
        ],
    }


def _shown(section: dict[str, Any]) -> dict[str, Any]:
    """A section with names of countries and symbols of units, rows as lists in the order of the columns."""
    rows = [
        [_named(one["kind"], str(row.get(one["id"], ""))) for one in section["columns"]]
        for row in section["rows"]
    ]
    fields = [{**one, "value": _named(one["kind"], one["value"])} for one in section["fields"]]
    return {**section, "rows": rows, "fields": fields}


def _named(kind: str, value: str) -> str:
    if kind == "country" and value:
        return country.name(value, "en")
    if kind in _LABELLED and value:
        return ", ".join(_label(one) for one in value.split())
    return quantity.unit(value).symbol if kind == "unit" and value else value


def _label(code: str) -> str:
    """A stored code in English, as the columns of the paper are."""
    with translation.override("en"):
        return str(LABELS.get(code, code))
