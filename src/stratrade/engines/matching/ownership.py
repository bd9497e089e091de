"""Who owns and who controls: which parties listed parties hold together, directly and through others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

WHOLE = Decimal(100)
_ROUNDS = 60  # no chain of companies is longer
_LONGEST = 8  # holdings in a road that is shown
_MOST = 5  # roads that are shown


@dataclass(frozen=True, slots=True)
class Holding:
    """One party holds a share of another, in per cent, or controls it whatever the share."""

    owner: str
    owned: str
    share: Decimal = Decimal(0)
    controls: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a party listed parties hold together.

    Args:
        share: in per cent, at most 100; a party that is held to the threshold counts in full for what it holds.
        controlled: somebody listed, or somebody held by them, controls it.
        paths: roads from a listed party to it, each a row of parties.
        owners: the listed parties at the beginning of those roads.
    """

    share: Decimal
    controlled: bool
    paths: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]


def held(
    holdings: Iterable[Holding], listed: Iterable[str], *, threshold: Decimal = Decimal(50)
) -> dict[str, Held]:
    """The parties that listed parties hold to the threshold or control, themselves left out.

    Shares are added over all owners. An owner counts in full where it is listed, controlled or itself held to the
    threshold, and in part, by what listed parties hold of it, where it is not: a road of minority shares is never
    lost, and never counted above the whole.

    Args:
        listed: parties on a list.
        threshold: per cent from which a party is treated as those who hold it.

    >>> rows = [Holding("L", "A", Decimal(60)), Holding("A", "B", Decimal(50))]
    >>> {name: str(found.share) for name, found in held(rows, ["L"]).items()}
    {'A': '60', 'B': '50'}
    >>> held(rows, ["L"])["B"].paths
    (('L', 'A', 'B'),)
    """
    rows, names = list(holdings), frozenset(listed)
    shares, controlled = _settled(rows, names, threshold)
    found = {
        name
        for name in {row.owned for row in rows}
        if name not in names and (name in controlled or shares[name] >= threshold)
    }
    above: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.share > 0 or row.controls:
            above[row.owned].append(row.owner)
    answer = {}
    for name in sorted(found):
        paths = tuple(sorted(_paths(name, above, names), key=lambda p: (len(p), p))[:_MOST])
        owners = tuple(dict.fromkeys(path[0] for path in paths))
        answer[name] = Held(shares[name], name in controlled, paths, owners)
    return answer


def _settled(
    rows: Sequence[Holding], listed: frozenset[str], threshold: Decimal
) -> tuple[Mapping[str, Decimal], frozenset[str]]:
    """The share of each party, and who is controlled, once nothing changes any more; circles add nothing twice."""
    shares: dict[str, Decimal] = defaultdict(Decimal)
    controlled: set[str] = set()
    for _round in range(_ROUNDS):
        changed = False
        now: dict[str, Decimal] = defaultdict(Decimal)
        for row in rows:
            full = row.owner in listed or row.owner in controlled or shares[row.owner] >= threshold
            weight = Decimal(1) if full else shares[row.owner] / WHOLE
            now[row.owned] += row.share * weight
            if row.controls and full and row.owned not in controlled:
                controlled.add(row.owned)
                changed = True
        for name, share in now.items():
            capped = min(WHOLE, share.quantize(Decimal("0.0001")).normalize())
            if capped > shares[name]:
                shares[name] = Decimal(format(capped, "f"))
                changed = True
        if not changed:
            break
    return shares, frozenset(controlled)


def _paths(name: str, above: Mapping[str, Sequence[str]], listed: frozenset[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(name,)]
    while waiting and len(found) < _MOST * 4:
        road = waiting.pop()
        for owner in above.get(road[0], ()):
            if owner in road:
                continue
            longer = (owner, *road)
            if owner in listed:
                found.append(longer)
            elif len(longer) <= _LONGEST:
                waiting.append(longer)
    return found
