"""What may be read of documents, and by whom."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from django.conf import settings

from stratrade.apps.documents import files, keys, tokens
from stratrade.apps.documents.models import Attachment, Document, StoredFile
from stratrade.kernel.validity import legal_date

NAMED = "named"
"""The register holds a licence of this number; whether a paper is genuine was not checked."""


@dataclass(frozen=True, slots=True)
class PublicCheck:
    """What anybody may learn of a document by its code or token: no party, no goods beyond the token itself.

    `result` is genuine, altered, unknown_key, named or not_found.

    `standing` is ISSUED, REPLACED or REVOKED as the register says now; empty where the register knows nothing.
    """

    result: str
    reference: str = ""
    kind: str = ""
    standing: str = ""
    issued_on: str = ""
    version: int = 0
    payload: dict[str, object] | None = None


def standing(about: str, kind: str) -> Document | None:
    """The document of `kind` about a thing that stands now.

    The caller has read `about` from its own scoped query.
    """
    return Document.objects.filter(about=about, kind=kind).order_by("-version").first()


def all_about(about: str) -> list[Document]:
    """Every document about a thing the caller may read, oldest first."""
    return list(Document.objects.filter(about=about).order_by("issued_at"))


def attachments(about: str) -> list[Attachment]:
    """Papers handed in about a thing the caller may read, oldest first."""
    return list(Attachment.objects.filter(about=about).select_related("file", "uploaded_by").order_by("pk"))


def attachment(about: str, public_id: UUID) -> tuple[Attachment, bytes] | None:
    """One paper with its bytes, where it belongs to `about`."""
    row = Attachment.objects.filter(about=about, public_id=public_id).select_related("file").first()
    return None if row is None else (row, files.read(row.file_id))


def check_size(size: int) -> None:
    """Refuse an upload by its size, before a byte of it is read into memory.

    Args:
        size: in bytes.

    Raises:
        UploadRefused: over the limit.
    """
    files.check_size(size)


def content(document: Document) -> bytes:
    """The bytes of an issued document."""
    return files.read(document.file_id)


def bytes_of(stored: StoredFile) -> bytes:
    """The bytes of a stored file that the caller may read."""
    return files.read(stored.sha256)


def verify(text: str) -> PublicCheck:
    """Check a QR token, a printed check code or the number of a licence against the keys and the register.

    A token proves itself. A check code cannot be guessed, so whoever types it holds the paper. A number alone can
    be guessed: it says how the licence stands and nothing more.

    Args:
        text: what the person scanned or typed.
    """
    typed = "".join(text.split())
    if typed.startswith(tokens.PREFIX + "."):
        check = tokens.check(typed, keys.public_keys(Path(settings.STRATRADE_HOME)))
        if check.result is not tokens.Genuineness.GENUINE:
            return PublicCheck(result=check.result.value)
        row = Document.objects.filter(check_code=str(check.payload.get("c", ""))).first()
        return _public(row, dict(check.payload))
    code = "".join(c for c in typed.upper() if c.isalnum())
    row = Document.objects.filter(check_code=code).first() if code else None
    if row is not None:
        return _public(row, _stated(row))
    named = Document.objects.filter(kind="licence", reference__iexact=typed).order_by("-version").first()
    if named is not None:
        return replace(_public(named, None), result=NAMED)
    return PublicCheck(result="not_found")


def _stated(row: Document) -> dict[str, object] | None:
    """What the QR code of a document states, where it carries one."""
    if not row.token:
        return None
    return dict(tokens.check(row.token, keys.public_keys(Path(settings.STRATRADE_HOME))).payload)


def _public(row: Document | None, payload: dict[str, object] | None) -> PublicCheck:
    if row is None:
        return PublicCheck(result=tokens.Genuineness.GENUINE.value, payload=payload)
    return PublicCheck(
        result=tokens.Genuineness.GENUINE.value,
        reference=row.reference,
        kind=row.kind,
        standing=row.status,
        issued_on=legal_date(row.issued_at, settings.LEGAL_TIME_ZONE).isoformat(),
        version=row.version,
        payload=payload,
    )
