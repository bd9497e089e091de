"""What casework does when something happens elsewhere. Each function takes a `Happening`, once."""

from uuid import UUID

from django.conf import settings

from stratrade.apps import pack
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.casework.events import CaseRefused
from stratrade.apps.casework.models import Case, CaseParty
from stratrade.apps.casework.services import assess, hold, screened
from stratrade.apps.licences import queries as licences
from stratrade.apps.licences.events import LicenceIssued
from stratrade.apps.measures import approvals, rulebook
from stratrade.apps.measures.events import (
    ConcernAnswered,
    ConcernNotified,
    NoticeBegan,
    NoticeLapsed,
    NoticeServed,
    NoticeWithdrawn,
)
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as register
from stratrade.apps.parties import services as parties
from stratrade.apps.parties.events import PartyChanged
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services as screenings
from stratrade.apps.screening.events import (
    AlertCleared,
    AlertConfirmed,
    AlertEscalated,
    AlertProposed,
    AlertRaised,
    AlertReleased,
    AlertSentBack,
    EditionAdopted,
    LinkFound,
    OwnedFound,
)
from stratrade.apps.screening.services import kept
from stratrade.apps.search import services as search
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.engines.matching.normalise import script
from stratrade.kernel.validity import legal_date, months_later

_ALERTED = (AlertRaised, LinkFound, AlertConfirmed, AlertEscalated, AlertProposed, AlertSentBack)
_PREFIX = "casework.case:"
_OF_A_PARTY = "parties.party:"

_TOLD = (NoticeServed, NoticeBegan, NoticeLapsed, NoticeWithdrawn, ConcernNotified, ConcernAnswered)


def hold_case_of(happening: Happening) -> None:
    """An alert about a party of a case holds the case until it is settled."""
    event = happening.event
    if isinstance(event, AlertRaised | AlertConfirmed) and event.about.startswith(_PREFIX):
        case = _case(event.about)
        if case is not None and not case.held:
            hold.hold(event.about, reason=f"{event.name} ~ {event.listed_name}", by=SYSTEM)


def free_case_of(happening: Happening) -> None:
    """The last open alert of a case was cleared and none was confirmed: the hold is lifted."""
    event = happening.event
    if not isinstance(event, AlertCleared | AlertReleased) or not event.about.startswith(_PREFIX):
        return
    if screening.open_about(event.about) or screening.confirmed_about(event.about):
        return
    case = _case(event.about)
    if case is not None and case.held:
        hold.unhold(event.about, by=SYSTEM)


def rescreen_cases(happening: Happening) -> None:
    """A new edition of a watch list is in force: open cases are held against what it added or changed."""
    if isinstance(happening.event, EditionAdopted):
        watch = screenings.watch(happening.event)
        screenings.rescreen(screened.stored(), watch, of="cases", by=SYSTEM)


def screen_licence(happening: Happening) -> None:
    """A licence was issued: everybody whom its case names is screened as a party of the licence."""
    if not isinstance(happening.event, LicenceIssued):
        return
    licence = licences.of_subject(happening.subject)
    case = _case(licence.case_subject) if licence is not None else None
    if case is not None:
        screenings.raise_alerts(subject=happening.subject, parties=screened.subjects(case), by=SYSTEM)


def screen_owned(happening: Happening) -> None:
    """A listed party was found to own somebody: the cases and licences that name them are screened again."""
    if isinstance(happening.event, OwnedFound):
        screenings.again(screened.stored(), happening.event.names, by=SYSTEM)


def screen_linked(happening: Happening) -> None:
    """A party of the register shares something with a confirmed one: open cases and licences that name it say so."""
    event = happening.event
    if isinstance(event, LinkFound) and event.about.startswith(_OF_A_PARTY):
        keys = register.keys_of(event.about)
        for thing in screened.stored():
            if any(screenings.party_key(party.name) in keys for party in thing.parties):
                screenings.raise_links(subject=thing.subject, parties=thing.parties, by=SYSTEM)


def note_parties(happening: Happening) -> None:
    """An application was handed in: it is a dealing of everybody it names, and what they share is looked at."""
    case = _case(happening.subject)
    if case is not None:
        parties.note(case.subject, screened.named(case), at=happening.occurred_at)
        screenings.raise_links(subject=case.subject, parties=screened.subjects(case), by=SYSTEM)


def name_frozen(happening: Happening) -> None:
    """A freeze referral stands: goods and payments of applications in which the listed party has a part are named."""
    freeze = screening.freeze_of_subject(happening.subject)
    if freeze is None:
        return
    for subject, role in screening.frozen_subjects(freeze, _PREFIX).items():
        case = _case(subject)
        if case is not None:
            screenings.name_matters(
                freeze, subject, case.reference or case.title, screened.matters(case, role)
            )


def propose_denials(happening: Happening) -> None:
    """A licence was refused: who was to receive and use the goods is proposed for the list of denials.

    A steward enters them or not: a refusal may have other reasons than the people.
    """
    event = happening.event
    case = _case(happening.subject) if isinstance(event, CaseRefused) else None
    if case is None or not isinstance(event, CaseRefused):
        return
    on = today()
    terms = kept.Terms(
        legal_basis=event.legal_basis,
        reason=event.reason,
        listed_on=on,
        ends_on=months_later(on, pack.read(settings.STRATRADE_PACK).screening.denial_months),
        about=case.subject,
    )
    for party in case.parties.filter(role__in=["CONSIGNEE", "END_USER"]).order_by("pk"):
        kept.propose(_denied(party, case.reference), terms, reference=case.reference, by=SYSTEM)


def _denied(party: CaseParty, reference: str) -> ListedParty:
    names = dict.fromkeys(n for n in (party.name, party.native_name) if n.strip())
    return ListedParty(
        list="DENIALS",
        entry_id="",
        kind="",
        names=tuple(ListedName(n, "strong", script(n)) for n in names),
        nationalities=(party.country,) if party.country else (),
        identifiers={"document": (party.identifier,)} if party.identifier else {},
        reference=reference,
        addresses=(party.address,) if party.address else (),
    )


def screen_cases_of(happening: Happening) -> None:
    """A registered party changed: the open cases it applied for are screened with its new names."""
    if isinstance(happening.event, PartyChanged):
        public_id = UUID(happening.subject.split(":", 1)[1])
        for case in Case.objects.filter(applicant__public_id=public_id, status__in=screened.OPEN).order_by(
            "pk"
        ):
            screenings.raise_alerts(subject=case.subject, parties=screened.subjects(case), by=SYSTEM)


def assess_noticed(happening: Happening) -> None:
    """A notice or an exporter's own concern begins or ends: open cases that it speaks of are assessed anew."""
    if isinstance(happening.event, _TOLD):
        rows = Case.objects.filter(status__in=screened.OPEN).exclude(status=Case.Status.DRAFT)
        for case in rows.select_related("applicant").order_by("pk"):
            assess.again(case, by=SYSTEM)


def assess_approved(happening: Happening) -> None:
    """A committee's approval stands, or stands no more: open cases to its destination are assessed anew."""
    public_id = UUID(happening.subject.split(":", 1)[1])
    destination = approvals.destination_of(public_id)
    rows = Case.objects.filter(status__in=screened.OPEN, destination=destination)
    for case in rows.exclude(status=Case.Status.DRAFT).select_related("applicant").order_by("pk"):
        if case.submitted_at is not None:
            assess.assess(case, on=legal_date(case.submitted_at, settings.LEGAL_TIME_ZONE), by=SYSTEM)


def assess_ruled(happening: Happening) -> None:
    """A rule of the sanctions pack was put in force or withdrawn: open cases that it looks at are assessed anew."""
    countries = rulebook.countries_of(UUID(happening.subject.split(":", 1)[1]))
    rows = Case.objects.filter(status__in=screened.OPEN).exclude(status=Case.Status.DRAFT)
    for case in rows.select_related("applicant").order_by("pk"):
        places = {case.destination, case.applicant.country, *case.items.values_list("origin", flat=True)}
        if case.submitted_at is not None and (countries is None or countries & places):
            assess.assess(case, on=legal_date(case.submitted_at, settings.LEGAL_TIME_ZONE), by=SYSTEM)


def tell_alert(happening: Happening) -> None:
    """Those who settle alerts learn of one, and of what waits for a second person."""
    event = happening.event
    if isinstance(event, _ALERTED):
        customs = event.about.startswith("enforcement.")
        to = ["role:supervisor"] if customs else ["role:officer", "role:head"]
        desk = "customs" if customs else "officer"
        link = f"/{desk}/alerts/{happening.subject.split(':', 1)[1]}/"
        notices.tell(to, f"notices.{_snake(event.event_name())}", {"name": event.name}, link=link)


def tell_case(happening: Happening) -> None:
    """Whoever's turn it is learns of a step in a case; the applicant learns what concerns them."""
    case = _case(happening.subject)
    if case is None:
        return
    name = happening.event.event_name()
    code = f"notices.{_snake(name)}"
    params = {"reference": case.reference}
    officer_link, own_link = f"/officer/cases/{case.public_id}", f"/exporter/applications/{case.public_id}"
    match name:
        case "casework.ApplicationSubmitted":
            notices.tell("role:officer", code, params, link=officer_link)
        case "casework.CaseReferred":
            for referral in case.referrals.filter(status="OPEN").select_related("agency"):
                notices.tell(
                    f"agency:{referral.agency.code}",
                    code,
                    params,
                    link=f"/officer/questions/{referral.public_id}",
                )
        case "casework.CaseConsolidated" | "casework.ReferralEscalated" | "casework.DecisionSentBack":
            notices.tell([case.officer] if case.officer else "role:officer", code, params, link=officer_link)
        case "casework.DecisionProposed":
            notices.tell("role:head", code, params, link=officer_link)
        case (
            "casework.CaseAccepted"
            | "casework.CaseReturned"
            | "casework.CaseGranted"
            | "casework.CaseRefused"
        ):
            notices.tell(case.created_by, code, params, link=own_link)


def index_case(happening: Happening) -> None:
    """The case can be found by its words."""
    case = _case(happening.subject)
    if case is None or not case.reference:
        return
    words = [case.title, case.applicant.name, case.applicant.native_name, case.end_use]
    words += [f"{p.name} {p.native_name}" for p in case.parties.all()]
    words += [f"{i.description} {i.claimed_entry} {i.entry} {i.cas} {i.hs}" for i in case.items.all()]
    search.put(
        case.subject,
        kind="case",
        title=f"{case.reference} {case.title}",
        words=" ".join(words),
        link=f"/officer/cases/{case.public_id}",
        permission=Permission.CASEWORK_CASE_READ,
        owner=str(case.applicant.public_id),
    )


def _case(subject: str) -> Case | None:
    if not subject.startswith(_PREFIX):
        return None
    return (
        Case.objects.select_related("applicant", "officer", "created_by")
        .filter(public_id=UUID(subject.removeprefix(_PREFIX)))
        .first()
    )


def _snake(name: str) -> str:
    """casework.CaseGranted -> casework.case_granted."""
    app, _, event = name.partition(".")
    return f"{app}." + "".join(f"_{c.lower()}" if c.isupper() else c for c in event).lstrip("_")
