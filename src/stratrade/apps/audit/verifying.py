"""Compare the trail with its hashes, its heads and the signed roots, and name what was done to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from stratrade.apps.audit import chain, roots
from stratrade.apps.audit.models import EventRow, Head
from stratrade.apps.audit.roots import Heads, SignedRoot

ROOTS = "audit/roots.jsonl"
"""Where the signed roots lie below the data folder."""


class Tampering(StrEnum):
    """What can be done to a trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT_OFF = "cut off"
    REHASHED = "re-hashed"
    HEAD = "head does not fit"
    ROOT = "signed root does not fit"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong.

    Args:
        kind: what was done.
        subject: whose chain; for the roots, the file.
        seq: place in the chain, or line of the file; 0 where it is about the whole.
        detail: how it was seen.
    """

    kind: Tampering
    subject: str
    seq: int
    detail: str

    def __str__(self) -> str:
        place = f" #{self.seq}" if self.seq else ""
        return f"{self.kind}: {self.subject}{place} ({self.detail})"


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: what was looked at and what is wrong."""

    subjects: int
    events: int
    signed_roots: int
    flaws: tuple[Flaw, ...]

    @property
    def clean(self) -> bool:
        """Nothing is wrong."""
        return not self.flaws


FIRST_ROOT_WITHIN = timedelta(minutes=15)
"""How long a new trail may go without its first signed root: the job signs every five minutes."""


def verify(home: Path, *, first_root_within: timedelta = FIRST_ROOT_WITHIN) -> Verification:
    """Look at the whole trail as it stands at one moment.

    Args:
        home: data folder that holds key and signed roots.
        first_root_within: how long after its first event a trail may be without any signed root.

    Returns:
        What was looked at and every flaw, by subject.

    Raises:
        OSError: the roots cannot be read.
        ValueError: a line of the roots is unreadable.
    """
    with transaction.atomic():
        if len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        heads: Heads = {h.subject: (h.count, h.hash) for h in Head.objects.iterator()}
        signed = roots.read(home)
        points, flaws = _signed_points(signed)
        oldest = EventRow.objects.aggregate(oldest=Min("occurred_at"))["oldest"]
        if not signed and oldest is not None and timezone.now() - oldest > first_root_within:
            flaws.append(Flaw(Tampering.ROOT, ROOTS, 0, "there are events and no signed root"))
        events = 0
        seen: set[str] = set()
        rows = EventRow.objects.order_by("subject", "seq", "pk").iterator(chunk_size=2000)
        for subject, group in groupby(rows, key=lambda row: row.subject):
            chain_rows = list(group)
            events += len(chain_rows)
            seen.add(subject)
            flaws.extend(_chain_flaws(subject, chain_rows, heads.get(subject), points.get(subject, ())))
        flaws.extend(_vanished(seen, heads, points))
    return Verification(len(seen), events, len(signed), tuple(flaws))


Point = tuple[int, str, int]
"""(count, hash, line of the roots file)."""


def _signed_points(signed: Sequence[SignedRoot]) -> tuple[dict[str, list[Point]], list[Flaw]]:
    """What each line says of each subject, and what is wrong with the file itself."""
    flaws: list[Flaw] = []
    points: dict[str, list[Point]] = defaultdict(list)
    standing: Heads = {}
    for line in signed:
        if not line.genuine:
            flaws.append(Flaw(Tampering.ROOT, ROOTS, line.number, "the signature does not fit the line"))
            continue
        if not line.linked:
            flaws.append(Flaw(Tampering.ROOT, ROOTS, line.number, "a line before it was removed or altered"))
        standing.update(line.changed)
        if line.linked and chain.merkle_root((s, *h) for s, h in standing.items()) != line.root:
            flaws.append(
                Flaw(Tampering.ROOT, ROOTS, line.number, "the root is not that of the heads it lists")
            )
        for subject, (count, digest) in line.changed.items():
            points[subject].append((count, digest, line.number))
    return points, flaws


def _vanished(seen: set[str], heads: Heads, points: Mapping[str, Sequence[Point]]) -> Iterator[Flaw]:
    """Subjects of which no event is left."""
    for subject, (count, _) in heads.items():
        if subject not in seen and count:
            yield Flaw(Tampering.CUT_OFF, subject, 1, f"the head counts {count} events, none is left")
    for subject, marks in points.items():
        if subject not in seen and subject not in heads:
            count, _, line = marks[-1]
            yield Flaw(
                Tampering.CUT_OFF, subject, 1, f"root {line} signed {count} events, chain and head are gone"
            )


def _chain_flaws(
    subject: str, rows: Sequence[EventRow], head: tuple[int, str] | None, points: Sequence[Point]
) -> list[Flaw]:
    """What is wrong with one chain."""
    anchors = {digest for _, digest, _ in points} | ({head[1]} if head is not None else set())
    flaws, places = _order_flaws(subject, rows, anchors)
    last = max(places.values(), default=0)
    if head is None:
        flaws.append(Flaw(Tampering.HEAD, subject, 0, "the head is gone"))
    elif last < head[0]:
        flaws.append(Flaw(Tampering.CUT_OFF, subject, last + 1, f"the head counts {head[0]} events"))
    else:
        flaws.extend(
            Flaw(Tampering.INSERTED, subject, rows[index].seq, f"the head counts only {head[0]} events")
            for index, place in places.items()
            if place > head[0]
        )
    if not flaws:
        flaws.extend(_signed_flaws(subject, {row.seq: row for row in rows}, points, last))
    if not flaws and head is not None and rows[-1].hash != head[1]:
        flaws.append(Flaw(Tampering.REHASHED, subject, last, "the chain fits itself and not its head"))
    return sorted(flaws, key=lambda flaw: flaw.seq)


def _signed_flaws(
    subject: str, by_seq: Mapping[int, EventRow], points: Iterable[Point], last: int
) -> Iterator[Flaw]:
    """Where a chain that is tidy in itself is not the one that was signed. The first sign is enough."""
    for count, digest, line in points:
        row = by_seq.get(count)
        if row is None:
            detail = f"root {line} signed {count} events, and the head was wound back"
            yield Flaw(Tampering.CUT_OFF, subject, last + 1, detail)
            return
        if row.hash != digest:
            yield Flaw(Tampering.REHASHED, subject, count, f"root {line} signed another hash for it")
            return


def _order_flaws(
    subject: str, rows: Sequence[EventRow], anchors: set[str]
) -> tuple[list[Flaw], dict[int, int]]:
    """Compare rows with their own hashes and with each other.

    A hash covers the place in the chain, so a renumbered row still tells the place it was written for.

    Args:
        subject: whose chain.
        rows: by their present number.
        anchors: hashes that head and signed roots vouch for.

    Returns:
        The flaws, and for every row that belongs to the chain its index and the place it was written for.
    """
    written = [_written_place(row, len(rows)) for row in rows]
    vouched = anchors | {row.prev_hash for row in rows}
    twice = {place for place, n in Counter(p for p in written if p is not None).items() if n > 1}
    flaws: list[Flaw] = []
    places: dict[int, int] = {}
    strange: list[int] = []
    for index, place in enumerate(written):
        if place is None:
            strange.append(index)
        elif place in twice and rows[index].hash not in vouched:
            flaws.append(Flaw(Tampering.INSERTED, subject, rows[index].seq, "no other event leads to it"))
        else:
            places[index] = place
    for index in strange:
        seq = rows[index].seq
        before = max((p for i, p in places.items() if i < index), default=0)
        if before + 1 in places.values():
            flaws.append(Flaw(Tampering.INSERTED, subject, seq, "its hash does not fit, its place is taken"))
        else:
            places[index] = before + 1
            flaws.append(Flaw(Tampering.CHANGED, subject, seq, "its hash does not fit its content"))
    flaws.extend(_moved(subject, rows, places))
    present = set(places.values())
    flaws.extend(
        Flaw(Tampering.REMOVED, subject, place, "no event is left in its place")
        for place in range(1, max(present, default=0))
        if place not in present
    )
    if not flaws:
        flaws.extend(_broken_links(subject, rows))
    return flaws, places


def _written_place(row: EventRow, total: int) -> int | None:
    """The place a row was written for, by its own hash; None where the content itself was changed."""
    if row.computed_hash() == row.hash:
        return row.seq
    near = sorted(range(1, max(total, row.seq) + 2), key=lambda seq: abs(seq - row.seq))
    return next((seq for seq in near if row.computed_hash(seq) == row.hash), None)


def _moved(subject: str, rows: Sequence[EventRow], places: Mapping[int, int]) -> Iterator[Flaw]:
    """Rows that stand before one that was written earlier, or after one that was written later."""
    highest = 0
    lowest_after = dict(places)
    least = None
    for index in sorted(places, reverse=True):
        lowest_after[index] = least if least is not None else places[index]
        least = places[index] if least is None else min(least, places[index])
    for index in sorted(places):
        place = places[index]
        if place < highest or lowest_after[index] < place:
            yield Flaw(Tampering.REORDERED, subject, rows[index].seq, f"it was written as #{place}")
        highest = max(highest, place)


def _broken_links(subject: str, rows: Sequence[EventRow]) -> Iterator[Flaw]:
    """Rows whose hash fits their content and not the row after them: changed, and hashed again alone."""
    previous = chain.START
    for row in rows:
        if row.prev_hash != previous:
            yield Flaw(
                Tampering.REHASHED,
                subject,
                max(row.seq - 1, 1),
                f"#{row.seq} names another hash as the one before it",
            )
        previous = row.hash
