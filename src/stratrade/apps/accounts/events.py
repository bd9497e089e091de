"""What happened to agencies and users."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class AgenciesLoaded(Event):
    """The agencies of the pack were loaded."""

    pack: str
    agencies: int
    units: int


@dataclass(frozen=True, slots=True)
class UserCreated(Event):
    """An account was opened."""

    email: str
    role: str
    agency: str


@dataclass(frozen=True, slots=True)
class UserDeactivated(Event):
    """An account was closed; its past stays."""

    email: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A person acts under another role."""

    email: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LanguageChosen(Event):
    """A person chose the language of the screens."""

    language: str


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A person signed in."""

    email: str


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person chose a new password, signed in or by the link of a mail."""

    email: str


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """A person signed out."""

    email: str


@dataclass(frozen=True, slots=True)
class SignInRefused(Event):
    """Somebody tried an address with a wrong password, or one that is locked or closed."""

    email: str
