"""What happened at the border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class DeclarationReceived(Event):
    """A long declaration was taken in, to be judged in a job."""

    declaration: str
    items: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DeclarationTurnedAway(Event):
    """A declaration that had been taken in could not be judged; the finding says why."""

    declaration: str
    code: str


@dataclass(frozen=True, slots=True)
class DeclarationJudged(Event):
    """A declaration was received and put into a lane."""

    declaration: str
    lane: str
    items: int
    sha256: str


@dataclass(frozen=True, slots=True)
class JudgementDoubted(Event):
    """What a standing declaration was judged by has changed: it is to be judged again.

    `cause` is the name of the event elsewhere, `reference` the notice or switch it is about.
    """

    declaration: str
    cause: str
    reference: str


@dataclass(frozen=True, slots=True)
class DeclarationJudgedAgain(Event):
    """A standing declaration was judged again and its reasons changed."""

    declaration: str
    reference: str
    lane_before: str
    lane: str


@dataclass(frozen=True, slots=True)
class DoubtGoesOn(Event):
    """More standing declarations are looked at for what an event put in doubt; `after` is the last one so far."""

    cause: str
    said: Mapping[str, Any]
    after: int


@dataclass(frozen=True, slots=True)
class HoldEnded(Event):
    """A hold of the system ended because its reason is gone."""

    declaration: str
    reference: str


@dataclass(frozen=True, slots=True)
class DeclarationSuperseded(Event):
    """A newer version of the declaration took its place."""

    declaration: str
    by_version: int


@dataclass(frozen=True, slots=True)
class GoodsHeld(Event):
    """Goods are kept back under a provision: by an officer for a `reason`, or by the rules `because` of a finding.

    Older rows of the rules' own holds carry the sentence of the finding as `reason`.
    """

    declaration: str
    reason: str
    legal_basis: str
    because: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoodsReleased(Event):
    """An officer let the goods go, with a reason."""

    declaration: str
    reason: str
    lane: str


@dataclass(frozen=True, slots=True)
class ExitConfirmed(Event):
    """The goods left; licences are written off."""

    declaration: str
    written_off: int


@dataclass(frozen=True, slots=True)
class DeclarationCancelled(Event):
    """The declaration was withdrawn; reservations are given back."""

    declaration: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeRecorded(Event):
    """An examination found what the goods are."""

    declaration: str
    finding: str
    item: int | None
