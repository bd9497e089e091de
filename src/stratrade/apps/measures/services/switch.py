"""Set a switch of the sanctions pack: only by the foreign ministry's determination, its document and two people."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import services as documents
from stratrade.apps.measures import queries, workflow
from stratrade.apps.measures.events import SwitchProposed, SwitchRefused, SwitchSentBack, SwitchSet
from stratrade.apps.measures.models import SwitchDetermination
from stratrade.kernel.finding import Finding, Severity


class SwitchNotSet(Exception):
    """A switch stays as it is.

    Args:
        finding: why.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def propose(
    switch: str,
    position: str,
    *,
    paper: str,
    dated_on: date | None,
    document: tuple[bytes, str] | None,
    by: User,
) -> SwitchDetermination:
    """Enter the ministry's determination; the switch stays until another person of the ministry signs.

    Args:
        position: ON or OFF.
        paper: number of the determination.
        dated_on: its day.
        document: its bytes and name.

    Raises:
        SwitchNotSet: something is missing or the person does not speak for the ministry; the try is in the trail.
        UploadRefused: see `documents.services.keep`.
    """
    row, finding = _propose(switch, position, paper.strip(), dated_on, document, by=by)
    if row is None or finding is not None:
        raise SwitchNotSet(finding or Finding("measures.switch.no_record", Severity.BLOCK))
    return row


@use_case
def _propose(
    switch: str,
    position: str,
    paper: str,
    dated_on: date | None,
    document: tuple[bytes, str] | None,
    *,
    by: User,
) -> tuple[SwitchDetermination | None, Finding | None]:
    access.require(by, Permission.MEASURES_SWITCH_READ)
    subject = f"measures.switch:{switch if switch in queries.switches() else 'unknown'}"
    code = _lacking(switch, position, paper, dated_on, document, by)
    if code or dated_on is None or document is None:
        record(SwitchRefused(switch=switch[:60], position=position[:3], reason=code), subject=subject, by=by)
        return None, Finding(code, Severity.BLOCK)
    row = SwitchDetermination.objects.create(
        switch=switch,
        position=position,
        paper=paper[:120],
        dated_on=dated_on,
        authority=queries.switch_authority(today()),
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    raw, name = document
    documents.keep(raw, name, kind="determination", about=row.papers, by=by)
    record(SwitchProposed(switch, position, row.paper, dated_on.isoformat()), subject=row.subject, by=by)
    return row, None


def _lacking(
    switch: str,
    position: str,
    paper: str,
    dated_on: date | None,
    document: tuple[bytes, str] | None,
    by: User,
) -> str:
    """The code of what is missing; empty where nothing is."""
    if switch not in queries.switches() or position not in SwitchDetermination.Position.values:
        return "measures.switch.unknown"
    if not queries.may_set(by):
        return "measures.switch.not_the_ministry"
    if not paper or dated_on is None or document is None:
        return "measures.switch.no_record"
    return "measures.switch.day_ahead" if dated_on > today() else ""


def decide(public_id: UUID, *, sign: bool, version: int | None, by: User) -> SwitchDetermination:
    """Sign a determination, which sets the switch from today on, or send it back.

    Raises:
        SwitchNotSet: the person does not speak for the ministry; the try is in the trail.
        SamePerson: four eyes.
    """
    row, done = _decide(public_id, sign, version, by=by)
    if not done:
        raise SwitchNotSet(Finding("measures.switch.not_the_ministry", Severity.BLOCK))
    return row


@use_case
def _decide(
    public_id: UUID, sign: bool, version: int | None, *, by: User
) -> tuple[SwitchDetermination, bool]:
    access.require(by, Permission.MEASURES_SWITCH_READ)
    row = SwitchDetermination.objects.select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    if not queries.may_set(by):
        why = "measures.switch.not_the_ministry"
        record(SwitchRefused(row.switch, row.position, why), subject=row.subject, by=by)
        return row, False
    access.require_other_person(by, not_=row.proposed_by)
    row.decided_at, row.decided_by = timezone.now(), by
    row.set_on = today() if sign else None
    row.save(update_fields=["decided_at", "decided_by", "set_on"])
    workflow.SWITCH.advance(row, "set" if sign else "send_back", by=by)
    event: SwitchSet | SwitchSentBack = (
        SwitchSet(row.switch, row.position, row.paper) if sign else SwitchSentBack(row.switch, row.paper)
    )
    record(event, subject=row.subject, by=by)
    return row, True
