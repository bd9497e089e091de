"""What licences for imports still let into the country, for the accounts of treaties."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.licences.models import Licence, Line
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit


@dataclass(frozen=True, slots=True)
class LetIn:
    """What a licence line still lets into the country, in grams of the goods."""

    reference: str
    public_id: str
    grams: Decimal
    concentration_pct: Decimal | None


def let_in(cas: Collection[str], parts: Sequence[str], *, on: date, for_: User) -> list[LetIn]:
    """Lines of licences for imports of some chemicals under which goods may still come, in order of licence.

    A quantity that is no mass counts for nothing: it cannot be weighed.

    Args:
        cas: CAS numbers.
        parts: parts of the schedules, for lines that name no chemical.
        on: licences that end before are left out.
    """
    if not access.may(for_, Permission.NATION_FIGURES_READ):
        return []
    named = Q(cas__in=cas)
    for part in parts:
        named |= Q(cas="", entry__startswith=part)
    usable = [Licence.Status.ISSUED, Licence.Status.SUSPENDED]
    rows = Line.objects.filter(
        named, licence__activity="import", licence__status__in=usable, licence__valid_to__gte=on
    ).select_related("licence")
    found = []
    for row in rows.order_by("licence__reference", "number"):
        with suppress(DimensionError, UnitError):
            mass = Quantity(row.remaining, unit(row.unit, like="mass").code).to("GRM").value
            if mass > 0:
                licence = row.licence
                found.append(LetIn(licence.reference, str(licence.public_id), mass, row.concentration_pct))
    return found
