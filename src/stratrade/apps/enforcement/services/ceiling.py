"""The ceiling of Schedule 1 at the border: what an import would bring the State to, and whether it may be let in."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists import services as list_services
from stratrade.apps.measures import accounts
from stratrade.apps.measures import queries as measures
from stratrade.engines.classify.identify import Identification
from stratrade.engines.determination.cwc import schedules
from stratrade.engines.lists.model import Edition
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.declaration import Item as MessageItem
from stratrade.engines.verdict.declaration import Regime
from stratrade.engines.verdict.judge import Account
from stratrade.engines.verdict.licence import LicenceView
from stratrade.kernel import quantity
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit

_PART = "CWC-1"
_GRAMS = Decimal(1000)


def scheduled(
    message: Message, identifications: Mapping[int, Identification], edition: Edition
) -> frozenset[int]:
    """The lines of an import that name a Schedule 1 chemical, by CAS number or else in words."""
    if message.regime is not Regime.IMPORT:
        return frozenset()
    parts = schedules(edition)
    return frozenset(
        item.number
        for item in message.items
        if (
            any(parts.get(cas, "").startswith("1") for cas in item.cas)
            if item.cas
            else _in_words(identifications[item.number])
        )
    )


def _in_words(found: Identification) -> bool:
    return any(c.status in {"met", "open"} and c.entry.startswith(_PART) for c in found.candidates)


def accounts_of(
    message: Message, numbers: Collection[int], licences: Sequence[LicenceView], *, on: date, locked: bool
) -> dict[int, Account]:
    """Item number -> what the State would hold of Schedule 1 chemicals with it and the items before it.

    Args:
        numbers: the lines that name one.
        licences: those that may cover the goods: what they still let in is these goods, and no addition.
        on: the legal day of the account where nothing is locked; else it is today's.
        locked: one at a time until the caller's transaction ends, so that two imports cannot pass the ceiling together.
    """
    if not numbers:
        return {}
    if locked:
        accounts.lock()
    key = f"{message.office}/{message.number}"
    stood = accounts.schedule_1(max(on, today()) if locked else on, without=key)
    lines = [item for item in message.items if item.number in numbers]
    let_in = Declaration.objects.filter(
        office=message.office, number=message.number, status="RELEASED"
    ).exists()
    own = sum((_pure(item) for item in lines), Decimal(0))
    mine = {view.reference for view in licences if view.activity == "import"}
    planned = Decimal(0) if let_in else stood.planned_g(without=mine, own=own)
    found: dict[int, Account] = {}
    holding, acquired = stood.holding_g, stood.acquired_g
    for item in lines:
        mass = _pure(item)
        holding, acquired = holding + mass, acquired + mass
        found[item.number] = Account(holding, acquired, planned)
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


def lock(row: Declaration) -> None:
    """Keep the account as it is for a declaration that may be let in, before what else is locked for it."""
    if _adds(row):
        accounts.lock()


def require_room(row: Declaration) -> None:
    """Refuse to let in what would bring the State above the ceiling.

    What was said when the declaration was judged may have changed since: others were let in, or records entered.

    Args:
        row: a locked declaration, which is about to be let in or to be confirmed as in.

    Raises:
        IllegalTransition: with what the State would hold or have acquired.
    """
    excess = no_room(row)
    if excess is not None:
        raise IllegalTransition(excess)


def no_room(row: Declaration) -> Finding | None:
    """That the ceiling leaves no room for a declaration; the account stays locked until the end of the transaction."""
    if not _adds(row):
        return None
    rule = measures.schedule_1_ceiling(today())
    if rule is None:
        return None
    accounts.lock()
    most = accounts.schedule_1(today(), counting=row.ledger_key).most_g
    if most <= rule.grams:
        return None
    params = {"limit": rule.grams, "amount": most}
    return Finding("cwc.schedule1.no_room", Severity.BLOCK, params, rule.reference)


def _adds(row: Declaration) -> bool:
    """Whether it is an import that names a Schedule 1 chemical, by what was declared or by what its goods may be."""
    if row.regime != Regime.IMPORT.value:
        return False
    parts = schedules(list_services.open_edition(lists.in_force(today()).digest))
    return any(
        name.startswith(_PART) or parts.get(name, "").startswith("1")
        for item in row.items.all()
        for name in item.substances
    )
