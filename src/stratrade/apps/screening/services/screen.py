"""Hold parties against the editions in force; reads only."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

import stratrade
from stratrade.apps import pack as pack_files
from stratrade.apps.accounts.clock import today
from stratrade.apps.parties import queries as parties
from stratrade.apps.screening import linked, matcher, owned
from stratrade.apps.screening.models import Disposition, Trusted
from stratrade.engines.matching.model import Hit, PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.kernel import text

THRESHOLD = Decimal(str(ALERT))
"""Score from which an alert is raised; part of the configuration hash of every screening."""
CLEARED, TRUSTED = "cleared", "trusted"
_LOCK = 1540_001  # advisory: who screens shares it, who puts an edition in force takes it alone
_BY_NUMBER = "matching.identifier"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to be screened, in the part they play. What is empty is not known.

    Args:
        identifier: a number of a kind nobody knows.
        kind: person, organisation or vessel.
        date_of_birth: ISO date, or a year.
        identifiers: numbers whose kind is known, each (kind, value).
    """

    role: str
    name: str
    country: str = ""
    identifier: str = ""
    kind: str = ""
    date_of_birth: str = ""
    address: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that is known of it."""
        return tuple(v for v in (self.identifier, *(value for _, value in self.identifiers)) if v)


@dataclass(frozen=True, slots=True)
class Screened:
    """The hits, each with the role and name it came from, and the editions they rest on.

    `set_aside` are the likenesses that raise nothing, each with `why`: cleared before, or trusted until a day.
    """

    hits: tuple[dict[str, Any], ...] = ()
    editions: Mapping[str, str] = field(default_factory=dict)
    set_aside: tuple[dict[str, Any], ...] = ()

    @property
    def any(self) -> bool:
        """Whether somebody was hit."""
        return bool(self.hits)


def configuration() -> str:
    """A digest of what decides a hit besides the lists: threshold, engine version and the State's choices."""
    pack = pack_files.read(settings.STRATRADE_PACK)
    said = f"{THRESHOLD}/{stratrade.__version__}/{pack.screening.threshold_pct}/{_shared(pack)}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _shared(pack: pack_files.Pack) -> str:
    shared = pack.screening.shared
    return f"{sorted(shared.weights.items())}{shared.most}"


def party_key(name: str) -> str:
    """One key for a name however it is spaced or cased."""
    return text.search_key(name)[:300]


def party_state(subject: Subject) -> str:
    """The state of a party of ours: what an officer decided about it lapses when anything of this changes.

    The address is left out: it is written differently each time.
    """
    numbers = sorted({bare(number) for number in subject.numbers})
    known = (party_key(subject.name), subject.country, *numbers, subject.date_of_birth)
    return hashlib.sha256("\0".join(known).encode()).hexdigest()[:32]


def bare(number: str) -> str:
    """A number without what people put between its characters."""
    return "".join(c for c in number.upper() if c.isalnum())


def screen(subjects: Sequence[Subject]) -> Screened:
    """Hold parties against the editions in force.

    An edition is put in force only between transactions that screen, so a thing is either screened against the
    new edition or already stored when the reaction to the adoption looks for it.

    Returns:
        Hits at or above the threshold, best first. What an officer has cleared for the same state of party and
        entry, and who is trusted, is set aside.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])
    return compare(subjects)


def compare(subjects: Sequence[Subject]) -> Screened:
    """What `screen` finds, for what is stored already: an adoption in the meantime has a reaction of its own."""
    standing = matcher.standing()
    found = [hit for subject in subjects for hit in _hits(standing, subject)]
    digests = standing.digests({(hit["list"], hit["entry_id"]) for hit in found})
    for hit in found:
        hit["entry_digest"] = digests.get((hit["list"], hit["entry_id"]), "")
    found += _held(subjects, {(hit["query"], hit["list"], hit["entry_id"]) for hit in found})
    found.sort(key=lambda h: (-h["score"], h["list"], h["entry_id"]))
    kept, aside = _parted(found)
    return Screened(tuple(kept), dict(standing.editions), tuple(aside))


def with_links(found: Screened, subjects: Sequence[Subject]) -> Screened:
    """A screening with what its parties share with confirmed ones; not where their own name is a hit already.

    Whatever names a party goes by, it has one hit for an entry it is linked with.
    """
    keys = {party_key(s.name) for s in subjects if s.name.strip()}
    links = linked.links_of(keys, _stated(subjects))
    if not links:
        return found
    told = [*found.hits, *found.set_aside]
    said = {(party_key(hit["query"]), hit["list"], hit["entry_id"]) for hit in told}
    alike = {(link.party, *road[1:]) for road in said for link in links.get(road[0], ())}
    hits: dict[tuple[str, str, str], dict[str, Any]] = {}
    for subject in subjects:
        own = links.get(party_key(subject.name), [])
        for party in dict.fromkeys(link.party for link in own):
            for hit in linked.as_hits([link for link in own if link.party == party], _who(subject)):
                road = (party, hit["list"], hit["entry_id"])
                if road not in alike:
                    hits.setdefault(road, hit)
    kept, aside = _parted(list(hits.values()))
    return Screened((*found.hits, *kept), found.editions, (*found.set_aside, *aside))


def _stated(subjects: Sequence[Subject]) -> list[parties.Stated]:
    """Addresses that a paper gives; those of the register it knows itself."""
    return [
        parties.Stated(party_key(s.name), s.name, s.address, s.country)
        for s in subjects
        if s.name.strip() and s.address.strip()
    ]


def alone() -> None:
    """Wait until nobody is in the middle of a screening, and keep others from one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _hits(standing: matcher.Standing, subject: Subject) -> Iterable[dict[str, Any]]:
    if not subject.name.strip():
        return
    best: dict[tuple[str, str], Hit] = {}
    for number in subject.numbers or ("",):
        query = PartyQuery(
            name=subject.name,
            country=subject.country,
            identifier=number,
            kind=subject.kind,
            date_of_birth=subject.date_of_birth,
            address=subject.address,
        )
        for hit in standing.matcher.screen(query, floor=ALERT):
            held = best.get((hit.list, hit.entry_id))
            if held is None or hit.score > held.score:
                best[hit.list, hit.entry_id] = hit
    for hit in best.values():
        yield {
            **_who(subject),
            "list": hit.list,
            "entry_id": hit.entry_id,
            "name": hit.name,
            "score": round(float(hit.score), 3),
            "reasons": [r.as_dict() for r in hit.reasons],
        }


def _who(subject: Subject) -> dict[str, Any]:
    return {
        "role": subject.role,
        "query": subject.name,
        "country": subject.country,
        "party_state": party_state(subject),
        "asked": asked(subject),
    }


def _held(subjects: Sequence[Subject], said: Collection[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Hits on parties that confirmed listed parties own or control; not where their own name is one already."""
    names = {party_key(subject.name) for subject in subjects if subject.name.strip()}
    by_name: dict[str, list[owned.Owned]] = {}
    for each in owned.held_of(names):
        for key in each.keys:
            by_name.setdefault(key, []).append(each)
    hits = [
        hit
        for subject in subjects
        for hit in owned.as_hits(by_name.get(party_key(subject.name), ()), _who(subject))
    ]
    return _once(hits, said)


def _once(hits: Iterable[dict[str, Any]], said: Collection[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """One hit for a party and an entry, whatever names it has; none where its own name is one already."""
    roads: set[tuple[str, str, str]] = set()
    kept = []
    for hit in hits:
        road = (hit["reasons"][0]["params"]["path"], hit["list"], hit["entry_id"])
        if (hit["query"], hit["list"], hit["entry_id"]) in said or road in roads:
            continue
        roads.add(road)
        kept.append(hit)
    return kept


def asked(subject: Subject) -> dict[str, str]:
    """What was known of a party besides name and country, for the side of an alert that is ours."""
    known = {
        "identifier": " · ".join(subject.numbers),
        "kind": subject.kind,
        "date_of_birth": subject.date_of_birth,
        "address": subject.address,
    }
    return {name: value for name, value in known.items() if value}


def _parted(hits: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Hits to be told, and those that were cleared or are trusted, each with why."""
    if not hits:
        return [], []
    cleared, trusted = _cleared(hits), _trusted(hits)
    kept: list[dict[str, Any]] = []
    aside: list[dict[str, Any]] = []
    for hit in hits:
        key, state = party_key(hit["query"]), hit["party_state"]
        entry = (hit["list"], hit["entry_id"])
        if {(key, state, *entry, hit["entry_digest"]), (key, "", *entry, hit["entry_digest"])} & cleared:
            aside.append({**hit, "why": CLEARED})
        elif (key, state, *entry) in trusted and not _by_number(hit):
            aside.append({**hit, "why": TRUSTED})
        else:
            kept.append(hit)
    return kept, aside


def _by_number(hit: Mapping[str, Any]) -> bool:
    return any(reason["code"].startswith(_BY_NUMBER) for reason in hit["reasons"])


def _cleared(hits: Sequence[Mapping[str, Any]]) -> set[tuple[str, ...]]:
    """What was cleared; rows without the state of a party are older than it and cover every state."""
    rows = Disposition.objects.filter(party_key__in={party_key(h["query"]) for h in hits}, is_true=False)
    rows = rows.filter(Q(party_state__in={h["party_state"] for h in hits}) | Q(party_state=""))
    return set(rows.values_list("party_key", "party_state", "list_code", "entry_id", "entry_digest"))


def _trusted(hits: Sequence[Mapping[str, Any]]) -> set[tuple[str, ...]]:
    rows = Trusted.objects.filter(
        party_key__in={party_key(h["query"]) for h in hits}, ended_at=None, valid_to__gte=today()
    )
    return set(rows.values_list("party_key", "party_state", "list_code", "entry_id"))
