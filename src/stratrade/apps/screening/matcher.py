"""The matcher of the editions in force: one block for each set of editions, which every process maps.

Every answer rests on the editions that stand when it is given: the stamp is read afresh at each call. The block is
built before an edition is put in force; where it is missing nevertheless, whoever asks first builds and keeps it.
"""

import contextlib
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from stratrade.apps import blocks
from stratrade.apps.screening import listed
from stratrade.apps.screening.models import ListedEntry, ListEdition
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedParty

BUILT_BY = ("engines/matching", "kernel")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a screening rests on: list code -> digest, the rows of those editions, and their matcher."""

    editions: dict[str, str]
    rows: dict[str, int]
    matcher: Matcher

    def digests(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The state of entries by (list, entry)."""
        if not wanted:
            return {}
        rows = ListedEntry.objects.filter(
            edition_id__in=self.rows.values(), entry_id__in={entry for _, entry in wanted}
        )
        return {(code, entry): digest for code, entry, digest in rows.values_list(*_STATE)}


_STATE = ("edition__list__code", "entry_id", "digest")
_lock = Lock()
_held: dict[str, Standing] = {}


def standing() -> Standing:
    """The matcher for the editions in force now."""
    rows = ListEdition.objects.filter(stands=True).order_by("list__code")
    found = list(rows.values_list("list__code", "digest", "pk"))
    editions = {code: digest for code, digest, _ in found}
    name = _name(editions)
    with _lock:
        held = _held.get(name)
        if held is None:
            numbers = {code: pk for code, _, pk in found}
            held = Standing(editions, numbers, _matcher(name, numbers))
            _held.clear()
            _held[name] = held
    return held


def prepare(coming: ListEdition, changed: Collection[str], removed: Collection[str]) -> None:
    """Build the block of what will be in force with an edition, before it is: then every process only maps it.

    It is made of the one that stands, of which only what the edition changes is read anew.

    Args:
        changed: the entries that the edition adds or changes.
        removed: those of the edition before it that are gone.
    """
    now = standing()
    editions = {**now.editions, coming.list.code: coming.digest}
    numbers = {**now.rows, coming.list.code: coming.pk}
    place = _place(_name(editions))
    if place.exists():
        blocks.freshen(place)
        return
    rows = coming.entries.filter(entry_id__in=changed).values_list("content", flat=True)
    entries = [listed.load(content) for content in rows.iterator(chunk_size=2000)]
    made = now.matcher.changed(entries, [(coming.list.code, entry) for entry in removed])
    if len(made) != ListedEntry.objects.filter(edition_id__in=numbers.values()).count():
        made = Matcher(
            _parties(numbers.values())
        )  # entries that name another list than the one they stand on
    with contextlib.suppress(OSError):  # whoever needs it builds it
        blocks.keep(place, made.packed())


def sweep() -> int:
    """Remove the blocks of editions that are no longer in force, with the names that are on them alone."""
    return blocks.sweep(_place(_name(standing().editions)))


def _name(editions: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(editions.items())).encode()).hexdigest()


def _place(name: str) -> Path:
    return blocks.path(name, "parties", built_by=BUILT_BY)


def _matcher(name: str, rows: dict[str, int]) -> Matcher:
    place = _place(name)
    with contextlib.suppress(OSError, ValueError):
        return Matcher.opened(memoryview(blocks.mapped(place)))
    built = Matcher(_parties(rows.values()))
    with contextlib.suppress(OSError, ValueError):
        blocks.keep(place, built.packed())
        return Matcher.opened(memoryview(blocks.mapped(place)))
    return built


def _parties(editions: Iterable[int]) -> list[ListedParty]:
    """The entries of editions in the order that a changed matcher has."""
    rows = ListedEntry.objects.filter(edition_id__in=editions).values_list("content", flat=True)
    found = (listed.load(content) for content in rows.iterator(chunk_size=2000))
    return sorted(found, key=lambda party: (party.list, party.entry_id))
