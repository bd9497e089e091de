"""The one door to a transaction and to the trail: `use_case`, `record`, `unchanged`."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from psycopg import errors

from stratrade.apps.audit import chain, reactions
from stratrade.apps.audit.events import Event, Json
from stratrade.apps.audit.identity import uuid7
from stratrade.apps.audit.models import EventRow, Head

_TRIES = 4
_P = ParamSpec("_P")
_R = TypeVar("_R")


class Actor(Protocol):
    """Whoever acts: a user, a machine's account, or the system itself."""

    @property
    def audit_id(self) -> str:
        """What stays the same when the name changes, e.g. "user:<public id>" or "system"."""

    @property
    def audit_name(self) -> str:
        """What a reader of the trail recognises, e.g. the e-mail address."""


class Unaccounted(RuntimeError):
    """A use case would have ended without an access decision or an audit record; nothing was committed."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """An event said, to be written when the use case ends."""

    public_id: UUID
    event: Event
    payload: dict[str, Json]
    subject: str
    by: Actor
    occurred_at: datetime


@dataclass(slots=True)
class _Scope:
    """What one use case has said so far; `hosts` where a use case may run inside it (a reaction)."""

    hosts: bool = False
    decided: bool = False
    unchanged: bool = False
    pending: list[_Pending] = field(default_factory=list)


_scope: ContextVar[_Scope | None] = ContextVar("audit_scope", default=None)


def use_case(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a function as one whole: one durable transaction, an access decision and an audit record.

    The events it records are written just before the commit, their heads locked in ascending order of
    subject. A deadlock or serialisation failure is tried again up to three times, so the function has no
    outside effect.

    Args:
        function: asks `accounts.access.require` first and calls `record` (or `unchanged`) before it returns.

    Returns:
        The function with the transaction around it. Called inside another use case it raises RuntimeError, as
        no transaction may be inside another; inside a reaction it joins the reaction's transaction.

    Raises:
        Unaccounted: no access decision, or neither a record nor `unchanged`.
    """

    @functools.wraps(function)
    def whole(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        outer = _scope.get()
        if outer is not None and outer.hosts:
            with transaction.atomic(), _open(_Scope()) as scope:
                return _accounted(function, scope, *args, **kwargs)
        if outer is not None:
            raise RuntimeError(f"{function.__qualname__} is a use case and was called inside another one")
        return _tried_again(function, *args, **kwargs)

    return whole


def _tried_again(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic(durable=True), _open(_Scope()) as scope:
                return _accounted(function, scope, *args, **kwargs)
        except OperationalError as error:
            if attempt == _TRIES or not _worth_another_try(error):
                raise
    raise AssertionError("unreachable")


def _worth_another_try(error: OperationalError) -> bool:
    return isinstance(error.__cause__, errors.DeadlockDetected | errors.SerializationFailure)


def _accounted(function: Callable[_P, _R], scope: _Scope, *args: _P.args, **kwargs: _P.kwargs) -> _R:
    result = function(*args, **kwargs)
    if not scope.decided:
        raise Unaccounted(f"{function.__qualname__} made no access decision")
    if not scope.pending:
        if not scope.unchanged:
            raise Unaccounted(f"{function.__qualname__} recorded nothing")
        transaction.set_rollback(True)
    else:
        _write(scope.pending)
    return result


@contextmanager
def _open(scope: _Scope) -> Iterator[_Scope]:
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


@contextmanager
def hosting() -> Iterator[None]:
    """A transaction's worth of scope in which a reaction, decorated or not, may act and record.

    The caller has opened the transaction.
    """
    with _open(_Scope(hosts=True, decided=True)) as scope:
        yield
        _write(scope.pending)


def access_decided() -> None:
    """Note that the running use case asked who may do this. Called by `accounts.access`."""
    scope = _scope.get()
    if scope is not None:
        scope.decided = True


def unchanged() -> None:
    """Say that the running use case found nothing to change, e.g. a message that came twice.

    Where nothing is recorded, the transaction is then rolled back, so that nothing
    changes without a record.
    """
    scope = _scope.get()
    if scope is not None:
        scope.unchanged = True


def record(event: Event, *, subject: str, by: Actor) -> UUID:
    """Add an event to a subject's chain and defer those who react to it, in the running transaction.

    Args:
        event: what happened.
        subject: what it happened to, "<app>.<aggregate>:<public id>".
        by: who did it.

    Returns:
        The public id the event row will bear.

    Raises:
        RuntimeError: there is no transaction to write in.
        TypeError: the event holds what cannot be kept exactly.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded only inside a use case")
    pending = _Pending(
        public_id=uuid7(),
        event=event,
        payload=event.payload(),
        subject=subject,
        by=by,
        occurred_at=timezone.now(),
    )
    scope = _scope.get()
    if scope is None:
        _write([pending])
    else:
        scope.pending.append(pending)
    return pending.public_id


def _write(said: list[_Pending]) -> None:
    """Append events to their chains: heads locked in ascending order, rows added, reactions deferred."""
    by_subject: dict[str, list[_Pending]] = defaultdict(list)
    for pending in said:
        by_subject[pending.subject].append(pending)
    heads = _locked_heads(by_subject)
    EventRow.objects.bulk_create([row for s, head in heads.items() for row in _linked(head, by_subject[s])])
    _advance(list(heads.values()))
    for pending in said:
        reactions.defer(pending.event, pending.public_id, pending.subject)


def _locked_heads(subjects: Iterable[str]) -> dict[str, Head]:
    """The heads of subjects by subject, in ascending order; those of new subjects are begun."""
    wanted = set(subjects)
    rows = Head.objects.select_for_update().filter(subject__in=wanted).order_by("subject")
    heads = {head.subject: head for head in rows}
    if len(heads) < len(wanted):
        fresh = [Head(subject=s, count=0, hash=chain.START) for s in sorted(wanted - heads.keys())]
        Head.objects.bulk_create(fresh, ignore_conflicts=True)
        heads = {head.subject: head for head in rows.all()}
    return heads


def _advance(heads: Sequence[Head]) -> None:
    """Write counts and hashes of locked heads in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_head SET count = v.count, hash = v.hash"
            " FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS v (subject, count, hash)"
            " WHERE audit_head.subject = v.subject",
            [[h.subject for h in heads], [h.count for h in heads], [h.hash for h in heads]],
        )


def _linked(head: Head, said: list[_Pending]) -> list[EventRow]:
    rows = []
    for pending in said:
        row = EventRow(
            public_id=pending.public_id,
            subject=pending.subject,
            seq=head.count + 1,
            name=pending.event.event_name(),
            actor=pending.by.audit_id,
            actor_name=pending.by.audit_name,
            occurred_at=pending.occurred_at,
            payload=pending.payload,
            prev_hash=head.hash,
        )
        row.hash = row.computed_hash()
        head.count, head.hash = row.seq, row.hash
        rows.append(row)
    return rows
