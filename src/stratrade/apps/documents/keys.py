"""The key that signs documents, kept in a file outside the database. Needs no Django."""

import hashlib
import os
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
        _write_new(path, folder)
    loaded = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise OSError(f"{path.name} holds no Ed25519 key")
    name = key_id(loaded.public_key())
    public = folder / f"documents-{name}.pub"
    if not public.exists():
        public.write_bytes(loaded.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return loaded, name


def public_keys(home: Path) -> dict[str, Ed25519PublicKey]:
    """Every public key kept under `home`, also those of keys no longer used for signing, by name."""
    keys: dict[str, Ed25519PublicKey] = {}
    for path in sorted((home / _FOLDER).glob("documents-*.pub")):
        loaded = load_pem_public_key(path.read_bytes())
        if isinstance(loaded, Ed25519PublicKey):
            keys[key_id(loaded)] = loaded
    return keys


def _write_new(path: Path, folder: Path) -> None:
    """Write a fresh key beside `path` and move it there whole; of two writers the first one wins."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = folder / f".{_PRIVATE}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, pem)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
