"""The key that signs documents, kept in a file outside the database. Needs no Django."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_FOLDER = "keys"
_PRIVATE = "documents.pem"


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a key: the first eight hexadecimal digits of the SHA-256 of its raw public half."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:8]


def signing_key(home: Path) -> tuple[Ed25519PrivateKey, str]:
    """The signing key under `home`, made on first use (mode 0600), and its name.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = home / _FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _PRIVATE
    if not path.exists():
        fresh = Ed25519PrivateKey.generate()
        _write_new(path, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    loaded = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise OSError(f"{path.name} holds no Ed25519 key")
    name = key_id(loaded.public_key())
    public = folder / f"documents-{name}.pub"
    if not public.exists():
        _write_new(public, loaded.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return loaded, name


def public_keys(home: Path) -> dict[str, Ed25519PublicKey]:
    """Every public key kept under `home`, also those of keys no longer used for signing, by name."""
    keys: dict[str, Ed25519PublicKey] = {}
    for path in sorted((home / _FOLDER).glob("documents-*.pub")):
        loaded = load_pem_public_key(path.read_bytes())
        if isinstance(loaded, Ed25519PublicKey):
            keys[key_id(loaded)] = loaded
    return keys


def _write_new(path: Path, content: bytes) -> None:
    """Write a file (mode 0600) that appears whole or not at all; of several writers the first one wins.

    Each writes a draft of a name that nobody else has, be it another process or another thread of this one.
    """
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
