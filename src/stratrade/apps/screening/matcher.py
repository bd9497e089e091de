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


def prepare(coming: ListEdition) -> None:
    """Build the block of what will be in force with an edition, before it is: then every process only maps it."""
    others = ListEdition.objects.filter(stands=True).exclude(list=coming.list)
    found = sorted(
        [*others.values_list("list__code", "digest", "pk"), (coming.list.code, coming.digest, coming.pk)]
    )
    place = _place(_name({code: digest for code, digest, _ in found}))
    if not place.exists():
        with contextlib.suppress(OSError):  # whoever needs it builds it
            blocks.keep(place, Matcher(_parties([pk for *_, pk in found])).packed())


def _name(editions: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(editions.items())).encode()).hexdigest()


def _place(name: str) -> Path:
    return blocks.path(name, "parties", built_by=BUILT_BY)


def _matcher(name: str, rows: dict[str, int]) -> Matcher:
    place = _place(name)
    with contextlib.suppress(OSError, ValueError):
        return Matcher.opened(memoryview(blocks.mapped(place)))
    built = Matcher(_parties(list(rows.values())))
    with contextlib.suppress(OSError, ValueError):
        blocks.keep(place, built.packed())
        return Matcher.opened(memoryview(blocks.mapped(place)))
    return built


def _parties(editions: Collection[int]) -> Iterable[ListedParty]:
    rows = (
        ListedEntry.objects.filter(edition_id__in=editions).order_by("pk").values_list("content", flat=True)
    )
    return (listed.load(content) for content in rows.iterator(chunk_size=2000))
