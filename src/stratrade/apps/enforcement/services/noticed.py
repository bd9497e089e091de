"""Which notices of the catch-all speak of which line of a declaration."""

from datetime import date

from stratrade.apps.measures import queries as measures
from stratrade.engines.determination.served import Served, name_key, number_key
from stratrade.engines.verdict.declaration import Declaration as Message


def by_item(message: Message, *, on: date) -> dict[int, tuple[Served, ...]]:
    """Item number -> the notices in force on a day that speak of it; lines that none speaks of are left out."""
    standing = measures.in_force(on)
    if not standing:
        return {}
    names = {name_key(party.name) for party in message.parties}
    ids = {number_key(party.id) for party in message.parties if party.id}
    found = {}
    for item in message.items:
        hs = "".join(c for c in item.hs if c.isdigit())
        to = tuple({item.destination or message.destination, *message.transport.route})
        speaking = tuple(n for n in standing if n.speaks_of(names=names, ids=ids, hs=hs, destinations=to))
        if speaking:
            found[item.number] = speaking
    return found
