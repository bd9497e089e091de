"""Which notices of the catch-all speak of which line of a declaration."""

from collections.abc import Sequence
from datetime import date

from stratrade.apps.measures import concerns
from stratrade.apps.measures import queries as measures
from stratrade.engines.determination.served import Served, name_key, number_key
from stratrade.engines.verdict.declaration import Declaration as Message


def by_item(message: Message, *, on: date) -> dict[int, tuple[Served, ...]]:
    """Item number -> the notices in force on a day that speak of it; lines that none speaks of are left out."""
    standing = (*measures.in_force(on), *concerns.in_force(on))
    if not standing:
        return {}
    return speaking(message, standing)


def speaking(message: Message, notices: Sequence[Served]) -> dict[int, tuple[Served, ...]]:
    """Item number -> those of some notices that speak of it."""
    names = {name_key(party.name) for party in message.parties}
    ids = {number_key(party.id) for party in message.parties if party.id}
    found = {}
    for item in message.items:
        hs = "".join(c for c in item.hs if c.isdigit())
        to = tuple({item.destination or message.destination, *message.transport.route})
        these = tuple(n for n in notices if n.speaks_of(names=names, ids=ids, hs=hs, destinations=to))
        if these:
            found[item.number] = these
    return found
