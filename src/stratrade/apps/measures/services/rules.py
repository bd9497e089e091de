"""Change a rule of the sanctions pack: a steward drafts, it is worked out what it changes, another puts it in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.measures import queries, rulebook, workflow
from stratrade.apps.measures.events import (
    RuleDiscarded,
    RuleDrafted,
    RuleEffectShown,
    RuleKept,
    RuleLeaving,
    RuleOffered,
    RulePutInForce,
    RuleSentBack,
    RuleTurned,
    RuleWithdrawn,
)
from stratrade.apps.measures.models import RuleChange
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.validity import legal_date

TASK = "measures.show_effect"
QUEUE = "editions"
_PATTERN = "SAN-{year}-{number:05d}-{check}"


class NotChangeable(ValueError):
    """The change of a rule cannot be made so.

    Args:
        finding: what is wrong; `field` where it is a field of the draft.
    """

    def __init__(self, finding: Finding, field: str = "") -> None:
        self.finding = finding
        self.field = field
        super().__init__(finding.code)


@dataclass(frozen=True, slots=True)
class Fields:
    """A change of a rule as it is drafted; see `RuleChange`.

    Args:
        kind: ADD, CHANGE, CLOSE or LIST.
        content: the rule without its days; empty where it is closed.
        instrument: under which the State makes the change.
    """

    kind: str
    rule: str
    content: Mapping[str, Any]
    starts_on: date
    ends_on: date | None
    instrument: str
    note: str = ""


@use_case
def draft(
    fields: Fields, *, public_id: UUID | None = None, version: int | None = None, by: User
) -> RuleChange:
    """Draft a change, or change the draft; nothing is in force by that.

    Args:
        fields: the change.
        public_id: of a draft that is edited; None for a new one.

    Raises:
        NotChangeable: names the field.
        StaleVersion, AccessDenied: as they say.
    """
    access.require(by, Permission.MEASURES_RULE_DRAFT)
    own = None if public_id is None else _locked(public_id, version)
    if own is not None and own.status != RuleChange.Status.DRAFT:
        raise NotChangeable(Finding("measures.rule.not_a_draft", Severity.BLOCK))
    for field, finding in rulebook.faults(
        fields.kind, fields.rule, fields.content, starts_on=fields.starts_on, ends_on=fields.ends_on, own=own
    ):
        raise NotChangeable(finding, field)
    if not fields.instrument.strip():
        raise NotChangeable(Finding("measures.rule.missing", Severity.BLOCK), "instrument")
    row = own or RuleChange(reference=numbers.draw(_PATTERN, year=today().year))
    row.drafted_at, row.drafted_by = timezone.now(), by  # whoever wrote it last decides nothing of it
    row.kind, row.rule = fields.kind, fields.rule
    row.content = dict(fields.content) if fields.kind != RuleChange.Kind.CLOSE else {}
    row.before = rulebook.stood(fields.kind, fields.rule, on=fields.starts_on) or {}
    row.starts_on, row.ends_on = fields.starts_on, fields.ends_on
    row.instrument, row.note = fields.instrument.strip()[:300], fields.note.strip()[:1000]
    row.effect, row.effect_at, row.effect_done, row.effect_of = {}, None, 0, 0
    row.version = row.version + 1 if own is not None else 1
    row.save()
    record(
        RuleDrafted(row.reference, row.rule, row.kind, row.starts_on.isoformat()), subject=row.subject, by=by
    )
    _defer(row)
    return row


def _defer(row: RuleChange) -> None:
    jobs.configure_task(TASK, queue=QUEUE, lock=TASK).defer(change=str(row.public_id), version=row.version)


@use_case
def offer(public_id: UUID, *, version: int | None, by: User) -> RuleChange:
    """Put a draft before the second person.

    Raises:
        NotChangeable: it is not worked out yet what it changes.
    """
    row = _locked(public_id, version)
    if row.effect_at is None:
        raise NotChangeable(Finding("measures.rule.effect_unknown", Severity.BLOCK))
    workflow.RULE.advance(row, "offer", by=by)
    record(RuleOffered(row.reference, row.rule), subject=row.subject, by=by)
    return row


@use_case
def discard(public_id: UUID, *, version: int | None, by: User) -> RuleChange:
    """Put a draft aside."""
    row = _locked(public_id, version)
    workflow.RULE.advance(row, "discard", by=by)
    record(RuleDiscarded(row.reference), subject=row.subject, by=by)
    return row


@use_case
def adopt(public_id: UUID, *, version: int | None, by: User) -> RuleChange:
    """Put an offered change in force from its first day, as the second person.

    Raises:
        SamePerson: four eyes.
        NotChangeable: its first day has passed, or the rule it was drafted over stands otherwise by now.
    """
    row = _locked(public_id, version)
    access.require_other_person(by, not_=row.drafted_by)
    if row.starts_on < today():
        raise NotChangeable(Finding("measures.rule.past", Severity.BLOCK, {"day": row.starts_on.isoformat()}))
    if (rulebook.stood(row.kind, row.rule, on=row.starts_on) or {}) != row.before:
        raise NotChangeable(Finding("measures.rule.stands_otherwise", Severity.BLOCK, {"rule": row.rule}))
    workflow.RULE.advance(row, "adopt", by=by)
    row.decided_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["decided_at", "decided_by"])
    record(
        RulePutInForce(row.reference, row.rule, row.kind, row.starts_on.isoformat(), row.instrument),
        subject=row.subject,
        by=by,
    )
    return row


@use_case
def send_back(public_id: UUID, *, reason: str, version: int | None, by: User) -> RuleChange:
    """Send an offered change back to its drafter with a reason."""
    row = _locked(public_id, version)
    access.require_other_person(by, not_=row.drafted_by)
    row.reason = _reason(reason)
    row.save(update_fields=["reason"])
    workflow.RULE.advance(row, "send_back", by=by)
    record(RuleSentBack(row.reference, row.reason), subject=row.subject, by=by)
    return row


@use_case
def leave(public_id: UUID, *, reason: str, version: int | None, by: User) -> RuleChange:
    """Ask to withdraw a change; it stays in force until another person settles it."""
    row = _locked(public_id, version)
    row.leaving_by, row.reason = by, _reason(reason)
    row.save(update_fields=["leaving_by", "reason"])
    workflow.RULE.advance(row, "leave", by=by)
    record(RuleLeaving(row.reference, row.reason), subject=row.subject, by=by)
    return row


@use_case
def settle(public_id: UUID, *, withdraw: bool, reason: str, version: int | None, by: User) -> RuleChange:
    """Withdraw a change from today on as the second person, or keep it with a reason.

    Raises:
        SamePerson: four eyes.
    """
    row = _locked(public_id, version)
    access.require_other_person(by, not_=row.leaving_by)
    if withdraw:
        workflow.RULE.advance(row, "withdraw", by=by)
        row.stopped_on, row.stopped_by = today(), by
        row.save(update_fields=["stopped_on", "stopped_by"])
        record(RuleWithdrawn(row.reference, row.rule, row.reason), subject=row.subject, by=by)
        return row
    why = _reason(reason)
    workflow.RULE.advance(row, "keep", by=by)
    row.leaving_by, row.reason = None, ""
    row.save(update_fields=["leaving_by", "reason"])
    record(RuleKept(row.reference, why), subject=row.subject, by=by)
    return row


@use_case
def turn(*, by: User = SYSTEM) -> int:
    """Say of which changes the first day has come, or the last has passed, once each; for the night.

    A night in which the job did not run is caught up.

    Returns:
        How many have turned.
    """
    access.require(by, Permission.MEASURES_RULE_READ)
    unchanged()  # most nights none turns
    day = today()
    far = day - queries.CAUGHT_UP
    near = Q(starts_on__lte=day, starts_on__gt=far) | Q(ends_on__lt=day, ends_on__gte=far)
    turned = 0
    for row in RuleChange.objects.filter(near, status__in=["IN_FORCE", "LEAVING"]).order_by("pk"):
        if _unsaid(row, day):
            record(RuleTurned(row.reference, row.rule), subject=row.subject, by=by)
            turned += 1
    return turned


def _unsaid(row: RuleChange, day: date) -> bool:
    """Whether a change has turned since it was last said that it stands, or that it turned."""
    turns = [row.starts_on, *([row.ends_on + timedelta(days=1)] if row.ends_on else [])]
    last = max(turn for turn in turns if turn <= day)
    said = EventRow.objects.filter(
        subject=row.subject, name__in=[RulePutInForce.event_name(), RuleTurned.event_name()]
    )
    at = said.order_by("-pk").values_list("occurred_at", flat=True)[0]
    return legal_date(at, settings.LEGAL_TIME_ZONE) < last


def effect_progress(public_id: UUID, done: int, of: int) -> None:
    """Say how many stored things have been judged again; nothing that anybody relies on."""
    RuleChange.objects.filter(public_id=public_id, effect_at=None).update(effect_done=done, effect_of=of)


@use_case
def effect_shown(
    public_id: UUID, report: Mapping[str, Any], *, version: int, by: User = SYSTEM
) -> RuleChange | None:
    """Keep what a draft was found to change; nothing where the draft was changed meanwhile."""
    access.require(by, Permission.MEASURES_RULE_READ)
    row = _locked(public_id, None)
    if row.version != version or row.status != RuleChange.Status.DRAFT:
        unchanged()
        return None
    row.effect, row.effect_at = dict(report), timezone.now()
    row.save(update_fields=["effect", "effect_at"])
    record(
        RuleEffectShown(row.reference, looked_at=report["looked_at"], changed=len(report["rows"])),
        subject=row.subject,
        by=by,
    )
    return row


def _reason(given: str) -> str:
    if not given.strip():
        raise NotChangeable(Finding("measures.rule.no_reason", Severity.BLOCK), "reason")
    return given.strip()[:500]


def _locked(public_id: UUID, version: int | None) -> RuleChange:
    row = RuleChange.objects.select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    return row
