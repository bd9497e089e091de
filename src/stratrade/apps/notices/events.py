"""What happened to notices."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class NoticesRead(Event):
    """A person has read what they were told."""

    count: int
