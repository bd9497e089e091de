"""Parties that share an address, a telephone number or a director with one that was confirmed to be listed.

A link is no likeness: it is worth less than a name that reaches the threshold, holds nothing by itself and cannot be
confirmed, only cleared or handed up. What very many share, such as the address of a business centre, says nothing.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.apps.parties import queries as parties
from stratrade.apps.screening import owned
from stratrade.kernel.finding import Finding, Severity

CODE = "screening.linked"


def is_link(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the reasons of an alert are links alone."""
    codes = [reason["code"] for reason in reasons]
    return bool(codes) and all(code.startswith(f"{CODE}.") for code in codes)


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a party of ours shares with one that was confirmed to be an entry.

    Args:
        party: key of the first name of ours, whatever name a paper gives it.
        weight: what the link is worth, below the threshold of a likeness.
    """

    party: str
    entry: owned.Entry
    reason: Finding
    weight: float


def links_of(names: Collection[str], stated: Collection[parties.Stated] = ()) -> dict[str, list[Link]]:
    """Key of a name -> what it shares with parties that were confirmed to be listed.

    Args:
        names: keys of names.
        stated: addresses that a paper gives of them.
    """
    chosen = pack_files.read(settings.STRATRADE_PACK).screening.shared
    if not chosen.weights or not owned.anybody_confirmed():
        return {}
    found: dict[str, list[Link]] = defaultdict(list)
    groups = parties.shared_with(names, most=chosen.most, stated=stated)
    confirmed = owned.confirmed({key for one in groups for party in one.parties for key in party.keys})
    if not confirmed:
        return {}
    for shared in groups:
        weight = float(chosen.weights.get(shared.by, 0))
        for ours in shared.parties:
            own = set(ours.keys)
            for other in shared.parties:
                if other is ours or not weight or own.intersection(other.keys):
                    continue
                said = {"other": other.name, "shared": shared.text}
                reason = Finding(f"{CODE}.{shared.by}", Severity.WARNING, said)
                for entry in {e for key in other.keys for e in confirmed.get(key, ())}:
                    for key in own.intersection(names):
                        found[key].append(Link(ours.keys[0], entry, reason, weight))
    return found


def as_hits(links: Sequence[Link], subject: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One hit for each entry, with every link to it; the strongest gives the score.

    Its state is that of the party and of the links, so that what is cleared about a link holds for that link alone.

    Args:
        subject: role, query, country, party_state and asked of the party.
    """
    by_entry: dict[owned.Entry, dict[str, tuple[Finding, float]]] = defaultdict(dict)
    for link in links:
        by_entry[link.entry][repr(sorted(link.reason.params.items()))] = (link.reason, link.weight)
    hits = []
    for entry, reasons in sorted(by_entry.items(), key=lambda e: (e[0].list, e[0].entry_id)):
        state = hashlib.sha256("\0".join([subject["party_state"], *sorted(reasons)]).encode()).hexdigest()[
            :32
        ]
        hits.append(
            {
                **subject,
                "party_state": state,
                "list": entry.list,
                "entry_id": entry.entry_id,
                "entry_digest": entry.digest,
                "name": entry.name,
                "score": max(weight for _, weight in reasons.values()),
                "reasons": [reason.as_dict() for _, (reason, _) in sorted(reasons.items())],
            }
        )
    return hits
