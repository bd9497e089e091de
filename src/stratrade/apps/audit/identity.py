"""Identifiers that sort by the time they were made: UUID version 7."""

import secrets
import time
from uuid import UUID

_FRACTION_BITS = 12


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): milliseconds, 12 bits of the millisecond's fraction, 62 random bits."""
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = (rest << _FRACTION_BITS) // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= fraction << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)
