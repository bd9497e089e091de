"""Arrays that name where things stand, and the one block of bytes they are kept in.

A block can be written to a file and mapped into memory by any number of processes: nothing in it is copied when it is
opened but the keys. Engines read no files; whoever calls hands the bytes over.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]

MAGIC = b"STRATRADE-INDEX-1\n"
_ALIGNED = 64  # bytes at which an array begins
_HEAD = 16  # digits of the length of the table of contents
NONE: Numbers = np.array([], dtype=np.int32)


class Postings:
    """Keys, each with ascending numbers.

    Args:
        keys: in the order of `starts`.
        starts: where the numbers of each key begin in `values`, and one more for the end.
        values: all numbers in a row.
    """

    __slots__ = ("_place", "starts", "values")

    def __init__(self, keys: Iterable[str], starts: Numbers, values: Numbers) -> None:
        self._place = {key: place for place, key in enumerate(keys)}
        self.starts = starts
        self.values = values

    @classmethod
    def build(cls, pairs: Iterable[tuple[str, int]]) -> "Postings":
        """From (key, number) in any order of keys, numbers of one key ascending."""
        groups: dict[str, list[int]] = defaultdict(list)
        for key, number in pairs:
            groups[key].append(number)
        starts = np.zeros(len(groups) + 1, dtype=np.int32)
        np.cumsum([len(numbers) for numbers in groups.values()], out=starts[1:])
        values = np.fromiter(
            (n for numbers in groups.values() for n in numbers), dtype=np.int32, count=starts[-1]
        )
        return cls(groups, starts, values)

    @property
    def keys(self) -> list[str]:
        """The keys in order."""
        return list(self._place)

    def get(self, key: str) -> Numbers:
        """The numbers of a key; none where it is unknown.

        >>> Postings.build([("a", 1), ("b", 1), ("a", 4)]).get("a").tolist()
        [1, 4]
        """
        place = self._place.get(key)
        if place is None:
            return NONE
        found: Numbers = self.values[self.starts[place] : self.starts[place + 1]]
        return found

    def at(self, place: int) -> Numbers:
        """The numbers of the key at a place."""
        found: Numbers = self.values[self.starts[place] : self.starts[place + 1]]
        return found

    def __contains__(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self._place


class Texts:
    """Many texts in one row of bytes, each read when it is asked for."""

    __slots__ = ("raw", "starts")

    def __init__(self, raw: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self.raw = raw
        self.starts = starts

    @classmethod
    def build(cls, texts: Iterable[str]) -> "Texts":
        """From texts in order.

        >>> texts = Texts.build(["one", "", "ស្នប់"])
        >>> len(texts), texts[0], texts[1], texts[2]
        (3, 'one', '', 'ស្នប់')
        """
        parts = [t.encode("utf-8", "surrogatepass") for t in texts]
        starts = np.zeros(len(parts) + 1, dtype=np.int64)
        np.cumsum([len(p) for p in parts], out=starts[1:])
        return cls(np.frombuffer(b"".join(parts), dtype=np.uint8), starts)

    def __len__(self) -> int:
        """How many."""
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> str:
        """One of them."""
        return bytes(self.raw[self.starts[place] : self.starts[place + 1]]).decode("utf-8", "surrogatepass")


def pack(arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> bytes:
    """Arrays as one block of bytes.

    Args:
        arrays: by name.
        about: plain values that go with them.
    """
    places: dict[str, tuple[str, int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        places[name] = (array.dtype.str, at, len(array))
        gap = -len(raw) % _ALIGNED
        parts.append(raw + b"\0" * gap)
        at += len(raw) + gap
    contents = json.dumps({"about": dict(about), "arrays": places, "bytes": at}).encode()
    head = MAGIC + f"{len(contents):0{_HEAD}d}\n".encode() + contents
    return head + b"\0" * (-len(head) % _ALIGNED) + b"".join(parts)


def unpack(block: bytes | memoryview) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """What `pack` wrote; the arrays look into the block and cannot be written to.

    Raises:
        ValueError: no such block, or one that is cut off.

    >>> arrays, about = unpack(pack({"a": np.array([1, 2], dtype=np.int32)}, {"b": 3}))
    >>> arrays["a"].tolist(), about
    ([1, 2], {'b': 3})
    """
    view = memoryview(block)
    start = len(MAGIC)
    if bytes(view[:start]) != MAGIC:
        raise ValueError("no index")
    size = int(bytes(view[start : start + _HEAD]))
    body = start + _HEAD + 1
    contents = json.loads(bytes(view[body : body + size]))
    first = body + size + -(body + size) % _ALIGNED
    if len(view) < first + contents["bytes"]:
        raise ValueError("the index is cut off")
    arrays = {
        name: np.frombuffer(view, dtype=np.dtype(kind), count=count, offset=first + at)
        for name, (kind, at, count) in contents["arrays"].items()
    }
    return arrays, contents["about"]
