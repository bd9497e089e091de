"""Note who stands in an application, a licence, a declaration or a ruling. Runs inside a reaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from stratrade.apps.parties import keys
from stratrade.apps.parties.models import Dealing, Identifier, Party, PartyName
from stratrade.apps.parties.services.register import name_of, write

_LOCK = 1540_002  # advisory: two things that name somebody new must not make two records of them


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a thing names, in the part they play; `public_id` where it says which record is meant."""

    role: str
    name: str
    country: str = ""
    identifier: str = ""
    native_name: str = ""
    address: str = ""
    kind: str = "UNKNOWN"
    public_id: str = ""


def note(subject: str, named: Sequence[Named], *, at: datetime) -> None:
    """Connect a thing with the records of those whom it names; the same thing, party and role are noted once.

    A record is found by its own id, else by name and country, else by the same number in the same country; it is
    made anew where nobody is found. A registered party gets no name from a paper that states its number: it is
    screened by its names, and anybody can write down the number of another.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    for one in named:
        if not one.name.strip():
            continue
        party = _found(one) or _made(one)
        if one.native_name:
            name_of(party, one.native_name, PartyName.Kind.NATIVE)
        Dealing.objects.get_or_create(
            party=party, subject=subject, role=one.role, defaults={"name": one.name.strip()[:300], "at": at}
        )


def _found(one: Named) -> Party | None:
    if one.public_id:
        return root(Party.objects.filter(public_id=one.public_id).first())
    key = keys.name_key(one.name)
    rows = Party.objects.filter(Q(name_key=key) | Q(other_names__key=key), country=one.country)
    if not one.country:
        rows = Party.objects.filter(Q(name_key=key) | Q(other_names__key=key))
    same = rows.order_by("pk").first()
    if same is not None:
        return root(same)
    number = keys.bare(one.identifier)
    if not number or not one.country:
        return None
    identified = Identifier.objects.filter(country=one.country, value__in={number, one.identifier.strip()})
    row = identified.select_related("party").order_by("pk").first()
    if row is None:
        return None
    party = root(row.party)
    if party is not None and party.status != Party.Status.REGISTERED:
        name_of(party, one.name, PartyName.Kind.SPELLING)
    return party


def _made(one: Named) -> Party:
    party = Party(kind=one.kind, status=Party.Status.KNOWN)
    write(party, {"name": one.name[:300], "country": one.country, "address": one.address[:500]})
    number = one.identifier.strip()
    if number and not Identifier.objects.filter(kind="number", value=number, country=one.country).exists():
        Identifier.objects.create(party=party, kind="number", value=number[:60], country=one.country)
    return party


def root(party: Party | None) -> Party | None:
    """The record that a merged one stands for now."""
    while party is not None and party.merged_into is not None:
        party = party.merged_into
    return party
