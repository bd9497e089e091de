"""Answer what the national data asks, and enter own and partner figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.nation import national_data, queries
from stratrade.apps.nation.events import (
    DifferenceExplained,
    LineAnswered,
    OwnRecordsEntered,
    PartnerFiguresEntered,
)
from stratrade.apps.nation.models import LineAnswer, OwnRecord, PartnerFigure
from stratrade.apps.nation.services.steps import Refused
from stratrade.engines.obligations.national_data import Line

_MOST_PCT = Decimal(100)


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """One own record as it comes from a form or a table.

    Args:
        mass_g: of the goods, in grams.
        facility: name of the site; empty for border papers.
    """

    on: dt.date
    activity: str
    cas: str
    mass_g: Decimal
    concentration_pct: Decimal | None
    paper: str
    partner: str = ""
    facility: str = ""


@dataclass(frozen=True, slots=True)
class TheirFigure:
    """What a partner reports; `activity` is the partner's own: its export is our import."""

    year: int
    cas: str
    activity: str
    partner: str
    grams: Decimal


@use_case
def answer_line(
    key: str, year: int, *, pct: Decimal, mass_g: Decimal | None = None, evidence: str, by: User
) -> Line:
    """Write down the share by weight (and, where it is unknown, the mass) of a line, with what shows it.

    An answer can be given anew: the trail keeps the one before.

    Args:
        key: of the line.
        year: in which it counts.
        pct: 0 to 100.
        mass_g: of the goods; None keeps what was declared.
        evidence: the paper that shows it.

    Raises:
        Refused: no such line, a share out of bounds, or nothing that shows it.
    """
    access.require(by, Permission.NATION_FIGURES_WRITE)
    line = national_data.line(key, year, for_=by)
    if line is None:
        raise Refused("nation.figures.no_line")
    if not 0 <= pct <= _MOST_PCT or (mass_g is not None and mass_g <= 0):
        raise Refused("nation.figures.unfit")
    if not evidence.strip():
        raise Refused("nation.figures.evidence_missing")
    earlier = LineAnswer.objects.select_for_update().filter(key=key).first()
    LineAnswer.objects.update_or_create(
        key=key,
        defaults={
            "reference": line.movement.reference,
            "cas": line.movement.cas,
            "concentration_pct": pct,
            "mass_g": mass_g,
            "evidence": evidence.strip()[:2000],
            "answered_by": by,
            "answered_at": timezone.now(),
        },
    )
    said = LineAnswered(
        line=line.movement.reference,
        cas=line.movement.cas,
        pct=format(pct.normalize(), "f"),
        before="" if earlier is None else format(earlier.concentration_pct.normalize(), "f"),
        evidence=evidence.strip()[:2000],
    )
    record(said, subject="nation.figures:lines", by=by)
    return line


@use_case
def enter_own(rows: Sequence[OwnFigure], *, file: str, by: User) -> int:
    """Enter own records; a paper that is there already, with its chemical and activity, is left as it is.

    Returns:
        How many are new.

    Raises:
        AccessDenied: the person's agency has no part in the chemical declarations.
        Refused: a site is not in the register, as far as the person may know it.
    """
    _require_part(by)
    sites = {site.name: site for site in queries.facilities(for_=by)}
    unknown = next((row.facility for row in rows if row.facility and row.facility not in sites), "")
    if unknown:
        raise Refused("nation.figures.no_site", site=unknown)
    before = OwnRecord.objects.count()
    OwnRecord.objects.bulk_create(
        [
            OwnRecord(
                facility=sites.get(row.facility),
                on=row.on,
                activity=row.activity,
                cas=row.cas,
                partner=row.partner,
                mass_g=row.mass_g,
                concentration_pct=row.concentration_pct,
                paper=row.paper,
                entered_by=by,
                entered_at=timezone.now(),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    count = OwnRecord.objects.count() - before
    if not count:
        unchanged()
        return 0
    record(OwnRecordsEntered(file=file, count=count), subject="nation.figures:own", by=by)
    return count


@use_case
def enter_partner(rows: Sequence[TheirFigure], *, source: str, file: str, by: User) -> int:
    """Enter what partner States report; a figure that is there already is replaced.

    An explanation stays with a figure that comes again as it was; one about another figure goes.

    Args:
        source: where the figures come from, e.g. the letter.

    Returns:
        How many were written.

    Raises:
        AccessDenied: the person's agency has no part in the chemical declarations.
        Refused: the source is not named, or there are no rows.
    """
    _require_part(by)
    if not source.strip() or not rows:
        raise Refused("nation.figures.source_missing")
    for row in rows:
        identity: dict[str, Any] = {
            "year": row.year,
            "cas": row.cas,
            "activity": {"export": "import", "import": "export"}[row.activity],
            "partner": row.partner,
        }
        said_again = PartnerFigure.objects.select_for_update().filter(**identity, grams=row.grams).exists()
        forgotten = {} if said_again else {"explanation": "", "explained_by": None}
        PartnerFigure.objects.update_or_create(
            **identity,
            defaults={
                "grams": row.grams,
                "source": source.strip()[:200],
                "entered_by": by,
                "entered_at": timezone.now(),
                **forgotten,
            },
        )
    said = PartnerFiguresEntered(file=file, count=len(rows))
    record(said, subject="nation.figures:partners", by=by)
    return len(rows)


@use_case
def explain(year: int, cas: str, activity: str, partner: str, *, reason: str, by: User) -> PartnerFigure:
    """Write why own and partner figures differ.

    Raises:
        Refused: no such figure, or no reason.
    """
    access.require(by, Permission.NATION_FIGURES_WRITE)
    rows = queries.partner_figures(year, for_=by).select_for_update(of=("self",))
    row = rows.filter(cas=cas, activity=activity, partner=partner).first()
    if row is None or not reason.strip():
        raise Refused("nation.declaration.reason_missing")
    row.explanation, row.explained_by = reason.strip()[:2000], by
    row.save(update_fields=["explanation", "explained_by"])
    said = DifferenceExplained(year=year, cas=cas, country=partner, reason=row.explanation)
    record(said, subject="nation.figures:partners", by=by)
    return row


def _require_part(by: User) -> None:
    """Refuse unless the person may write figures and their agency has a part in what they are for."""
    access.require(by, Permission.NATION_FIGURES_WRITE)
    if not queries.may_see_figures(by):
        raise access.AccessDenied(by, Permission.NATION_FIGURES_WRITE)
