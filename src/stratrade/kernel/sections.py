"""Several byte strings in one, laid out so that a memory-mapped file of them is read in place."""

import json
from collections.abc import Mapping
from mmap import mmap

MAGIC = b"STSECT1\n"
ALIGNMENT = 16  # bytes; any array begins where its numbers may


class SectionsError(ValueError):
    """These bytes are not such a file."""


def join(sections: Mapping[str, bytes]) -> bytes:
    """All `sections` in one byte string.

    >>> split(join({"a": b"one", "b": b""}))["a"].tobytes()
    b'one'
    """
    places: dict[str, tuple[int, int]] = {}
    position = 0
    for name, content in sections.items():
        places[name] = (position, len(content))
        position += len(content) + -len(content) % ALIGNMENT
    head = json.dumps(places).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % ALIGNMENT)
    body = b"".join(content + bytes(-len(content) % ALIGNMENT) for content in sections.values())
    return MAGIC + len(head).to_bytes(8, "little") + head + body


def split(buffer: bytes | memoryview | mmap) -> dict[str, memoryview]:
    """The sections of a byte string that `join` made, without copying them.

    Raises:
        SectionsError: it is none, or it has been cut short.
    """
    whole = memoryview(buffer)
    begin = len(MAGIC) + 8
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise SectionsError("these are no sections")
    start = begin + int.from_bytes(whole[len(MAGIC) : begin], "little")
    try:
        places = json.loads(bytes(whole[begin:start]))
    except ValueError:
        raise SectionsError("the head cannot be read") from None
    found = {name: whole[start + at : start + at + length] for name, (at, length) in places.items()}
    if any(len(found[name]) != length for name, (_, length) in places.items()):
        raise SectionsError("it has been cut short")
    return found
