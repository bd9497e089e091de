"""Alerts that a person may see, what was decided before, and the good-guy list."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import Alert, Trusted
from stratrade.apps.screening.queries.grouped import of_party, party_of

CUSTOMS_ONLY = "enforcement."
"""How the subjects of what customs see begin."""
MOST = 50
"""Alerts that stand beside something else; all are in the queue."""
_WAITING = ("OPEN", "ESCALATED")
_LINK = Q(reasons__0__code__startswith="screening.linked.")


CHANNELS: Mapping[str, str] = {
    "cases": "casework.",
    "licences": "licences.",
    "border": "enforcement.",
    "register": "parties.",
    "tables": "screening.batch",
}
"""Where alerts come from, and how the subjects of each begin."""


def channel_of(subject: str) -> str:
    """The channel of a thing by how its subject begins."""
    return next((name for name, prefix in CHANNELS.items() if subject.startswith(prefix)), "")


def visible(for_: User) -> QuerySet[Alert]:
    """The alerts a person may see: customs those on declarations, other officials with the permission all."""
    if not access.may(for_, Permission.SCREENING_ALERT_READ):
        return Alert.objects.none()
    if access.may(for_, Permission.CASEWORK_CASE_READ):
        return Alert.objects.all()
    return Alert.objects.filter(subject__startswith=CUSTOMS_ONLY)


def queue(
    *,
    for_: User,
    status: str = "",
    code: str = "",
    channel: str = "",
    words: str = "",
    mine: bool = False,
    party: str = "",
    country: str = "",
) -> QuerySet[Alert]:
    """Alerts that wait, strongest first; or those of one status.

    Args:
        status: OPEN, ESCALATED, TRUE or FALSE; "SECOND" for what waits for a second person.
        code: of a list.
        channel: a key of `CHANNELS`.
        words: in the name of either party.
        mine: without what the person proposed, who may not agree with themselves.
        party: key of the first name of one party, with `country`: only the alerts about it.
    """
    rows = visible(for_).select_related("decided_by", "proposed_by")
    if status == "SECOND":
        rows = rows.filter(status__in=_WAITING).exclude(proposed_by=None)
    else:
        rows = rows.filter(status=status) if status else rows.filter(status__in=_WAITING)
    if code:
        rows = rows.filter(list_code=code)
    if channel in CHANNELS:
        rows = rows.filter(subject__startswith=CHANNELS[channel])
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(listed_name__icontains=word))
    if mine:
        rows = rows.exclude(proposed_by=for_.pk)
    return of_party(rows, party, country) if party else rows


def by_day(rows: QuerySet[Alert]) -> list[tuple[date, int]]:
    """How many of some alerts were raised on each day, by the clock of the State."""
    days = rows.order_by().values_list("raised_at__date").annotate(n=Count("pk"))
    return [(day, n) for day, n in days.order_by("raised_at__date")]


def next_after(alert: Alert, *, for_: User) -> Alert | None:
    """The alert that waits next: of the same party, else in the queue, so that an officer need not go back to it."""
    waiting = queue(for_=for_, mine=True).exclude(pk=alert.pk)
    return of_party(waiting, party_of(alert), alert.country).first() or waiting.first()


def one(public_id: UUID, *, for_: User) -> Alert | None:
    """One alert, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).select_related("decided_by", "proposed_by").first()


def twins(alert: Alert, *, for_: User) -> QuerySet[Alert]:
    """The alerts that wait about the same party and the same state of the entry, this one among them."""
    same = visible(for_).filter(
        party_key=alert.party_key,
        country=alert.country,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        entry_digest=alert.entry_digest,
        status__in=["OPEN", "ESCALATED"],
    )
    return same | visible(for_).filter(pk=alert.pk)


def decided_before(alert: Alert, *, for_: User) -> list[Alert]:
    """What was decided about the same name and the same entry before, whatever state they were in."""
    rows = visible(for_).filter(
        party_key=alert.party_key,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        status__in=["TRUE", "FALSE"],
    )
    return list(
        rows.exclude(pk=alert.pk).select_related("decided_by", "released_by").order_by("-decided_at")[:5]
    )


def about(subject: str, *, for_: User) -> list[Alert]:
    """The alerts raised on a case, licence or declaration, those that wait first; no more than a page holds."""
    rows = visible(for_).filter(subject=subject)
    waits = Case(When(status__in=_WAITING, then=0), default=1)
    return list(rows.order_by(waits, "-score", "pk")[:MOST])


def about_party(subjects: Collection[str], keys: Collection[str], *, for_: User) -> QuerySet[Alert]:
    """The alerts about a party, whatever they were raised on.

    Args:
        subjects: what the audit calls the party.
        keys: of its names.
    """
    rows = visible(for_).filter(Q(subject__in=subjects) | Q(party_key__in=keys))
    return rows.select_related("decided_by").order_by("-raised_at", "-pk")


def link_waits(prefix: str, subject: str, key: str, hit: Mapping[str, Any]) -> bool:
    """Whether an alert about the same links of a party waits on another thing of a kind, for what raises alerts.

    Args:
        prefix: how the subjects of that kind begin.
        subject: of the thing itself.
        key: of the name of the party.
        hit: the links, as a screening says them.
    """
    rows = Alert.objects.filter(
        subject__startswith=prefix,
        party_key=key,
        list_code=hit["list"],
        entry_id=hit["entry_id"],
        entry_digest=hit["entry_digest"],
        reasons__contains=hit["reasons"],
    )
    return rows.filter(status__in=_WAITING).exclude(subject=subject).exists()


def links_waiting(names: Collection[str], *, beside: str, for_: User) -> list[Alert]:
    """Alerts about links of parties of some names that wait on other things of the same kind.

    Args:
        names: keys of names.
        beside: the subject of the thing that names them.
    """
    kind = beside.partition(":")[0]
    rows = visible(for_).filter(subject__startswith=f"{kind}:", party_key__in=names, status__in=_WAITING)
    return list(rows.filter(_LINK).exclude(subject=beside)[:25])


def of_trail(subject: str) -> Alert | None:
    """The alert that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return Alert.objects.filter(public_id=UUID(public_id)).first() if prefix == "screening.alert" else None


def open_about(subject: str) -> int:
    """How many alerts about a thing wait, for reactions that hold or free it."""
    return Alert.objects.filter(subject=subject, status__in=["OPEN", "ESCALATED"]).count()


def confirmed_about(subject: str) -> bool:
    """Whether a party of a thing is on a list for certain."""
    return Alert.objects.filter(subject=subject, status="TRUE").exists()


def trusted(*, for_: User, on: date) -> QuerySet[Trusted]:
    """The good-guy list on a day."""
    if not access.may(for_, Permission.SCREENING_ALERT_READ):
        return Trusted.objects.none()
    rows = Trusted.objects.filter(ended_at=None, valid_to__gte=on).select_related("added_by", "alert")
    return rows.filter(alert__in=visible(for_))


def trusted_one(public_id: UUID, *, for_: User) -> Trusted | None:
    """One party on the good-guy list, past or present."""
    rows = Trusted.objects.filter(alert__in=visible(for_)).select_related("added_by", "ended_by", "alert")
    return rows.filter(public_id=public_id).first()


def trust_of(alert: Alert, *, on: date) -> Trusted | None:
    """Whether the party of an alert is trusted about its entry on a day."""
    return Trusted.objects.filter(
        party_key=alert.party_key,
        party_state=alert.party_state,
        list_code=alert.list_code,
        entry_id=alert.entry_id,
        ended_at=None,
        valid_to__gte=on,
    ).first()
