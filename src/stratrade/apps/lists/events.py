"""What happened to the control lists."""

from dataclasses import dataclass
from datetime import date

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class EditionLoaded(Event):
    """A state of the list was stored; it is not in force by that."""

    edition: str
    digest: str
    entries: int


@dataclass(frozen=True, slots=True)
class EditionAdopted(Event):
    """The authority put a stored edition in force from a day on."""

    edition: str
    digest: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class EditionProposed(Event):
    """Somebody proposed that an edition applies from a day on."""

    edition: str
    digest: str
    instrument: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class ProposalAdopted(Event):
    """A second person adopted a proposed edition."""

    edition: str
    digest: str
    instrument: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class ProposalSentBack(Event):
    """A second person sent a proposed edition back."""

    edition: str
    digest: str
    reason: str
