"""What may be read of declarations, and by whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as SqlCase
from django.db.models import Count, IntegerField, Max, QuerySet, Value, When

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.enforcement.models import LANES, Declaration, Hold, Item, Outcome, Received, Rejudgement


def visible(for_: User) -> QuerySet[Declaration]:
    """Declarations a person may see: customs all, an API client those it sent, others none."""
    if access.may(for_, Permission.ENFORCEMENT_DECLARATION_READ):
        return Declaration.objects.all()
    if access.may(for_, Permission.ENFORCEMENT_DECLARATION_SUBMIT):
        return Declaration.objects.filter(received_by=for_)
    return Declaration.objects.none()


def queue(*, for_: User, lane: str = "", status: str = "", words: str = "") -> QuerySet[Declaration]:
    """The work queue: what waits for an officer, worst lane first, oldest first within a lane."""
    rank = SqlCase(
        *[When(lane=lane_name, then=Value(i)) for i, lane_name in enumerate(LANES)],
        output_field=IntegerField(),
    )
    rows = visible(for_).annotate(rank=rank, lines=Count("items"))
    rows = rows.filter(status=status) if status else rows.filter(status__in=["WAITING", "HELD"])
    if lane:
        rows = rows.filter(lane=lane)
    for word in words.split():
        rows = rows.filter(content__icontains=word)
    return rows.order_by("-rank", "judged_at")


def one(public_id: UUID, *, for_: User) -> Declaration | None:
    """One declaration with items and holds, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).prefetch_related("items", "holds", "outcomes").first()


def received(public_id: UUID, *, for_: User) -> Received | None:
    """A declaration that was taken in to be judged in a job, or None where the person did not send it."""
    rows = Received.objects.filter(public_id=public_id).select_related("declaration")
    if not access.may(for_, Permission.ENFORCEMENT_DECLARATION_READ):
        rows = rows.filter(client=for_.pk)
    return rows.first()


def item(public_id: UUID, number: int, *, for_: User) -> Item | None:
    """One line of a declaration the person may see."""
    found = visible(for_).filter(public_id=public_id).first()
    return None if found is None else found.items.select_related("declaration").filter(number=number).first()


def versions(declaration: Declaration, *, for_: User) -> list[Declaration]:
    """Every version of the same declaration, newest first."""
    return list(
        visible(for_).filter(office=declaration.office, number=declaration.number).order_by("-revision")
    )


def holds(declaration: Declaration) -> list[Hold]:
    """Holds of a declaration the caller has read, oldest first."""
    return list(declaration.holds.select_related("started_by", "lifted_by"))


def rejudgements(declaration: Declaration) -> list[Rejudgement]:
    """Every time it was judged again, newest first."""
    return list(declaration.rejudgements.order_by("-pk"))


def judged_again(for_: User, *, since: datetime) -> QuerySet[Declaration]:
    """Declarations still in hand that were judged again since an instant, the latest first."""
    return (
        visible(for_)
        .filter(rejudgements__at__gte=since, status__in=["WAITING", "HELD", "RELEASED"])
        .annotate(again_at=Max("rejudgements__at"))
        .order_by("-again_at")
    )


def outcomes(declaration: Declaration) -> list[Outcome]:
    """What examinations of it found."""
    return list(declaration.outcomes.select_related("by"))


def counts(for_: User) -> dict[str, dict[str, int]]:
    """How many declarations stand in each lane, by status."""
    table: dict[str, dict[str, int]] = {}
    for row in visible(for_).order_by().values("lane", "status").annotate(n=Count("pk")):
        table.setdefault(row["lane"], {})[row["status"]] = row["n"]
    return table


def national_counts(for_: User) -> dict[str, int]:
    """How many declarations of the State stand in each lane: figures only, for the overview."""
    if not access.may(for_, Permission.NATION_OVERVIEW_READ):
        return {}
    rows = Declaration.objects.exclude(status="SUPERSEDED").order_by().values("lane")
    return {row["lane"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def answer_of(declaration: Declaration) -> dict[str, Any]:
    """The HTTP answer for a judged declaration (contracts.md, HTTP)."""
    return {
        "id": str(declaration.public_id),
        "declaration": f"{declaration.office}/{declaration.number}",
        "version": declaration.revision,
        "status": declaration.status,
        "lane": declaration.lane,
        "mode": declaration.mode,
        "items": [
            {
                "declaration": f"{declaration.office}/{declaration.number}",
                "item": row.number,
                "lane": row.lane,
                "findings": row.findings,
                "entries": row.entries,
                "hits": row.hits,
                "licences": [{k: v for k, v in use.items() if k != "line_id"} for use in row.licences],
                "editions": declaration.editions,
            }
            for row in declaration.items.all()
        ],
        "editions": declaration.editions,
        "engine_version": declaration.engine_version,
        "judged_at": declaration.judged_at.isoformat(),
    }
