"""Hold parties against the editions in force; reads only."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

import stratrade
from stratrade.apps.screening import matcher
from stratrade.apps.screening.models import Disposition
from stratrade.engines.matching.model import PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.kernel import text

THRESHOLD = Decimal(str(ALERT))
"""Score from which an alert is raised; part of the configuration hash of every screening."""
_LOCK = 1540_001  # advisory: who screens shares it, who puts an edition in force takes it alone


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to be screened, in the part they play."""

    role: str
    name: str
    country: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """The hits, each with the role and name it came from, and the editions they rest on."""

    hits: tuple[dict[str, Any], ...] = ()
    editions: Mapping[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether somebody was hit."""
        return bool(self.hits)


def configuration() -> str:
    """A digest of what decides a hit besides the lists: threshold and engine version."""
    return hashlib.sha256(f"{THRESHOLD}/{stratrade.__version__}".encode()).hexdigest()[:16]


def party_key(name: str) -> str:
    """One key for a name however it is spaced or cased."""
    return text.search_key(name)[:300]


def screen(subjects: Sequence[Subject]) -> Screened:
    """Hold parties against the editions in force.

    An edition is put in force only between transactions that screen, so a thing is either screened against the
    new edition or already stored when the reaction to the adoption looks for it.

    Returns:
        Hits at or above the threshold, best first, without those that an officer has cleared for the same party
        and the same state of the entry.
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
    kept = _uncleared(found)
    kept.sort(key=lambda h: (-h["score"], h["list"], h["entry_id"]))
    return Screened(tuple(kept), dict(standing.editions))


def alone() -> None:
    """Wait until nobody is in the middle of a screening, and keep others from one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _hits(standing: matcher.Standing, subject: Subject) -> Iterable[dict[str, Any]]:
    if not subject.name.strip():
        return
    query = PartyQuery(name=subject.name, country=subject.country, identifier=subject.identifier)
    for hit in standing.matcher.screen(query, floor=ALERT):
        yield {
            "role": subject.role,
            "query": subject.name,
            "country": subject.country,
            "list": hit.list,
            "entry_id": hit.entry_id,
            "name": hit.name,
            "score": round(float(hit.score), 3),
            "reasons": [r.as_dict() for r in hit.reasons],
        }


def _uncleared(hits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {party_key(h["query"]) for h in hits}
    cleared = set(
        Disposition.objects.filter(party_key__in=keys, is_true=False).values_list(
            "party_key", "list_code", "entry_id", "entry_digest"
        )
    )
    return [
        h for h in hits if (party_key(h["query"]), h["list"], h["entry_id"], h["entry_digest"]) not in cleared
    ]
