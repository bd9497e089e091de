"""What happened to products and to rulings."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class ProductAdded(Event):
    """A company entered a product in its library."""

    name: str
    verdict: str
    edition: str


@dataclass(frozen=True, slots=True)
class ProductChanged(Event):
    """A product was described anew and identified again."""

    name: str
    verdict: str
    edition: str


@dataclass(frozen=True, slots=True)
class RulingStarted(Event):
    """Somebody began to ask for a ruling."""

    title: str


@dataclass(frozen=True, slots=True)
class RulingDraftChanged(Event):
    """A part of the request was written."""

    part: str


@dataclass(frozen=True, slots=True)
class RulingSubmitted(Event):
    """A request was handed in; the list answered about its goods."""

    reference: str
    edition: str


@dataclass(frozen=True, slots=True)
class RulingTaken(Event):
    """An officer took the request."""

    reference: str
    officer: str


@dataclass(frozen=True, slots=True)
class RulingInquired(Event):
    """The officer asked the applicant something."""

    reference: str
    question: str


@dataclass(frozen=True, slots=True)
class RulingReplied(Event):
    """The applicant answered the officer's question."""

    reference: str


@dataclass(frozen=True, slots=True)
class ItemValued(Event):
    """An officer filled in technical values of an item."""

    item: int
    values: str


@dataclass(frozen=True, slots=True)
class ItemChemicalCorrected(Event):
    """An officer corrected the CAS number of an item; `stated` is what the asker had written."""

    item: int
    stated: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemFound(Event):
    """An officer recorded what an item is."""

    item: int
    entry: str
    reason: str
    precedent: str


@dataclass(frozen=True, slots=True)
class RulingProposed(Event):
    """An officer put the ruling before a second person."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulingSentBack(Event):
    """The second person did not accept the proposal."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulingAnswered(Event):
    """The ruling was made and its letter issued."""

    reference: str
    valid_from: str
    valid_to: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class RulingRejected(Event):
    """The request could not be assessed."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulingWithdrawn(Event):
    """The applicant took the request back."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class RulingSuperseded(Event):
    """A newer ruling took its place."""

    reference: str
    by_reference: str


@dataclass(frozen=True, slots=True)
class RulingRevoked(Event):
    """The ruling was taken back."""

    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class SelfAssessmentStarted(Event):
    """Somebody began to assess goods by themselves; the trail holds nothing of the goods."""

    edition: str


@dataclass(frozen=True, slots=True)
class SelfAssessmentAnswered(Event):
    """An answer was given or left open; the trail holds which fact, not what was answered."""

    parameter: str


@dataclass(frozen=True, slots=True)
class SelfAssessmentFinished(Event):
    """The outcome was frozen; `sha256` is that of its file."""

    verdict: str
    edition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SelfAssessmentForgotten(Event):
    """Its time was over, or whoever had begun it took it away."""

    expires_on: str
