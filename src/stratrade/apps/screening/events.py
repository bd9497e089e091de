"""What happened in screening."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

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
class LinkFound(Event):
    """A party shares something with one that is confirmed to be listed; somebody must look at it, nothing is held."""

    about: str
    name: str
    listed_name: str
    list: str
    entry: str


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


@dataclass(frozen=True, slots=True)
class OwnedFound(Event):
    """Parties that a listed party owns or controls were found; whatever names them is screened again."""

    names: list[str]


@dataclass(frozen=True, slots=True)
class FreezeOpened(Event):
    """A true match goes to those who may freeze funds; `about` is the thing it was found in."""

    reference: str
    about: str
    name: str
    listed_name: str
    agency: str


@dataclass(frozen=True, slots=True)
class FreezeExtended(Event):
    """The same party stands in something more; its goods and payments are named too."""

    reference: str
    about: str
    name: str


@dataclass(frozen=True, slots=True)
class FreezeReceived(Event):
    """An agency has the referral in hand; `hours` since it was sent."""

    reference: str
    agency: str
    hours: int


@dataclass(frozen=True, slots=True)
class FreezePassedOn(Event):
    """An agency did its part, `hours` after it was sent, and `next` has the referral; the last one has answered it."""

    reference: str
    agency: str
    outcome: str
    next: str
    hours: int


@dataclass(frozen=True, slots=True)
class FreezeAnswered(Event):
    """The last agency did its part, `hours` after it was sent: the referral has its answer."""

    reference: str
    agency: str
    outcome: str
    hours: int


@dataclass(frozen=True, slots=True)
class FreezeReleaseProposed(Event):
    """Who confirmed the match calls it an error; a second person of the pack's choosing must agree."""

    reference: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeReleaseSentBack(Event):
    """The second person does not agree that the match was an error."""

    reference: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeReleased(Event):
    """The referral is over: the match was an error, or the entry is off the list."""

    reference: str
    name: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeDelisted(Event):
    """The entry behind a referral is no longer on the list in force; somebody must release it."""

    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class FinancialSent(Event):
    """A reference went to the financial intelligence unit, or came from it."""

    reference: str
    direction: str
    name: str


@dataclass(frozen=True, slots=True)
class FinancialAnswered(Event):
    """A reference to or from the financial intelligence unit was answered, `hours` after it was sent."""

    reference: str
    direction: str
    name: str
    outcome: str
    hours: int


@dataclass(frozen=True, slots=True)
class BatchReceived(Event):
    """A table of names was handed in to be screened."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BatchAlerting(Event):
    """Whoever handed a table in asked that its likenesses raise alerts."""

    file: str


@dataclass(frozen=True, slots=True)
class BatchAlertsRaised(Event):
    """A part of a table of names raised alerts, as whoever handed it in asked."""

    file: str
    names: int
    alerts: int


@dataclass(frozen=True, slots=True)
class BatchScreened(Event):
    """A table of names was screened; `matched` of them resemble somebody on a list."""

    file: str
    count: int
    matched: int


@dataclass(frozen=True, slots=True)
class BatchFailed(Event):
    """A table of names could not be read."""

    file: str
    faults: int


@dataclass(frozen=True, slots=True)
class KeptEntryProposed(Event):
    """Somebody whom a licence was refused for is proposed for the list of denials; `reference` is the case."""

    list: str
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class KeptEntryListed(Event):
    """Somebody was entered in a list that is kept here."""

    list: str
    name: str
    legal_basis: str
    ends_on: str = ""


@dataclass(frozen=True, slots=True)
class KeptEntryDismissed(Event):
    """A proposal for a list that is kept here was not followed."""

    list: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeptEntryWithdrawn(Event):
    """Somebody was taken off a list that is kept here."""

    list: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeptEntryExpired(Event):
    """The time of an entry of a list that is kept here has run out."""

    list: str
    name: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class AlertSeen(Event):
    """Somebody opened an alert."""

    reading: ClassVar[bool] = True
    list: str
    entry: str


@dataclass(frozen=True, slots=True)
class ListSeen(Event):
    """Somebody opened the entries of a watch list."""

    reading: ClassVar[bool] = True
    list: str


@dataclass(frozen=True, slots=True)
class EntrySeen(Event):
    """Somebody opened an entry of a watch list, or of a list that is kept here."""

    reading: ClassVar[bool] = True
    list: str
    entry: str


@dataclass(frozen=True, slots=True)
class FreezeSeen(Event):
    """Somebody opened a freeze referral."""

    reading: ClassVar[bool] = True
    reference: str


@dataclass(frozen=True, slots=True)
class EvidenceSeen(Event):
    """Somebody opened the evidence of a screening."""

    reading: ClassVar[bool] = True
    about: str
