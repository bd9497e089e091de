"""What happened to notices."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class NoticesRead(Event):
    """A person has read what they were told."""

    count: int


@dataclass(frozen=True, slots=True)
class JobFailed(Event):
    """A job is out of retries; what it should have done is not done."""

    job: int
    task: str
