"""Receive a declaration, judge it, reserve on licences, and answer."""

import hashlib
from typing import Any

from django.conf import settings
from django.utils import timezone

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.enforcement import queries, workflow
from stratrade.apps.enforcement.events import DeclarationJudged, DeclarationSuperseded, GoodsHeld
from stratrade.apps.enforcement.models import Declaration, Hold, Item
from stratrade.apps.enforcement.services import approved, screened, weigh
from stratrade.apps.enforcement.services.repeat import claim
from stratrade.apps.screening import services as screening
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.judge import Verdict
from stratrade.engines.verdict.lane import Lane
from stratrade.kernel.finding import Finding, Severity

ROUTE = "declarations"
_OF_THE_ALERT = frozenset({"party_state", "asked"})  # what an alert keeps besides the hit
BINDING = "binding"
"""The mode of a pack in which the system itself stops goods; in shadow and advisory mode officers do."""


class VersionTaken(Exception):
    """The same office, number and version came with other content, or a newer version stands.

    Args:
        finding: names the identity and what stands.
    """

    def __init__(self, identity: str, *, stands: int) -> None:
        self.finding = Finding(
            "enforcement.declaration.version_taken",
            Severity.BLOCK,
            {"declaration": identity, "stands": stands},
        )
        super().__init__(identity)


@use_case
def judge(message: Message, *, raw: bytes, media_type: str, key: str, by: User) -> dict[str, Any]:
    """Judge a declaration once, whatever key it comes under.

    In one transaction: raw file and canonical content are kept, every item identified, every party screened,
    licences found and reserved, the lane given, a hold opened where a provision in force carries it.

    Args:
        message: the canonical declaration.
        raw: the bytes as received, kept as evidence.
        media_type: their content type.
        key: the sender's idempotency key; same key and same body give the same answer.

    Returns:
        The answer of contracts.md (HTTP).

    Raises:
        KeyReused: same key, other body.
        VersionTaken: same identity, other content; or an older version than the one that stands.
        AccessDenied: the person or client may not declare.
    """
    access.require(by, Permission.ENFORCEMENT_DECLARATION_SUBMIT)
    answer, fresh = claim(ROUTE, key, hashlib.sha256(raw).hexdigest(), by=by)
    if not fresh:
        unchanged()
        return dict(answer.content or {})
    standing = _standing(message)
    if standing is not None and standing.revision == message.version:
        if standing.sha256 != message.sha256:
            raise VersionTaken(message.identity, stands=standing.revision)
        unchanged()
        return queries.answer_of(standing)
    if standing is not None:
        _supersede(standing, message, by)
    declaration = _judged(message, raw, media_type, standing, by)
    content = queries.answer_of(declaration)
    answer.content = content
    answer.save(update_fields=["content"])
    return content


def _standing(message: Message) -> Declaration | None:
    """The newest version we hold of the same declaration, locked."""
    return (
        Declaration.objects.select_for_update()
        .filter(office=message.office, number=message.number)
        .order_by("-revision")
        .first()
    )


def _supersede(standing: Declaration, message: Message, by: User) -> None:
    """The newer version takes over; what the older one reserved is moved when the newer one is judged."""
    if standing.revision > message.version:
        raise VersionTaken(message.identity, stands=standing.revision)
    if standing.status in {Declaration.Status.EXITED, Declaration.Status.CANCELLED}:
        raise VersionTaken(message.identity, stands=standing.revision)
    workflow.DECLARATION.advance(standing, "supersede", by=by)
    record(
        DeclarationSuperseded(declaration=str(standing), by_version=message.version),
        subject=standing.subject,
        by=by,
    )


def _judged(
    message: Message, raw: bytes, media_type: str, before: Declaration | None, by: User
) -> Declaration:
    """Weigh it and take what it needs: the account of Schedule 1, approvals and licence lines, locked in that order.

    Args:
        before: the version that it replaces; both go by one name in the ledgers.
    """
    now = timezone.now()
    on = min(message.date, today()) if message.date else today()
    named = screened.subjects(message)
    hits = screening.screen(named)
    held = weigh.own(before) if before is not None else {}
    verdict, editions = weigh.weigh(
        message,
        held=held,
        matter=before.ledger_key if before is not None else "",
        hits=[{k: v for k, v in hit.items() if k not in _OF_THE_ALERT} for hit in hits.hits],
        on=on,
        by=by,
    )
    pack = pack_files.read(settings.STRATRADE_PACK)
    parties = {p.role: p.name for p in message.parties}
    declaration = Declaration.objects.create(
        office=message.office,
        number=message.number,
        revision=message.version,
        regime=message.regime.value,
        destination=message.destination,
        exporter=parties.get("exporter", ""),
        consignee=parties.get("consignee", ""),
        status=Declaration.Status.WAITING,
        lane=verdict.lane.value,
        mode=pack.mode,
        content=records.dump(message),
        sha256=message.sha256,
        file=keep_bytes(raw, media_type, at=now),
        editions={**editions, "watchlists": hits.editions},
        engine_version=stratrade.__version__,
        judged_at=now,
        received_by=by,
    )
    items = {item.number: item for item in message.items}
    approved.settle(declaration, verdict, by=by)
    uses = weigh.reserve(declaration, items, verdict, held=held, by=by)
    Item.objects.bulk_create(
        [weigh.row(declaration, items[v.number], v, uses.get(v.number, ([], []))) for v in verdict.items]
    )
    record(
        DeclarationJudged(
            declaration=str(declaration),
            lane=declaration.lane,
            items=len(verdict.items),
            sha256=message.sha256,
        ),
        subject=declaration.subject,
        by=by,
    )
    _settle(declaration, verdict, by)
    screening.raise_found(hits, subject=declaration.subject, parties=named, by=by)
    return declaration


def _settle(declaration: Declaration, verdict: Verdict, by: User) -> None:
    """Let pass what nobody need see; stop what a provision in force lets us stop; leave the rest waiting."""
    if verdict.lane in {Lane.RELEASE, Lane.AUDIT}:
        workflow.DECLARATION.advance(declaration, "pass", by=by)
    elif verdict.lane is Lane.HOLD and declaration.mode == BINDING:
        stop(declaration, verdict, by=by)


def stop(declaration: Declaration, verdict: Verdict, *, by: User) -> None:
    """Hold the goods of a locked declaration under the provision that carries the verdict."""
    because = weigh.because(verdict)
    Hold.objects.create(
        declaration=declaration,
        because=because,
        legal_basis=verdict.legal_basis,
        started_at=timezone.now(),
    )
    workflow.DECLARATION.advance(declaration, "stop", by=by)
    record(
        GoodsHeld(declaration=str(declaration), reason="", legal_basis=verdict.legal_basis, because=because),
        subject=declaration.subject,
        by=by,
    )
