"""What may be read of parties, and by whom."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.parties.models import Party


def companies_of(user: User) -> QuerySet[Party]:
    """The registered parties a user acts for."""
    return Party.objects.filter(
        status=Party.Status.REGISTERED, memberships__user=user.pk, memberships__is_active=True
    )


def company_of(user: User) -> Party | None:
    """The party a user acts for, the first by name where there are several."""
    return companies_of(user).order_by("name").first()


def with_identifiers(values: Iterable[str]) -> QuerySet[Party]:
    """Parties one of whose identifiers is among `values`."""
    return Party.objects.filter(identifiers__value__in=list(values)).distinct()


def visible(for_: User) -> QuerySet[Party]:
    """The parties a person may see: officials all, others those they act for."""
    if access.may(for_, Permission.PARTIES_PARTY_READ):
        return Party.objects.all()
    return companies_of(for_)


def page(*, for_: User, words: str = "") -> QuerySet[Party]:
    """Parties by name, narrowed by words in any of their names or identifiers."""
    rows = visible(for_).prefetch_related("identifiers").order_by("name")
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(native_name__icontains=word)
            | Q(trade_name__icontains=word)
            | Q(identifiers__value__icontains=word)
        ).distinct()
    return rows


def one(public_id: UUID, *, for_: User) -> Party | None:
    """One party, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).prefetch_related("identifiers").first()


def members_of(party: Party) -> list[User]:
    """The active users who act for a party: whom to tell."""
    return list(User.objects.filter(memberships__party=party, memberships__is_active=True, is_active=True))
