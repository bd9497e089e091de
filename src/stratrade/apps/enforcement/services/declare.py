"""Receive a declaration, judge it, reserve on licences, and answer."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps import wording
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.classification import services as classification
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.enforcement import queries, workflow
from stratrade.apps.enforcement.events import DeclarationJudged, DeclarationSuperseded, GoodsHeld
from stratrade.apps.enforcement.models import Declaration, Hold, Item
from stratrade.apps.enforcement.services import noticed, screened
from stratrade.apps.enforcement.services.repeat import claim
from stratrade.apps.licences import queries as licences
from stratrade.apps.licences.services import ledger
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists import services as list_services
from stratrade.apps.measures import queries as measures
from stratrade.apps.screening import services as screening
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.declaration import Item as MessageItem
from stratrade.engines.verdict.judge import ItemVerdict, Verdict
from stratrade.engines.verdict.judge import judge as judge_by_rules
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LicenceView
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import DimensionError, UnitError

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
    declaration = _judged(message, raw, media_type, by)
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
    if standing.revision > message.version:
        raise VersionTaken(message.identity, stands=standing.revision)
    if standing.status in {Declaration.Status.EXITED, Declaration.Status.CANCELLED}:
        raise VersionTaken(message.identity, stands=standing.revision)
    lines = standing.reserved_lines
    ledger.lock(line_id for line_id, _ in lines)
    for line_id, item in lines:
        ledger.release(line_id, declaration=standing.ledger_key, item=item, by=by)
    workflow.advance(standing, "supersede", by=by)
    record(
        DeclarationSuperseded(declaration=str(standing), by_version=message.version),
        subject=standing.subject,
        by=by,
    )


def _judged(message: Message, raw: bytes, media_type: str, by: User) -> Declaration:
    now = timezone.now()
    on = min(message.date, today()) if message.date else today()
    edition_row = lists.in_force(on)
    pack = pack_files.read(settings.STRATRADE_PACK)
    named = screened.subjects(message)
    hits = screening.screen(named)
    open_lines = _open_lines(message, by)
    verdict = judge_by_rules(
        message,
        identifications={item.number: _identify(item, on) for item in message.items},
        licences=[_view(line) for line in open_lines],
        hits=[{k: v for k, v in hit.items() if k not in _OF_THE_ALERT} for hit in hits.hits],
        rules=pack.rules,
        jurisdiction=pack.jurisdiction,
        edition=list_services.open_edition(edition_row.digest),
        memberships=pack_files.memberships(),
        on=on,
        notices=noticed.by_item(message, on=on),
        switched_off=measures.switched_off(on),
    )
    editions = {
        "lists": edition_row.digest,
        "watchlists": hits.editions,
        "pack": pack.digest,
    }
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
        editions=editions,
        engine_version=stratrade.__version__,
        judged_at=now,
        received_by=by,
    )
    items = {item.number: item for item in message.items}
    uses = _reserve(declaration, items, verdict, by)
    Item.objects.bulk_create(
        [_row(declaration, items[v.number], v, uses.get(v.number, ([], []))) for v in verdict.items]
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
        workflow.advance(declaration, "pass", by=by)
    elif verdict.lane is Lane.HOLD and declaration.mode == BINDING:
        reason = _reason(verdict)
        Hold.objects.create(
            declaration=declaration,
            reason=reason,
            legal_basis=verdict.legal_basis,
            started_at=timezone.now(),
        )
        workflow.advance(declaration, "stop", by=by)
        record(
            GoodsHeld(declaration=str(declaration), reason=reason, legal_basis=verdict.legal_basis),
            subject=declaration.subject,
            by=by,
        )


def _reason(verdict: Verdict) -> str:
    """The strongest reason of the worst item as a sentence, in English as the trail is kept."""
    worst = max(verdict.items, key=lambda i: i.lane.rank)
    finding = next((f for f in worst.findings if f.severity is Severity.BLOCK), worst.findings[0])
    with override("en"):
        return wording.sentence(finding.code, finding.as_dict()["params"])  # type: ignore[arg-type]


def _identify(item: MessageItem, on: date) -> Any:
    return classification.identify(
        " ".join(t for t in (item.description, item.tariff_description, item.marks) if t),
        hs=item.hs,
        cas=item.cas,
        values=item.parameters,
        on=on,
    )


def _open_lines(message: Message, by: User) -> list[licences.OpenLine]:
    quoted = {reference for item in message.items for reference in item.licences}
    quoted |= {d.reference for item in message.items for d in item.documents if d.reference}
    exporters = [p for p in message.parties if p.role == "exporter"]
    return licences.open_lines(
        references=quoted,
        holder_names=[p.name for p in exporters],
        holder_ids=[p.id for p in exporters if p.id],
        for_=by,
    )


def _view(line: licences.OpenLine) -> LicenceView:
    return LicenceView(
        line_id=line.line_id,
        reference=line.reference,
        line=line.number,
        entry=line.entry,
        hs=line.hs,
        cas=line.cas,
        holder=line.holder_name,
        consignee=line.consignee_name,
        destination=line.destination,
        activity=line.activity,
        status=line.status,
        flagged=line.flagged,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        remaining=line.remaining,
        unit=line.unit,
        not_before=line.not_before,
        lacking=line.lacking,
        papers=line.papers,
    )


def _reserve(
    declaration: Declaration, items: Mapping[int, MessageItem], verdict: Verdict, by: User
) -> dict[int, tuple[list[dict[str, Any]], list[Finding]]]:
    """Reserve what the verdict matched; lines are locked in ascending key order.

    A line that another declaration drew down in the meantime gives a finding and sends the item to an officer.
    """
    wanted = sorted(
        ((use.line_id, v.number, use) for v in verdict.items for use in v.licences), key=lambda w: w[:2]
    )
    locked = ledger.lock(line_id for line_id, _, _ in wanted)
    uses: dict[int, tuple[list[dict[str, Any]], list[Finding]]] = {}
    for line_id, number, use in wanted:
        kept, problems = uses.setdefault(number, ([], []))
        try:
            line = ledger.reserve(
                line_id,
                declaration=declaration.ledger_key,
                item=number,
                quantity=use.quantity,
                unit=use.unit,
                value=items[number].value,
                by=by,
            )
        except (ledger.Overdraw, ledger.NotUsable) as problem:
            problems.append(problem.finding)
            continue
        except (DimensionError, UnitError):
            problems.append(
                Finding(
                    "enforcement.licence.unit", Severity.WARNING, {"licence": use.reference, "unit": use.unit}
                )
            )
            continue
        kept.append(
            {
                "reference": use.reference,
                "line": locked[line_id].number,
                "line_id": line_id,
                "reserved": format(use.quantity, "f"),
                "remaining": format(line.remaining.normalize(), "f"),
                "unit": use.unit,
            }
        )
    return uses


def _row(
    declaration: Declaration,
    item: MessageItem,
    verdict: ItemVerdict,
    use: tuple[Sequence[dict[str, Any]], Sequence[Finding]],
) -> Item:
    kept, problems = use
    lane = verdict.lane
    if problems and lane.rank < Lane.DOCUMENTARY.rank:
        lane = Lane.DOCUMENTARY
    if lane.rank > Lane(declaration.lane).rank:
        declaration.lane = lane.value
        declaration.save(update_fields=["lane"])
    return Item(
        declaration=declaration,
        number=item.number,
        description=item.description,
        hs=item.hs,
        lane=lane.value,
        findings=[f.as_dict() for f in (*verdict.findings, *problems)],
        entries=list(verdict.entries),
        hits=list(verdict.hits),
        licences=list(kept),
    )
