"""What may be read of parties, and by whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.parties.keys import address_key, name_key
from stratrade.apps.parties.models import (
    Dealing,
    Identifier,
    IdentityStep,
    Merge,
    Party,
    PartyAddress,
    PartyName,
    Relation,
)
from stratrade.apps.search import queries as search
from stratrade.engines.matching.ownership import Holding

_MOST = 25


def companies_of(user: User) -> QuerySet[Party]:
    """The registered parties a user acts for."""
    return Party.objects.filter(
        status=Party.Status.REGISTERED, memberships__user=user.pk, memberships__is_active=True
    )


def company_of(user: User) -> Party | None:
    """The party a user acts for, the first by name where there are several."""
    return companies_of(user).order_by("name").first()


def with_identifiers(values: Iterable[str]) -> QuerySet[Party]:
    """Parties one of whose identifiers is among `values`."""
    return Party.objects.filter(identifiers__value__in=list(values)).distinct()


def registered(named: str, *, for_: User) -> Party | None:
    """The registered party that a number or a whole name names; None where none does, or several do.

    Args:
        named: an identifier, or a name however it is cased and spaced.
    """
    asked = named.strip()
    rows = visible(for_).filter(status=Party.Status.REGISTERED)
    rows = rows.filter(Q(identifiers__value__iexact=asked) | Q(name_key=name_key(asked))).distinct()
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def visible(for_: User) -> QuerySet[Party]:
    """The parties a person may see: officials all, others those they act for."""
    if access.may(for_, Permission.PARTIES_PARTY_READ):
        return Party.objects.all()
    return companies_of(for_)


@dataclass(frozen=True, slots=True)
class Short:
    """As much of a party as a road of ownership needs."""

    name: str
    keys: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Who holds whom: parties by key, and the holdings between them."""

    parties: dict[str, Short]
    holdings: list[Holding]


def upstream(names: Collection[str]) -> Graph:
    """Everybody who owns or controls parties of some names, directly and through others, with the holdings between.

    Args:
        names: keys of names. For screening, which asks it of every name: nothing of it is shown to a person as it is.
    """
    if not names or not _standing().exists():
        return Graph({}, [])
    found = set(_of_names(names).values_list("pk", flat=True))
    holdings: dict[int, Relation] = {}
    waiting = set(found)
    while waiting:
        rows = [r for r in _standing().filter(owned__in=waiting) if r.pk not in holdings]
        holdings.update({row.pk: row for row in rows})
        waiting = {row.owner_id for row in rows} - found
        found |= waiting
    known = Party.objects.filter(pk__in=found).prefetch_related("other_names")
    return Graph(
        {
            str(one.pk): Short(one.name, (one.name_key, *(n.key for n in one.other_names.all())), one.country)
            for one in known
        },
        [
            Holding(
                str(row.owner_id),
                str(row.owned_id),
                row.share_pct or Decimal(0),
                controls=row.kind == Relation.Kind.CONTROLS,
            )
            for row in holdings.values()
        ],
    )


def downstream(names: Collection[str], *, itself: bool = False) -> list[Party]:
    """The parties that those of some names hold, directly and through others.

    Args:
        itself: with those of the names.
    """
    first = set(_of_names(names).values_list("pk", flat=True))
    found, waiting = set(first), set(first)
    while waiting:
        waiting = set(_standing().filter(owner__in=waiting).values_list("owned_id", flat=True)) - found
        found |= waiting
    wanted = found if itself else found - first
    return list(Party.objects.filter(pk__in=wanted, merged_into=None).order_by("pk"))


def _standing() -> QuerySet[Relation]:
    return Relation.objects.filter(ended_at=None).exclude(kind=Relation.Kind.DIRECTS)


def _of_names(names: Collection[str]) -> QuerySet[Party]:
    return Party.objects.filter(
        Q(name_key__in=names) | Q(other_names__key__in=names), merged_into=None
    ).distinct()


def watched(*, for_: User) -> QuerySet[Party]:
    """The parties that are screened by themselves: the registered ones, and those that own or are owned."""
    rows = visible(for_).prefetch_related("identifiers", "other_names", "addresses")
    related = Relation.objects.filter(ended_at=None)
    return rows.filter(
        Q(status=Party.Status.REGISTERED)
        | Q(pk__in=related.values("owner"))
        | Q(pk__in=related.values("owned"))
    )


@dataclass(frozen=True, slots=True)
class Called:
    """As much of a party as tells whether it is near a listed one.

    Args:
        pk: its row.
    """

    pk: int
    names: tuple[str, ...]
    numbers: tuple[str, ...]


def called(*, for_: User) -> list[Called]:
    """What the parties that are screened by themselves are called, without reading all of them."""
    rows = watched(for_=for_).prefetch_related(None).order_by("pk")
    others: dict[int, list[str]] = defaultdict(list)
    for pk, name in PartyName.objects.order_by("pk").values_list("party_id", "text"):
        others[pk].append(name)
    numbers: dict[int, list[str]] = defaultdict(list)
    for pk, number in Identifier.objects.order_by("pk").values_list("party_id", "value"):
        numbers[pk].append(number)
    found = rows.values_list("pk", "name", "native_name", "trade_name").iterator(chunk_size=5000)
    return [
        Called(pk, (*(name for name in names if name), *others.get(pk, ())), tuple(numbers.get(pk, ())))
        for pk, *names in found
    ]


@dataclass(frozen=True, slots=True)
class Dealt:
    """Something a party stands in, as the person may see it."""

    role: str
    kind: str
    title: str
    link: str
    at: datetime


def dealings(party: Party, *, for_: User) -> QuerySet[Dealing]:
    """What a party stands in as far as the person may see it, newest first; a page of it is worded by `dealt`."""
    return party.dealings.filter(subject__in=search.visible(for_).values("subject"))


def dealt(rows: Iterable[Dealing], *, for_: User) -> list[Dealt]:
    """Dealings in the words of those whose things they are."""
    page = list(rows)
    known = search.of_subjects({row.subject for row in page}, for_=for_)
    return [
        Dealt(row.role, found.kind, found.title, found.link, row.at)
        for row in page
        if (found := known.get(row.subject)) is not None
    ]


def dealings_elsewhere(party: Party, *, for_: User) -> int:
    """How many things more a party stands in, for other desks."""
    others = party.dealings.exclude(subject__in=search.visible(for_).values("subject"))
    return others.order_by().values("subject").distinct().count()


def dealt_in(names: Collection[str], *, prefix: str, most: int) -> list[str]:
    """What the audit calls the things in which parties of some names stand, the newest first, for reactions.

    Args:
        names: keys of names.
        prefix: how it calls things of the kind that is asked for.
        most: how many are enough.
    """
    rows = Dealing.objects.filter(party__in=_of_names(names), subject__startswith=prefix)
    return list(dict.fromkeys(rows.order_by("-at", "-pk").values_list("subject", flat=True)[:most]))


def choices_of(rows: Iterable[Dealing], *, for_: User) -> list[tuple[int, str]]:
    """Dealings by key, in words, for whoever parts a record."""
    page = list(rows)
    known = search.of_subjects({row.subject for row in page}, for_=for_)
    return [(row.pk, f"{known[row.subject].title} · {row.name}") for row in page if row.subject in known]


def relations(party: Party) -> tuple[QuerySet[Relation], QuerySet[Relation]]:
    """Who holds a party and whom it holds, as it stands."""
    held_by = party.held_by.filter(ended_at=None).select_related("owner").order_by("kind", "-share_pct", "pk")
    holds = party.holds.filter(ended_at=None).select_related("owned").order_by("kind", "-share_pct", "pk")
    return held_by, holds


def relation(public_id: UUID, *, for_: User) -> Relation | None:
    """One relation, or None where the person may not see its parties."""
    rows = Relation.objects.filter(owned__in=visible(for_)).select_related("owner", "owned")
    return rows.filter(public_id=public_id).first()


def addresses(party: Party) -> tuple[list[PartyAddress], list[PartyAddress]]:
    """The addresses of a party as they stand, and those that ended, the last first."""
    rows = list(party.addresses.select_related("added_by", "ended_by", "corrected_to"))
    ended = sorted((r for r in rows if r.ended_at), key=lambda r: r.ended_at, reverse=True)  # type: ignore[arg-type,return-value]
    return [r for r in rows if not r.ended_at], ended


def address(public_id: UUID, *, for_: User) -> PartyAddress | None:
    """One address, or None where the person may not see its party."""
    return (
        PartyAddress.objects.filter(party__in=visible(for_), public_id=public_id)
        .select_related("party")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Another party that shares something: address, phone or director."""

    party: Party
    by: str
    shared: str


def links(party: Party) -> list[Link]:
    """Parties that share the address, the telephone number or a director."""
    others = Party.objects.filter(merged_into=None).exclude(pk=party.pk).order_by("name")
    found = []
    for each in party.addresses.filter(ended_at=None).exclude(key=""):
        theirs_too = PartyAddress.objects.filter(key=each.key, country=each.country, ended_at=None)
        found += [Link(one, "address", each.text) for one in others.filter(addresses__in=theirs_too)[:_MOST]]
    for one in (party, *party.absorbed.all()):
        if one.phone_key:
            theirs = others.filter(Q(phone_key=one.phone_key) | Q(absorbed__phone_key=one.phone_key))
            found += [Link(other, "phone", one.phone) for other in theirs.distinct()[:_MOST]]
    directs = Relation.objects.filter(kind=Relation.Kind.DIRECTS, ended_at=None)
    for row in directs.filter(owned=party).select_related("owner"):
        led = directs.filter(owner=row.owner).exclude(owned=party).select_related("owned")[:_MOST]
        found += [Link(other.owned, "director", row.owner.name) for other in led]
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that parties share: what, as it is written, and the parties that have it in common.

    Args:
        by: address, phone or director.
        parties: each with the keys of its names.
    """

    by: str
    text: str
    parties: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """An address as a paper gives it of somebody, whether the register knows it or not.

    Args:
        key: of the name.
        name: as it is written.
        country: where it is known.
    """

    key: str
    name: str
    address: str
    country: str = ""


def shared_with(names: Collection[str], *, most: int, stated: Collection[Stated] = ()) -> list[Shared]:
    """What the parties of some names share with others: address, telephone number, director.

    Args:
        names: keys of names. For screening, which shows nothing of it to a person as it is.
        most: what more parties than that share says nothing, and is left out.
        stated: addresses that papers give of them.
    """
    ours = _of_names(names)
    found = []
    standing = PartyAddress.objects.filter(ended_at=None)
    for key, country, text in (
        standing.filter(party__in=ours).exclude(key="").values_list("key", "country", "text")
    ):
        who = Party.objects.filter(addresses__in=standing.filter(key=key, country=country))
        found.append(_shared("address", text, who, most))
    found += [one for each in dict.fromkeys(stated) if (one := _shared_as_stated(each, most))]
    heard = Party.objects.filter(Q(pk__in=ours) | Q(merged_into__in=ours)).exclude(phone_key="")
    for key, text in heard.values_list("phone_key", "phone"):
        who = Party.objects.filter(Q(phone_key=key) | Q(absorbed__phone_key=key))
        found.append(_shared("phone", text, who, most))
    directs = Relation.objects.filter(kind=Relation.Kind.DIRECTS, ended_at=None)
    for owner, text in directs.filter(owned__in=ours).values_list("owner", "owner__name").distinct():
        who = Party.objects.filter(held_by__in=directs.filter(owner=owner))
        found.append(_shared("director", text, who, most))
    return [one for one in found if 1 < len(one.parties) <= most]


def _shared_as_stated(stated: Stated, most: int) -> Shared | None:
    """Who is at an address that a paper gives of somebody, with them; None where the register has them there."""
    key = address_key(stated.address)
    if not key:
        return None
    at = PartyAddress.objects.filter(key=key, ended_at=None)
    if stated.country:
        at = at.filter(country=stated.country)
    found = _shared("address", stated.address, Party.objects.filter(addresses__in=at), most)
    if not found.parties or any(stated.key in party.keys for party in found.parties):
        return None
    known = _of_names([stated.key]).prefetch_related("other_names").order_by("pk").first()
    keys = (stated.key,) if known is None else (known.name_key, *(n.key for n in known.other_names.all()))
    return Shared(found.by, found.text, (*found.parties, Short(stated.name, keys, stated.country)))


def _shared(by: str, text: str, who: QuerySet[Party], most: int) -> Shared:
    rows = who.filter(merged_into=None).distinct().prefetch_related("other_names").order_by("pk")[: most + 1]
    return Shared(
        by,
        text,
        tuple(Short(p.name, (p.name_key, *(n.key for n in p.other_names.all())), p.country) for p in rows),
    )


def with_absorbed(rows: Iterable[Party]) -> dict[int, int]:
    """Keys of parties and of the records that became part of them, each with the key of the party it stands for."""
    found = {row.pk: row.pk for row in rows}
    waiting = set(found)
    while waiting:
        into = Party.objects.filter(merged_into__in=waiting).values_list("pk", "merged_into_id")
        gone = {pk: found[other] for pk, other in into if other is not None and pk not in found}
        found.update(gone)
        waiting = set(gone)
    return found


def of_keys(names: Collection[str]) -> list[Party]:
    """The parties of some names, for reactions."""
    return list(_of_names(names).prefetch_related("identifiers", "other_names", "addresses").order_by("pk"))


def duplicates(party: Party) -> list[Party]:
    """Records that may be the same party: the same name elsewhere, another spelling of it, or the same number."""
    keys = [party.name_key, *party.other_names.values_list("key", flat=True)]
    numbers = list(party.identifiers.values_list("value", flat=True))
    rows = Party.objects.filter(
        Q(name_key__in=keys) | Q(other_names__key__in=keys) | Q(identifiers__value__in=numbers),
        merged_into=None,
    )
    if party.kind != Party.Kind.UNKNOWN:
        rows = rows.filter(kind__in=[party.kind, Party.Kind.UNKNOWN])
    return list(rows.exclude(pk=party.pk).distinct().order_by("name")[:_MOST])


def of_name(key: str, country: str, *, for_: User) -> Party | None:
    """The record of somebody as a paper names them.

    Args:
        key: of the name.
        country: where it is known; else the only record of that name.
    """
    rows = visible(for_).filter(Q(name_key=key) | Q(other_names__key=key), merged_into=None).distinct()
    found = list(rows.filter(country=country)[:2] if country else rows[:2])
    return found[0] if len(found) == 1 else None


def keys_of(subject: str) -> set[str]:
    """The keys of the names of the party that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    found = Party.objects.filter(public_id=UUID(public_id)).first() if prefix == "parties.party" else None
    return set() if found is None else {found.name_key, *found.other_names.values_list("key", flat=True)}


def first_name_of(key: object, country: object) -> QuerySet[PartyName, str]:
    """The key of the first name of the record that has another name in a country, as a part of a larger query.

    Args:
        key: of the other name, or a reference to the column that has it.
        country: of the record, likewise.
    """
    rows = PartyName.objects.filter(key=key, party__country=country, party__merged_into=None)
    return rows.order_by("party").values_list("party__name_key", flat=True)[:1]


def is_called(subject: str, name: str) -> bool:
    """Whether the party that the audit calls so bears a name, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return prefix == "parties.party" and Party.objects.filter(public_id=UUID(public_id), name=name).exists()


def merges(party: Party) -> QuerySet[Merge]:
    """The records that became part of a party, also those that were parted again."""
    return party.merges.select_related("absorbed", "by", "undone_by")


def merge(public_id: UUID, *, for_: User) -> Merge | None:
    """One merge, or None where the person may not see its parties."""
    rows = Merge.objects.filter(survivor__in=visible(for_)).select_related("survivor", "absorbed", "by")
    return rows.filter(public_id=public_id).first()


def steps_waiting(*, for_: User, party: Party | None = None) -> QuerySet[IdentityStep]:
    """Merges and partings that wait for a second person, the oldest first: about one record, or all."""
    if not access.may(for_, Permission.PARTIES_PARTY_MERGE):
        return IdentityStep.objects.none()
    rows = IdentityStep.objects.filter(status="PROPOSED").order_by("proposed_at")
    if party is not None:
        rows = rows.filter(Q(party=party) | Q(other=party))
    return rows.select_related("party", "other", "proposed_by")


def subjects_of(party: Party) -> list[str]:
    """What the audit calls a party and the records that became part of it."""
    return [party.subject, *(one.subject for one in party.absorbed.all())]


def page(*, for_: User, words: str = "") -> QuerySet[Party]:
    """Parties by name, narrowed by words in any of their names or identifiers."""
    rows = visible(for_).exclude(status=Party.Status.MERGED).order_by("name")
    rows = rows.prefetch_related("identifiers")
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(native_name__icontains=word)
            | Q(trade_name__icontains=word)
            | Q(other_names__text__icontains=word)
            | Q(identifiers__value__icontains=word)
        ).distinct()
    return rows


def one(public_id: UUID, *, for_: User) -> Party | None:
    """One party, or None where the person may not see it."""
    return (
        visible(for_)
        .filter(public_id=public_id)
        .prefetch_related("identifiers", "other_names", "addresses")
        .first()
    )


def members_of(party: Party) -> list[User]:
    """The active users who act for a party: whom to tell."""
    return list(User.objects.filter(memberships__party=party, memberships__is_active=True, is_active=True))
