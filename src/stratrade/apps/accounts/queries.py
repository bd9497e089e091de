"""What may be read of agencies and users, and by whom."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.permissions import Permission


def agency(code: str) -> Agency | None:
    """The agency of a code; agencies are public."""
    return Agency.objects.filter(code=code).first()


def agencies() -> list[Agency]:
    """Every active agency, by code; agencies are public."""
    return list(Agency.objects.filter(is_active=True).prefetch_related("units"))


def visible(for_: User) -> QuerySet[User]:
    """The users a person may see: stewards and auditors everybody, others themselves."""
    if access.may(for_, Permission.ACCOUNTS_USER_READ):
        return User.objects.select_related("agency", "unit")
    return User.objects.filter(pk=for_.pk).select_related("agency", "unit")


def page(*, for_: User, role: str = "", words: str = "") -> QuerySet[User]:
    """Users by address, narrowed by role and by words in name or address."""
    rows = visible(for_).order_by("email")
    if role:
        rows = rows.filter(role=role)
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(name_native__icontains=word) | Q(email__icontains=word)
        )
    return rows


def one(public_id: UUID, *, for_: User) -> User | None:
    """One user, or None where the person may not see them."""
    return visible(for_).filter(public_id=public_id).first()


def by_email(email: str) -> User | None:
    """The active user of an address, for sign-in and for jobs."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def actors(names: Iterable[str]) -> dict[str, User]:
    """Who stands behind the lasting names of the trail, with their agencies; the system and the dead have nobody.

    The caller has read the trail from its own scoped query, and shows no more of a person than the reader may see.

    Args:
        names: as the trail keeps them, `user:<public id>`.
    """
    wanted = {name.removeprefix("user:") for name in names if name.startswith("user:")}
    rows = User.objects.filter(public_id__in=wanted).select_related("agency") if wanted else ()
    return {row.audit_id: row for row in rows}


def of_role(role: str, *, agency_code: str = "") -> list[User]:
    """Active users of a role, in one agency where it is named: whom to tell."""
    rows = User.objects.filter(role=role, is_active=True).order_by("pk")
    return list(rows.filter(agency__code=agency_code) if agency_code else rows)


def of_agency(agency_code: str) -> list[User]:
    """Active users of an agency: whom to tell."""
    return list(User.objects.filter(agency__code=agency_code, is_active=True).order_by("pk"))
