"""Apply a deferred reaction to its event, once."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stratrade.apps.audit import reactions
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import Applied, EventRow
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.audit.services import hosting


class UnknownReaction(LookupError):
    """A deferred job names a reaction or an event that this release does not have."""


def apply(event_id: UUID, reaction: str) -> bool:
    """Apply one reaction to one event in a transaction of its own; a second time changes nothing.

    Args:
        event_id: public id of the event.
        reaction: its name, see `reactions.name_of`.

    Returns:
        True where it was applied now, False where it had been before.

    Raises:
        UnknownReaction: no such event or reaction.
    """
    with transaction.atomic(durable=True):
        row = EventRow.objects.filter(public_id=event_id).first()
        function = None if row is None else reactions.find(row.name, reaction)
        if row is None or function is None:
            raise UnknownReaction(f"{reaction} of {event_id}")
        _, fresh = Applied.objects.get_or_create(
            event=row, reaction=reaction, defaults={"applied_at": timezone.now()}
        )
        if fresh:
            with hosting():
                function(happening(row))
        return fresh


def happening(row: EventRow) -> Happening:
    """A stored event with its class.

    Raises:
        UnknownReaction: this release knows no event of that name.
    """
    known = Event.known.get(row.name)
    if known is None:
        raise UnknownReaction(row.name)
    return Happening(
        event=known.from_payload(row.payload),
        public_id=row.public_id,
        subject=row.subject,
        actor=row.actor,
        actor_name=row.actor_name,
        occurred_at=row.occurred_at,
    )
