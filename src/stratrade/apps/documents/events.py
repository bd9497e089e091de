"""What happened to documents."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class DocumentIssued(Event):
    """A document was rendered, signed and kept."""

    kind: str
    reference: str
    sha256: str
    check_code: str


@dataclass(frozen=True, slots=True)
class DocumentRevoked(Event):
    """A document no longer stands; its file is kept."""

    kind: str
    reference: str
    check_code: str


@dataclass(frozen=True, slots=True)
class AttachmentKept(Event):
    """A paper was handed in."""

    kind: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AttachmentOpened(Event):
    """Somebody opened a paper or a document."""

    name: str
    sha256: str
