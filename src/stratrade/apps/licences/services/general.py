"""Register for a general authorisation, answer, file returns; note what was used; remind and suspend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit import queries as trail
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.licences import general, workflow
from stratrade.apps.licences.events import (
    RegistrationAccepted,
    RegistrationDue,
    RegistrationEnded,
    RegistrationProposed,
    RegistrationRefused,
    RegistrationReinstated,
    RegistrationRequested,
    RegistrationSuspended,
    RegistrationTakenOver,
    UsageReturnFiled,
    UsageReturnReminded,
)
from stratrade.apps.licences.models import GeneralUse, Registration, UsageReturn
from stratrade.apps.parties import queries as parties
from stratrade.kernel.finding import Finding, Severity

_PATTERN = "GEN-{year}-{number:05d}-{check}"
LATE = "licences.registration.late"
"""Why a registration that came too late stands suspended, until an officer has looked at it."""
MISSING = "licences.registration.return_missing"
"""Why a registration is suspended by itself; it is reinstated when nothing is missing any more."""
SOON = timedelta(days=14)


class NotRegistrable(ValueError):
    """A registration or return does not do.

    Args:
        finding: what is wrong.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code, Severity.BLOCK, dict(params))
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Used:
    """One line of goods that left under a general authorisation."""

    authorisation: str
    item: int
    description: str
    destination: str = ""
    entry: str = ""
    hs: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""


@use_case
def register(code: str, *, undertakings: Sequence[str], contact: str, by: User) -> Registration:
    """Ask to be registered; where the authorisation accepts by itself, it is done at once.

    Args:
        code: of the authorisation.
        undertakings: the conditions that the company takes on; all of them are needed.
        contact: who in the company answers for its use.

    Raises:
        NotRegistrable: names what is missing.
    """
    access.require(by, Permission.LICENCES_REGISTRATION_WRITE)
    relief = general.authorisation(code, on=today())
    company = parties.company_of(by)
    if relief is None or not relief.registration:
        raise NotRegistrable("licences.registration.no_such", name=code[:60])
    if company is None:
        raise NotRegistrable("licences.registration.no_company")
    if set(relief.conditions) - set(undertakings) or not contact.strip():
        raise NotRegistrable("licences.registration.not_undertaken")
    if general.live(company, code) is not None:
        raise NotRegistrable("licences.registration.stands", name=code)
    row = Registration.objects.create(
        reference=numbers.draw(_PATTERN, year=today().year),
        authorisation=code,
        company=company,
        undertakings=list(relief.conditions),
        contact=contact.strip()[:300],
        legal_basis=relief.reference[:300],
        requested_at=timezone.now(),
        requested_by=by,
    )
    record(RegistrationRequested(row.reference, code), subject=row.subject, by=by)
    if relief.accept == "automatic":
        _accept(row, by=SYSTEM)
    return row


@use_case
def take_over(code: str, company: str, *, registered_on: date, contact: str, by: User) -> Registration:
    """Enter a registration that was made on paper, before this system kept them: returns are owed from then on.

    Where two people register, it waits for the second of them.

    Args:
        company: name or number of a registered company.

    Raises:
        NotRegistrable: names what is wrong: authorisation, company, day, or that a registration stands already.
    """
    access.require(by, Permission.LICENCES_REGISTRATION_ANSWER)
    relief = general.authorisation(code, on=today())
    party = parties.registered(company, for_=by)
    if registered_on > today():
        raise NotRegistrable("licences.registration.ahead", day=registered_on.isoformat())
    if relief is None or not relief.registration:
        raise NotRegistrable("licences.registration.no_such", name=code[:60])
    if party is None:
        raise NotRegistrable("licences.registration.not_found", company=company[:100])
    if general.live(party, code) is not None:
        raise NotRegistrable("licences.registration.stands", name=code)
    row = Registration.objects.create(
        reference=numbers.draw(_PATTERN, year=today().year),
        authorisation=code,
        company=party,
        undertakings=list(relief.conditions),
        contact=contact.strip()[:300],
        legal_basis=relief.reference[:300],
        requested_at=timezone.now(),
        requested_by=by,
        registered_on=registered_on,
    )
    said = RegistrationTakenOver(row.reference, code, registered_on.isoformat())
    record(said, subject=row.subject, by=by)
    if not _propose(row, by=by):
        _accept(row, by=by)
    return row


def _propose(row: Registration, *, by: User) -> bool:
    """Keep the first of two people where the authorisation asks for two; False where this one is enough.

    Raises:
        IllegalTransition: the registration does not wait to be accepted.
    """
    relief = general.named(row.authorisation)
    if relief is None or relief.accept != "two_persons":
        return False
    if row.proposed_by is not None:
        access.require_other_person(by, not_=row.proposed_by)
        row.seconded_by = by
        return False
    workflow.REGISTRATION.next(row.status, "accept", row)
    row.proposed_by = by
    row.version += 1
    row.save(update_fields=["proposed_by", "version"])
    record(RegistrationProposed(row.reference, row.authorisation), subject=row.subject, by=by)
    return True


def _accept(row: Registration, *, by: User) -> None:
    late = general.is_late(row)
    workflow.REGISTRATION.advance(row, "accept", by=by)
    row.registered_on, row.decided_at = row.registered_on or today(), timezone.now()
    row.decided_by = by if by.pk else None
    row.save(update_fields=["registered_on", "decided_at", "decided_by", "seconded_by"])
    record(RegistrationAccepted(row.reference, row.authorisation), subject=row.subject, by=by)
    if late:
        workflow.REGISTRATION.advance(row, "suspend", by=SYSTEM)
        row.reason = LATE
        row.save(update_fields=["reason"])
        record(RegistrationSuspended(row.reference, LATE), subject=row.subject, by=SYSTEM)


@use_case
def answer(public_id: UUID, action: str, *, reason: str = "", version: int | None, by: User) -> Registration:
    """Accept or refuse a registration, suspend or reinstate it.

    Args:
        action: accept, refuse, suspend or reinstate; all but accept need a reason, which the company reads. Where
            the authorisation asks for two people, the first acceptance waits for another's.

    Raises:
        SamePerson: the same person accepts twice.
    """
    row = _locked(public_id, version, Permission.LICENCES_REGISTRATION_ANSWER, by)
    if action == "accept":
        if not _propose(row, by=by):
            _accept(row, by=by)
        return row
    if not reason.strip():
        raise NotRegistrable("licences.registration.no_reason")
    workflow.REGISTRATION.advance(row, action, by=by)
    row.reason = reason.strip()[:500]
    row.decided_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["reason", "decided_at", "decided_by"])
    said = {
        "refuse": RegistrationRefused,
        "suspend": RegistrationSuspended,
        "reinstate": RegistrationReinstated,
    }
    record(said[action](row.reference, row.reason), subject=row.subject, by=by)
    return row


@use_case
def give_up(public_id: UUID, *, version: int | None, by: User) -> Registration:
    """The company no longer uses it and still returns what it used.

    Not where it is suspended, which only a return or an officer ends.
    """
    row = _locked(public_id, version, Permission.LICENCES_REGISTRATION_WRITE, by)
    workflow.REGISTRATION.advance(row, "end", by=by)
    row.ended_on = today()
    row.save(update_fields=["ended_on"])
    record(RegistrationEnded(row.reference), subject=row.subject, by=by)
    return row


@use_case
def file(public_id: UUID, period: str, *, besides: str = "", version: int | None, by: User) -> UsageReturn:
    """File the return of a period: what customs confirmed, frozen, and what the company adds.

    Args:
        besides: uses that no declaration shows, such as technology sent without goods.

    Raises:
        NotRegistrable: no return is owed for that period, or it is filed already.
    """
    row = _locked(public_id, version, Permission.LICENCES_REGISTRATION_WRITE, by)
    owed = next((o for o in general.returns(row, on=today()) if o.period.label == period), None)
    if owed is None:
        raise NotRegistrable("licences.registration.no_return", period=period[:10])
    if owed.filed is not None:
        raise NotRegistrable("licences.registration.filed", period=period)
    used = list(general.uses(row, owed.period.first, owed.period.last))
    filed = UsageReturn.objects.create(
        registration=row,
        period=period,
        first=owed.period.first,
        last=owed.period.last,
        due_on=owed.period.due_on,
        uses=[_frozen(use) for use in used],
        besides=besides.strip(),
        filed_at=timezone.now(),
        filed_by=by,
    )
    record(UsageReturnFiled(row.reference, period, len(used)), subject=row.subject, by=by)
    if row.status == Registration.Status.SUSPENDED and row.reason == MISSING:
        _free(row)
    return filed


def _free(row: Registration) -> None:
    """A registration that was suspended for a missing return stands again once none is overdue."""
    overdue = [o for o in general.returns(row, on=today()) if _overdue(o, today())]
    if not overdue:
        workflow.REGISTRATION.advance(row, "reinstate", by=SYSTEM)
        row.reason = ""
        row.save(update_fields=["reason"])
        record(RegistrationReinstated(row.reference, ""), subject=row.subject, by=SYSTEM)


def _frozen(use: GeneralUse) -> dict[str, str]:
    return {
        "declaration": f"{use.declaration}, {use.item}",
        "on": use.on.isoformat(),
        "destination": use.destination,
        "consignee": use.consignee,
        "entry": use.entry,
        "hs": use.hs,
        "description": use.description,
        "quantity": "" if use.quantity is None else format(use.quantity.normalize(), "f"),
        "unit": use.unit,
        "value": "" if use.value is None else format(use.value, "f"),
        "currency": use.currency,
    }


def use(
    lines: Sequence[Used], *, declaration: str, holder: str, ids: Sequence[str], consignee: str, on: date
) -> None:
    """Note goods that left under general authorisations. Runs inside the caller's use case; repeating adds nothing."""
    company = next(iter(general.companies([holder], ids)), None)
    GeneralUse.objects.bulk_create(
        [
            GeneralUse(
                authorisation=line.authorisation,
                company=company,
                holder_name=holder,
                declaration=declaration,
                item=line.item,
                on=on,
                destination=line.destination,
                consignee=consignee,
                entry=line.entry,
                hs=line.hs,
                description=line.description,
                quantity=line.quantity,
                unit=line.unit,
                value=line.value,
                currency=line.currency,
            )
            for line in lines
        ],
        ignore_conflicts=True,
    )


@use_case
def watch(*, by: User = SYSTEM) -> int:
    """Remind of returns that are due or late, once each, and suspend where the data says so. Run every day.

    Returns:
        How many were reminded or suspended.
    """
    access.require(by, Permission.LICENCES_REGISTRATION_ANSWER)
    done = sum(_remind_to_register(late, by) for late in general.unregistered(today()))
    for row in general.reporting().select_for_update(of=("self",)):
        for owed in general.returns(row, on=today()):
            if owed.filed is None:
                done += _remind(owed, by)
        if row.status == Registration.Status.REGISTERED and any(
            _overdue(o, today()) for o in general.returns(row, on=today())
        ):
            workflow.REGISTRATION.advance(row, "suspend", by=by)
            row.reason = MISSING
            row.save(update_fields=["reason"])
            record(RegistrationSuspended(row.reference, MISSING), subject=row.subject, by=by)
            done += 1
    if not done:
        unchanged()
    return done


def _remind_to_register(user: general.Unregistered, by: User) -> int:
    """Say once before the last day, and once after it, that a user is not registered."""
    stage = "LATE" if user.due_on < today() else "SOON" if user.due_on - today() <= SOON else ""
    said = RegistrationDue(user.company.name, user.authorisation, user.due_on.isoformat(), stage)
    return int(bool(stage) and _say_once(said, subject=user.company.subject, by=by))


def _say_once(said: Event, *, subject: str, by: User) -> bool:
    if any(e.name == said.event_name() and e.payload == said.payload() for e in trail.of_subject(subject)):
        return False
    record(said, subject=subject, by=by)
    return True


def _remind(owed: general.Owed, by: User) -> int:
    stage = "LATE" if owed.late else "SOON" if owed.period.due_on - today() <= SOON else ""
    if not stage:
        return 0
    row = owed.registration
    said = UsageReturnReminded(row.reference, owed.period.label, owed.period.due_on.isoformat(), stage)
    return int(_say_once(said, subject=row.subject, by=by))


def _overdue(owed: general.Owed, on: date) -> bool:
    return owed.filed is None and owed.suspends_on is not None and owed.suspends_on <= on


def _locked(public_id: UUID, version: int | None, permission: Permission, by: User) -> Registration:
    access.require(by, permission)
    row = general.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    return row
