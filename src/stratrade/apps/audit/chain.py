"""The arithmetic of the trail: hash of an event, Merkle root of the heads. Pure functions of values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

START = "0" * 64
"""What the first event of a chain names as its predecessor."""


def event_hash(
    *,
    subject: str,
    seq: int,
    public_id: UUID,
    name: str,
    actor: str,
    actor_name: str,
    occurred_at: datetime,
    payload: Mapping[str, Any],
    prev_hash: str,
) -> str:
    """SHA-256 over everything an event says and the hash before it.

    Args:
        subject: what it happened to.
        seq: place in the chain, from 1.
        public_id: identifier of the event.
        name: "<app>.<Class>".
        actor: lasting name of who did it.
        actor_name: readable name of who did it.
        occurred_at: instant; hashed in UTC with microseconds.
        payload: JSON values; keys are sorted.
        prev_hash: hash of the event before it, `START` for the first.

    Returns:
        64 hexadecimal digits.
    """
    content = [
        prev_hash,
        subject,
        seq,
        str(public_id),
        name,
        actor,
        actor_name,
        occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        payload,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def merkle_root(heads: Iterable[tuple[str, int, str]]) -> str:
    """The Merkle root over the heads, sorted by subject; leaves and nodes are told apart (RFC 9162).

    Args:
        heads: (subject, count, hash), in any order.

    Returns:
        64 hexadecimal digits; the hash of nothing where there are no heads.
    """
    level = [
        hashlib.sha256(b"\x00" + f"{subject}\x00{count}\x00{digest}".encode()).digest()
        for subject, count, digest in sorted(heads)
    ]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)
        ]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0].hex()
