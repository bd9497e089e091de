"""Concerns that exporters notified: who may read of them, and how they stand for the engines."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import queries, standing
from stratrade.apps.measures.models import ConcernQuestion, NotifiedConcern
from stratrade.apps.parties import queries as parties
from stratrade.engines.determination.rules import CatchAll
from stratrade.engines.determination.served import ANSWERED, INFORMED, NOTIFIED, Served, name_key
from stratrade.kernel.validity import legal_date

_STANDING = ("OPEN", "ASKED", "PROPOSED", "LICENCE_REQUIRED")
_HS = 6
"""Digits of the HS code that goods must share with those notified: what lies below is the State's own."""


def visible(for_: User) -> QuerySet[NotifiedConcern]:
    """Officials who may see every concern; for a company its own; nothing for others."""
    if access.may(for_, Permission.MEASURES_CONCERN_READ):
        return NotifiedConcern.objects.all()
    if access.may(for_, Permission.MEASURES_CONCERN_NOTIFY):
        return NotifiedConcern.objects.filter(company__in=parties.companies_of(for_))
    return NotifiedConcern.objects.none()


def page(*, for_: User) -> QuerySet[NotifiedConcern]:
    """Concerns the person may see, the newest first."""
    return visible(for_).select_related("company").order_by("-pk")


def one(public_id: UUID, *, for_: User) -> NotifiedConcern | None:
    """One concern, or None where the person may not see it."""
    rows = visible(for_).select_related("company", "notified_by", "proposed_by", "decided_by")
    return rows.filter(public_id=public_id).first()


def questions(concern: NotifiedConcern) -> list[ConcernQuestion]:
    """What was asked and answered, the oldest first, of a concern the caller has read."""
    return list(concern.questions.all())


def to_answer(for_: User) -> QuerySet[NotifiedConcern]:
    """What waits for an officer, or for this person's signature, the oldest first."""
    if not access.may(for_, Permission.MEASURES_CONCERN_ANSWER):
        return NotifiedConcern.objects.none()
    mine = Q(status="OPEN")
    if access.may(for_, Permission.MEASURES_CONCERN_SIGN):
        mine |= Q(status="PROPOSED") & ~Q(proposed_by=for_.pk)
    return NotifiedConcern.objects.filter(mine).select_related("company").order_by("pk")


def asked(for_: User) -> QuerySet[NotifiedConcern]:
    """Concerns of the person's companies on which a question waits, the oldest first."""
    if not access.may(for_, Permission.MEASURES_CONCERN_NOTIFY):
        return NotifiedConcern.objects.none()
    return visible(for_).filter(status="ASKED").order_by("pk")


def in_force(on: date) -> tuple[Served, ...]:
    """The concerns that stand on a day, as the engines ask for them."""
    rows = NotifiedConcern.objects.filter(status__in=_STANDING).select_related("company__merged_into")
    found = list(rows.order_by("pk"))
    if not found:
        return ()
    basis = queries.citation(on)
    return tuple(_served(row, basis) for row in found)


def as_served(public_id: UUID) -> Served | None:
    """A concern as the engines ask for it, whether or not it stands."""
    row = NotifiedConcern.objects.select_related("company__merged_into").filter(public_id=public_id).first()
    return None if row is None else _served(row, queries.citation(today()))


def _served(row: NotifiedConcern, basis: str) -> Served:
    """What is told at the border is the number alone, never what the exporter knows."""
    names, ids = queries.marks_of(row.company)
    answered = row.informed
    at = (row.standing_at or row.decided_at or row.notified_at) if answered else row.notified_at
    hs = row.hs[:_HS]
    return Served(
        reference=row.reference,
        text="",
        since=legal_date(at, settings.LEGAL_TIME_ZONE),
        concern=row.concern.lower(),
        basis=row.legal_basis if answered else basis,
        names=frozenset(names),
        ids=frozenset(ids),
        hs=(hs, hs),
        others=frozenset({name_key(name) for name in (row.consignee, row.end_user) if name} - {""}),
        how=INFORMED if answered else row.how.lower(),
        code=ANSWERED if answered else NOTIFIED,
    )


def limb(how: str, activity: str, *, on: date) -> CatchAll | None:
    """The limb of the State's catch-all that speaks of what an exporter knows or suspects; None where none does."""
    limbs = standing.law().catch_all
    flag = how.lower()
    return next(
        (
            one
            for one in limbs
            if flag in one.flags and activity in one.activities and one.interval.contains(on)
        ),
        None,
    )
