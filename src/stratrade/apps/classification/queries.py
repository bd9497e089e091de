"""What may be read of products and rulings, and by whom."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification.models import Product, RulingItem, RulingQuestion, RulingRequest
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


def ruled(products: Iterable[int], *, for_: User) -> dict[int, RulingItem]:
    """The latest finding of a ruling that stands today on each product, for those of the person's own companies.

    Args:
        products: keys of products.

    Returns:
        Key of the product -> what it was found to be, with its request.
    """
    rows = RulingItem.objects.filter(
        product__in=own(for_).filter(pk__in=list(products)),
        request__status=RulingRequest.Status.ANSWERED,
        request__valid_to__gte=today(),
    )
    return {
        row.product_id: row
        for row in rows.select_related("request").order_by("request__answered_at")
        if row.product_id is not None and row.entry
    }


def rulings(for_: User) -> QuerySet[RulingRequest]:
    """The ruling requests a person may see.

    Technical officers and the audit see everything handed in; a company and a customs agency what they asked.
    """
    if access.may(for_, Permission.CLASSIFICATION_RULING_READ):
        return RulingRequest.objects.exclude(status=RulingRequest.Status.DRAFT)
    return own_rulings(for_)


def own_rulings(for_: User) -> QuerySet[RulingRequest]:
    """What the person's own companies or agency asked, drafts too."""
    if not access.may(for_, Permission.CLASSIFICATION_RULING_ASK):
        return RulingRequest.objects.none()
    if for_.agency_id:
        return RulingRequest.objects.filter(agency=for_.agency_id)
    return RulingRequest.objects.filter(company__in=parties.companies_of(for_))


def ruling_page(*, for_: User, status: str = "", words: str = "") -> QuerySet[RulingRequest]:
    """Requests newest first, narrowed by status and words."""
    rows = rulings(for_).select_related("company", "agency", "officer").order_by("-created_at")
    if status:
        rows = rows.filter(status=status)
    for word in words.split():
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(company__name__icontains=word)
            | Q(items__description__icontains=word)
            | Q(items__entry__istartswith=word)
        ).distinct()
    return rows


def own_page(*, for_: User, words: str = "") -> QuerySet[RulingRequest]:
    """What the person's own companies or agency asked, newest first, narrowed by words."""
    rows = own_rulings(for_).annotate(goods=Count("items")).order_by("-created_at")
    for word in words.split():
        rows = rows.filter(Q(reference__icontains=word) | Q(title__icontains=word))
    return rows


def ruling(public_id: UUID, *, for_: User) -> RulingRequest | None:
    """One request with what its page shows, or None where the person may not see it."""
    return _whole(rulings(for_)).filter(public_id=public_id).first()


def own_ruling(public_id: UUID, *, for_: User) -> RulingRequest | None:
    """One request of the person's own company or agency, or None."""
    return _whole(own_rulings(for_)).filter(public_id=public_id).first()


def _whole(rows: QuerySet[RulingRequest]) -> QuerySet[RulingRequest]:
    return rows.select_related(
        "company", "agency", "officer", "created_by", "proposed_by", "decided_by", "replaces"
    ).prefetch_related(
        Prefetch("items", RulingItem.objects.select_related("precedent__request", "product")),
        Prefetch("questions", RulingQuestion.objects.select_related("item", "asked_by", "answered_by")),
        "replaced_by",
    )


def rulings_about(about: str, *, for_: User) -> list[RulingRequest]:
    """What was asked about a thing, such as an item of a declaration, oldest first."""
    return list(rulings(for_).filter(about=about).order_by("pk"))


def replaceable(request: RulingRequest, *, for_: User) -> list[RulingRequest]:
    """Standing rulings of the same asker that a new one may take the place of, newest first."""
    rows = rulings(for_).filter(
        status=RulingRequest.Status.ANSWERED, company=request.company_id, agency=request.agency_id
    )
    return list(rows.exclude(pk=request.pk).order_by("-answered_at"))


def rulings_needing(for_: User) -> QuerySet[RulingRequest]:
    """Requests in which it is this person's turn, oldest first."""
    turns: dict[Permission, tuple[str, ...]] = {
        Permission.CLASSIFICATION_RULING_MAKE: ("SUBMITTED", "ASSESSING"),
        Permission.CLASSIFICATION_RULING_DECIDE: ("PROPOSED",),
        Permission.CLASSIFICATION_RULING_ASK: ("QUESTION_ASKED",),
    }
    statuses = [s for p, group in turns.items() if access.may(for_, p) for s in group]
    rows = rulings(for_).filter(status__in=statuses).select_related("company", "agency")
    if "PROPOSED" in statuses:
        rows = rows.exclude(status="PROPOSED", proposed_by=for_.pk)
    return rows.order_by("submitted_at")


def rulings_moving(for_: User) -> QuerySet[RulingRequest]:
    """Requests the person waits for: under way, but with somebody else's turn."""
    rows = rulings(for_).filter(status__in=["SUBMITTED", "ASSESSING", "QUESTION_ASKED", "PROPOSED"])
    return (
        rows.exclude(pk__in=rulings_needing(for_).values("pk"))
        .select_related("company", "agency")
        .order_by("submitted_at")
    )


def ruling_counts(for_: User) -> dict[str, int]:
    """How many visible requests stand in each status."""
    rows = rulings(for_).order_by().values("status").annotate(n=Count("pk", distinct=True))
    return {row["status"]: row["n"] for row in rows}


def standing_rulings() -> QuerySet[RulingRequest]:
    """Every ruling that stands, with its goods, for what a new edition would change."""
    return (
        RulingRequest.objects.filter(status=RulingRequest.Status.ANSWERED)
        .prefetch_related("items")
        .order_by("pk")
    )


def every_product() -> QuerySet[Product]:
    """Every product that was identified, for what a new edition would change."""
    return Product.objects.filter(identified_at__isnull=False).select_related("company").order_by("pk")
