"""Enter a party in the register, change it, let a user act for it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties.events import MemberAdded, PartyChanged, PartyRegistered
from stratrade.apps.parties.models import Identifier, Membership, Party

_FIELDS = ("name", "native_name", "trade_name", "country", "address", "email", "phone")


@use_case
def register(
    fields: Mapping[str, str], *, identifiers: Mapping[str, str], kind: str = "ORGANISATION", by: User
) -> Party:
    """Enter a company or person.

    Args:
        fields: name, country and what else is known of native_name trade_name address email phone.
        identifiers: kind -> value, e.g. {"tax": "K001-902000001"}.

    Raises:
        ValueError: no name or no country.
    """
    access.require(by, Permission.PARTIES_PARTY_REGISTER)
    for needed in ("name", "country"):
        if not fields.get(needed, "").strip():
            raise ValueError(needed)
    party = Party.objects.create(
        kind=kind,
        status=Party.Status.REGISTERED,
        registered_at=timezone.now(),
        **{name: fields[name].strip() for name in _FIELDS if name in fields},
    )
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
    for name in _FIELDS:
        if name in fields:
            setattr(party, name, fields[name].strip())
    party.version += 1
    party.save()
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
