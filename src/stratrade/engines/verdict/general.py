"""General authorisations at the border: whether one that a line states may be used, and why not."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stratrade.engines.determination.rules import Jurisdiction, Relief
from stratrade.engines.verdict.declaration import Item
from stratrade.engines.verdict.lane import Lane
from stratrade.kernel.finding import Finding, Severity

COVERED = "determination.duty.general"
"""The reason with which the determination says that a general authorisation lifts the duty."""
STATED = "state_on_declaration"
STANDING = "REGISTERED"
CONTRADICTED = "CONTRADICTED"
"""The number that the exporter states is another company's than its name."""
OVERDUE = "OVERDUE"
"""Nobody registered in the days that were left for it since the first use."""
WITHIN_DAYS = "within_30_days"
"""Registration is due within thirty days of the first use."""
_WHY = {
    "SUSPENDED": "enforcement.general.suspended",
    OVERDUE: "enforcement.general.registration_overdue",
    CONTRADICTED: "enforcement.general.other_company",
}


@dataclass(frozen=True, slots=True)
class General:
    """What customs makes of one: lane and reason; `stops` where the goods are held, `used` where it counts as used."""

    finding: Finding
    lane: Lane
    stops: bool = False
    used: str = ""


def stated(item: Item, reliefs: Sequence[Relief]) -> list[Relief]:
    """The general authorisations that a line of a declaration quotes by their code."""
    quoted = {reference.strip().upper() for reference in item.licences}
    quoted |= {paper.reference.strip().upper() for paper in item.documents}
    return [r for r in reliefs if r.kind == "general" and r.id.upper() in quoted]


def weigh(relief: Relief, *, quoted: bool, registrations: Mapping[str, str]) -> General:
    """Whether an authorisation that covers the goods may be used by this exporter.

    Args:
        quoted: the declaration states it.
        registrations: authorisation -> how the exporter's registration for it stands; OVERDUE where it is wanting
            long after the first use, of which the authorisation says what follows.
    """
    name = {"name": relief.id}
    if not quoted and STATED in relief.conditions:
        return General(
            Finding("enforcement.general.not_stated", Severity.WARNING, name, relief.reference),
            Lane.DOCUMENTARY,
        )
    status = registrations.get(relief.id, "")
    if not relief.registration or status == STANDING:
        found = Finding("enforcement.general.fits", Severity.INFO, name, relief.reference)
        return General(found, Lane.AUDIT if relief.returns else Lane.RELEASE, used=relief.id)
    if relief.registration == WITHIN_DAYS and not status:
        found = Finding("enforcement.general.register_in_time", Severity.NOTICE, name, relief.reference)
        return General(found, Lane.AUDIT, used=relief.id)
    if status == OVERDUE and relief.late == "remind":
        found = Finding("enforcement.general.register_late", Severity.WARNING, name, relief.reference)
        return General(found, Lane.AUDIT, used=relief.id)
    code = _WHY.get(status, "enforcement.general.not_registered")
    return General(Finding(code, Severity.BLOCK, name, relief.reference), Lane.DOCUMENTARY, stops=True)


def stands(relief: Relief, jurisdiction: Jurisdiction, *, on: dt.date) -> bool:
    """Whether an authorisation is in force on a day; a draft in exercises only."""
    return relief.interval.contains(on) and (relief.status == "in_force" or jurisdiction.exercise)


def unfit(
    relief: Relief, *, standing: bool, activity: str, destination: str, entries: Collection[str]
) -> Finding:
    """Why an authorisation that a line states does not cover it."""
    why = "other_goods"
    if not standing:
        why = "not_in_force"
    elif activity not in relief.activities:
        why = "other_activity"
    elif relief.destinations and destination not in relief.destinations:
        why = "other_destination"
    params = {"name": relief.id, "unmet": why, "entry": ", ".join(entries)}
    return Finding("enforcement.general.conditions_unmet", Severity.WARNING, params, relief.reference)
