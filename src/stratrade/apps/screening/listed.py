"""A listed party as JSON values for its row, and back."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from stratrade.engines.matching.model import ListedName, ListedParty


def dump(party: ListedParty) -> dict[str, Any]:
    """A party as JSON values."""
    row = {
        "list": party.list,
        "entry_id": party.entry_id,
        "kind": party.kind,
        "names": [{"text": n.text, "quality": n.quality, "script": n.script} for n in party.names],
        "dates_of_birth": list(party.dates_of_birth),
        "nationalities": list(party.nationalities),
        "identifiers": {k: list(v) for k, v in party.identifiers.items()},
        "reference": party.reference,
        "listed_on": party.listed_on.isoformat() if party.listed_on else None,
    }
    # Left out where a list does not tell it, so that the state of entries stored before stays the same.
    return row | {k: v for k, v in (("sex", party.sex), ("addresses", list(party.addresses))) if v}


def load(row: Mapping[str, Any]) -> ListedParty:
    """The party that `dump` wrote."""
    return ListedParty(
        list=row["list"],
        entry_id=row["entry_id"],
        kind=row["kind"],
        names=tuple(ListedName(**n) for n in row["names"]),
        dates_of_birth=tuple(row["dates_of_birth"]),
        nationalities=tuple(row["nationalities"]),
        identifiers={k: tuple(v) for k, v in row["identifiers"].items()},
        reference=row["reference"],
        listed_on=dt.date.fromisoformat(row["listed_on"]) if row["listed_on"] else None,
        sex=row.get("sex", ""),
        addresses=tuple(row.get("addresses", ())),
    )


def digest(content: Mapping[str, Any]) -> str:
    """The state of an entry: SHA-256 of what `dump` wrote, hexadecimal."""
    raw = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(raw.encode()).hexdigest()
