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


@dataclass(frozen=True, slots=True)
class ImpactWorkedOut(Event):
    """What a proposed edition changes was worked out; it is kept with the proposal."""

    edition: str
    changed: int


@dataclass(frozen=True, slots=True)
class ImpactAsked(Event):
    """Somebody had it worked out again what a proposed edition changes."""

    edition: str


@dataclass(frozen=True, slots=True)
class FileReceived(Event):
    """A file was handed in, to be made into an edition."""

    file: str
    kind: str
    sha256: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class FilePrepared(Event):
    """A file was read without a fault and made into an edition; nothing is proposed by that."""

    file: str
    edition: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileRefused(Event):
    """A file was read and has faults; nothing came of it."""

    file: str
    faults: int


@dataclass(frozen=True, slots=True)
class FileReadAgain(Event):
    """Somebody had a file read again."""

    file: str


@dataclass(frozen=True, slots=True)
class FileDiscarded(Event):
    """Somebody put a file aside."""

    file: str
