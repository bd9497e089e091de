"""What screening does when something happens. Each function takes a `Happening`, once."""

from collections.abc import Iterator
from uuid import UUID

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties.events import PartyChanged, PartyRegistered
from stratrade.apps.parties.models import Party
from stratrade.apps.screening.events import EditionAdopted, EditionRefused
from stratrade.apps.screening.services.alerts import raise_alerts
from stratrade.apps.screening.services.rescreen import Stored, rescreen, watch
from stratrade.apps.screening.services.screen import Subject

_PREFIX = "parties.party:"


def rescreen_parties(happening: Happening) -> None:
    """A new edition is in force: the register is held against what it added or changed."""
    if isinstance(happening.event, EditionAdopted):
        rows = parties.page(for_=SYSTEM).order_by("pk")
        stored = (Stored(party.subject, tuple(subjects(party))) for party in rows)
        rescreen(stored, watch(happening.event), of="parties", by=SYSTEM)


def screen_party(happening: Happening) -> None:
    """A party that was entered or changed is held against every list in force."""
    if isinstance(happening.event, PartyRegistered | PartyChanged):
        party = parties.one(UUID(happening.subject.removeprefix(_PREFIX)), for_=SYSTEM)
        if party is not None:
            raise_alerts(subject=party.subject, parties=list(subjects(party)), by=SYSTEM)


def tell_refused(happening: Happening) -> None:
    """Stewards learn that an edition was not taken, and that somebody must look at it."""
    event = happening.event
    if isinstance(event, EditionRefused):
        params = {"list": event.list, "count": event.count, "before": event.before}
        notices.tell(
            "role:steward", "notices.screening.edition_refused", params, link="/steward/watch-lists/"
        )


def subjects(party: Party) -> Iterator[Subject]:
    """A registered party under each of its names, with all of its numbers."""
    numbers = tuple(sorted((i.kind, i.value) for i in party.identifiers.all()))
    for name in dict.fromkeys((party.name, party.native_name, party.trade_name)):
        if name:
            yield Subject(
                "party",
                name,
                party.country,
                kind=party.kind.lower(),
                address=party.address,
                identifiers=numbers,
            )
