"""A line of a declaration as an approval of a committee looks at it."""

from collections.abc import Sequence

from stratrade.engines.determination.approved import Asked
from stratrade.engines.determination.served import name_key, number_key
from stratrade.engines.verdict.declaration import Declaration, Item, Party

_PRINCIPALS = frozenset({"exporter", "consignee", "end_user"})
_RECEIVERS = frozenset({"consignee", "end_user"})


def line(
    declaration: Declaration, item: Item, paragraphs: Sequence[str], licences: Sequence[str] = ()
) -> Asked:
    """The goods, who sends and who receives them, and their way.

    Args:
        paragraphs: of the control list that the goods meet.
        licences: references of licences that are quoted or that the trader holds.
    """
    people = _of(declaration, _PRINCIPALS)
    return Asked(
        names=_keys(people),
        ids=frozenset(number_key(party.id) for party in people if party.id),
        recipients=_keys(_of(declaration, _RECEIVERS)),
        hs="".join(c for c in item.hs if c.isdigit()),
        entries=tuple(paragraphs),
        destination=item.destination or declaration.destination,
        route=declaration.transport.route,
        quantity=item.quantity,
        unit=item.unit,
        net_kg=item.net_kg,
        value=item.value,
        currency=item.currency or declaration.currency,
        licences=tuple(dict.fromkeys(licences)),
    )


def _of(declaration: Declaration, roles: frozenset[str]) -> list[Party]:
    return [party for party in declaration.parties if party.role in roles]


def _keys(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(name_key(party.name) for party in parties) - {""}
