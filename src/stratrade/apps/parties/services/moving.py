"""Addresses of a record that becomes part of another: none is lost, and none stands as if it were the current one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from stratrade.apps.accounts.models import User
from stratrade.apps.parties.models import Party, PartyAddress
from stratrade.apps.parties.services.register import read_main

BY_MERGE = "merge"
"""Why an address ended: the record that stayed has it too."""
_ENDED, _MAIN = "addresses_ended", "addresses_main"


def give_way(absorbed: Party, survivor: Party, *, at: datetime, by: User | None) -> dict[str, list[int]]:
    """Make room for the addresses of a record that goes into another.

    What the record that stays has too ends there; its own main address stays the main one, and that of the other
    becomes one among the others, with the day until which it was the main one.

    Returns:
        What was done, for `give_back`.
    """
    standing = list(survivor.addresses.filter(ended_at=None))
    has_main = any(one.main for one in standing)
    done: dict[str, list[int]] = {_ENDED: [], _MAIN: []}
    for address in absorbed.addresses.filter(ended_at=None).order_by("pk"):
        if any(_same(address, one) for one in standing):
            address.ended_at, address.ended_by, address.end_reason = at, by, BY_MERGE
            address.save(update_fields=["ended_at", "ended_by", "end_reason"])
            done[_ENDED].append(address.pk)
        elif address.main and has_main:
            address.main, address.was_main_of, address.was_main_until = False, absorbed.name[:300], at
            address.save(update_fields=["main", "was_main_of", "was_main_until"])
            done[_MAIN].append(address.pk)
    return {name: found for name, found in done.items() if found}


def give_back(absorbed: Party, survivor: Party, moved: Mapping[str, Sequence[int]]) -> None:
    """Let the addresses stand as they did before a merge, as far as they went back with their record."""
    own = PartyAddress.objects.filter(party=absorbed)
    own.filter(pk__in=moved.get(_ENDED, ()), end_reason=BY_MERGE).update(
        ended_at=None, ended_by=None, end_reason=""
    )
    main = own.filter(pk__in=moved.get(_MAIN, ()), ended_at=None).first()
    if main is not None and not own.filter(main=True, ended_at=None).exists():
        main.main, main.was_main_of, main.was_main_until = True, "", None
        main.save(update_fields=["main", "was_main_of", "was_main_until"])
    for party in (absorbed, survivor):
        _lead(party)
        read_main(party)


def _lead(party: Party) -> None:
    """Where an address is left and none is the main one, the oldest is."""
    standing = party.addresses.filter(ended_at=None)
    first = standing.order_by("pk").first()
    if first is not None and not standing.filter(main=True).exists():
        first.main = True
        first.save(update_fields=["main"])


def _same(one: PartyAddress, other: PartyAddress) -> bool:
    alike = one.text == other.text or bool(one.key and one.key == other.key)
    return alike and one.country == other.country
