"""What happened to parties."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class PartyRegistered(Event):
    """A company or person was entered in the register."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class PartyChanged(Event):
    """Names, address or identifiers of a party changed; it is screened again."""

    name: str


@dataclass(frozen=True, slots=True)
class PartyKindSet(Event):
    """Somebody said what kind of party it is; it is screened again as such."""

    name: str
    before: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class MemberAdded(Event):
    """A user may act for a party."""

    user: str


@dataclass(frozen=True, slots=True)
class IdentityProposed(Event):
    """Somebody proposed that records are one party, or one is two; a second person must agree."""

    action: str
    name: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class IdentitySentBack(Event):
    """A second person did not agree to it."""

    action: str
    name: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartyMerged(Event):
    """Another record was found to be this party; what stood with it stands here now."""

    name: str
    other: str
    moved: int
    reason: str


@dataclass(frozen=True, slots=True)
class PartyUnmerged(Event):
    """A merge was an error and was taken back."""

    name: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartySplit(Event):
    """One record was found to be two parties; some of what stood with it stands with another now."""

    name: str
    other: str
    moved: int
    reason: str


@dataclass(frozen=True, slots=True)
class NameAdded(Event):
    """Another name of a party is known; it is screened with it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AddressAdded(Event):
    """A party has another address; it is screened with it."""

    name: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class AddressCorrected(Event):
    """An address of a party was written otherwise; the party is screened again."""

    name: str
    before: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddressEnded(Event):
    """An address is no longer one of a party, or never was."""

    name: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RelationRecorded(Event):
    """Somebody owns, controls or directs a party."""

    owner: str
    owned: str
    relation: str
    share: str
    source: str


@dataclass(frozen=True, slots=True)
class RelationEnded(Event):
    """Somebody no longer owns, controls or directs a party, or never did."""

    owner: str
    owned: str
    relation: str
    reason: str
