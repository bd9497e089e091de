"""Issue, revoke and keep documents. Called inside another app's use case, so nothing here opens a transaction."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record
from stratrade.apps.documents import files, keys, render, seals, tokens
from stratrade.apps.documents.events import AttachmentKept, DocumentIssued, DocumentRevoked
from stratrade.apps.documents.models import Attachment, Document, StoredFile
from stratrade.kernel import text
from stratrade.kernel.validity import legal_date

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 11


def issue(
    kind: str,
    context: Mapping[str, Any],
    *,
    about: str,
    reference: str,
    statement: Mapping[str, Any] | None = None,
    by: User,
) -> Document:
    """Render, sign and keep a document; an earlier version about the same thing is marked replaced.

    Args:
        kind: the template, e.g. "licence".
        context: what the template prints, JSON values only; frozen with the row.
        about: the audit subject the document speaks of.
        reference: what people call it.
        statement: what the QR code states; None for a document without one.
        by: who issues it.

    Returns:
        The row, with check code and token.

    Raises:
        LookupError: no such template.
        OSError: the file cannot be written; nothing is kept.
    """
    now = timezone.now()
    earlier = Document.objects.select_for_update().filter(kind=kind, about=about)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1 if earlier.exists() else 1
    code = _check_code()
    key, key_id = keys.signing_key(Path(settings.STRATRADE_HOME))
    token = ""
    if statement is not None:
        token = tokens.make(
            {
                **statement,
                "r": reference,
                "v": version,
                "c": code,
                "s": legal_date(now, settings.LEGAL_TIME_ZONE).isoformat(),
            },
            key=key,
            key_id=key_id,
        )
    full = {
        **context,
        "reference": reference,
        "version": version,
        "check_code": code,
        "demonstration": bool(getattr(settings, "DEMONSTRATION", False)),
    }
    raw = seals.seal(render.pdf(kind, full, token=token, issued_at=now), token or "-", key=key, key_id=key_id)
    stored = keep_bytes(raw, "application/pdf", at=now)
    earlier.filter(status=Document.Status.ISSUED).update(status=Document.Status.REPLACED)
    document = Document.objects.create(
        kind=kind,
        about=about,
        reference=reference,
        version=version,
        check_code=code,
        token=token,
        context=full,
        file=stored,
        issued_at=now,
        issued_by=by if by.pk else None,
    )
    record(
        DocumentIssued(kind=kind, reference=reference, sha256=stored.sha256, check_code=code),
        subject=about,
        by=by,
    )
    return document


def revoke(about: str, kind: str, *, replaced: bool = False, by: User) -> None:
    """Mark the standing document of `kind` about a thing as revoked; its file and row stay.

    Args:
        replaced: a document about another thing took its place, so it is marked replaced instead.
    """
    for document in Document.objects.select_for_update().filter(
        about=about, kind=kind, status=Document.Status.ISSUED
    ):
        document.status = Document.Status.REPLACED if replaced else Document.Status.REVOKED
        document.save(update_fields=["status"])
        record(
            DocumentRevoked(kind=kind, reference=document.reference, check_code=document.check_code),
            subject=about,
            by=by,
        )


def keep(raw: bytes, name: str, *, kind: str, about: str, by: User) -> Attachment:
    """Keep a paper that was handed in.

    Args:
        raw: its bytes.
        name: what the person called it; shown, never used as a path.
        kind: what it is for, e.g. "end_use_statement".
        about: the audit subject it belongs to.

    Raises:
        UploadRefused: not a kind that is accepted, empty, or too large.
        OSError: the disk is full.
    """
    media_type = files.media_type_of(raw)
    now = timezone.now()
    stored = keep_bytes(raw, media_type, at=now)
    shown = text.nfc(name.replace("\\", "/").rsplit("/", 1)[-1]).strip()[:200] or "file"
    attachment = Attachment.objects.create(
        about=about, kind=kind, name=shown, file=stored, uploaded_at=now, uploaded_by=by
    )
    record(AttachmentKept(kind=kind, name=shown, sha256=stored.sha256), subject=about, by=by)
    return attachment


def keep_bytes(raw: bytes, media_type: str, *, at: datetime) -> StoredFile:
    """Put bytes on disk, then their row; the same bytes are kept once."""
    sha256 = files.write(raw)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(raw), "media_type": media_type, "created_at": at}
    )
    return stored


def forget_bytes(stored: StoredFile) -> None:
    """Take a file away that nothing refers to any more; one that something refers to stays."""
    sha256 = stored.sha256
    try:
        stored.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: files.path(sha256).unlink(missing_ok=True))


def _check_code() -> str:
    """Twelve characters that cannot be guessed, the last one a check character (ISO 7064)."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return body + text.check_character(body)
