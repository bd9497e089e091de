"""What screening does when something happens. Each function takes a `Happening`, once."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.audit.services import record
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties.events import (
    AddressAdded,
    AddressCorrected,
    AddressEnded,
    NameAdded,
    PartyChanged,
    PartyKindSet,
    PartyMerged,
    PartyRegistered,
    RelationRecorded,
)
from stratrade.apps.parties.models import Party
from stratrade.apps.screening import matcher, queries
from stratrade.apps.screening.events import (
    AlertConfirmed,
    EditionAdopted,
    EditionRefused,
    FinancialAnswered,
    FinancialSent,
    FreezeAnswered,
    FreezeDelisted,
    FreezeOpened,
    FreezePassedOn,
    FreezeReleased,
    FreezeReleaseProposed,
    FreezeReleaseSentBack,
    OwnedFound,
)
from stratrade.apps.screening.nearby import Line
from stratrade.apps.screening.services import freeze
from stratrade.apps.screening.services.alerts import raise_alerts
from stratrade.apps.screening.services.rescreen import Stored, rescreen_called, watch
from stratrade.apps.screening.services.screen import Subject, party_key

_PREFIX = "parties.party:"
_OF_A_PARTY = (
    PartyRegistered,
    PartyChanged,
    PartyKindSet,
    NameAdded,
    PartyMerged,
    AddressAdded,
    AddressCorrected,
    AddressEnded,
    RelationRecorded,
)
"""What happens to a party after which it is screened again."""
_KINDS: Mapping[str, str] = {"UNKNOWN": "", "BODY": "organisation"}
"""What a party is screened as, where that is not what the register calls it."""


def rescreen_parties(happening: Happening) -> None:
    """A new edition is in force: the register is held against what it added or changed."""
    if isinstance(happening.event, EditionAdopted):
        called = parties.called(for_=SYSTEM)
        names = [(one.pk, Line(name, one.numbers)) for one in called for name in dict.fromkeys(one.names)]
        rescreen_called(names, _stored, watch(happening.event), of="parties", by=SYSTEM)


def _stored(rows: Collection[int]) -> Iterator[Stored]:
    for party in parties.watched(for_=SYSTEM).filter(pk__in=rows).order_by("pk"):
        yield Stored(party.subject, tuple(subjects(party)))


def screen_party(happening: Happening) -> None:
    """A party that was entered or changed is held against every list in force."""
    if isinstance(happening.event, _OF_A_PARTY):
        party = parties.one(UUID(happening.subject.removeprefix(_PREFIX)), for_=SYSTEM)
        if party is not None:
            raise_alerts(subject=party.subject, parties=list(subjects(party)), by=SYSTEM)


def screen_owned(happening: Happening) -> None:
    """A match was confirmed, or somebody owns a party: whoever stands below is screened, and what names them after."""
    event = happening.event
    if isinstance(event, AlertConfirmed):
        keys = {party_key(event.name)}
    elif isinstance(event, RelationRecorded) and parties.is_called(happening.subject, event.owned):
        keys = {party_key(event.owned)}  # said of both; the one that is owned counts
    else:
        return
    raised = [
        party.name
        for party in parties.downstream(keys, itself=isinstance(event, RelationRecorded))
        if raise_alerts(subject=party.subject, parties=list(subjects(party)), by=SYSTEM)
    ]
    if raised:
        record(OwnedFound(names=raised), subject=happening.subject, by=SYSTEM)


def screen_linked(happening: Happening) -> None:
    """A match was confirmed: whoever shares an address, a telephone number or a director with it is screened."""
    event = happening.event
    if not isinstance(event, AlertConfirmed):
        return
    own = {party_key(event.name)}
    most = pack_files.read(settings.STRATRADE_PACK).screening.shared.most
    groups = parties.shared_with(own, most=most)
    keys = {party.keys[0] for one in groups for party in one.parties} - own
    for party in parties.of_keys(keys):
        raise_alerts(subject=party.subject, parties=list(subjects(party)), by=SYSTEM)


def open_freeze(happening: Happening) -> None:
    """A match was confirmed: where the pack says so, it goes to those who may freeze funds."""
    if isinstance(happening.event, AlertConfirmed):
        alert = queries.of_trail(happening.subject)
        if alert is not None and alert.status == "TRUE":
            freeze.open_for(alert, by=SYSTEM)


def sweep_blocks(happening: Happening) -> None:
    """A new edition is in force: what was built of the one before it goes, and the names that are gone with it."""
    if isinstance(happening.event, EditionAdopted):
        matcher.sweep()


def note_delisted(happening: Happening) -> None:
    """A new edition is in force: referrals whose entry is gone from it are told to those who may release them."""
    if isinstance(happening.event, EditionAdopted):
        freeze.note_delisted(happening.event.list, by=SYSTEM)


def tell_freeze(happening: Happening) -> None:
    """The agency whose turn it is learns of a referral, the licensing authority of its end. Nobody else does."""
    event = happening.event
    found = queries.freeze_of_subject(happening.subject)
    if found is None:
        return
    params, link = {"reference": found.reference}, f"/officer/freezes/{found.public_id}"
    match event:
        case FreezeOpened():
            notices.tell(f"agency:{event.agency}", "notices.screening.freeze_passed_on", params, link=link)
            notices.tell("role:head", "notices.screening.freeze_opened", params, link=link)
        case FreezePassedOn() if event.next:
            notices.tell(f"agency:{event.next}", "notices.screening.freeze_passed_on", params, link=link)
        case FreezePassedOn() | FreezeAnswered():
            to = ["role:head", "role:officer"]
            notices.tell(to, "notices.screening.freeze_answered", params, link=link)
        case FreezeDelisted():
            notices.tell("role:head", "notices.screening.freeze_delisted", params, link=link)
        case FreezeReleaseProposed():
            chosen = pack_files.read(settings.STRATRADE_PACK).screening.release_second
            second = [
                user
                for office in chosen
                for user in accounts.of_role(office.role, agency_code=office.agency)
                if user.pk != found.release_proposed_by_id
            ]
            notices.tell(second, "notices.screening.freeze_release_proposed", params, link=link)
        case FreezeReleaseSentBack():
            notices.tell("role:head", "notices.screening.freeze_release_sent_back", params, link=link)
        case FreezeReleased():
            to = [f"agency:{s.agency.code}" for s in found.stops.select_related("agency") if s.sent_at]
            notices.tell(to, "notices.screening.freeze_released", params, link=link)


def tell_financial(happening: Happening) -> None:
    """The other side learns of a reference, and the sender of its answer."""
    event = happening.event
    if not isinstance(event, FinancialSent | FinancialAnswered):
        return
    link = f"/officer/financial/{happening.subject.split(':', 1)[1]}"
    unit = pack_files.read(settings.STRATRADE_PACK).screening.financial_agency
    to_unit = (event.direction == "OUT") is isinstance(event, FinancialSent)
    code = "financial_sent" if isinstance(event, FinancialSent) else "financial_answered"
    to = [f"agency:{unit}"] if to_unit else ["role:officer", "role:head"]
    notices.tell(to, f"notices.screening.{code}", {"reference": event.reference}, link=link)


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
    others = [name.text for name in party.other_names.all()]
    addresses = [one.text for one in party.addresses.all() if one.ended_at is None]
    for name in dict.fromkeys((party.name, party.native_name, party.trade_name, *others)):
        if name:
            yield Subject(
                "party",
                name,
                party.country,
                kind=_KINDS.get(party.kind, party.kind.lower()),
                address="\n".join(addresses),
                identifiers=numbers,
            )
