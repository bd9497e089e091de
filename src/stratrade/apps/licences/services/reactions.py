"""What licences do when something happens elsewhere."""

from uuid import UUID

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.licences import general, queries
from stratrade.apps.licences.events import (
    RegistrationDue,
    RegistrationProposed,
    RegistrationRequested,
    RegistrationSuspended,
    UsageReturnReminded,
)
from stratrade.apps.licences.models import Licence, Registration
from stratrade.apps.licences.services import standing
from stratrade.apps.licences.services.general import LATE, MISSING
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties import services as register
from stratrade.apps.parties.events import PartyChanged, PartyMerged
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services as screenings
from stratrade.apps.screening.events import (
    AlertCleared,
    AlertConfirmed,
    AlertRaised,
    AlertReleased,
    EditionAdopted,
    OwnedFound,
)
from stratrade.apps.search import services as search

_PREFIX = "licences.licence:"


def flag_licence_of(happening: Happening) -> None:
    """An alert about a party of a live licence flags it; customs sees the flag and is told."""
    event = happening.event
    if isinstance(event, AlertRaised | AlertConfirmed) and event.about.startswith(_PREFIX):
        licence = _licence(event.about)
        if licence is not None and not licence.flagged:
            standing.flag(event.about, reason=f"{event.name} ~ {event.listed_name}", by=SYSTEM)


def unflag_licence_of(happening: Happening) -> None:
    """The last open alert was cleared and none confirmed: the flag is lifted."""
    event = happening.event
    if not isinstance(event, AlertCleared | AlertReleased) or not event.about.startswith(_PREFIX):
        return
    if screening.open_about(event.about) or screening.confirmed_about(event.about):
        return
    licence = _licence(event.about)
    if licence is not None and licence.flagged:
        standing.unflag(event.about, by=SYSTEM)


def screen_owned(happening: Happening) -> None:
    """A listed party was found to own somebody: the live licences that name them are screened again."""
    if isinstance(happening.event, OwnedFound):
        rows = queries.live().select_related("holder").order_by("pk")
        stored = (screenings.Stored(licence.subject, _subjects(licence)) for licence in rows)
        screenings.again(stored, happening.event.names, by=SYSTEM)


def note_parties(happening: Happening) -> None:
    """A licence was issued: it is a dealing of everybody it names."""
    licence = _licence(happening.subject)
    if licence is None:
        return
    named = [
        register.Named("holder", licence.holder_name, public_id=str(licence.holder.public_id)),
        register.Named("consignee", licence.consignee_name, licence.destination),
        register.Named("end_user", licence.end_user_name, licence.destination),
    ]
    register.note(licence.subject, named, at=happening.occurred_at)


def name_frozen(happening: Happening) -> None:
    """A freeze referral stands: goods of live licences in which the listed party has a part are named."""
    freeze = screening.freeze_of_subject(happening.subject)
    if freeze is None:
        return
    for subject, role in screening.frozen_subjects(freeze, _PREFIX).items():
        licence = _licence(subject)
        if licence is None:
            continue
        goods = [
            screenings.Matter(
                "GOODS", n.number, n.description, role, n.ceiling - n.committed, n.unit, n.value, n.currency
            )
            for n in licence.lines.all()
        ]
        screenings.name_matters(freeze, subject, licence.reference, goods)


def rescreen_licences(happening: Happening) -> None:
    """A new edition of a watch list is in force: live licences are held against what it added or changed."""
    if isinstance(happening.event, EditionAdopted):
        rows = queries.live().select_related("holder").order_by("pk")
        stored = (screenings.Stored(licence.subject, _subjects(licence)) for licence in rows)
        screenings.rescreen(stored, screenings.watch(happening.event), of="licences", by=SYSTEM)


def screen_licences_of(happening: Happening) -> None:
    """A registered party changed: the live licences it holds are screened with its new names."""
    if isinstance(happening.event, PartyChanged):
        public_id = UUID(happening.subject.split(":", 1)[1])
        for licence in (
            queries.live().filter(holder__public_id=public_id).select_related("holder").order_by("pk")
        ):
            screenings.raise_alerts(subject=licence.subject, parties=_subjects(licence), by=SYSTEM)


def _subjects(licence: Licence) -> tuple[screenings.Subject, ...]:
    """Everybody a licence names, the holder also as it is called today."""
    holder = licence.holder
    own = dict.fromkeys((licence.holder_name, holder.name, holder.native_name))
    named = [("holder", name, holder.country) for name in own]
    named += [
        ("consignee", licence.consignee_name, licence.destination),
        ("end_user", licence.end_user_name, licence.destination),
    ]
    return tuple(screenings.Subject(role, name, country) for role, name, country in named if name)


def tell_licence(happening: Happening) -> None:
    """The holder's people, and customs where it matters at the border, learn of a change."""
    licence = _licence(happening.subject)
    if licence is None:
        return
    name = happening.event.event_name().removeprefix("licences.Licence").lower()
    params = {"reference": licence.reference}
    if name in {"flagged", "unflagged"}:
        notices.tell("role:supervisor", f"notices.licences.licence_{name}", params, link="/customs/licences")
        return
    notices.tell(
        parties.members_of(licence.holder),
        f"notices.licences.licence_{name}",
        params,
        link=f"/exporter/licences/{licence.public_id}",
    )


def index_licence(happening: Happening) -> None:
    """The licence can be found by its words."""
    licence = _licence(happening.subject)
    if licence is None:
        return
    lines = " ".join(f"{line.description} {line.entry} {line.hs}" for line in licence.lines.all())
    search.put(
        licence.subject,
        kind="licence",
        title=licence.reference,
        words=f"{licence.holder_name} {licence.consignee_name} {licence.end_user_name} {lines}",
        link=f"/officer/licences/{licence.public_id}",
        permission=Permission.LICENCES_LICENCE_READ_ALL,
        owner=str(licence.holder.public_id),
    )


def _licence(subject: str) -> Licence | None:
    if not subject.startswith(_PREFIX):
        return None
    return (
        Licence.objects.select_related("holder").filter(public_id=UUID(subject.removeprefix(_PREFIX))).first()
    )


def tell_registration(happening: Happening) -> None:
    """Officers learn of a registration that waits, the company of its answer and of returns it owes."""
    prefix, _, public_id = happening.subject.partition(":")
    rows = Registration.objects.select_related("company").filter(public_id=UUID(public_id))
    row = rows.first() if prefix == "licences.registration" else None
    if row is None:
        return
    event = happening.event
    params = {"reference": row.reference, "name": row.authorisation}
    if isinstance(event, RegistrationRequested):
        if row.status == Registration.Status.REQUESTED:
            link = f"/officer/general/{row.public_id}"
            notices.tell("role:officer", "notices.licences.registration_requested", params, link=link)
        return
    if isinstance(event, RegistrationProposed):
        link = f"/officer/general/{row.public_id}"
        for role in ("officer", "head"):
            notices.tell(f"role:{role}", "notices.licences.registration_proposed", params, link=link)
        return
    if isinstance(event, UsageReturnReminded):
        params |= {"period": event.period, "due_on": event.due_on}
        code = "usage_return_late" if event.stage == "LATE" else "usage_return_reminded"
    elif isinstance(event, RegistrationSuspended) and event.reason in {MISSING, LATE}:
        code = f"registration_suspended_{'missing' if event.reason == MISSING else 'late'}"
        notices.tell(
            "role:officer", f"notices.licences.{code}", params, link=f"/officer/general/{row.public_id}"
        )
    else:
        code = _ANSWERS[event.event_name()]
    link = f"/exporter/general/{row.public_id}"
    notices.tell(parties.members_of(general.company_of(row)), f"notices.licences.{code}", params, link=link)


def tell_due(happening: Happening) -> None:
    """A company learns that it is to register; once it is too late, officers too."""
    event = happening.event
    party = parties.one(UUID(happening.subject.split(":", 1)[1]), for_=SYSTEM)
    if not isinstance(event, RegistrationDue) or party is None:
        return
    params = {"company": event.name, "name": event.authorisation, "due_on": event.due_on}
    code = "registration_late" if event.stage == "LATE" else "registration_due"
    notices.tell(parties.members_of(party), f"notices.licences.{code}", params, link="/exporter/general")
    if event.stage == "LATE":
        notices.tell("role:officer", f"notices.licences.{code}", params, link="/officer/general")


def carry_suspension(happening: Happening) -> None:
    """Two records became one company and a registration of either is suspended: both sides learn that it holds."""
    if not isinstance(happening.event, PartyMerged):
        return
    party = parties.one(UUID(happening.subject.split(":", 1)[1]), for_=SYSTEM)
    for row in general.suspended([party], for_=SYSTEM) if party is not None else []:
        params = {"reference": row.reference, "name": row.authorisation, "company": happening.event.name}
        code = "notices.licences.registration_carried"
        notices.tell("role:officer", code, params, link=f"/officer/general/{row.public_id}")
        members = parties.members_of(general.company_of(row))
        notices.tell(members, code, params, link=f"/exporter/general/{row.public_id}")


_ANSWERS = {
    "licences.RegistrationAccepted": "registration_accepted",
    "licences.RegistrationRefused": "registration_refused",
    "licences.RegistrationSuspended": "registration_suspended",
    "licences.RegistrationReinstated": "registration_reinstated",
}
