"""Enter sites in the register, change them, and record visits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.nation import queries
from stratrade.apps.nation.events import FacilityChanged, FacilityRegistered, InspectionRecorded
from stratrade.apps.nation.models import Facility, Inspection
from stratrade.apps.nation.services.steps import Refused


@dataclass(frozen=True, slots=True)
class FacilityFields:
    """What is kept of a site: nothing of how it is guarded."""

    kind: str
    name: str
    province: str
    operator: str = ""
    parts: Sequence[str] = ()
    level: str = ""
    scope: str = ""
    declared_since: dt.date | None = None
    closed_on: dt.date | None = None
    note: str = ""


@use_case
def register(fields: FacilityFields, *, agency: str, by: User) -> Facility:
    """Enter a site.

    Args:
        agency: code of the agency competent for it.

    Raises:
        Refused: name or province is missing, the kind or agency is unknown, the name is taken, or sites of the
            kind are not declared as one of `parts`.
    """
    access.require(by, Permission.NATION_FACILITY_WRITE)
    competent = accounts.agency(agency)
    if competent is None:
        raise Refused("nation.facility.unfit")
    row = Facility(agency=competent, created_at=timezone.now())
    _put(row, fields, by)
    record(FacilityRegistered(name=row.name, kind=row.kind), subject=row.subject, by=by)
    return row


@use_case
def change(public_id: UUID, fields: FacilityFields, *, version: int | None, by: User) -> Facility:
    """Change the record of a site.

    Raises:
        Refused: as `register`.
        StaleVersion: it was changed meanwhile.
    """
    row = _locked(public_id, version, by)
    row.version += 1
    _put(row, fields, by)
    record(FacilityChanged(name=row.name), subject=row.subject, by=by)
    return row


@use_case
def inspect(
    public_id: UUID,
    *,
    made_by: str,
    began_on: dt.date,
    ended_on: dt.date,
    outcome: str,
    follow_up_due: dt.date | None,
    by: User,
) -> Inspection:
    """Record a visit.

    Raises:
        Refused: it ends before it begins, nothing is said of what came of it, or nobody such inspects.
    """
    row = _locked(public_id, None, by)
    if made_by not in Inspection.By.values or ended_on < began_on or not outcome.strip():
        raise Refused("nation.facility.visit_unfit")
    visit = Inspection.objects.create(
        facility=row,
        made_by=made_by,
        began_on=began_on,
        ended_on=ended_on,
        outcome=outcome.strip()[:4000],
        follow_up_due=follow_up_due,
        entered_by=by,
        entered_at=timezone.now(),
    )
    said = InspectionRecorded(name=row.name, made_by=made_by, began_on=began_on)
    record(said, subject=row.subject, by=by)
    return visit


def _locked(public_id: UUID, version: int | None, by: User) -> Facility:
    access.require(by, Permission.NATION_FACILITY_WRITE)
    row = queries.facilities(for_=by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    return row


def _put(row: Facility, fields: FacilityFields, by: User) -> None:
    """Write a site; refused where the person might not know of it afterwards."""
    closed_first = (
        fields.closed_on is not None
        and fields.declared_since is not None
        and fields.closed_on < fields.declared_since
    )
    lacks = not (fields.name.strip() and fields.province.strip())
    if lacks or closed_first or fields.kind not in Facility.Kind.values:
        raise Refused("nation.facility.unfit")
    fit = Facility.PARTS.get(fields.kind, ())
    if not set(fields.parts) <= set(fit):
        raise Refused("nation.facility.part_unfit")
    for name, value in {**asdict(fields), "parts": [one for one in fit if one in fields.parts]}.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Refused("nation.facility.name_taken", name=fields.name) from taken
    if not queries.facilities(for_=by).filter(pk=row.pk).exists():
        raise access.AccessDenied(by, Permission.NATION_FACILITY_WRITE, row)
