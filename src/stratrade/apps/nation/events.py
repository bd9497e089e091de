"""What happened to declarations to treaty bodies and to the records behind them."""

from dataclasses import dataclass
from datetime import date

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class TreatyDeclarationStarted(Event):
    """A draft was begun."""

    reference: str
    kind: str
    period: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TreatyDeclarationWritten(Event):
    """A section was written."""

    reference: str
    section: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationHandedOn(Event):
    """The draft was frozen and given to review."""

    reference: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationSentBack(Event):
    """A reviewer or signatory gave it back to the drafter."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationReviewed(Event):
    """A second person approved what was frozen."""

    reference: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationSigned(Event):
    """A third person signed; it may now be sent, by people."""

    reference: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationSent(Event):
    """Somebody recorded that it was sent, and how."""

    reference: str
    sent_on: date
    channel: str
    receipt: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationSuperseded(Event):
    """The signed amendment took its place."""

    reference: str
    by_reference: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationDiscarded(Event):
    """A draft was given up."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreatyDeclarationExported(Event):
    """A signed-off copy left the system in a person's hands."""

    reference: str
    form: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DataCalled(Event):
    """An agency was asked for its part of a section."""

    reference: str
    section: str
    agency: str
    due_on: date


@dataclass(frozen=True, slots=True)
class DataAnswered(Event):
    """An agency answered."""

    reference: str
    section: str
    agency: str
    nothing: bool


@dataclass(frozen=True, slots=True)
class LineAnswered(Event):
    """The share by weight of a chemical on a line was found out."""

    line: str
    cas: str
    pct: str
    before: str
    evidence: str


@dataclass(frozen=True, slots=True)
class OwnRecordsEntered(Event):
    """Figures of ours from outside customs were entered."""

    file: str
    count: int


@dataclass(frozen=True, slots=True)
class PartnerFiguresEntered(Event):
    """Figures of partner States were entered."""

    file: str
    count: int


@dataclass(frozen=True, slots=True)
class DifferenceExplained(Event):
    """Somebody wrote why own and partner figures differ."""

    year: int
    cas: str
    country: str
    reason: str


@dataclass(frozen=True, slots=True)
class FacilityRegistered(Event):
    """A site was entered in the register."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class FacilityChanged(Event):
    """The record of a site was changed."""

    name: str


@dataclass(frozen=True, slots=True)
class InspectionRecorded(Event):
    """A visit to a site was recorded."""

    name: str
    made_by: str
    began_on: date


@dataclass(frozen=True, slots=True)
class FeedOpened(Event):
    """A person opened a private address of the calendar."""

    address: str


@dataclass(frozen=True, slots=True)
class FeedRevoked(Event):
    """A private address of the calendar was closed."""

    address: str


@dataclass(frozen=True, slots=True)
class DutyReminded(Event):
    """Those who owe a declaration were told that its day comes or has passed."""

    kind: str
    period: str
    due_on: date
    stage: str
