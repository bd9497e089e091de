"""What happened to cases."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class DraftStarted(Event):
    """An exporter began an application."""

    title: str


@dataclass(frozen=True, slots=True)
class DraftChanged(Event):
    """A part of the draft was written."""

    part: str


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Event):
    """An application was handed in; its frozen copy has this digest."""

    reference: str
    sha256: str
    declared_by: str


@dataclass(frozen=True, slots=True)
class ApplicationAssessed(Event):
    """The engines answered about an item."""

    item: int
    outcome: str
    edition: str


@dataclass(frozen=True, slots=True)
class CaseAccepted(Event):
    """An officer took the case after the completeness check."""

    reference: str
    officer: str


@dataclass(frozen=True, slots=True)
class CaseReturned(Event):
    """The application went back without action."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseWithdrawn(Event):
    """The applicant took the application back."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemRated(Event):
    """An officer recorded the authority's own entry for an item."""

    item: int
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseReferred(Event):
    """Agencies were asked."""

    reference: str
    agencies: str


@dataclass(frozen=True, slots=True)
class ReferralAnswered(Event):
    """An agency took a position."""

    reference: str
    agency: str
    position: str


@dataclass(frozen=True, slots=True)
class ReferralEscalated(Event):
    """An agency let its time pass; silence is no consent."""

    reference: str
    agency: str
    due_on: str


@dataclass(frozen=True, slots=True)
class CaseConsolidated(Event):
    """The last position came in."""

    reference: str


@dataclass(frozen=True, slots=True)
class DecisionProposed(Event):
    """An officer proposed an outcome for a second person to decide."""

    reference: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionSentBack(Event):
    """The second person did not accept the proposal."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseGranted(Event):
    """The licence was granted."""

    reference: str
    licence: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class CaseRefused(Event):
    """The licence was refused, with reasons."""

    reference: str
    reason: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class CaseHeld(Event):
    """Nothing may be decided until an alert is settled."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseUnheld(Event):
    """The alert behind a hold is settled."""

    reference: str
