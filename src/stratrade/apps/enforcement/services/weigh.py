"""Weigh a declaration: who and what is on it against lists, licences, notices and rules, and what it reserves."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.classification import services as classification
from stratrade.apps.enforcement.models import Declaration, Item
from stratrade.apps.enforcement.services import approved, noticed
from stratrade.apps.licences import general
from stratrade.apps.licences import queries as licences
from stratrade.apps.licences.services import ledger
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists import services as list_services
from stratrade.apps.measures import accounts, standing
from stratrade.apps.measures import queries as measures
from stratrade.engines.determination.cwc import schedules
from stratrade.engines.determination.rules import Jurisdiction
from stratrade.engines.lists.model import Edition
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.declaration import Item as MessageItem
from stratrade.engines.verdict.declaration import Regime
from stratrade.engines.verdict.judge import Account, ItemVerdict, Verdict
from stratrade.engines.verdict.judge import judge as judge_by_rules
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LicenceView
from stratrade.kernel import quantity
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit

_LOCK = 1540_004  # advisory: who weighs an import of Schedule 1 chemicals reads an account that nobody else adds to
_NOTHING: Mapping[int, Decimal] = {}
_GRAMS = Decimal(1000)


def weigh(
    message: Message,
    *,
    hits: Sequence[Mapping[str, Any]],
    own: Mapping[int, Decimal] = _NOTHING,
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
        own: licence line -> what this declaration has reserved there already, in the unit of the line.
        law: where it is weighed by another law than the one that stands; then nothing is locked.
        matter: what the ledgers call this declaration, where it was weighed before.
        on: legal day of acceptance, which decides list, law and licences.
    """
    edition = lists.in_force(on)
    pack = pack_files.read(settings.STRATRADE_PACK)
    register = approved.register(message, matter=matter, locked=law is None)
    views = [_view(line) for line in _open_lines(message, by)]
    verdict = judge_by_rules(
        message,
        identifications={item.number: _identify(item, on) for item in message.items},
        licences=[replace(v, remaining=v.remaining + own.get(v.line_id, Decimal(0))) for v in views],
        hits=hits,
        rules=pack.rules,
        jurisdiction=law or standing.law(),
        edition=list_services.open_edition(edition.digest),
        memberships=pack_files.memberships(),
        on=on,
        measured_on=today() if law is None else on,
        notices=noticed.by_item(message, on=today()),
        switched_off=measures.switched_off(today()),
        approvals=register,
        registrations=_registrations(message),
        accounts=_accounts(message, list_services.open_edition(edition.digest), on, locked=law is None),
    )
    return verdict, {"lists": edition.digest, "pack": standing.digest()}


def _registrations(message: Message) -> dict[str, str]:
    """How the registrations of the exporter for general authorisations stand."""
    exporters = [p for p in message.parties if p.role == "exporter"]
    return general.of_trader([p.name for p in exporters], [p.id for p in exporters])


def _accounts(message: Message, edition: Edition, on: date, *, locked: bool) -> dict[int, Account]:
    """Item number -> what the State would hold of Schedule 1 chemicals with it and the items before it.

    Args:
        locked: one at a time until the caller's transaction ends, so that two imports cannot pass the ceiling together.
    """
    if message.regime is not Regime.IMPORT:
        return {}
    parts = schedules(edition)
    found: dict[int, Account] = {}
    for item in message.items:
        if not any(parts.get(cas, "").startswith("1") for cas in item.cas):
            continue
        if not found:
            if locked:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            held = accounts.schedule_1(on, without=f"{message.office}/{message.number}")
            holding, acquired = held.holding_g, held.acquired_g
        mass = _pure(item)
        holding, acquired = holding + mass, acquired + mass
        found[item.number] = Account(holding, acquired)
    return found


def _pure(item: MessageItem) -> Decimal:
    """Grams of the chemical in a line; of all of the goods where its share by weight is not stated."""
    mass = Decimal(0) if item.net_kg is None else item.net_kg * _GRAMS
    if item.quantity is not None and item.unit:
        with suppress(UnitError, DimensionError):
            asked = unit(item.unit, like="mass")
            mass = Quantity(item.quantity, asked.code).to("GRM").value
    try:
        share = quantity.number(item.parameters.get("concentration_pct", "").replace("%", "").strip())
    except UnitError:
        return mass
    return mass * share / 100


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


def reserve(
    declaration: Declaration, items: Mapping[int, MessageItem], verdict: Verdict, *, by: User
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
    )


def because(verdict: Verdict) -> dict[str, Any]:
    """The strongest finding of the worst item as code and parameters: each reader gets it in their own words."""
    worst = max(verdict.items, key=lambda i: i.lane.rank)
    finding = next((f for f in worst.findings if f.severity is Severity.BLOCK), worst.findings[0])
    return {"code": finding.code, "params": finding.as_dict()["params"]}
