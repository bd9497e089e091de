"""What may be read of declarations to treaty bodies and of the records behind them, and by whom."""

import hashlib
from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.nation import rules
from stratrade.apps.nation.models import (
    CalendarFeed,
    DataCall,
    Declaration,
    Facility,
    OwnRecord,
    PartnerFigure,
)

_WHOLE = frozenset({"minister", "auditor", "system"})
"""Roles that see what every agency owes."""
_CHEMICAL = ("SCHEDULE_1", "SCHEDULE_2", "SCHEDULE_3", "OTHER_CHEMICAL")
_FACILITIES = {
    "CWC": _CHEMICAL,
    "BWC": ("BIOLOGICAL",),
    "AP": ("NUCLEAR",),
    "CODE": ("SOURCES",),
}


def kinds_of(for_: User) -> frozenset[str]:
    """The kinds of declaration a person has to do with: those their agency has a part in, or all."""
    if not access.may(for_, Permission.NATION_DUTY_READ):
        return frozenset()
    if for_.role in _WHOLE:
        return frozenset(rules.hands())
    if for_.agency is None:
        return frozenset()
    code = for_.agency.code
    return frozenset(kind for kind, hands in rules.hands().items() if code in hands.everybody)


def visible(for_: User) -> QuerySet[Declaration]:
    """Declarations a person may see."""
    if not access.may(for_, Permission.NATION_DECLARATION_READ):
        return Declaration.objects.none()
    return Declaration.objects.filter(kind__in=kinds_of(for_))


def page(*, for_: User, kind: str = "", status: str = "") -> QuerySet[Declaration]:
    """Declarations, the latest day first, narrowed by kind and status; given-up drafts are left out."""
    rows = visible(for_).select_related("drafted_by", "reviewed_by", "signed_by").order_by("-due_on", "-pk")
    rows = rows.filter(status=status) if status else rows.exclude(status="DISCARDED")
    return rows.filter(kind=kind) if kind else rows


def one(public_id: UUID, *, for_: User) -> Declaration | None:
    """One declaration, or None where the person may not see it."""
    rows = visible(for_).select_related("drafted_by", "reviewed_by", "signed_by", "replaces")
    return rows.filter(public_id=public_id).prefetch_related("calls__agency", "calls__answered_by").first()


def standing(kind: str, period: str, *, for_: User) -> Declaration | None:
    """The declaration of a period that is under way or done."""
    rows = visible(for_).filter(kind=kind, period=period)
    return rows.exclude(status__in=["SUPERSEDED", "DISCARDED"]).order_by("-revision").first()


def waiting_for(for_: User) -> list[Declaration]:
    """Declarations whose next step is the person's: to review, to sign, to put right, to send."""
    agency = for_.agency.code if for_.agency is not None else ""
    steps = {
        "REVIEW": (Permission.NATION_DECLARATION_REVIEW, "review"),
        "REVIEWED": (Permission.NATION_DECLARATION_SIGN, "sign"),
    }
    found: list[Declaration] = []
    for status, (permission, hand) in steps.items():
        if access.may(for_, permission):
            kinds = [kind for kind, hands in rules.hands().items() if agency in getattr(hands, hand)]
            rows = visible(for_).filter(status=status, kind__in=kinds).exclude(drafted_by=for_.pk)
            found += rows.exclude(reviewed_by=for_.pk) if status == "REVIEWED" else rows
    if access.may(for_, Permission.NATION_DECLARATION_DRAFT):
        owned = [kind for kind, hands in rules.hands().items() if hands.owner == agency]
        found += visible(for_).filter(status__in=["DRAFT", "SIGNED"], kind__in=owned)
    return sorted(found, key=lambda row: (row.due_on, row.pk))


def calls_of(for_: User) -> QuerySet[DataCall]:
    """What the person's agency is asked and has not answered."""
    if not access.may(for_, Permission.NATION_CALL_ANSWER) or for_.agency is None:
        return DataCall.objects.none()
    rows = DataCall.objects.filter(agency=for_.agency, declaration__status="DRAFT")
    return rows.select_related("declaration", "agency").filter(answered_at__isnull=True)


def call(public_id: UUID, *, for_: User) -> DataCall | None:
    """One question to the person's agency, answered or not."""
    if not access.may(for_, Permission.NATION_CALL_ANSWER) or for_.agency is None:
        return None
    rows = DataCall.objects.filter(agency=for_.agency).select_related("declaration", "agency")
    return rows.filter(public_id=public_id).first()


def may_see_figures(for_: User) -> bool:
    """Whether a person sees trade figures line by line: their agency has a part in the chemical declarations."""
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return False
    return any(kind.startswith("CWC_") for kind in kinds_of(for_))


def partner_figures(year: int, *, for_: User) -> QuerySet[PartnerFigure]:
    """What partner States reported of a year."""
    rows = PartnerFigure.objects.filter(year=year) if may_see_figures(for_) else PartnerFigure.objects.none()
    return rows.select_related("explained_by")


def own_records(year: int, *, for_: User) -> QuerySet[OwnRecord]:
    """Our figures of a year from outside customs."""
    rows = OwnRecord.objects.filter(on__year=year) if may_see_figures(for_) else OwnRecord.objects.none()
    return rows.select_related("facility")


def facilities(*, for_: User, kind: str = "") -> QuerySet[Facility]:
    """Sites a person may know of: those of treaties that their agency has a part in."""
    if not access.may(for_, Permission.NATION_FACILITY_READ):
        return Facility.objects.none()
    treaties = {rules.every_duty()[one].treaty for one in kinds_of(for_)}
    kinds = [name for treaty in treaties for name in _FACILITIES.get(treaty, ())]
    rows = Facility.objects.filter(Q(kind__in=kinds)).select_related("agency")
    return rows.filter(kind=kind) if kind else rows


def facility(public_id: UUID, *, for_: User) -> Facility | None:
    """One site, or None where the person may not know of it."""
    return (
        facilities(for_=for_).filter(public_id=public_id).prefetch_related("inspections", "records").first()
    )


def feed_of(for_: User) -> CalendarFeed | None:
    """The open calendar address of a person."""
    return CalendarFeed.objects.filter(user=for_.pk, revoked_at__isnull=True).first()


def reader_of(token: str) -> User | None:
    """Whose calendar an address shows; None where it is closed, unknown, or its owner has left."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = CalendarFeed.objects.filter(token_sha256=digest, revoked_at__isnull=True).first()
    if found is None:
        return None
    return User.objects.filter(pk=found.user_id, is_active=True).select_related("agency").first()
