"""Which list is in force on a day and what is in it. Lists are public: nothing is narrowed by person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists.editions import open_edition, open_index
from stratrade.apps.lists.models import Adoption, EditionRow, EntryRow, HsLink, Preparation, Proposal
from stratrade.engines.classify.search import search as search_index
from stratrade.engines.lists.evaluate import entry_of, find_node
from stratrade.engines.lists.model import Entry, TariffLine

SIX, EIGHT = 6, 8
SHORTEST_WORD = 3


class NoEditionInForce(LookupError):
    """No edition had been adopted by that day."""


@dataclass(frozen=True, slots=True)
class EntryHit:
    """An entry found by a search.

    Args:
        code: its code.
        titles: its title by language.
        score: orders the hits of one search, nothing else.
    """

    code: str
    titles: dict[str, str]
    score: float


def in_force(on: date) -> EditionRow:
    """The edition in force on a day.

    Raises:
        NoEditionInForce: none had been adopted by then.
    """
    adoption = (
        Adoption.objects.filter(in_force_from__lte=on)
        .select_related("edition")
        .defer("edition__documents")
        .first()
    )
    if adoption is None:
        raise NoEditionInForce(f"no control list in force on {on}")
    return adoption.edition


def in_force_today() -> EditionRow:
    """The edition in force today, in the time zone of the State.

    Raises:
        NoEditionInForce: none had been adopted.
    """
    return in_force(today())


def editions() -> QuerySet[EditionRow]:
    """Every stored edition with its adoptions, without its content."""
    return EditionRow.objects.defer("documents").prefetch_related("adoptions")


def edition(digest: str) -> EditionRow | None:
    """The stored edition with this digest."""
    return EditionRow.objects.defer("documents").filter(digest=digest).first()


def adoptions() -> QuerySet[Adoption]:
    """Every adoption with its edition, the latest day first."""
    return Adoption.objects.select_related("edition").defer("edition__documents")


def instrument(digest: str, on: date) -> str:
    """The legal instrument by which an edition applies on a day; empty where none is recorded."""
    row = Adoption.objects.filter(edition__digest=digest, in_force_from__lte=on).first()
    return "" if row is None else row.instrument


def proposals(for_: User) -> QuerySet[Proposal]:
    """Proposed editions, the newest first, for those who propose or adopt; nobody else sees any."""
    if not any(
        access.may(for_, p) for p in (Permission.LISTS_EDITION_PROPOSE, Permission.LISTS_EDITION_ADOPT)
    ):
        return Proposal.objects.none()
    rows = Proposal.objects.select_related("edition", "proposed_by", "decided_by", "preparation")
    return rows.defer("edition__documents", "preparation__faults", "preparation__notes")


def awaiting(for_: User) -> QuerySet[Proposal]:
    """Proposed editions that the person may adopt or send back: never those they proposed."""
    if not access.may(for_, Permission.LISTS_EDITION_ADOPT):
        return Proposal.objects.none()
    return proposals(for_).filter(status=Proposal.Status.PROPOSED).exclude(proposed_by=for_)


def proposal(public_id: UUID, *, for_: User) -> Proposal | None:
    """One proposal that the person may see."""
    return proposals(for_).filter(public_id=public_id).first()


def impact(public_id: UUID) -> Mapping[str, Any]:
    """What a proposed edition was found to change; empty until it is worked out."""
    found = Proposal.objects.filter(public_id=public_id).values_list("impact", flat=True).first()
    return found or {}


def preparations(for_: User) -> QuerySet[Preparation]:
    """Files on their way to an edition, the newest first, for those who propose or adopt; nobody else sees any."""
    if not any(
        access.may(for_, p) for p in (Permission.LISTS_EDITION_PROPOSE, Permission.LISTS_EDITION_ADOPT)
    ):
        return Preparation.objects.none()
    return Preparation.objects.select_related("received_by", "edition", "proposal").defer(
        "edition__documents", "faults", "notes"
    )


def preparation(public_id: UUID, *, for_: User) -> Preparation | None:
    """One file that the person may see."""
    return preparations(for_).filter(public_id=public_id).first()


def prepared_for(proposal: Proposal, *, for_: User) -> Preparation | None:
    """The file that a proposed edition was made from; None where it came with the release."""
    return preparations(for_).filter(proposal=proposal).first()


def tariff(on: date | None = None) -> Mapping[str, TariffLine]:
    """The eight-digit lines of the edition in force on a day; empty where it has none."""
    try:
        return open_edition(in_force(on or today()).digest).tariff
    except NoEditionInForce:
        return {}


def tariff_of(digest: str) -> Mapping[str, TariffLine]:
    """The eight-digit lines of the edition that a judgement was made with; empty where it is not stored."""
    try:
        return open_edition(digest).tariff
    except EditionRow.DoesNotExist:
        return {}


def subheading(hs: str, on: date | None = None) -> str:
    """The six digits that count of a customs code; of a national line, those that it stands under."""
    digits = "".join(character for character in hs if character in "0123456789")
    line = tariff(on).get(digits[:EIGHT]) if len(digits) >= EIGHT else None
    return line.hs if line else digits[:SIX]


def entries(on: date | None = None) -> QuerySet[EntryRow]:
    """The entries of the edition in force on a day (today where none is named), by code."""
    day = on or today()
    rows = EntryRow.objects.filter(edition=in_force(day)).prefetch_related("hs_links")
    return rows.exclude(valid_from__gt=day).exclude(valid_to__lt=day)


def entry(code: str, on: date | None = None) -> Entry | None:
    """An entry with its criteria, of the edition in force; a paragraph gives its entry."""
    return entry_of(code, open_edition(in_force(on or today()).digest))


def exists(code: str, on: date | None = None) -> bool:
    """Whether the edition in force has this entry or paragraph."""
    return find_node(code.strip(), open_edition(in_force(on or today()).digest)) is not None


def entries_of_hs(hs: str, on: date | None = None) -> QuerySet[HsLink]:
    """What the edition in force links with an HS code; its first six digits count, fewer widen it."""
    return links(on).filter(hs__startswith=subheading(hs, on))


def links(on: date | None = None) -> QuerySet[HsLink]:
    """Every link of the edition in force on a day with its entry."""
    return HsLink.objects.filter(entry__in=entries(on)).select_related("entry")


def search(text: str, on: date | None = None, *, most: int = 50) -> Sequence[EntryHit]:
    """Entries of the edition in force by code, words of any language, CAS number or HS code, best first.

    Args:
        text: what was typed so far; a line of the national tariff stands for the subheading it is under.
        on: the day; today where none is named.
        most: how many at most.
    """
    day = on or today()
    row = in_force(day)
    typed = text.strip()
    digits = "".join(character for character in typed if character.isdecimal())
    if len(digits) >= EIGHT and not typed.strip("0123456789. "):
        typed = subheading(digits, day)
    hits = {hit.entry: hit.score for hit in search_index(typed, open_index(row.digest), most=most)}
    rows = EntryRow.objects.filter(edition=row).exclude(valid_from__gt=day).exclude(valid_to__lt=day)
    named = Q(code__in=hits)
    if len(typed) >= SHORTEST_WORD:
        for language in ("en", "fr", "km"):
            named |= Q(**{f"titles__{language}__icontains": typed})
    found = [EntryHit(one.code, one.titles, hits.get(one.code, 0.0)) for one in rows.filter(named)]
    return sorted(found, key=lambda hit: (-hit.score, hit.code))[:most]


def titles(codes: Iterable[str], on: date | None = None) -> dict[str, dict[str, str]]:
    """Code or paragraph -> titles of its entry by language, for those that the edition in force has."""
    wanted = {code: code.partition(".")[0] for code in codes}
    day = on or today()
    names = {*wanted, *wanted.values()}
    known = dict(EntryRow.objects.filter(edition=in_force(day), code__in=names).values_list("code", "titles"))
    return {
        code: known.get(code) or known[entry] for code, entry in wanted.items() if {code, entry} & {*known}
    }
