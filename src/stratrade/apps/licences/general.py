"""General authorisations: which stand, who is registered, what was used, and which returns are owed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences.models import GeneralUse, Registration, UsageReturn
from stratrade.apps.measures import queries as measures
from stratrade.apps.measures import standing
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties.keys import name_key
from stratrade.apps.parties.models import Party
from stratrade.engines.determination import served as notices
from stratrade.engines.determination.rules import Relief
from stratrade.engines.obligations import periods
from stratrade.engines.obligations.periods import Period
from stratrade.engines.verdict.general import CONTRADICTED, WITHIN_DAYS

_LIVE = ("REQUESTED", "REGISTERED", "SUSPENDED")
_REPORTING = ("REGISTERED", "SUSPENDED", "ENDED")
_STRICTEST = ("SUSPENDED", "REFUSED", "REQUESTED", "REGISTERED")
_WORD = ("company", "authorisation", "status")
_FIRST = ("SUSPENDED", "REGISTERED", "REQUESTED")
"""Of several live registrations of records that became one company, which speaks for it."""
DAYS_TO_REGISTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Owed:
    """A return that is owed or was filed.

    Args:
        suspends_on: the day on which a missing one suspends the registration; None where it never does.
        filed: the return; None where it is missing.
    """

    registration: Registration
    period: Period
    suspends_on: date | None
    filed: UsageReturn | None

    @property
    def late(self) -> bool:
        """Whether it is missing after its last day."""
        return self.filed is None and self.period.due_on < today()


def authorisations(on: date) -> list[Relief]:
    """The general authorisations that stand on a day; drafts in exercises only."""
    law = standing.law()
    return [
        one
        for one in law.reliefs
        if one.kind == "general" and one.interval.contains(on) and (one.status == "in_force" or law.exercise)
    ]


def authorisation(code: str, *, on: date) -> Relief | None:
    """One that stands, by its code."""
    return next((one for one in authorisations(on) if one.id == code), None)


def named(code: str) -> Relief | None:
    """One by its code, whether or not it stands today."""
    return next((one for one in standing.law().reliefs if one.id == code and one.kind == "general"), None)


def visible(for_: User) -> QuerySet[Registration]:
    """Officials who may see every registration; for a company its own, and those of records that became part of it."""
    if access.may(for_, Permission.LICENCES_REGISTRATION_READ):
        return Registration.objects.all()
    if access.may(for_, Permission.LICENCES_REGISTRATION_WRITE):
        own = parties.with_absorbed(parties.companies_of(for_))
        return Registration.objects.filter(company__in=list(own))
    return Registration.objects.none()


def suspended(companies: Iterable[Party], *, for_: User) -> list[Registration]:
    """The suspended registrations of companies, and of records that became part of them."""
    own = parties.with_absorbed(companies)
    rows = visible(for_).filter(company__in=list(own), status="SUSPENDED")
    return list(rows.select_related("company").order_by("pk"))


def suspended_beside(registration: Registration, *, for_: User) -> list[Registration]:
    """Suspended registrations for the same authorisation of other records that are one company with this one."""
    rows = suspended([company_of(registration)], for_=for_)
    return [r for r in rows if r.authorisation == registration.authorisation and r.pk != registration.pk]


def company_of(registration: Registration) -> Party:
    """The company that a registration stands for now, whatever record it was made for."""
    company = registration.company
    while company.merged_into is not None:
        company = company.merged_into
    return company


def page(*, for_: User, status: str = "") -> QuerySet[Registration]:
    """Registrations the person may see, the newest first."""
    rows = visible(for_).select_related("company").prefetch_related("returns")
    return (rows.filter(status=status) if status else rows).order_by("-pk")


def one(public_id: UUID, *, for_: User) -> Registration | None:
    """One registration, or None where the person may not see it."""
    rows = visible(for_).select_related("company", "requested_by", "decided_by", "proposed_by")
    return rows.filter(public_id=public_id).first()


def to_answer(for_: User) -> QuerySet[Registration]:
    """Registrations that wait for an officer, or for the second one, the oldest first."""
    if not access.may(for_, Permission.LICENCES_REGISTRATION_ANSWER):
        return Registration.objects.none()
    rows = Registration.objects.filter(status="REQUESTED").exclude(proposed_by=for_.pk)
    return rows.select_related("company").order_by("pk")


def lives(company: Party, code: str) -> list[Registration]:
    """The registrations of a company for an authorisation that stand or wait, the one that speaks for it first.

    Those of records that became part of the company are its own.
    """
    own = parties.with_absorbed([company])
    rows = Registration.objects.filter(company__in=list(own), authorisation=code, status__in=_LIVE)
    return sorted(rows.select_related("company").order_by("pk"), key=lambda row: _FIRST.index(row.status))


def live(company: Party, code: str) -> Registration | None:
    """The registration that says how a company stands with an authorisation; None where none stands or waits."""
    return next(iter(lives(company, code)), None)


def of_trader(names: Sequence[str], ids: Iterable[str]) -> dict[str, str]:
    """Authorisation -> how the registration stands of the company that a declaration names as its exporter.

    The live or last word on each company counts, a refusal too; of several that are meant, the strictest. OVERDUE
    where none is registered after the days that an authorisation leaves for it since its first use; CONTRADICTED
    where number and name are not those of one company.
    """
    numbers = list(ids)
    found = companies(names, numbers)
    if not found and _registered(names, numbers).exists():
        return dict.fromkeys((one.id for one in authorisations(today())), CONTRADICTED)
    standing: dict[str, str] = {}
    for (_company, code), status in _last_words(found).items():
        if status in _STRICTEST:
            standing[code] = min(status, standing.get(code, status), key=_STRICTEST.index)
    return {**_overdue(found, names), **standing}


def _last_words(companies: Sequence[Party]) -> dict[tuple[int, str], str]:
    """How each company stands with each authorisation: as the registration that is live says, else the last one.

    Records that became part of a company speak for it: where one of them is suspended, the company is.
    """
    of = parties.with_absorbed(companies)
    said: dict[tuple[int, str], str] = {}
    rows = Registration.objects.filter(company__in=list(of)).order_by("pk")
    for company, code, status in rows.values_list(*_WORD):
        before = said.get((of[company], code), "")
        if before not in _LIVE or (status in _LIVE and _FIRST.index(status) < _FIRST.index(before)):
            said[of[company], code] = status
    return said


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A registered company that uses an authorisation for which it is to register, and has not."""

    company: Party
    authorisation: str
    due_on: date


def unregistered(on: date) -> list[Unregistered]:
    """Who used what without a registration that stands or waits, and when each is to be registered at the latest."""
    within = [one.id for one in authorisations(on) if one.registration == WITHIN_DAYS]
    rows = GeneralUse.objects.filter(_uncovered(), authorisation__in=within).exclude(company=None)
    first = rows.values("company", "authorisation").annotate(first=Min("on")).order_by("company")
    companies = Party.objects.in_bulk({row["company"] for row in first})
    found = []
    for row in first:
        company = companies[row["company"]]
        while company.merged_into is not None:
            company = company.merged_into
        if live(company, row["authorisation"]) is None:
            found.append(Unregistered(company, row["authorisation"], row["first"] + DAYS_TO_REGISTER))
    return found


def _uncovered() -> Q:
    """Uses after the last registration that was given up: what one covered asks for no registration any more."""
    ours = Q(company=OuterRef("company")) | Q(company__merged_into=OuterRef("company"))
    given_up = Registration.objects.filter(
        ours, authorisation=OuterRef("authorisation"), ended_on__gte=OuterRef("on")
    )
    return Q(~Exists(given_up))


def is_late(registration: Registration) -> bool:
    """Whether a registration comes so late after the first use that the authorisation has it start suspended.

    One that was made on paper came on the day that the paper says.
    """
    relief = named(registration.authorisation)
    if relief is None or relief.registration != WITHIN_DAYS or relief.late != "suspend":
        return False
    own = parties.with_absorbed([company_of(registration)])
    latest = (registration.registered_on or today()) - DAYS_TO_REGISTER
    rows = GeneralUse.objects.filter(_uncovered(), company__in=list(own), authorisation=relief.id)
    return rows.filter(on__lt=latest).exists()


def _overdue(found: Sequence[Party], names: Sequence[str]) -> dict[str, str]:
    """Authorisations that the trader used first so long ago that it must be registered by now."""
    late = [one.id for one in authorisations(today()) if one.registration == WITHIN_DAYS]
    if not late:
        return {}
    uses = GeneralUse.objects.filter(authorisation__in=late, on__lt=today() - DAYS_TO_REGISTER)
    own = uses.filter(Q(company__in=found) | Q(company=None, holder_name__in=names))
    return dict.fromkeys(own.values_list("authorisation", flat=True).distinct(), "OVERDUE")


def companies(names: Sequence[str], ids: Sequence[str]) -> list[Party]:
    """The registered companies that a declaration means: its number says who, and its name must be theirs.

    A name alone says who by itself, and so it does where we know no number of that company; a number alone likewise.
    """
    keys = {notices.name_key(name) for name in names} - {""}
    numbers = {notices.number_key(number) for number in ids} - {""}
    marks = [(row, *measures.marks_of(row)) for row in _registered(names, ids).order_by("pk")]
    return [
        row
        for row, known, own in marks
        if (not keys or keys & known) and (not numbers or not own or numbers & own)
    ]


def _registered(names: Sequence[str], ids: Sequence[str]) -> QuerySet[Party]:
    """The registered companies that go by one of some names or numbers."""
    keys = [name_key(name) for name in names if name.strip()]
    known = Q(name_key__in=keys) | Q(other_names__key__in=keys)
    rows = Party.objects.filter(status=Party.Status.REGISTERED)
    return rows.filter(known | Q(identifiers__value__in=[i for i in ids if i])).distinct()


def uses(registration: Registration, first: date, last: date) -> QuerySet[GeneralUse]:
    """What customs confirmed under a registration between two days, both included.

    Where the company registered again, the earlier registration has what left until its last day and the later one the
    rest, so that nothing is returned twice.
    """
    rows = GeneralUse.objects.filter(
        company=registration.company_id, authorisation=registration.authorisation, on__gte=first, on__lte=last
    )
    others = Registration.objects.filter(
        company=registration.company_id, authorisation=registration.authorisation
    ).exclude(registered_on=None)
    ends = others.filter(pk__lt=registration.pk).exclude(ended_on=None).order_by("-pk")
    before = ends.values_list("ended_on", flat=True).first()
    if before is not None:
        rows = rows.filter(on__gt=before)
    if registration.ended_on is not None and others.filter(pk__gt=registration.pk).exists():
        rows = rows.filter(on__lte=registration.ended_on)
    return rows


def returns(registration: Registration, *, on: date) -> list[Owed]:
    """The returns of a registration for periods that have ended, the newest first."""
    relief = next((r for r in standing.law().reliefs if r.id == registration.authorisation), None)
    if relief is None or registration.registered_on is None or registration.status not in _REPORTING:
        return []
    filed = {row.period: row for row in registration.returns.all()}
    found = [
        Owed(registration, period, _suspends(relief, period), filed.get(period.label))
        for period in periods.ended(
            relief.returns, since=registration.registered_on, on=on, days=relief.return_days
        )
        if period.label in filed or _reports(registration, period)
    ]
    return found[::-1]


def _reports(registration: Registration, period: Period) -> bool:
    """Once it was given up, the periods that were over by then, and those in which it was used."""
    if registration.status != Registration.Status.ENDED:
        return True
    over = registration.ended_on is not None and period.last < registration.ended_on
    return over or uses(registration, period.first, period.last).exists()


def _suspends(relief: Relief, period: Period) -> date | None:
    days = relief.suspend_after_days
    return None if days is None else period.due_on + timedelta(days=days + 1)


def missing(for_: User) -> Iterator[Owed]:
    """Returns that the person's companies owe, the first due first."""
    if not access.may(for_, Permission.LICENCES_REGISTRATION_WRITE):
        return
    rows = [owed for row in visible(for_).filter(status__in=_REPORTING) for owed in returns(row, on=today())]
    yield from sorted((o for o in rows if o.filed is None), key=lambda o: o.period.due_on)


def reporting() -> QuerySet[Registration]:
    """Every registration that owes returns, for the job that reminds and suspends."""
    return Registration.objects.filter(status__in=_REPORTING).select_related("company").order_by("pk")
