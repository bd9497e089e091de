"""The matcher of the editions in force: built once per process and set of editions, replaced when one changes."""

import hashlib
from dataclasses import dataclass
from threading import Lock

from stratrade.apps.screening import listed
from stratrade.apps.screening.models import ListedEntry, ListEdition
from stratrade.engines.matching.index import Matcher


@dataclass(frozen=True, slots=True)
class Standing:
    """What a screening rests on: list code -> digest, and the matcher built from exactly those editions."""

    editions: dict[str, str]
    matcher: Matcher
    digests: dict[tuple[str, str], str]


_lock = Lock()
_held: dict[str, Standing] = {}


def stamp() -> dict[str, str]:
    """List code -> digest of every edition in force, read afresh."""
    rows = ListEdition.objects.filter(stands=True).select_related("list").order_by("list__code")
    return {row.list.code: row.digest for row in rows}


def standing() -> Standing:
    """The matcher for the editions in force now; the stamp is compared at every call, so a new one takes hold."""
    editions = stamp()
    name = hashlib.sha256(repr(sorted(editions.items())).encode()).hexdigest()
    with _lock:
        held = _held.get(name)
        if held is None:
            held = _build(editions)
            _held.clear()
            _held[name] = held
    return held


def _build(editions: dict[str, str]) -> Standing:
    rows = ListedEntry.objects.filter(edition__stands=True).select_related("edition__list").order_by("pk")
    parties = []
    digests: dict[tuple[str, str], str] = {}
    for row in rows:
        code = row.edition.list.code
        if editions.get(code) != row.edition.digest:
            continue
        parties.append(listed.load(row.content))
        digests[code, row.entry_id] = row.digest
    return Standing(editions, Matcher(parties), digests)
