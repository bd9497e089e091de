"""Screen again what is stored, against what an edition added or changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.screening import listed, queries
from stratrade.apps.screening.events import EditionAdopted, StoredRescreened
from stratrade.apps.screening.models import Alert, ListedEntry
from stratrade.apps.screening.nearby import Nearby
from stratrade.apps.screening.services import alerts
from stratrade.apps.screening.services.screen import Screened, Subject, compare, party_key
from stratrade.engines.matching.model import ListedParty

_MANY = 400  # changed entries from which every name is screened: looking for each of them costs more


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
    near = _near(asked, new.entries)
    found = {who: _only(compare([who]), new) for who in near}
    raised: list[Alert] = []
    for thing in things:
        compared = [(party, found[_asked(party)]) for party in thing.parties if _asked(party) in found]
        hits = tuple({**hit, "role": party.role} for party, seen in compared for hit in seen.hits)
        if hits:
            raised += alerts.raise_found(
                Screened(hits, compared[0][1].editions), subject=thing.subject, parties=thing.parties, by=by
            )
    record(
        StoredRescreened(
            list=new.code,
            digest=new.digest,
            of=of,
            things=len(things),
            names=len(asked),
            compared=len(near),
            alerts=len(raised),
        ),
        subject=f"screening.list:{new.code}",
        by=by,
    )
    return raised


def again(stored: Iterable[Stored], names: Iterable[str], *, by: User) -> list[Alert]:
    """Screen stored things that name somebody in full again. Runs inside a reaction.

    Args:
        names: as they are written in the register.

    Returns:
        The new alerts.
    """
    keys = {party_key(name) for name in names}
    raised: list[Alert] = []
    for thing in stored:
        if any(party_key(party.name) in keys for party in thing.parties):
            raised += alerts.raise_alerts(subject=thing.subject, parties=thing.parties, by=by)
    return raised


def _asked(party: Subject) -> Subject:
    return replace(party, role="")


def _near(asked: Sequence[Subject], entries: Sequence[ListedParty]) -> list[Subject]:
    if not entries:
        return []
    if len(entries) > _MANY:
        return list(asked)
    lines = [(who.name, number, at) for at, who in enumerate(asked) for number in who.numbers or ("",)]
    index = Nearby([(name, number) for name, number, _ in lines])
    places: set[int] = set().union(*(index.near(entry) for entry in entries))
    return [asked[at] for at in sorted({lines[place][2] for place in places})]


def _only(found: Screened, new: Watch) -> Screened:
    ids = {entry.entry_id for entry in new.entries}
    hits = tuple(h for h in found.hits if h["list"] == new.code and h["entry_id"] in ids)
    return Screened(hits, found.editions)
