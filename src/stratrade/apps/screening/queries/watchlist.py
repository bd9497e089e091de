"""Lists, their editions and entries, what waits to be put in force, and how fast it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, DurationField, F, Max, Prefetch, Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening.models import KeptEntry, ListedEntry, ListEdition, Receipt, WatchList
from stratrade.apps.screening.queries.performance import Middle
from stratrade.kernel.validity import legal_date


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries of two editions that differ: entry id -> name."""

    added: Mapping[str, str]
    changed: Mapping[str, str]
    removed: Mapping[str, str]


def difference(before: ListEdition | None, after: ListEdition | Mapping[str, tuple[str, str]]) -> Difference:
    """What a new edition changes.

    Args:
        before: the edition in force, None where there is none.
        after: the new one, or entry id -> (digest, name) of what is not stored yet.
    """
    old = _states(before) if before else {}
    new = _states(after) if isinstance(after, ListEdition) else after
    return Difference(
        added={k: name for k, (_, name) in new.items() if k not in old},
        changed={k: name for k, (digest, name) in new.items() if k in old and old[k][0] != digest},
        removed={k: name for k, (_, name) in old.items() if k not in new},
    )


def _states(edition: ListEdition) -> dict[str, tuple[str, str]]:
    rows = edition.entries.values_list("entry_id", "digest", "name")
    return {entry: (digest, name) for entry, digest, name in rows}


def edition(code: str, digest: str) -> ListEdition | None:
    """One edition of a list, in force or not."""
    return ListEdition.objects.filter(list__code=code, digest=digest).first()


@dataclass(frozen=True, slots=True)
class Aged:
    """An edition with its ages.

    Args:
        row: the edition.
        days: since the day of the list, or since its adoption where it names none.
        waited: hours between receipt and adoption.
        came: days between the day of the list and receipt; None where the list names no day.
    """

    row: ListEdition
    days: int
    waited: int
    came: int | None = None

    @property
    def late(self) -> bool:
        """Whether it was put in force more than a day after it was received: lists bind without delay."""
        return self.waited > _WITHOUT_DELAY


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast editions of a list are put in force, over all of them.

    Args:
        editions: so many.
        median: hours from receipt to being in force.
        longest: the same, of the slowest.
        late: editions that took more than a day.
    """

    editions: int
    median: int
    longest: int
    late: int


def speed(code: str) -> Speed | None:
    """The time to adoption over the editions of a list; None where it has none."""
    waited = F("adopted_at") - F("received_at")
    told = ListEdition.objects.filter(list__code=code).aggregate(
        editions=Count("pk"),
        median=Middle(waited),
        longest=Max(waited, output_field=DurationField()),
        late=Count("pk", filter=Q(adopted_at__gte=F("received_at") + timedelta(hours=_WITHOUT_DELAY + 1))),
    )
    if not told["editions"]:
        return None
    return Speed(told["editions"], _whole(told["median"]), _whole(told["longest"]), told["late"])


_WITHOUT_DELAY = 24  # hours; sanctions of the Security Council bind without delay (FATF recommendation 6)


def editions(code: str) -> QuerySet[ListEdition]:
    """The editions of a list, the one in force first, then the newest; a page of them is aged by `aged`."""
    rows = ListEdition.objects.filter(list__code=code).select_related("adopted_by")
    return rows.order_by("-stands", "-pk")


def aged(rows: Iterable[ListEdition], *, on: date) -> list[Aged]:
    """Editions with their ages on a day."""
    return [_aged(row, on) for row in rows]


def _whole(took: timedelta) -> int:
    return int(took.total_seconds() // 3600)


def _aged(row: ListEdition, on: date) -> Aged:
    day = row.published_on or legal_date(row.adopted_at, settings.LEGAL_TIME_ZONE)
    waited = row.adopted_at - row.received_at
    received = legal_date(row.received_at, settings.LEGAL_TIME_ZONE)
    came = max(0, (received - row.published_on).days) if row.published_on else None
    return Aged(row, max(0, (on - day).days), int(waited.total_seconds() // 3600), came)


def kept(*, for_: User) -> QuerySet[KeptEntry]:
    """Entries of the lists that are kept here, and what is proposed for them, the newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return KeptEntry.objects.none()
    return KeptEntry.objects.select_related("added_by")


def receipts(*, for_: User) -> QuerySet[Receipt]:
    """Files that wait to be put in force, the newest first."""
    if not access.may(for_, Permission.SCREENING_LIST_ADOPT):
        return Receipt.objects.none()
    return Receipt.objects.filter(edition=None).select_related("received_by")


def receipt(public_id: UUID, *, for_: User) -> Receipt | None:
    """One received file, or None where the person may not adopt lists."""
    if not access.may(for_, Permission.SCREENING_LIST_ADOPT):
        return None
    rows = Receipt.objects.select_related("received_by", "edition", "edition__list", "file", "alias_file")
    return rows.filter(public_id=public_id).first()


def lists(*, for_: User) -> list[WatchList]:
    """Every list, with its edition in force as `standing`."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return []
    stands = Prefetch("editions", ListEdition.objects.filter(stands=True), to_attr="standing")
    return list(WatchList.objects.prefetch_related(stands))


def standing_edition(code: str) -> ListEdition | None:
    """The edition of a list in force."""
    return ListEdition.objects.filter(list__code=code, stands=True).select_related("list").first()


def edition_before(row: ListEdition) -> ListEdition | None:
    """The edition of the same list that was put in force before another one."""
    return (
        ListEdition.objects.filter(list=row.list_id, adopted_at__lt=row.adopted_at)
        .order_by("-adopted_at")
        .first()
    )


def entry(code: str, entry_id: str, *, for_: User) -> ListedEntry | None:
    """One entry of the edition in force of a list."""
    return entries(code, for_=for_).filter(entry_id=entry_id).select_related("edition__list").first()


def entries(code: str, *, words: str = "", kind: str = "", for_: User) -> QuerySet[ListedEntry]:
    """Who is on the edition in force of a list, narrowed by words in any name and by kind."""
    if not access.may(for_, Permission.SCREENING_LIST_READ):
        return ListedEntry.objects.none()
    rows = ListedEntry.objects.filter(edition__list__code=code, edition__stands=True).order_by("name")
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(content__names__icontains=word))
    return rows.select_related("edition__list")


def states_of(code: str, entry_id: str) -> QuerySet[ListedEntry]:
    """An entry in every edition that has it, the newest first."""
    rows = ListedEntry.objects.filter(edition__list__code=code, entry_id=entry_id)
    return rows.select_related("edition").order_by("-edition__adopted_at", "-pk")


def stands(code: str, entry: str) -> bool:
    """Whether an entry is on the edition of a list in force."""
    rows = ListedEntry.objects.filter(edition__list__code=code, edition__stands=True)
    return rows.filter(entry_id=entry).exists()
