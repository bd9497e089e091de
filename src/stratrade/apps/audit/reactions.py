"""Who reacts to which event: told at start-up, deferred with the event, applied once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from stratrade.apps.audit.events import Event

TASK = "audit.react"
QUEUE = "reactions"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its circumstances, as a reaction receives it."""

    event: Event
    public_id: UUID
    subject: str
    actor: str
    actor_name: str
    occurred_at: datetime


Reaction = Callable[[Happening], object]


_installed: dict[str, dict[str, Reaction]] = {}


def name_of(reaction: Reaction) -> str:
    """The name under which a reaction is deferred and its application is kept: module and function."""
    function = reaction
    return f"{function.__module__}.{getattr(function, '__qualname__', type(function).__name__)}"


def install(wiring: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Take the table of reactions, in place of any earlier one. Called once at start-up by `project`.

    Args:
        wiring: event class -> functions of a `Happening`, each at module level.

    Raises:
        ValueError: two reactions to one event share a name.
    """
    fresh: dict[str, dict[str, Reaction]] = {}
    for event, reactions in wiring.items():
        named = {name_of(reaction): reaction for reaction in reactions}
        if len(named) != len(reactions):
            raise ValueError(f"two reactions to {event.event_name()} share a name")
        fresh[event.event_name()] = named
    _installed.clear()
    _installed.update(fresh)


def installed() -> dict[str, tuple[str, ...]]:
    """Event name -> names of those who react, for `stratrade check wiring`."""
    return {event: tuple(named) for event, named in _installed.items()}


def defer(event: Event, public_id: UUID, subject: str) -> None:
    """Defer one job per reaction to an event, in the running transaction: it rolls back with it."""
    for name in _installed.get(event.event_name(), {}):
        jobs.configure_task(TASK, queue=QUEUE, lock=f"{name} {subject}").defer(
            event_id=str(public_id), reaction=name
        )


def find(event: str, reaction: str) -> Reaction | None:
    """The function behind an event's name and a reaction's name, or None."""
    return _installed.get(event, {}).get(reaction)
