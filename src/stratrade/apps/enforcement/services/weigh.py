"""Weigh a declaration: who and what is on it against lists, licences, notices and rules, and what it reserves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.classification import services as classification
from stratrade.apps.enforcement import crossings
from stratrade.apps.enforcement.models import Declaration, Item
from stratrade.apps.enforcement.services import approved, ceiling, noticed
from stratrade.apps.licences import general
from stratrade.apps.licences import queries as licences
from stratrade.apps.licences.services import ledger
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists import services as list_services
from stratrade.apps.measures import queries as measures
from stratrade.apps.measures import standing
from stratrade.engines.determination.rules import Jurisdiction
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.declaration import Item as MessageItem
from stratrade.engines.verdict.judge import ItemVerdict, Verdict
from stratrade.engines.verdict.judge import judge as judge_by_rules
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LicenceUse, LicenceView
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import DimensionError, UnitError

Held = Mapping[tuple[int, int], Decimal]
"""(licence line, item number) -> what is reserved there, in the unit of the line."""
_NOTHING: Held = {}


def weigh(
    message: Message,
    *,
    hits: Sequence[Mapping[str, Any]],
    held: Held = _NOTHING,
    matter: str = "",
    law: Jurisdiction | None = None,
    on: date,
    by: User,
) -> tuple[Verdict, dict[str, Any]]:
    """Lane and reasons, with the editions they rest on.

    Notices, measures of the Security Council and their switches count as they stand today, whatever day the
    declaration bears: the goods have not left.

    Args:
        hits: parties that look like listed ones.
        held: what this declaration, or the version before it, has reserved already.
        law: where it is weighed by another law than the one that stands; then nothing is locked.
        matter: what the ledgers call this declaration, where it was weighed before.
        on: legal day of acceptance, which decides list, law and licences.
    """
    edition = lists.in_force(on)
    pack = pack_files.read(settings.STRATRADE_PACK)
    opened = list_services.open_edition(edition.digest)
    identifications = {item.number: _identify(item, on) for item in message.items}
    views = [_view(line) for line in _open_lines(message, by)]
    scheduled = ceiling.scheduled(message, identifications, opened)
    kept = ceiling.accounts_of(message, scheduled, views, on=on, locked=law is None)
    register = approved.register(message, matter=matter, locked=law is None)
    verdict = judge_by_rules(
        message,
        identifications=identifications,
        licences=_with_held(views, held),
        hits=hits,
        rules=pack.rules,
        jurisdiction=law or standing.law(),
        edition=opened,
        memberships=pack_files.memberships(),
        on=on,
        measured_on=today() if law is None else on,
        notices=noticed.by_item(message, on=today()),
        switched_off=measures.switched_off(today()),
        approvals=register,
        registrations=_registrations(message),
        accounts=kept,
    )
    return verdict, {"lists": edition.digest, "pack": standing.digest()}


def _with_held(views: Sequence[LicenceView], held: Held) -> list[LicenceView]:
    """What a declaration holds itself is free for it."""
    back: dict[int, Decimal] = {}
    for (line_id, _item), quantity in held.items():
        back[line_id] = back.get(line_id, Decimal(0)) + quantity
    return [replace(v, remaining=v.remaining + back.get(v.line_id, Decimal(0))) for v in views]


def _registrations(message: Message) -> dict[str, str]:
    """How the registrations of the exporter for general authorisations stand."""
    exporters = [p for p in message.parties if p.role == "exporter"]
    return general.of_trader([p.name for p in exporters], [p.id for p in exporters])


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


def own(row: Declaration) -> Held:
    """What it has reserved on lines of licences."""
    return {
        (use["line_id"], item.number): Decimal(use["reserved"])
        for item in row.items.all()
        for use in item.licences
    }


def reserve(
    declaration: Declaration,
    items: Mapping[int, MessageItem],
    verdict: Verdict,
    *,
    held: Held = _NOTHING,
    by: User,
) -> dict[int, tuple[list[dict[str, Any]], list[Finding]]]:
    """Reserve what the verdict matched and give back what it no longer needs.

    Every line touched is locked at once, in ascending key order. A line that another declaration drew down in the
    meantime gives a finding and sends the item to an officer.

    Args:
        held: what the declaration, or the version before it, has reserved already.
    """
    wanted = sorted(
        ((use.line_id, v.number, use) for v in verdict.items for use in v.licences), key=lambda w: w[:2]
    )
    locked = ledger.lock([line_id for line_id, _, _ in wanted] + [line_id for line_id, _ in held])
    for line_id, number in sorted(held.keys() - {w[:2] for w in wanted}):
        ledger.release(line_id, declaration=declaration.ledger_key, item=number, by=by)
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
        except (ledger.Overdraw, ledger.NotUsable, DimensionError, UnitError) as problem:
            problems.append(_not_reserved(problem, use))
            if (line_id, number) in held:
                ledger.release(line_id, declaration=declaration.ledger_key, item=number, by=by)
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


def _not_reserved(problem: Exception, use: LicenceUse) -> Finding:
    if isinstance(problem, (ledger.Overdraw, ledger.NotUsable)):
        return problem.finding
    return Finding("enforcement.licence.unit", Severity.WARNING, {"licence": use.reference, "unit": use.unit})


def row(
    declaration: Declaration,
    item: MessageItem,
    verdict: ItemVerdict,
    use: tuple[Sequence[dict[str, Any]], Sequence[Finding]],
) -> Item:
    """One line with its verdict; what could not be reserved sends it to an officer."""
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
        general=verdict.general,
        substances=crossings.substances(item, verdict.entries),
    )


def because(verdict: Verdict) -> dict[str, Any]:
    """The strongest finding of the worst item as code and parameters: each reader gets it in their own words."""
    worst = max(verdict.items, key=lambda i: i.lane.rank)
    finding = next((f for f in worst.findings if f.severity is Severity.BLOCK), worst.findings[0])
    return {"code": finding.code, "params": finding.as_dict()["params"]}
