"""Who of those that are stored comes near the entries that an edition added or changed.

It only narrows down: whoever is near is then screened as anybody else is, so that a changed entry raises the alerts
that a screening of everything would raise. The names of a kind of things are kept brought to their words in a block,
so that a change of a list does not do that anew; names that came since are read on their own until there are many,
then a new block takes the place of the old one, which whoever has it mapped keeps until it is done.
"""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stratrade.apps import blocks
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedParty
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.matching.reasons import bare
from stratrade.engines.matching.stored import Near, StoredNames

BUILT_BY = ("engines/matching", "kernel")
WORTH_KEEPING = 2_000  # names from which a block is kept
_SINCE = 0.02  # share of the names that may be missing from a block before it is built anew
_GONE = 2  # times as many names in a block as are asked for: most of them are gone


@dataclass(frozen=True, slots=True)
class Line:
    """A name that is stored, and the numbers of whoever bears it."""

    name: str
    numbers: Sequence[str] = field(default=())


def near(
    lines: Sequence[Line], entries: Iterable[ListedParty], matcher: Matcher, *, of: str, floor: float = ALERT
) -> set[int]:
    """The places of the lines that a screening could find like one of some listed parties.

    Args:
        matcher: of the editions in force.
        of: what the names belong to; each kind of things has a block of its own.
        floor: score from which something is found.
    """
    parties = tuple(entries)
    listed = {bare(value) for party in parties for values in party.identifiers.values() for value in values}
    listed.discard("")
    names = list(dict.fromkeys(line.name for line in lines if line.name.strip()))
    alike: set[str] = set()
    for stored in _indexes(names, of):
        search = Near(stored, matcher, floor=floor)
        for party in parties:
            alike.update(stored.names[number] for number in search.find(party))
    return {
        place
        for place, line in enumerate(lines)
        if _plain(line.name) in alike or (listed and any(bare(number) in listed for number in line.numbers))
    }


def _indexes(names: Sequence[str], of: str) -> list[StoredNames]:
    """Indexes that hold every name between them, and perhaps some that are gone."""
    if len(names) < WORTH_KEEPING:
        return [StoredNames.build(names)]
    place = blocks.path(f"stored-{of}", "names", built_by=BUILT_BY)
    kept = _opened(place)
    if kept is not None and len(kept.names) <= len(names) * _GONE:
        held = set(kept.names)
        since = [name for name in names if _plain(name) not in held]
        if len(since) <= len(names) * _SINCE:
            return [kept, StoredNames.build(since)] if since else [kept]
    built = StoredNames.build(names)
    with contextlib.suppress(OSError):
        blocks.keep(place, built.packed())
        blocks.sweep(place, beginning=f"stored-{of}-")
    return [built]


def _opened(place: Path) -> StoredNames | None:
    with contextlib.suppress(OSError, ValueError):
        return StoredNames.opened(memoryview(blocks.mapped(place)))
    return None


def _plain(name: str) -> str:
    """A name as the index gives it back."""
    return name.replace("\n", " ") if "\n" in name else name
