"""What may be read of cases, and by whom."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework.models import Case, CaseParty, Referral
from stratrade.apps.parties import queries as parties


def visible(for_: User) -> QuerySet[Case]:
    """The cases a person may see.

    Exporters see their companies' own; officers everything handed in; reviewers what was referred to their
    agency; others nothing.
    """
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Case.objects.exclude(status=Case.Status.DRAFT)
    if access.may(for_, Permission.CASEWORK_REFERRAL_ANSWER) and for_.agency_id:
        return Case.objects.filter(referrals__agency=for_.agency_id).distinct()
    if access.may(for_, Permission.CASEWORK_DRAFT_WRITE):
        return Case.objects.filter(applicant__in=parties.companies_of(for_))
    return Case.objects.none()


def own(for_: User) -> QuerySet[Case]:
    """The applications of the person's own companies, drafts too."""
    if not access.may(for_, Permission.CASEWORK_DRAFT_WRITE):
        return Case.objects.none()
    return Case.objects.filter(applicant__in=parties.companies_of(for_))


def page(*, for_: User, status: str = "", words: str = "") -> QuerySet[Case]:
    """Cases newest first, narrowed by status and words."""
    rows = visible(for_).select_related("applicant", "officer").order_by("-created_at")
    if status:
        rows = rows.filter(status=status)
    for word in words.split():
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(applicant__name__icontains=word)
            | Q(parties__name__icontains=word)
        ).distinct()
    return rows


def one(public_id: UUID, *, for_: User) -> Case | None:
    """One case with what its page shows, or None where the person may not see it."""
    return _whole(visible(for_)).filter(public_id=public_id).first()


def own_one(public_id: UUID, *, for_: User) -> Case | None:
    """One application of the person's own company, or None."""
    return _whole(own(for_)).filter(public_id=public_id).first()


def _whole(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("applicant", "officer", "created_by").prefetch_related(
        "items",
        "parties",
        "submissions",
        "assessments",
        "decisions",
        Prefetch("referrals", Referral.objects.select_related("agency", "answered_by")),
    )


def referrals_for(for_: User, *, waiting: bool = True) -> QuerySet[Referral]:
    """Questions put to the person's agency, oldest first."""
    if not access.may(for_, Permission.CASEWORK_REFERRAL_ANSWER) or not for_.agency_id:
        return Referral.objects.none()
    rows = Referral.objects.filter(agency=for_.agency_id).select_related("case", "case__applicant", "agency")
    if waiting:
        rows = rows.filter(status__in=["OPEN", "ESCALATED"])
    return rows.order_by("due_on", "pk")


def answered_and_moving(for_: User) -> QuerySet[Referral]:
    """Questions the person's agency has answered about cases that are not decided yet, oldest first."""
    under_way = ["CONSULTATION", "CONSOLIDATION", "DECISION"]
    return referrals_for(for_, waiting=False).filter(status="ANSWERED", case__status__in=under_way)


def referral(public_id: UUID, *, for_: User) -> Referral | None:
    """One question to the person's agency."""
    return referrals_for(for_, waiting=False).filter(public_id=public_id).first()


def overdue(on: date | None = None) -> QuerySet[Referral]:
    """Open questions whose time has passed, for the job that escalates them."""
    return Referral.objects.filter(status="OPEN", due_on__lt=on or today()).order_by("pk")


def needs(for_: User) -> QuerySet[Case]:
    """Cases in which it is this person's turn, oldest first."""
    turns: dict[Permission, tuple[str, ...]] = {
        Permission.CASEWORK_CASE_TRIAGE: ("SUBMITTED",),
        Permission.CASEWORK_CASE_REFER: ("ASSESSMENT",),
        Permission.CASEWORK_CASE_PROPOSE: ("CONSOLIDATION",),
        Permission.CASEWORK_CASE_DECIDE: ("DECISION",),
    }
    statuses = [s for p, group in turns.items() if access.may(for_, p) for s in group]
    return visible(for_).filter(status__in=statuses).select_related("applicant").order_by("submitted_at")


def moving(for_: User) -> QuerySet[Case]:
    """Cases the person waits for: under way, but with somebody else's turn."""
    under_way = ["SUBMITTED", "ASSESSMENT", "CONSULTATION", "CONSOLIDATION", "DECISION"]
    rows = visible(for_).filter(status__in=under_way)
    return rows.exclude(pk__in=needs(for_).values("pk")).select_related("applicant").order_by("submitted_at")


def counts(for_: User) -> dict[str, int]:
    """How many visible cases stand in each status."""
    rows = visible(for_).order_by().values("status").annotate(n=Count("pk", distinct=True))
    return {row["status"]: row["n"] for row in rows}


def national_counts(for_: User) -> dict[str, int]:
    """How many cases of the State stand in each status, drafts left out: figures only, for the overview."""
    if not access.may(for_, Permission.NATION_OVERVIEW_READ):
        return {}
    rows = Case.objects.exclude(status="DRAFT").order_by().values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def applicant_view(case: Case) -> dict[str, Any]:
    """What the applicant may know of the standing: stage, agencies pending as a count, hold without its basis."""
    pending = sum(1 for r in case.referrals.all() if r.status in {"OPEN", "ESCALATED"})
    return {"status": case.status, "pending": pending, "due_on": case.due_on}


def place_of_use(subject: str, *, for_: User) -> str:
    """Where the end user of a case is, else its consignee, for those who keep the accounts of treaties."""
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return ""
    people = {p.role: p for p in CaseParty.objects.filter(case__public_id=subject.rpartition(":")[2])}
    found = people.get("END_USER") or people.get("CONSIGNEE")
    return "" if found is None else found.address
