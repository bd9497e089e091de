"""Where bytes live: one folder, named by content, so that a name never comes from a user."""

import hashlib
import os
import zipfile
from io import BytesIO
from pathlib import Path
from threading import get_ident

import filetype
from django.conf import settings

from stratrade.kernel.finding import Finding, Severity

MAX_UPLOAD_BYTES = 15 * 1024 * 1024
ALLOWED = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
_OOXML = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAX_UNPACKED = 200 * 1024 * 1024


class UploadRefused(Exception):
    """An upload that is not kept.

    Args:
        finding: the coded reason.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        self.finding = Finding(code, Severity.BLOCK, params)
        super().__init__(code)


def write(raw: bytes) -> str:
    """Put `raw` on disk under its SHA-256, flushed to the device, and return that name.

    Raises:
        OSError: the disk is full or the folder cannot be written; nothing half-written is left.
    """
    name = hashlib.sha256(raw).hexdigest()
    target = path(name)
    if target.exists():
        return name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f".{name}.{os.getpid()}.{get_ident()}")
    try:
        with draft.open("wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name


def read(sha256: str) -> bytes:
    """The bytes of a stored file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the bytes on disk are not those that were stored.
    """
    raw = path(sha256).read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise ValueError(f"stored file {sha256} was changed")
    return raw


def path(sha256: str) -> Path:
    """Where the file of that digest lies."""
    if len(sha256) != 64 or not sha256.isalnum():  # noqa: PLR2004 - hexadecimal digits of a SHA-256
        raise ValueError("no digest")
    return Path(settings.STRATRADE_HOME) / "files" / sha256[:2] / sha256


def check_size(size: int) -> None:
    """Refuse what is over the limit.

    Raises:
        UploadRefused: over the limit.
    """
    if size > MAX_UPLOAD_BYTES:
        raise UploadRefused("documents.upload.too_large", limit_mb=MAX_UPLOAD_BYTES // 1048576)


def media_type_of(raw: bytes) -> str:
    """What an upload really is, from its own bytes.

    Raises:
        UploadRefused: empty, too large, of a kind not accepted, or an archive that unpacks too large.
    """
    if not raw:
        raise UploadRefused("documents.upload.empty")
    check_size(len(raw))
    found = _office_type(raw) if raw[:4] == b"PK\x03\x04" else filetype.guess_mime(raw) or ""
    if found not in ALLOWED:
        raise UploadRefused("documents.upload.kind", accepted="PDF, PNG, JPEG, DOCX, XLSX")
    return found


def _office_type(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise UploadRefused("documents.upload.broken") from None
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise UploadRefused("documents.upload.too_large", limit_mb=_MAX_UNPACKED // 1048576)
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UploadRefused("documents.upload.macros")
    return next((kind for marker, kind in _OOXML.items() if marker in names), "")
