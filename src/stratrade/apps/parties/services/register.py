"""Enter a party in the register, change it, let a user act for it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties import keys
from stratrade.apps.parties.events import MemberAdded, NameAdded, PartyChanged, PartyRegistered
from stratrade.apps.parties.models import Identifier, Membership, Party, PartyAddress, PartyName

FROM_REGISTER = "register"
"""Source of an address that was written with the party itself."""
_FIELDS = ("name", "native_name", "trade_name", "country", "address", "email", "phone", "date_of_birth")


@use_case
def register(
    fields: Mapping[str, str], *, identifiers: Mapping[str, str], kind: str = "UNKNOWN", by: User
) -> Party:
    """Enter a company or person.

    Args:
        fields: name, country and what else is known of native_name trade_name address email phone.
        identifiers: kind -> value, e.g. {"tax": "K001-902000001"}.
        kind: one of `Party.Kind`; UNKNOWN is held against persons and organisations alike.

    Raises:
        ValueError: no name or no country.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    for needed in ("name", "country"):
        if not fields.get(needed, "").strip():
            raise ValueError(needed)
    party = Party(kind=kind, status=Party.Status.REGISTERED, registered_at=timezone.now())
    write(party, fields)
    for identifier, value in identifiers.items():
        Identifier.objects.create(party=party, kind=identifier, value=value.strip(), country=party.country)
    record(PartyRegistered(name=party.name, country=party.country), subject=party.subject, by=by)
    return party


@use_case
def change(public_id: UUID, fields: Mapping[str, str], *, version: int | None, by: User) -> Party:
    """Change names or address; the party is screened again by reaction."""
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    party = Party.objects.select_for_update().get(public_id=public_id)
    check_version(party, version)
    old = party.name
    party.version += 1
    write(party, fields)
    if keys.name_key(old) != party.name_key:
        name_of(party, old, PartyName.Kind.FORMER)
    record(PartyChanged(name=party.name), subject=party.subject, by=by)
    return party


@use_case
def add_member(public_id: UUID, user: User, *, by: User) -> Membership:
    """Let a user act for a party; repeating it changes nothing but says so in the trail."""
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    party = Party.objects.select_for_update().get(public_id=public_id)
    membership, _ = Membership.objects.update_or_create(party=party, user=user, defaults={"is_active": True})
    record(MemberAdded(user=user.audit_name), subject=party.subject, by=by)
    return membership


@use_case
def add_name(public_id: UUID, text: str, *, kind: str, by: User) -> Party:
    """Note another name of a party; it is screened with it by reaction.

    Args:
        kind: NATIVE, LATIN, TRADE, FORMER or SPELLING.

    Raises:
        ValueError: no name.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    party = Party.objects.select_for_update().get(public_id=public_id)
    if not text.strip():
        raise ValueError("text")
    name_of(party, text, kind)
    record(NameAdded(name=party.name, text=text.strip()[:300]), subject=party.subject, by=by)
    return party


def write(party: Party, fields: Mapping[str, str]) -> None:
    """Write names, address and numbers of a party, and what they are compared by."""
    for name in _FIELDS:
        if name in fields:
            setattr(party, name, fields[name].strip())
    party.name_key = keys.name_key(party.name)
    party.address_key = keys.address_key(party.address)
    party.phone_key = keys.phone_key(party.phone)
    party.save()
    address_of(party)
    name_of(party, party.native_name, PartyName.Kind.NATIVE)
    name_of(party, party.trade_name, PartyName.Kind.TRADE)


def address_of(party: Party) -> None:
    """Keep the address that was written with a party as its main one; the one before it ends."""
    main = party.addresses.filter(main=True, ended_at=None).first()
    if (main.text if main else "") == party.address:
        return
    if main is not None:
        main.ended_at, main.end_reason = timezone.now(), FROM_REGISTER
        main.save(update_fields=["ended_at", "end_reason"])
    same = party.addresses.filter(ended_at=None, text=party.address).first() if party.address else None
    if same is not None:
        same.main = True
        same.save(update_fields=["main"])
    elif party.address:
        PartyAddress.objects.create(
            party=party,
            text=party.address,
            country=party.country,
            key=party.address_key,
            main=True,
            source=FROM_REGISTER,
            added_at=timezone.now(),
        )


def read_main(party: Party) -> None:
    """Bring what stands on a party to its main address in force; the caller saves it."""
    main = party.addresses.filter(ended_at=None, main=True).first()
    party.address = main.text if main else ""
    party.address_key = keys.address_key(party.address)


def name_of(party: Party, text: str, kind: str) -> None:
    """Keep another name of a party, once."""
    key = keys.name_key(text)
    if key and key != party.name_key:
        PartyName.objects.get_or_create(
            party=party,
            key=key,
            defaults={"kind": kind, "text": text.strip()[:300], "added_at": timezone.now()},
        )
