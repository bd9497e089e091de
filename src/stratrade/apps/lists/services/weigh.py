"""What a proposed edition changes, worked out in a job so that no page waits for it, and kept with the proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.lists.events import ImpactAsked, ImpactWorkedOut
from stratrade.apps.lists.models import Proposal

TASK = "lists.weigh"
QUEUE = "editions"


@dataclass(frozen=True, slots=True)
class Weighing:
    """A proposed edition whose effect is to be worked out."""

    public_id: UUID
    digest: str
    in_force_from: date
    round: int


def defer(proposal: Proposal) -> None:
    """Have it worked out; in the running transaction, so that the job rolls back with it."""
    jobs.configure_task(TASK, queue=QUEUE, lock=TASK).defer(proposal=str(proposal.public_id))


def weighing(public_id: UUID) -> Weighing | None:
    """What a job needs to know; None where the proposal has been decided or worked out meanwhile."""
    row = Proposal.objects.filter(
        public_id=public_id, status=Proposal.Status.PROPOSED, impact_at__isnull=True
    )
    found = row.values_list("edition__digest", "in_force_from", "impact_round").first()
    return None if found is None else Weighing(public_id, *found)


def weigh_progress(what: Weighing, done: int) -> None:
    """Say how many stored items have been looked at; nothing that anybody relies on."""
    rows = Proposal.objects.filter(public_id=what.public_id, impact_round=what.round, impact_at__isnull=True)
    rows.update(impact_done=done)


@use_case
def weighed(what: Weighing, report: Mapping[str, object], *, by: User = SYSTEM) -> Proposal:
    """Keep what a proposed edition was found to change; not where it was asked anew while that was worked out.

    Args:
        what: what was worked out.
        report: `before`, `after`, counts `looked_at` and `changed` by kind, and `rows`.
    """
    access.require(by, Permission.LISTS_EDITION_LOAD)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition")
    row = rows.get(public_id=what.public_id)
    stands = row.status == Proposal.Status.PROPOSED and row.impact_at is None
    if not stands or row.impact_round != what.round:
        unchanged()
        return row
    row.impact, row.impact_at = dict(report), timezone.now()
    row.save(update_fields=["impact", "impact_at"])
    counts = report.get("changed")
    changed = sum(counts.values()) if isinstance(counts, Mapping) else 0
    record(ImpactWorkedOut(edition=row.edition.code, changed=changed), subject=row.subject, by=by)
    return row


@use_case
def weigh_again(public_id: UUID, *, by: User) -> Proposal:
    """Have it worked out again, with what is stored by now.

    Raises:
        AccessDenied: the person neither proposes nor adopts.
    """
    adopts = access.may(by, Permission.LISTS_EDITION_ADOPT)
    access.require(by, Permission.LISTS_EDITION_ADOPT if adopts else Permission.LISTS_EDITION_PROPOSE)
    row = Proposal.objects.select_for_update(of=("self",)).select_related("edition").get(public_id=public_id)
    if row.status != Proposal.Status.PROPOSED:
        unchanged()
        return row
    row.impact, row.impact_at, row.impact_done = {}, None, 0
    row.impact_round += 1
    row.save(update_fields=["impact", "impact_at", "impact_done", "impact_round"])
    record(ImpactAsked(edition=row.edition.code), subject=row.subject, by=by)
    defer(row)
    return row
