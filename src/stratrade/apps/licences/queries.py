"""What may be read of licences, and by whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences.models import Licence, Line, Movement, TreatyPaper
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
    not_before: date | None = None
    lacking: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """How far the papers that a treaty asks for are there.

    Args:
        needed: kinds that are asked for: notification, end_use_certificate.
        not_before: first day of the transfer; None where the notification does not say it yet.
        lacking: what is still wanted: notification, counterpart, end_use_certificate.
        rows: what was recorded, by kind in lower case.
    """

    needed: tuple[str, ...]
    not_before: date | None
    lacking: tuple[str, ...]
    rows: Mapping[str, TreatyPaper]


@dataclass(frozen=True, slots=True)
class PublicStanding:
    """What anybody who knows the number of a licence may learn of it: no party, no goods.

    Args:
        notified: whether the transfer is one that both States notify before; it then begins on `not_before`.
    """

    status: str
    valid_from: date
    valid_to: date
    notified: bool = False
    not_before: date | None = None


def public_standing(reference: str) -> PublicStanding | None:
    """How a licence stands now, for the public check of papers.

    Args:
        reference: its number, as printed.
    """
    row = Licence.objects.filter(reference=reference).first()
    if row is None:
        return None
    papers = papers_of(row)
    if papers is None or "notification" not in papers.needed:
        return PublicStanding(row.status, row.valid_from, row.valid_to)
    return PublicStanding(row.status, row.valid_from, row.valid_to, True, papers.not_before)


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


@dataclass(frozen=True, slots=True)
class StatedUse:
    """What a licence says of the use of its goods."""

    case_subject: str
    end_user: str
    destination: str
    end_use: str


def stated_uses(references: Collection[str], *, for_: User) -> dict[str, StatedUse]:
    """Licence reference -> the use it states, for those who keep the accounts of treaties."""
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return {}
    rows = Licence.objects.filter(reference__in=references)
    return {
        row.reference: StatedUse(
            row.case_subject, row.end_user_name or row.consignee_name, row.destination, row.end_use
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Licensed:
    """A licence line of some entries: what may go where, and how much of it has left."""

    reference: str
    activity: str
    entry: str
    description: str
    country: str
    quantity: Decimal
    gone: Decimal
    unit: str
    since: date


def licensed(first: date, last: date, pattern: str, *, for_: User) -> list[Licensed]:
    """Lines of licences that began in a span of days, for entries that a pattern names, in order of licence.

    Args:
        pattern: regular expression over entries.
    """
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return []
    rows = Line.objects.filter(
        licence__valid_from__gte=first, licence__valid_from__lte=last, entry__regex=pattern
    ).select_related("licence")
    return [
        Licensed(
            row.licence.reference,
            row.licence.activity,
            row.entry,
            row.description,
            row.licence.destination,
            row.quantity,
            row.committed,
            row.unit,
            row.licence.valid_from,
        )
        for row in rows.order_by("licence__reference", "number")
    ]


def live_references(references: Collection[str]) -> frozenset[str]:
    """Of these licences, those under which goods may still move."""
    return frozenset(live().filter(reference__in=references).values_list("reference", flat=True))


def of_case(case_subject: str, *, for_: User) -> list[Licence]:
    """The licences a case led to."""
    return list(visible(for_).filter(case_subject=case_subject).prefetch_related("lines"))


def papers(case_subject: str, needed: Sequence[str]) -> Papers:
    """The papers of a case, held against those it needs."""
    rows = {row.kind.lower(): row for row in TreatyPaper.objects.filter(case_subject=case_subject)}
    return _papers(rows, needed)


def papers_of(licence: Licence) -> Papers | None:
    """The papers of a licence the person may see already; None where it needs none."""
    return papers(licence.case_subject, licence.papers_needed) if licence.papers_needed else None


def _papers(rows: Mapping[str, TreatyPaper], needed: Sequence[str]) -> Papers:
    lacking: list[str] = []
    notification, certificate = rows.get("notification"), rows.get("end_use_certificate")
    if "notification" in needed:
        if notification is None:
            lacking.append("notification")
        elif notification.counterpart != TreatyPaper.Counterpart.NOTIFIED:
            lacking.append("counterpart")
    if "end_use_certificate" in needed and (certificate is None or certificate.lacking):
        lacking.append("end_use_certificate")
    day = notification.not_before if notification is not None and "notification" in needed else None
    return Papers(tuple(needed), day, tuple(lacking), rows)


def _papers_of(lines: Iterable[Line]) -> dict[str, dict[str, TreatyPaper]]:
    """The recorded papers of the cases of licence lines that need any, by case."""
    subjects = {line.licence.case_subject for line in lines if line.licence.papers_needed}
    found: dict[str, dict[str, TreatyPaper]] = {subject: {} for subject in subjects}
    for row in TreatyPaper.objects.filter(case_subject__in=subjects) if subjects else ():
        found[row.case_subject][row.kind.lower()] = row
    return found


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
    found = list(wanted.distinct().order_by("pk"))
    recorded = _papers_of(found)
    return [
        _open_line(line, _papers(recorded.get(line.licence.case_subject, {}), line.licence.papers_needed))
        for line in found
    ]


def _open_line(line: Line, papers: Papers) -> OpenLine:
    return OpenLine(
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
        not_before=papers.not_before,
        lacking=papers.lacking,
        papers=tuple(kind for kind in papers.needed if kind not in papers.lacking),
    )
