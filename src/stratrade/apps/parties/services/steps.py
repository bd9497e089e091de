"""Merging and parting of records by two people: one proposes, another agrees or sends it back."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.parties.events import IdentityProposed, IdentitySentBack
from stratrade.apps.parties.models import IdentityStep, Merge, Party
from stratrade.apps.parties.services import identity
from stratrade.apps.parties.services.identity import Unfit

_Action = IdentityStep.Action


@use_case
def propose_merge(public_id: UUID, other: UUID, *, reason: str, by: User) -> IdentityStep:
    """Propose to make another record part of this one; see `identity.merge`.

    Args:
        public_id: the record that stays.
        other: the record that goes into it.

    Raises:
        Unfit: the records cannot be merged, no reason, or one such step waits already.
    """
    access.require(by, Permission.PARTIES_PARTY_MERGE)
    survivor, absorbed = Party.objects.get(public_id=public_id), Party.objects.get(public_id=other)
    identity.fit_merge(survivor, absorbed)
    step = IdentityStep(action=_Action.MERGE, party=survivor, other=absorbed, reason=reason)
    return _proposed(step, by)


@use_case
def propose_unmerge(merge_id: UUID, *, reason: str, by: User) -> IdentityStep:
    """Propose to take a merge back; see `identity.unmerge`.

    Raises:
        Unfit: it cannot be taken back, no reason, or one such step waits already.
    """
    access.require(by, Permission.PARTIES_PARTY_MERGE)
    row = Merge.objects.select_related("survivor__merged_into", "absorbed").get(public_id=merge_id)
    identity.fit_unmerge(row)
    step = IdentityStep(
        action=_Action.UNMERGE, party=row.survivor, other=row.absorbed, merge=row, reason=reason
    )
    return _proposed(step, by)


@use_case
def propose_split(
    public_id: UUID,
    *,
    name: str,
    country: str,
    dealings: Sequence[int],
    identifiers: Sequence[int],
    reason: str,
    by: User,
) -> IdentityStep:
    """Propose to part one record into two; see `identity.split`.

    Raises:
        Unfit: nothing to part, no name, no reason, or one such step waits already.
    """
    access.require(by, Permission.PARTIES_PARTY_MERGE)
    party = Party.objects.get(public_id=public_id)
    if not name.strip() or not (dealings or identifiers):
        raise Unfit("parties.split.nothing")
    content = {
        "name": name[:300],
        "country": country,
        "dealings": list(dealings),
        "identifiers": list(identifiers),
    }
    return _proposed(IdentityStep(action=_Action.SPLIT, party=party, content=content, reason=reason), by)


@use_case
def agree_step(public_id: UUID, *, by: User) -> Party:
    """Agree to what another person proposed; it is done at once, as far as it still can be.

    Returns:
        The record to look at: the one that stayed, the one that stands by itself again, or the new one.

    Raises:
        SamePerson: the one who proposed it.
        Unfit: decided already, or it cannot be done any more.
    """
    step = _open(public_id, by)
    done = _done(step, by)
    step.status, step.decided_at, step.decided_by = IdentityStep.Status.DONE, timezone.now(), by
    step.save(update_fields=["status", "decided_at", "decided_by"])
    return done


@use_case
def send_back_step(public_id: UUID, *, reason: str, by: User) -> Party:
    """Do not agree; nothing is changed.

    Raises:
        SamePerson: the one who proposed it.
        Unfit: decided already, or no reason.
    """
    step = _open(public_id, by)
    if not reason.strip():
        raise Unfit("parties.merge.reason")
    step.status, step.decided_at, step.decided_by = IdentityStep.Status.SENT_BACK, timezone.now(), by
    step.answer = reason.strip()
    step.save(update_fields=["status", "decided_at", "decided_by", "answer"])
    said = IdentitySentBack(action=step.action, name=step.party.name, other=_other(step), reason=step.answer)
    record(said, subject=step.party.subject, by=by)
    return step.party


def _proposed(step: IdentityStep, by: User) -> IdentityStep:
    if not step.reason.strip():
        raise Unfit("parties.merge.reason")
    step.reason, step.proposed_at, step.proposed_by = step.reason.strip(), timezone.now(), by
    try:
        with transaction.atomic():
            step.save()
    except IntegrityError:
        raise Unfit("parties.step.waits", name=step.party.name) from None
    said = IdentityProposed(action=step.action, name=step.party.name, other=_other(step), reason=step.reason)
    record(said, subject=step.party.subject, by=by)
    return step


def _open(public_id: UUID, by: User) -> IdentityStep:
    """A step that waits, locked, for somebody else than who proposed it."""
    access.require(by, Permission.PARTIES_PARTY_MERGE)
    rows = IdentityStep.objects.select_for_update(of=("self",)).select_related("party", "other", "merge")
    step = rows.select_related("proposed_by").get(public_id=public_id)
    if step.status != IdentityStep.Status.PROPOSED:
        raise Unfit("parties.step.decided", name=step.party.name)
    access.require_other_person(by, not_=step.proposed_by)
    return step


def _done(step: IdentityStep, by: User) -> Party:
    if step.action == _Action.MERGE and step.other is not None:
        return identity.merge(step.party.public_id, step.other.public_id, reason=step.reason, by=by).survivor
    if step.action == _Action.UNMERGE and step.merge is not None:
        return identity.unmerge(step.merge.public_id, reason=step.reason, by=by)
    return identity.split(step.party.public_id, **step.content, reason=step.reason, by=by)


def _other(step: IdentityStep) -> str:
    return step.other.name if step.other is not None else str(step.content.get("name", ""))
