"""Addresses of a party: add one, correct it, end it. Nothing is forgotten; the party is screened again by reaction."""

from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties import keys
from stratrade.apps.parties.events import AddressAdded, AddressCorrected, AddressEnded
from stratrade.apps.parties.models import Party, PartyAddress
from stratrade.apps.parties.services.identity import Unfit
from stratrade.apps.parties.services.register import read_main


@use_case
def add_address(
    public_id: UUID, text: str, *, country: str, source: str, main: bool = False, by: User
) -> PartyAddress:
    """Note another address of a party.

    Args:
        source: who says so.
        main: whether it becomes the one that papers are sent to; the first one is it always.

    Raises:
        Unfit: no address, or the party has it already.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    party = Party.objects.select_for_update().get(public_id=public_id)
    _check(party, text)
    standing = party.addresses.filter(ended_at=None)
    first = not standing.filter(main=True).exists()
    if main and not first:
        standing.filter(main=True).update(main=False)
    address = _made(party, text, country, source, main=main or first, by=by)
    _written(party)
    said = AddressAdded(name=party.name, text=address.text, source=address.source)
    record(said, subject=party.subject, by=by)
    return address


@use_case
def correct_address(public_id: UUID, text: str, *, country: str, reason: str, by: User) -> PartyAddress:
    """Write an address otherwise: it ends, and another begins in its place.

    Raises:
        Unfit: no address, the same as before or as another one, ended already, or no reason.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    old = _locked(public_id, reason)
    _check(old.party, text, but=old if country != old.country or text.strip() != old.text else None)
    _end(old, reason, by)
    fresh = _made(old.party, text, country, old.source, main=old.main, by=by)
    old.corrected_to = fresh
    old.save(update_fields=["corrected_to"])
    _written(old.party)
    said = AddressCorrected(name=old.party.name, before=old.text, text=fresh.text, reason=old.end_reason)
    record(said, subject=old.party.subject, by=by)
    return fresh


@use_case
def end_address(public_id: UUID, *, reason: str, by: User) -> PartyAddress:
    """Note that an address is no longer one of the party, or never was; the oldest that is left becomes the main one.

    Raises:
        Unfit: ended already, or no reason.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    old = _locked(public_id, reason)
    _end(old, reason, by)
    left = old.party.addresses.filter(ended_at=None).order_by("pk").first()
    if old.main and left is not None:
        left.main = True
        left.save(update_fields=["main"])
    _written(old.party)
    said = AddressEnded(name=old.party.name, text=old.text, reason=old.end_reason)
    record(said, subject=old.party.subject, by=by)
    return old


def _locked(public_id: UUID, reason: str) -> PartyAddress:
    party = Party.objects.select_for_update().get(addresses__public_id=public_id)
    old = PartyAddress.objects.select_for_update().get(public_id=public_id)
    old.party = party
    if old.ended_at is not None:
        raise Unfit("parties.address.ended")
    if not reason.strip():
        raise Unfit("parties.merge.reason")
    return old


def _check(party: Party, text: str, *, but: PartyAddress | None = None) -> None:
    if not text.strip():
        raise Unfit("parties.address.missing")
    standing = party.addresses.filter(ended_at=None)
    if but is not None:
        standing = standing.exclude(pk=but.pk)
    key = keys.address_key(text)
    if any(one.text == text.strip() or (key and one.key == key) for one in standing):
        raise Unfit("parties.address.already", name=party.name)


def _made(party: Party, text: str, country: str, source: str, *, main: bool, by: User | None) -> PartyAddress:
    return PartyAddress.objects.create(
        party=party,
        text=text.strip()[:500],
        country=country,
        key=keys.address_key(text),
        main=main,
        source=source.strip()[:300],
        added_at=timezone.now(),
        added_by=by,
    )


def _end(address: PartyAddress, reason: str, by: User | None) -> None:
    address.ended_at, address.ended_by, address.end_reason = timezone.now(), by, reason.strip()[:300]
    address.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _written(party: Party) -> None:
    """Bring the address that stands on the party to the main one in force."""
    read_main(party)
    party.version += 1
    party.save(update_fields=["address", "address_key", "version"])
