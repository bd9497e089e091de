"""What may be read of products, and by whom."""

from uuid import UUID

from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification.models import Product
from stratrade.apps.parties import queries as parties


def own(for_: User) -> QuerySet[Product]:
    """The products of the companies a person acts for; nobody else's."""
    if not access.may(for_, Permission.CLASSIFICATION_PRODUCT_WRITE):
        return Product.objects.none()
    return Product.objects.filter(company__in=parties.companies_of(for_))


def page(*, for_: User, words: str = "") -> QuerySet[Product]:
    """Products by name, narrowed by words in name, maker, model or description."""
    rows = own(for_)
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(maker__icontains=word)
            | Q(model__icontains=word)
            | Q(description__icontains=word)
        )
    return rows


def one(public_id: UUID, *, for_: User) -> Product | None:
    """One product of the person's own company, or None."""
    return own(for_).filter(public_id=public_id).first()
