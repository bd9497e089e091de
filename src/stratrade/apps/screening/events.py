"""What happened in screening."""

from dataclasses import dataclass
from datetime import date

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
    edition: str = ""


@dataclass(frozen=True, slots=True)
class AlertRenewed(Event):
    """The entry an open alert is about has changed on the list; the alert shows its new state."""

    about: str
    name: str
    listed_name: str
    edition: str


@dataclass(frozen=True, slots=True)
class AlertEscalated(Event):
    """An officer asks somebody senior."""

    about: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertProposed(Event):
    """A first person found what it is; a second one must agree. `action` is clear or confirm."""

    about: str
    name: str
    listed_name: str
    action: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertSentBack(Event):
    """The second person does not agree."""

    about: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlertReleased(Event):
    """A confirmed match no longer is one: the entry is off the list, or the match was an error."""

    about: str
    name: str
    listed_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartyTrusted(Event):
    """A party raises no alert about an entry until a day."""

    name: str
    listed_name: str
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class TrustEnded(Event):
    """A party is off the good-guy list before its day."""

    name: str
    listed_name: str
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
    """A new edition of a watch list is in force in place of `before`; `reason` where much of that one is gone."""

    list: str
    digest: str
    count: int
    added: int
    changed: int
    removed: int
    before: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EditionRefused(Event):
    """A received edition was not taken: it had shrunk suspiciously."""

    list: str
    digest: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class ListReceived(Event):
    """A file of a watch list arrived and waits to be put in force."""

    list: str
    digest: str
    count: int


@dataclass(frozen=True, slots=True)
class StoredRescreened(Event):
    """What is stored was held against the entries that a new edition added or changed.

    Args:
        of: whose: parties, cases, licences or declarations.
        things: how many of them.
        names: different names in them.
        compared: names near enough to a changed entry to be compared in full.
        alerts: alerts raised.
    """

    list: str
    digest: str
    of: str
    things: int
    names: int
    compared: int
    alerts: int
