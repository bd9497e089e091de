"""Judge a standing declaration again: a notice or a switch changed and its goods have not left."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.enforcement import workflow
from stratrade.apps.enforcement.events import (
    DeclarationJudged,
    DeclarationJudgedAgain,
    DoubtGoesOn,
    HoldEnded,
    JudgementDoubted,
)
from stratrade.apps.enforcement.models import Declaration, Rejudgement
from stratrade.apps.enforcement.services import approved, ceiling, declare, noticed, touched, weigh
from stratrade.apps.notices import services as notices
from stratrade.engines.determination.served import CODES
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message
from stratrade.engines.verdict.judge import Verdict
from stratrade.engines.verdict.lane import Lane
from stratrade.kernel.finding import Severity
from stratrade.kernel.validity import legal_date

_STATUS = Declaration.Status
_PASSES = frozenset({Lane.RELEASE, Lane.AUDIT})
_WEIGHTY = frozenset({Severity.BLOCK.value, Severity.WARNING.value})


def doubt_standing(happening: Happening) -> None:
    """A notice, an approval, a rule or a switch begins or ends: what it speaks of is to be judged again.

    One page of standing declarations is looked at; where there are more, an event of its own goes on from there.
    """
    event, after = happening.event, 0
    if isinstance(event, DoubtGoesOn):
        after = event.after
        event = Event.known[event.cause].from_payload(event.said)
    doubt = touched.doubt_of(event, happening.subject)
    if doubt is None:
        return
    found, last = touched.page(doubt, after=after)
    _doubt(found, event, doubt.reference)
    if last is not None:
        goes_on = DoubtGoesOn(event.event_name(), event.payload(), after=last)
        record(goes_on, subject=happening.subject, by=SYSTEM)


def _doubt(found: Iterable[Declaration], event: Event, reference: str) -> None:
    for row in found:
        record(
            JudgementDoubted(declaration=str(row), cause=event.event_name(), reference=reference),
            subject=row.subject,
            by=SYSTEM,
        )


def recheck(happening: Happening) -> None:
    """A declaration was judged while a notice was being signed or ended, and did not see it: judge it again."""
    event = happening.event
    if not isinstance(event, DeclarationJudged):
        return
    row = Declaration.objects.filter(public_id=UUID(happening.subject.split(":", 1)[1])).first()
    if row is None:
        return
    told = noticed.by_item(records.load(row.content), on=today()).values()
    speaking = {notice.reference for notices_of in told for notice in notices_of}
    findings = [f for item in row.items.all() for f in item.findings if f["code"] in CODES]
    apart = speaking ^ {str(f["params"]["notice"]) for f in findings}
    if apart:
        _doubt([row], event, ", ".join(sorted(apart))[:120])


def judge_again(happening: Happening) -> None:
    """Do it, in a job of its own for each declaration."""
    event = happening.event
    if isinstance(event, JudgementDoubted):
        public_id = UUID(happening.subject.split(":", 1)[1])
        rejudge(public_id, cause=event.cause, reference=event.reference, by=SYSTEM)


@use_case
def rejudge(public_id: UUID, *, cause: str, reference: str, by: User) -> Rejudgement | None:
    """Judge a declaration that has not left by what holds today; customs is told where its reasons change.

    List, law, licences and the parties found are those of its acceptance; notices and switches those of today.

    Args:
        cause: name of the event that asks for it.
        reference: the notice or switch that the event is about.

    Returns:
        What changed; None where nothing did.
    """
    access.require(by, Permission.ENFORCEMENT_DECLARATION_SUBMIT)
    row = Declaration.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if row.status not in {_STATUS.WAITING, _STATUS.HELD, _STATUS.RELEASED}:
        unchanged()
        return None
    message = records.load(row.content)
    ceiling.lock(row)
    verdict, _editions = weigh.weigh(
        message,
        hits=hits(row),
        held=weigh.own(row),
        matter=row.ledger_key,
        on=_accepted(row, message),
        by=by,
    )
    before = {i.number: [_key(f) for f in i.findings] for i in row.items.all()}
    after = {v.number: [_key(f.as_dict()) for f in v.findings] for v in verdict.items}
    if before == after and row.lane == verdict.lane.value:
        unchanged()
        return None
    lane, status = row.lane, row.status
    fresh = _fresh(verdict, before)
    _write(row, message, verdict, by)
    _settle(row, verdict, fresh, reference, by)
    done = Rejudgement.objects.create(
        declaration=row,
        at=timezone.now(),
        cause=cause,
        reference=reference,
        lane_before=lane,
        lane_after=row.lane,
        status_before=status,
        status_after=row.status,
        fresh=fresh,
    )
    record(
        DeclarationJudgedAgain(str(row), reference, lane_before=lane, lane=row.lane),
        subject=row.subject,
        by=by,
    )
    _tell(row, reference)
    return done


def _tell(row: Declaration, reference: str) -> None:
    notices.tell(
        ["role:customs", "role:supervisor"],
        "notices.enforcement.judged_again",
        {"declaration": str(row), "reference": reference},
        link=f"/customs/declarations/{row.public_id}",
    )


def _accepted(row: Declaration, message: Message) -> Any:
    judged = legal_date(row.judged_at, settings.LEGAL_TIME_ZONE)
    return min(message.date, judged, today()) if message.date else judged


def hits(row: Declaration) -> list[dict[str, Any]]:
    """The parties found when it was judged."""
    first = row.items.first()
    return list(first.hits) if first is not None else []


def _key(finding: dict[str, Any]) -> str:
    return f"{finding['code']} {sorted(finding['params'].items())} {finding['severity']}"


def _fresh(verdict: Verdict, before: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Reasons that ask for an officer and were not there before."""
    found = []
    for item in verdict.items:
        known = set(before.get(item.number, ()))
        rows = [f.as_dict() for f in item.findings]
        found += [f for f in rows if f["severity"] in _WEIGHTY and _key(f) not in known]
    return found


def _write(row: Declaration, message: Message, verdict: Verdict, by: User) -> None:
    """Lanes and reasons as they are now; reservations move only where the licences used are others."""
    items = {item.number: item for item in message.items}
    kept = {item.number: item for item in row.items.all()}
    row.lane = verdict.lane.value
    row.save(update_fields=["lane"])
    approved.settle(row, verdict, by=by)
    held = weigh.own(row)
    same = held == {(use.line_id, v.number): use.quantity for v in verdict.items for use in v.licences}
    uses = {} if same else weigh.reserve(row, items, verdict, held=held, by=by)
    for v in verdict.items:
        old = kept[v.number]
        use = (old.licences, []) if same else uses.get(v.number, ([], []))
        new = weigh.row(row, items[v.number], v, use)
        old.lane, old.findings, old.entries, old.licences = new.lane, new.findings, new.entries, new.licences
        old.general, old.substances = new.general, new.substances
        old.save(update_fields=["lane", "findings", "entries", "licences", "general", "substances"])


def _settle(
    row: Declaration, verdict: Verdict, fresh: list[dict[str, Any]], reference: str, by: User
) -> None:
    """Stop or recall what got worse; free what was stopped for a reason that is gone."""
    if fresh:
        blocks = any(f["severity"] == Severity.BLOCK.value for f in fresh)
        if blocks and verdict.lane is Lane.HOLD and row.mode == declare.BINDING:
            if row.status != _STATUS.HELD:
                declare.stop(row, verdict, by=by)
        elif row.status == _STATUS.RELEASED:
            workflow.DECLARATION.advance(row, "recall", by=by)
        return
    hold = row.holds.filter(lifted_at=None).first()
    if hold is not None and hold.started_by_id is not None:
        return
    to = _freed_to(row, verdict)
    if to == _STATUS.RELEASED and row.status != to and ceiling.no_room(row) is not None:
        return
    if row.status == _STATUS.HELD and to != _STATUS.HELD and hold is not None:
        hold.lifted_at, hold.lift_reason = timezone.now(), reference
        hold.save(update_fields=["lifted_at", "lift_reason"])
        workflow.DECLARATION.advance(row, "free" if to == _STATUS.RELEASED else "return", by=by)
        record(HoldEnded(str(row), reference), subject=row.subject, by=by)
    elif row.status == _STATUS.WAITING and to == _STATUS.RELEASED:
        workflow.DECLARATION.advance(row, "pass", by=by)


def _freed_to(row: Declaration, verdict: Verdict) -> str:
    """Where a declaration belongs for which no new reason was found.

    What had been let go before it was stopped goes back there once everything that was new since is gone.
    """
    if verdict.lane in _PASSES:
        return _STATUS.RELEASED
    stopped = (
        row.rejudgements.filter(status_before=_STATUS.RELEASED, status_after__in=["HELD", "WAITING"])
        .order_by("-pk")
        .first()
    )
    if stopped is not None:
        here = {_key(f.as_dict()) for item in verdict.items for f in item.findings}
        since = row.rejudgements.filter(pk__gte=stopped.pk)
        if all(_key(f) not in here for one in since for f in one.fresh):
            return _STATUS.RELEASED
    if row.status == _STATUS.HELD and verdict.lane is not Lane.HOLD:
        return _STATUS.WAITING
    return str(row.status)
