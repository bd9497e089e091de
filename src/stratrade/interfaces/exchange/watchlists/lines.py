"""Listed parties as JSON lines: our own snapshot form, and the entity form of the party benchmarks."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from stratrade.engines.matching import benchmark
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable


def dump(party: ListedParty) -> dict[str, Any]:
    """A party as plain values, empty ones left out."""
    plain = {
        "list": party.list,
        "entry_id": party.entry_id,
        "kind": party.kind,
        "names": [[n.text, n.quality, n.script] for n in party.names],
        "dates_of_birth": list(party.dates_of_birth),
        "nationalities": list(party.nationalities),
        "identifiers": {k: list(v) for k, v in party.identifiers.items()},
        "reference": party.reference,
        "listed_on": party.listed_on.isoformat() if party.listed_on else "",
    }
    return {k: v for k, v in plain.items() if v}


def load(row: dict[str, Any]) -> ListedParty:
    """The party that `dump` wrote.

    Raises:
        KeyError, ValueError, TypeError: another form.
    """
    return ListedParty(
        list=row["list"],
        entry_id=row["entry_id"],
        kind=row["kind"],
        names=tuple(ListedName(*n) for n in row["names"]),
        dates_of_birth=tuple(row.get("dates_of_birth", ())),
        nationalities=tuple(row.get("nationalities", ())),
        identifiers={k: tuple(v) for k, v in row.get("identifiers", {}).items()},
        reference=row.get("reference", ""),
        listed_on=dt.date.fromisoformat(row["listed_on"]) if row.get("listed_on") else None,
    )


def parse(raw: bytes) -> list[ListedParty]:
    """Read either form, one object a line.

    Raises:
        Unreadable: a line that is neither; its number is named.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", expected="UTF-8") from None
    return list(_parties(text.splitlines()))


def _parties(lines: Iterable[str]) -> Iterable[ListedParty]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield load(row) if "entry_id" in row else benchmark.listed(row)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreadable("exchange.watchlist.row", list="JSON lines", line=number) from None
