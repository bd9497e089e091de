"""Which standing declarations an event speaks of: read page by page, so that no transaction grows with their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from stratrade.apps.audit.events import Event
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.enforcement.services import noticed
from stratrade.apps.measures import approvals, concerns, rulebook
from stratrade.apps.measures import queries as measures
from stratrade.apps.measures.events import (
    ApprovalConfirmed,
    ApprovalEnding,
    ApprovalKept,
    ApprovalWithdrawn,
    ConcernAnswered,
    ConcernNotified,
    NoticeBegan,
    NoticeLapsed,
    NoticeServed,
    NoticeWithdrawn,
    RulePutInForce,
    RuleTurned,
    RuleWithdrawn,
    SwitchSet,
)
from stratrade.engines.determination.served import Served
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message

PAGE = 500
"""So many standing declarations are looked at in one transaction."""
_STATUS = Declaration.Status
_ENTERED = timedelta(days=14)
"""How long released imports may still be within reach: nobody confirms that they left the customs area."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What an event puts in doubt.

    Args:
        reference: the notice, approval, rule or switch.
        notice: where it is one that speaks of parties and goods; those that rest on it are meant too.
        countries: else those that touch one of these; all where None.
    """

    reference: str
    notice: Served | None = None
    countries: frozenset[str] | None = None


def doubt_of(event: Event, subject: str) -> Doubt | None:
    """What an event about a subject of the trail puts in doubt; None where it is nothing that stands."""
    match event:
        case NoticeServed() | NoticeWithdrawn() | NoticeBegan() | NoticeLapsed():
            return _of_notice(measures.as_served(_key(subject)))
        case ConcernNotified() | ConcernAnswered():
            return _of_notice(concerns.as_served(_key(subject)))
        case ApprovalConfirmed() | ApprovalEnding() | ApprovalKept() | ApprovalWithdrawn():
            to = approvals.destination_of(_key(subject))
            return Doubt(event.reference, countries=frozenset({to}))
        case RulePutInForce() | RuleTurned() | RuleWithdrawn():
            return Doubt(event.reference, countries=rulebook.countries_of(_key(subject)))
        case SwitchSet(switch=switch):
            return Doubt(switch, countries=measures.countries_of(switch))
    return None


def _of_notice(notice: Served | None) -> Doubt | None:
    return None if notice is None else Doubt(notice.reference, notice=notice)


def _key(subject: str) -> UUID:
    return UUID(subject.split(":", 1)[1])


def page(doubt: Doubt, *, after: int) -> tuple[list[Declaration], int | None]:
    """The declarations in doubt among the next standing ones, and where to go on; None where those were the last.

    Args:
        after: key of the last declaration looked at; 0 to begin with.
    """
    rows = list(_standing().filter(pk__gt=after).order_by("pk")[:PAGE])
    resting = _resting(doubt, rows)
    found = [row for row in rows if row.pk in resting or _speaks(doubt, row)]
    return found, rows[-1].pk if len(rows) == PAGE else None


def _standing() -> QuerySet[Declaration]:
    """Declarations whose goods have not left and are not known to have entered."""
    recent = Q(judged_at__gte=timezone.now() - _ENTERED)
    released = Q(status=_STATUS.RELEASED) & (~Q(regime="IM") | recent)
    return Declaration.objects.filter(Q(status__in=[_STATUS.WAITING, _STATUS.HELD]) | released)


def _resting(doubt: Doubt, rows: Sequence[Declaration]) -> frozenset[int]:
    """Of some declarations, those whose reasons name the notice."""
    if doubt.notice is None:
        return frozenset()
    cited = Declaration.objects.filter(
        pk__in=[row.pk for row in rows],
        items__findings__contains=[{"params": {"notice": doubt.reference}}],
    )
    return frozenset(cited.values_list("pk", flat=True))


def _speaks(doubt: Doubt, row: Declaration) -> bool:
    message = records.load(row.content)
    if doubt.notice is not None:
        return bool(noticed.speaking(message, [doubt.notice]))
    return doubt.countries is None or not doubt.countries.isdisjoint(places(message))


def places(message: Message) -> set[str]:
    """Every country it touches."""
    found = {message.origin, message.destination, message.transport.nationality, *message.transport.route}
    for item in message.items:
        found |= {item.origin, item.destination}
    return found - {""}
