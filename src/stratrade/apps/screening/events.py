"""What happened in screening."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class AlertRaised(Event):
    """A party looks like one on a list; `about` is the case, licence or declaration it stands in."""

    about: str
    name: str
    listed_name: str
    list: str
    entry: str
    score: str


@dataclass(frozen=True, slots=True)
class AlertEscalated(Event):
    """An officer asks somebody senior."""

    about: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertCleared(Event):
    """It is somebody else; `about` is what the alert was raised on."""

    about: str
    name: str
    listed_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertConfirmed(Event):
    """It is the listed party."""

    about: str
    name: str
    listed_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionAdopted(Event):
    """A new edition of a watch list is in force."""

    list: str
    digest: str
    count: int
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class EditionRefused(Event):
    """A received edition was not taken: it had shrunk suspiciously."""

    list: str
    digest: str
    count: int
    before: int
