"""Freeze referrals, and letters with the financial intelligence unit."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert, FinancialReference, Freeze, FreezeStop


def freezes(*, for_: User) -> QuerySet[Freeze]:
    """Freeze referrals: the licensing authority and auditors see all, an agency those that have reached it."""
    if not access.may(for_, Permission.SCREENING_FREEZE_READ):
        return Freeze.objects.none()
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Freeze.objects.all()
    reached = FreezeStop.objects.filter(agency=for_.agency_id, sent_at__isnull=False)
    return Freeze.objects.filter(pk__in=reached.values("freeze"))


def freeze(public_id: UUID, *, for_: User) -> Freeze | None:
    """One referral with its road and what is named in it."""
    rows = freezes(for_=for_).filter(public_id=public_id).select_related("released_by", "release_proposed_by")
    return rows.prefetch_related("stops__agency", "stops__received_by", "stops__done_by").first()


def may_agree_release(user: User) -> bool:
    """Whether the pack chose the person's office to agree that a match was an error."""
    chosen = pack_files.read(settings.STRATRADE_PACK).screening.release_second
    return access.may(user, Permission.SCREENING_FREEZE_AGREE) and any(
        office.role == user.role and user.agency is not None and office.agency == user.agency.code
        for office in chosen
    )


def freezes_waiting(*, for_: User) -> QuerySet[FreezeStop]:
    """The referrals whose turn is the person's agency's, the oldest first."""
    if not access.may(for_, Permission.SCREENING_FREEZE_ANSWER) or not for_.agency_id:
        return FreezeStop.objects.none()
    rows = FreezeStop.objects.filter(
        agency=for_.agency_id, sent_at__isnull=False, done_at=None, freeze__status="OPEN"
    )
    return rows.select_related("freeze", "agency").order_by("sent_at", "pk")


def releases_waiting(*, for_: User) -> QuerySet[Freeze]:
    """Referrals whose match a first person calls an error, for those whose office may agree, the oldest first."""
    if not may_agree_release(for_):
        return Freeze.objects.none()
    rows = freezes(for_=for_).exclude(status="RELEASED").exclude(release_proposed_by=None)
    return rows.exclude(release_proposed_by=for_.pk).order_by("release_proposed_at", "pk")


def freeze_of_subject(subject: str) -> Freeze | None:
    """The referral that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return Freeze.objects.filter(public_id=UUID(public_id)).first() if prefix == "screening.freeze" else None


def frozen_subjects(freeze: Freeze, prefix: str) -> dict[str, str]:
    """The things of one kind in which the party of a referral is confirmed: subject -> the parts it plays."""
    rows = Alert.objects.filter(
        party_key=freeze.party_key,
        country=freeze.country,
        list_code=freeze.list_code,
        entry_id=freeze.entry_id,
        status="TRUE",
        subject__startswith=prefix,
    )
    found: dict[str, list[str]] = {}
    for subject, role in rows.order_by("pk").values_list("subject", "role"):
        found.setdefault(subject, []).append(role)
    return {subject: ", ".join(dict.fromkeys(roles)) for subject, roles in found.items()}


def of_the_unit(user: User) -> bool:
    """Whether a person belongs to the financial intelligence unit."""
    unit = pack_files.read(settings.STRATRADE_PACK).screening.financial_agency
    return bool(unit) and user.agency is not None and user.agency.code == unit


def financial_permission(user: User) -> Permission:
    """What writing to the other side asks of a person: the unit answers as it answers referrals."""
    return Permission.SCREENING_FREEZE_ANSWER if of_the_unit(user) else Permission.SCREENING_FINANCIAL_WRITE


def financial(*, for_: User) -> QuerySet[FinancialReference]:
    """References to and from the financial intelligence unit: for it, the licensing authority and auditors."""
    whole = access.may(for_, Permission.SCREENING_FREEZE_READ) and access.may(
        for_, Permission.CASEWORK_CASE_READ
    )
    if not whole and not of_the_unit(for_):
        return FinancialReference.objects.none()
    return FinancialReference.objects.select_related("sent_by", "answered_by")


def financial_waiting(*, for_: User) -> QuerySet[FinancialReference]:
    """The references that the person's side must answer, the oldest first."""
    side = "OUT" if of_the_unit(for_) else "IN"
    return financial(for_=for_).filter(direction=side, answered_at=None).order_by("sent_at")
