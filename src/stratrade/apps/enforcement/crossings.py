"""Lines of declarations that treaty accounts rest on: what crossed the border and what did not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.enforcement.models import Declaration, Item
from stratrade.kernel.validity import legal_date


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


class _Has(Func):
    """Whether a JSON column holds a path; the path is written here and never comes from a person."""

    output_field = BooleanField()


def crossings(first: date, last: date, *, for_: User) -> Iterator[Crossing]:
    """Lines that name a substance by CAS number or may fall under the schedules or category 0, in order of time.

    Args:
        first: legal day; `last` likewise, both included.
        for_: who reads; needs the figures permission, else nothing is given.
    """
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return
    for row in _declarations(first, last).iterator(chunk_size=500):
        on = legal_date(row.at, settings.LEGAL_TIME_ZONE)
        if first <= on <= last:
            found = {item.number: item for item in row.items.all()}
            for item in row.content["items"]:
                line = _line(row, item, found.get(item["number"]), on)
                if line.cas or line.entries:
                    yield line


def _declarations(first: date, last: date) -> QuerySet[Any]:
    listed = Item.objects.filter(declaration=OuterRef("pk")).filter(
        _Has(
            F("entries"),
            template="""jsonb_path_exists(%(expressions)s,
                '$[*].entry ? (@ starts with "CWC-" || @ starts with "0")')""",
        )
    )
    named = _Has(F("content"), template="jsonb_path_exists(%(expressions)s, '$.items[*].cas[*]')")
    start = datetime.combine(first - timedelta(days=1), time.min, UTC)
    end = datetime.combine(last + timedelta(days=2), time.min, UTC)
    return (
        Declaration.objects.exclude(status=Declaration.Status.SUPERSEDED)
        .annotate(at=Coalesce("exited_at", "judged_at"), named=named)
        .filter(Q(named=True) | Exists(listed), at__gte=start, at__lt=end)
        .order_by("at", "pk")
        .prefetch_related("items")
    )


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
        if one["status"] in {"met", "open"} and str(one["entry"]).startswith(("CWC-", "0"))
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
