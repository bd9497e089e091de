"""What may be read of licences, and by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences.models import Licence, Line, Movement
from stratrade.apps.parties import queries as parties

_SUBJECT = "licences.licence"


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A licence line as the verdict sees it."""

    line_id: int
    reference: str
    number: int
    entry: str
    hs: str
    cas: str
    holder_name: str
    consignee_name: str
    destination: str
    activity: str
    status: str
    flagged: bool
    valid_from: date
    valid_to: date
    remaining: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PublicStanding:
    """What anybody who knows the number of a licence may learn of it: no party, no goods."""

    status: str
    valid_from: date
    valid_to: date


def public_standing(reference: str) -> PublicStanding | None:
    """How a licence stands now, for the public check of papers.

    Args:
        reference: its number, as printed.
    """
    row = Licence.objects.filter(reference=reference).values("status", "valid_from", "valid_to").first()
    return None if row is None else PublicStanding(**row)


def of_subject(subject: str) -> Licence | None:
    """The licence that the audit calls so, for reactions."""
    prefix, _, public_id = subject.partition(":")
    return Licence.objects.filter(public_id=UUID(public_id)).first() if prefix == _SUBJECT else None


def visible(for_: User) -> QuerySet[Licence]:
    """The licences a person may see: exporters their company's own, officials by permission, others none."""
    if not access.may(for_, Permission.LICENCES_LICENCE_READ):
        return Licence.objects.none()
    if access.may(for_, Permission.LICENCES_LICENCE_READ_ALL):
        return Licence.objects.all()
    return Licence.objects.filter(holder__in=parties.companies_of(for_))


def page(*, for_: User, status: str = "", words: str = "") -> QuerySet[Licence]:
    """Licences newest first, narrowed by status and by words in reference, holder or consignee."""
    rows = visible(for_).prefetch_related("lines").order_by("-issued_at")
    if status:
        rows = rows.filter(status=status)
    for word in words.split():
        rows = rows.filter(
            pk__in=visible(for_)
            .filter(reference__icontains=word)
            .union(
                visible(for_).filter(holder_name__icontains=word),
                visible(for_).filter(consignee_name__icontains=word),
            )
            .values("pk")
        )
    return rows


def one(public_id: UUID, *, for_: User) -> Licence | None:
    """One licence with its lines, or None where the person may not see it."""
    return visible(for_).filter(public_id=public_id).prefetch_related("lines").first()


def by_reference(reference: str, *, for_: User) -> Licence | None:
    """One licence by what people call it."""
    return visible(for_).filter(reference=reference).prefetch_related("lines").first()


def national_counts(for_: User) -> tuple[int, int]:
    """How many licences of the State stand today, and how many were ever issued: figures for the overview."""
    if not access.may(for_, Permission.NATION_OVERVIEW_READ):
        return 0, 0
    standing = Licence.objects.filter(status=Licence.Status.ISSUED, valid_to__gte=today())
    return standing.count(), Licence.objects.count()


def live() -> QuerySet[Licence]:
    """Licences under which goods may still move, now or once they are reinstated; for screening."""
    return Licence.objects.filter(
        status__in=[Licence.Status.ISSUED, Licence.Status.SUSPENDED], valid_to__gte=today()
    )


def of_case(case_subject: str, *, for_: User) -> list[Licence]:
    """The licences a case led to."""
    return list(visible(for_).filter(case_subject=case_subject).prefetch_related("lines"))


def movements(licence: Licence, *, for_: User) -> list[Movement]:
    """Every movement of a licence the person may see, oldest first."""
    if not visible(for_).filter(pk=licence.pk).exists():
        return []
    return list(Movement.objects.filter(line__licence=licence).select_related("line", "by").order_by("pk"))


def open_lines(
    *,
    references: Iterable[str] = (),
    holder_names: Sequence[str] = (),
    holder_ids: Sequence[str] = (),
    for_: User,
) -> list[OpenLine]:
    """Lines of licences that a declaration quotes, or that its exporter holds.

    Args:
        references: licence references quoted on the declaration, as written.
        holder_names: names of the trader, compared without regard to case.
        holder_ids: identifiers of the trader (customs, tax or registration number).
    """
    rows = Line.objects.filter(licence__in=visible(for_)).select_related("licence")
    wanted = rows.filter(licence__reference__in=[r.strip().upper() for r in references])
    for name in holder_names:
        wanted = wanted | rows.filter(licence__holder_name__iexact=name.strip())
    if holder_ids:
        wanted = wanted | rows.filter(licence__holder__in=parties.with_identifiers(holder_ids))
    return [
        OpenLine(
            line_id=line.pk,
            reference=line.licence.reference,
            number=line.number,
            entry=line.entry,
            hs=line.hs,
            cas=line.cas,
            holder_name=line.licence.holder_name,
            consignee_name=line.licence.consignee_name,
            destination=line.licence.destination,
            activity=line.licence.activity,
            status=line.licence.status,
            flagged=line.licence.flagged,
            valid_from=line.licence.valid_from,
            valid_to=line.licence.valid_to,
            remaining=line.remaining,
            unit=line.unit,
        )
        for line in wanted.distinct().order_by("pk")
    ]
