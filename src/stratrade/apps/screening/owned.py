"""Parties that confirmed listed parties own or control together: hits of their own, with the road that leads there."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties.keys import name_key
from stratrade.apps.screening.models import Alert, Disposition, ListedEntry
from stratrade.engines.matching.ownership import Held, held
from stratrade.kernel.finding import Finding, Severity

CODE = "screening.owned"


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry that a party of ours was confirmed to be."""

    list: str
    entry_id: str
    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Owned:
    """A party of ours that listed parties hold.

    Args:
        path: names from the listed party down to it.
        entry: what the listed party at the beginning is.
    """

    keys: tuple[str, ...]
    country: str
    share: str
    controlled: bool
    path: tuple[str, ...]
    entry: Entry

    @property
    def reason(self) -> Finding:
        """The road as a reason of a hit."""
        code = f"{CODE}.controlled" if self.controlled else f"{CODE}.share"
        params = {"share": self.share, "path": " → ".join(self.path), "owner": self.path[0]}
        return Finding(code, Severity.BLOCK, params)


def held_of(names: Collection[str]) -> list[Owned]:
    """Those among parties of some names that confirmed listed parties hold.

    Args:
        names: keys of names.
    """
    graph = parties.upstream(names)
    if not graph.holdings:
        return []
    known = confirmed({key for party in graph.parties.values() for key in party.keys})
    listed = {
        pk: entries
        for pk, party in graph.parties.items()
        if (entries := [entry for key in party.keys for entry in known.get(key, ())])
    }
    if not listed:
        return []
    threshold = pack_files.read(settings.STRATRADE_PACK).screening.threshold_pct
    found = held(graph.holdings, listed, threshold=threshold)
    wanted = set(names)
    return [
        each
        for pk, share in found.items()
        if wanted.intersection(graph.parties[pk].keys)
        for each in _each(graph.parties, pk, share, listed)
    ]


def _each(
    known: "dict[str, parties.Short]", pk: str, share: Held, listed: dict[str, list[Entry]]
) -> Iterator[Owned]:
    """One for each listed owner and entry, along the shortest road from it."""
    said: set[tuple[str, str]] = set()
    for path in share.paths:
        for entry in listed[path[0]]:
            if (entry.list, entry.entry_id) in said:
                continue
            said.add((entry.list, entry.entry_id))
            yield Owned(
                keys=known[pk].keys,
                country=known[pk].country,
                share=format(share.share, "f"),
                controlled=share.controlled,
                path=tuple(known[step].name for step in path),
                entry=entry,
            )


def anybody_confirmed() -> bool:
    """Whether any party was ever confirmed to be listed; nothing is owned by or linked with one otherwise."""
    return Disposition.objects.filter(is_true=True).exists()


def confirmed(names: Collection[str]) -> dict[str, list[Entry]]:
    """Keys of names that were confirmed to be an entry which still stands on its list, in any state of it."""
    rows = Disposition.objects.filter(party_key__in=names, is_true=True)
    pairs = set(rows.values_list("party_key", "list_code", "entry_id"))
    standing = ListedEntry.objects.filter(
        edition__stands=True, entry_id__in={entry for _, _, entry in pairs}
    ).values_list("edition__list__code", "entry_id", "digest", "name")
    entries = {(code, entry): Entry(code, entry, digest, name) for code, entry, digest, name in standing}
    found: dict[str, list[Entry]] = {}
    for key, code, entry in sorted(pairs):
        if (code, entry) in entries:
            found.setdefault(key, []).append(entries[code, entry])
    return found


def rests_on(alert: Alert) -> tuple[str, bool]:
    """The party whose confirmed match an alert about ownership or a link rests on, and whether it still stands.

    Returns:
        Its name, empty where the alert rests on no other match.
    """
    others = {
        str(reason["params"].get("owner") or reason["params"].get("other") or "")
        for reason in alert.reasons
        if str(reason.get("code", "")).startswith((f"{CODE}.", "screening.linked."))
    }
    keys = {name_key(name): name for name in sorted(others) if name}
    stands = confirmed(keys)
    entry = (alert.list_code, alert.entry_id)
    holds = any((one.list, one.entry_id) == entry for found in stands.values() for one in found)
    return next(iter(keys.values()), ""), holds


def as_hits(owned: Sequence[Owned], subject: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a screening says of a party that is held.

    Args:
        subject: role, query, country, party_state and asked of the party.
    """
    for each in owned:
        if each.country and subject["country"] and each.country != subject["country"]:
            continue
        yield {
            **subject,
            "list": each.entry.list,
            "entry_id": each.entry.entry_id,
            "entry_digest": each.entry.digest,
            "name": each.entry.name,
            "score": 1.0,
            "reasons": [each.reason.as_dict()],
        }
