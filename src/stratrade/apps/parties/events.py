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
class MemberAdded(Event):
    """A user may act for a party."""

    user: str
