"""What happened to licences."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class LicenceIssued(Event):
    """A licence was granted and its document issued."""

    reference: str
    holder: str
    destination: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class NotificationRecorded(Event):
    """The Technical Secretariat received the notification of a transfer; the first day follows from it."""

    reference: str
    received_on: str
    not_before: str
    counterpart: str


@dataclass(frozen=True, slots=True)
class CertificateRecorded(Event):
    """An end-use certificate was looked into; `lacking` is what it does not state."""

    reference: str
    issuer: str
    lacking: str


@dataclass(frozen=True, slots=True)
class LicenceSuspended(Event):
    """A licence may not be used for the time being."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LicenceReinstated(Event):
    """A suspended licence may be used again."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LicenceRevoked(Event):
    """A licence was taken back for good."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LicenceSurrendered(Event):
    """The holder gave the licence back."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LicenceFlagged(Event):
    """A screening alert concerns a party of the licence; customs sees the flag."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class LicenceUnflagged(Event):
    """The alert behind a flag was cleared."""

    reference: str


@dataclass(frozen=True, slots=True)
class QuantityMoved(Event):
    """A quantity was reserved, committed, released or reversed."""

    reference: str
    line: int
    type: str
    declaration: str
    item: int
    quantity: str
    unit: str
    remaining: str


@dataclass(frozen=True, slots=True)
class RegistrationRequested(Event):
    """A company asked to be registered for a general authorisation."""

    reference: str
    authorisation: str


@dataclass(frozen=True, slots=True)
class RegistrationProposed(Event):
    """One officer would register the company; another is to agree."""

    reference: str
    authorisation: str


@dataclass(frozen=True, slots=True)
class RegistrationTakenOver(Event):
    """A registration that was made on paper, before this system kept them, was entered."""

    reference: str
    authorisation: str
    registered_on: str


@dataclass(frozen=True, slots=True)
class RegistrationDue(Event):
    """A company uses a general authorisation and is not registered yet; `stage` is SOON or LATE."""

    name: str
    authorisation: str
    due_on: str
    stage: str


@dataclass(frozen=True, slots=True)
class RegistrationAccepted(Event):
    """It is registered; by itself where the authorisation says so."""

    reference: str
    authorisation: str


@dataclass(frozen=True, slots=True)
class RegistrationRefused(Event):
    """It is not registered."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationSuspended(Event):
    """A registration may not be used: an officer said so, or a return is missing."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationReinstated(Event):
    """A suspended registration may be used again."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationEnded(Event):
    """The company gave its registration up."""

    reference: str


@dataclass(frozen=True, slots=True)
class UsageReturnFiled(Event):
    """A company reported its use of a general authorisation."""

    reference: str
    period: str
    uses: int


@dataclass(frozen=True, slots=True)
class UsageReturnReminded(Event):
    """A company was reminded of a return."""

    reference: str
    period: str
    due_on: str
    stage: str
