"""Lines of declarations that treaty accounts rest on: what crossed the border and what did not."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.enforcement.models import Declaration, Item
from stratrade.engines.verdict.declaration import Item as MessageItem
from stratrade.kernel.validity import legal_date

_BEARING = frozenset({"met", "open"})
_LISTED = ("CWC-", "0")
_LONGEST = 40  # characters of a name in the column


@dataclass(frozen=True, slots=True)
class Crossing:
    """One line.

    Args:
        reference: office and number of the declaration, without its version.
        regime: EX, IM, RE, TR or TS.
        status: EXITED where the crossing is confirmed, CANCELLED, else not yet.
        on: legal day of the crossing; of the judgement where it did not cross.
        partner: where it went to, or for imports where it came from.
        entries: code -> met or open, as the list in force then answered.
        parameters: what the declarant stated besides.
        licences: references of the licences it went under.
    """

    reference: str
    public_id: str
    number: int
    regime: str
    status: str
    on: date
    partner: str
    description: str
    cas: tuple[str, ...]
    entries: Mapping[str, str]
    net_kg: Decimal | None
    quantity: Decimal | None
    unit: str
    parameters: Mapping[str, str]
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What customs know of one line, for those who keep the accounts of treaties.

    Args:
        parties: (role, name, country) of each as declared.
        exited_on: legal day of the confirmed crossing; None where there is none.
    """

    crossing: Crossing
    version: int
    hs: str
    parties: tuple[tuple[str, str, str], ...]
    judged_on: date
    exited_on: date | None


def paper(public_id: UUID, number: int, *, for_: User) -> Paper | None:
    """One line of a declaration with who is on it; None where there is none, or the person keeps no accounts."""
    row = Declaration.objects.annotate(at=Coalesce("exited_at", "judged_at")).filter(public_id=public_id)
    for crossing in _read(row.prefetch_related("items").order_by("pk"), for_):
        if crossing.number == number:
            found = row.get()
            zone, content = settings.LEGAL_TIME_ZONE, found.content
            item = next(one for one in content["items"] if one["number"] == number)
            return Paper(
                crossing,
                found.revision,
                str(item["hs"]),
                tuple((str(p["role"]), str(p["name"]), str(p["country"])) for p in content["parties"]),
                legal_date(found.judged_at, zone),
                None if found.exited_at is None else legal_date(found.exited_at, zone),
            )
    return None


def substances(item: MessageItem, candidates: Iterable[Mapping[str, object]]) -> list[str]:
    """What accounts look a line up by: CAS numbers, parts of schedules (CWC-1A), entries of category 0.

    Args:
        candidates: entries as the verdict names them, each with `entry` and `status`.
    """
    listed = [str(one["entry"]) for one in candidates if one["status"] in _BEARING]
    parts = {entry.split(".")[0] for entry in listed if entry.startswith(_LISTED)}
    return sorted(name[:_LONGEST] for name in {*item.cas, *parts})


def crossings(first: date, last: date, *, for_: User) -> Iterator[Crossing]:
    """Lines that name a substance by CAS number or may fall under the schedules or category 0, in order of time.

    Args:
        first: legal day; `last` likewise, both included.
        for_: who reads; needs the figures permission, else nothing is given.
    """
    start = datetime.combine(first - timedelta(days=1), time.min, UTC)
    named = Item.objects.filter(declaration=OuterRef("pk")).exclude(substances=[])
    for found in _read(_rows(last).filter(Exists(named), at__gte=start), for_):
        if first <= found.on <= last:
            yield found


def naming(names: Collection[str], last: date, *, for_: User) -> Iterator[Crossing]:
    """Lines up to a day that name one of some substances or entries, whatever became of them, in order of time.

    An index finds them: what is read grows with the declarations of these goods, not with all declarations.

    Args:
        names: CAS numbers, parts of schedules such as CWC-1A, entries of category 0.
        last: legal day.
        for_: who reads; needs the figures permission, else nothing is given.
    """
    for found in _read(_rows(last).filter(pk__in=lines_naming(names).values("declaration")), for_):
        if found.on <= last:
            yield found


def lines_naming(names: Collection[str]) -> QuerySet[Item]:
    """Lines that name one of some substances or entries, as the index finds them."""
    return Item.objects.filter(substances__overlap=sorted(names)).exclude(substances=[])


def _rows(last: date) -> QuerySet[Any]:
    end = datetime.combine(last + timedelta(days=2), time.min, UTC)
    return (
        Declaration.objects.exclude(status=Declaration.Status.SUPERSEDED)
        .annotate(at=Coalesce("exited_at", "judged_at"))
        .filter(at__lt=end)
        .order_by("at", "pk")
        .prefetch_related("items")
    )


def _read(rows: QuerySet[Any], for_: User) -> Iterator[Crossing]:
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return
    for row in rows.iterator(chunk_size=500):
        on = legal_date(row.at, settings.LEGAL_TIME_ZONE)
        found = {item.number: item for item in row.items.all()}
        for item in row.content["items"]:
            line = _line(row, item, found.get(item["number"]), on)
            if line.cas or line.entries:
                yield line


def _line(row: Any, item: Mapping[str, Any], judged: Item | None, on: date) -> Crossing:
    entries = judged.entries if judged is not None else []
    return Crossing(
        reference=f"{row.office}/{row.number}",
        public_id=str(row.public_id),
        number=item["number"],
        regime=row.regime,
        status=row.status,
        on=on,
        partner=_partner(row.content, item, row.regime),
        description=item["description"],
        cas=tuple(item["cas"]),
        entries=_entries(entries),
        net_kg=_number(item["net_kg"]),
        quantity=_number(item["quantity"]),
        unit=item["unit"],
        parameters=dict(item["parameters"]),
        licences=_licences(item, judged),
    )


def _licences(item: Mapping[str, Any], judged: Item | None) -> tuple[str, ...]:
    """The licences that were drawn upon, else those quoted."""
    drawn = [str(use["reference"]) for use in judged.licences] if judged is not None else []
    return tuple(dict.fromkeys(drawn or [str(one) for one in item["licences"]]))


def _entries(candidates: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {
        str(one["paragraph"] or one["entry"]): str(one["status"])
        for one in candidates
        if one["status"] in _BEARING and str(one["entry"]).startswith(_LISTED)
    }


def _partner(content: Mapping[str, Any], item: Mapping[str, Any], regime: str) -> str:
    if regime != "IM":
        return str(item["destination"] or content["destination"] or _home_of(content, "consignee"))
    return str(content["origin"] or _home_of(content, "exporter") or item["origin"])


def _home_of(content: Mapping[str, Any], role: str) -> str:
    return next((str(p["country"]) for p in content["parties"] if p["role"] == role), "")


def _number(value: str | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None
