"""What a declaration takes from approvals of committees: held when judged, written off at exit, given back when not."""

from stratrade.apps.accounts.models import User
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.licences import queries as licences
from stratrade.apps.measures import approvals
from stratrade.apps.measures.services import ledger
from stratrade.engines.determination.approved import Approval
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.judge import Verdict


def register(message: Message, *, matter: str = "", locked: bool = True) -> list[Approval]:
    """The approvals that could speak of a declaration, locked until it is judged and has drawn upon them.

    Those that it draws upon already are locked with them, all in ascending order of key.

    Args:
        locked: False where nothing will be drawn.
        matter: what the ledger calls the declaration where it holds something already, which it may take again.
    """
    countries = {item.destination or message.destination for item in message.items} - {""}
    keys = approvals.concerning(countries)
    drawn = approvals.drawn_by(matter) if matter and locked else []
    if not keys and not drawn:
        return []
    rows = ledger.lock([*keys, *drawn]).values() if locked else approvals.unlocked(keys)
    return approvals.as_asked([row for row in rows if row.pk in keys], own=matter)


def settle(declaration: Declaration, verdict: Verdict, *, by: User) -> None:
    """Hold what the verdict leant on, drawing first on what a licence of the trader holds; free what it did not."""
    matter = declaration.ledger_key
    leant = {(one.key, item.number) for item in verdict.items for one in item.approvals}
    ledger.release(matter, but=leant, back_to=_live(matter), by=by)
    for item in verdict.items:
        for one in item.approvals:
            ledger.reserve(
                one.key,
                matter=matter,
                item=item.number,
                quantity=one.quantity,
                licences=one.licences,
                by=by,
            )


def commit(declaration: Declaration, *, by: User) -> None:
    """The goods left: what was held is written off."""
    ledger.commit(declaration.ledger_key, by=by)


def release(declaration: Declaration, *, by: User) -> None:
    """The goods will not leave: what was held is free again, or goes back to the licence that held it."""
    matter = declaration.ledger_key
    ledger.release(matter, back_to=_live(matter), by=by)


def _live(matter: str) -> frozenset[str]:
    return licences.live_references(ledger.under(matter))
