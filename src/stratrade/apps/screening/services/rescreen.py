"""Screen again what is stored, against what an edition added or changed."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.screening import listed, matcher, nearby, queries
from stratrade.apps.screening.events import EditionAdopted, StoredRescreened
from stratrade.apps.screening.models import Alert, ListedEntry
from stratrade.apps.screening.services import alerts
from stratrade.apps.screening.services.screen import Screened, Subject, compare, party_key
from stratrade.engines.matching.model import ListedParty

_FEW = 25  # changed entries that are always looked for among the names
_COST = 4  # names that are screened in the time in which one entry is looked for among very many


@dataclass(frozen=True, slots=True)
class Stored:
    """A thing that stands in our books, and everybody in it."""

    subject: str
    parties: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """What a new edition of a list added or changed."""

    code: str
    digest: str
    entries: tuple[ListedParty, ...]


def watch(event: EditionAdopted) -> Watch:
    """The entries that differ between the edition an adoption put in force and the one before it."""
    after = queries.edition(event.list, event.digest)
    if after is None:
        return Watch(event.list, event.digest, ())
    before = queries.edition(event.list, event.before) if event.before else None
    difference = queries.difference(before, after)
    ids = {*difference.added, *difference.changed}
    rows = ListedEntry.objects.filter(edition=after).order_by("pk")
    return Watch(event.list, event.digest, tuple(listed.load(r.content) for r in rows if r.entry_id in ids))


def rescreen(stored: Iterable[Stored], new: Watch, *, of: str, by: User) -> list[Alert]:
    """Hold stored things against the entries of a list that are new or changed; raise alerts, once each.

    Runs inside a reaction. Every name near a changed entry is screened against all lists in force, exactly as it
    would be on its own, and the hits on the changed entries are kept: the alerts are those of a full screening.

    Args:
        stored: the things; the same name in many of them is compared once.
        of: what they are, for the trail: parties, cases, licences or declarations.

    Returns:
        The new alerts.
    """
    things = list(stored)
    everybody: dict[Subject, None] = {_asked(p): None for thing in things for p in thing.parties}
    asked = list(everybody)
    places = _near([nearby.Line(who.name, who.numbers) for who in asked], new, of)
    near = [asked[place] for place in places]
    raised = _raise(things, near, new, by)
    _record(new, of=of, things=len(things), names=len(asked), compared=len(near), raised=raised, by=by)
    return raised


def rescreen_called(
    names: Sequence[tuple[int, nearby.Line]],
    stored: Callable[[Collection[int]], Iterable[Stored]],
    new: Watch,
    *,
    of: str,
    by: User,
) -> list[Alert]:
    """The same where things are many: only those are read whose name or number is near a changed entry.

    Args:
        names: each with the thing that bears it.
        stored: reads things.

    Returns:
        The new alerts.
    """
    keys = dict.fromkeys(names[place][0] for place in _near([line for _, line in names], new, of))
    things = list(stored(keys)) if keys else []
    near = list(dict.fromkeys(_asked(party) for thing in things for party in thing.parties))
    raised = _raise(things, near, new, by)
    _record(
        new,
        of=of,
        things=len({key for key, _ in names}),
        names=len({line.name for _, line in names}),
        compared=len(near),
        raised=raised,
        by=by,
    )
    return raised


def again(stored: Iterable[Stored], names: Iterable[str], *, links: bool = True, by: User) -> list[Alert]:
    """Screen stored things that name somebody in full again. Runs inside a reaction.

    Args:
        names: as they are written in the register.
        links: also for what their parties share; not where that is looked for by itself (`links.raise_links`).

    Returns:
        The new alerts.
    """
    keys = {party_key(name) for name in names}
    raised: list[Alert] = []
    for thing in stored:
        if any(party_key(party.name) in keys for party in thing.parties):
            raise_alerts = alerts.raise_alerts if links else alerts.raise_likenesses
            raised += raise_alerts(subject=thing.subject, parties=thing.parties, by=by)
    return raised


def _asked(party: Subject) -> Subject:
    return replace(party, role="")


def _near(lines: Sequence[nearby.Line], new: Watch, of: str) -> list[int]:
    """The places of the names to be compared in full, ascending."""
    if not new.entries:
        return []
    if len(new.entries) > max(_FEW, len(lines) // _COST):
        return list(range(len(lines)))
    return sorted(nearby.near(lines, new.entries, matcher.standing().matcher, of=of))


def _raise(things: Sequence[Stored], near: Iterable[Subject], new: Watch, by: User) -> list[Alert]:
    found = {who: _only(compare([who]), new) for who in near}
    raised: list[Alert] = []
    for thing in things:
        compared = [(party, found[_asked(party)]) for party in thing.parties if _asked(party) in found]
        hits = tuple({**hit, "role": party.role} for party, seen in compared for hit in seen.hits)
        if hits:
            raised += alerts.raise_found(
                Screened(hits, compared[0][1].editions), subject=thing.subject, parties=thing.parties, by=by
            )
    return raised


def _record(
    new: Watch, *, of: str, things: int, names: int, compared: int, raised: Sequence[Alert], by: User
) -> None:
    record(
        StoredRescreened(
            list=new.code,
            digest=new.digest,
            of=of,
            things=things,
            names=names,
            compared=compared,
            alerts=len(raised),
        ),
        subject=f"screening.list:{new.code}",
        by=by,
    )


def _only(found: Screened, new: Watch) -> Screened:
    ids = {entry.entry_id for entry in new.entries}
    hits = tuple(h for h in found.hits if h["list"] == new.code and h["entry_id"] in ids)
    return Screened(hits, found.editions)
