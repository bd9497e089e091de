"""Which notices of the catch-all speak of which item of a case."""

from datetime import date

from stratrade.apps.casework.models import Case
from stratrade.apps.measures import concerns
from stratrade.apps.measures import queries as measures
from stratrade.engines.determination.served import Served, name_key, number_key


def by_item(case: Case, *, on: date) -> dict[int, tuple[Served, ...]]:
    """Item number -> the notices in force on a day that speak of it; items that none speaks of are left out."""
    standing = (*measures.in_force(on), *concerns.in_force(on))
    if not standing:
        return {}
    parties = list(case.parties.all())
    names = {name_key(name) for party in parties for name in (party.name, party.native_name) if name}
    ids = {number_key(party.identifier) for party in parties if party.identifier}
    names.add(name_key(case.applicant.name))
    ids |= {number_key(value) for value in case.applicant.identifiers.values_list("value", flat=True)}
    found = {}
    for item in case.items.all():
        hs = "".join(c for c in item.hs if c.isdigit())
        speaking = tuple(
            n for n in standing if n.speaks_of(names=names, ids=ids, hs=hs, destinations=(case.destination,))
        )
        if speaking:
            found[item.number] = speaking
    return found
