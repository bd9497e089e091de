"""The signed roots: a file outside the database that says what the heads were, line bound to line."""

import base64
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from stratrade.apps.audit import chain

FIRST = "0" * 64
"""What the first line names as the line before it."""

Heads = dict[str, tuple[int, str]]
"""Subject -> (count, hash)."""


class KeyUnreadable(OSError):
    """The key file holds something else than an Ed25519 key."""


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """One line of the file.

    Args:
        at: when it was signed, UTC.
        root: Merkle root over all heads at that moment.
        changed: the heads that differ from the line before.
        previous: SHA-256 of the line before.
        key: id of the key that signed.
        genuine: whether the signature fits.
        linked: whether `previous` fits.
    """

    number: int
    at: datetime
    root: str
    changed: Heads
    previous: str
    key: str
    genuine: bool
    linked: bool


def path_in(home: Path) -> Path:
    """Where the roots are kept under a data folder."""
    return home / "audit" / "roots.jsonl"


def sign(home: Path, heads: Mapping[str, tuple[int, str]], *, now: datetime) -> SignedRoot | None:
    """Append a signed root over all heads; where nothing changed since the last line, append nothing.

    Args:
        home: data folder; key and file are made on first use with mode 0600.
        heads: every head, read in one statement.
        now: the instant, with time zone.

    Returns:
        The line, or None where nothing changed.

    Raises:
        OSError: the file or the key cannot be read or written.
    """
    key, key_id = _signing_key(home)
    path = path_in(home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(path):
        known: Heads = {}
        previous, number = FIRST, 0
        for raw, line in _lines(path):
            known.update(_heads(line))
            previous, number = _digest(raw), number + 1
        changed = {s: h for s, h in heads.items() if known.get(s) != h}
        if number and not changed:
            return None
        root = chain.merkle_root((s, count, digest) for s, (count, digest) in heads.items())
        body = {
            "at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "root": root,
            "subjects": len(heads),
            "changed": {s: list(h) for s, h in sorted(changed.items())},
            "previous": previous,
            "key": key_id,
        }
        signature = base64.b64encode(key.sign(_plain(body))).decode()
        raw = json.dumps({**body, "signature": signature}, ensure_ascii=False, separators=(",", ":"))
        _append(path, raw)
    return SignedRoot(number + 1, now, root, dict(changed), previous, key_id, genuine=True, linked=True)


def read(home: Path) -> list[SignedRoot]:
    """Every line of the file, each with whether its signature and its link hold.

    Raises:
        OSError: the file is there and cannot be read.
        ValueError, TypeError: a line is no JSON of ours.
    """
    keys = _public_keys(home)
    previous = FIRST
    roots = []
    for number, (raw, line) in enumerate(_lines(path_in(home)), 1):
        body = {k: v for k, v in line.items() if k != "signature"}
        roots.append(
            SignedRoot(
                number=number,
                at=datetime.fromisoformat(str(line["at"])),
                root=str(line["root"]),
                changed=_heads(line),
                previous=str(line["previous"]),
                key=str(line["key"]),
                genuine=_fits(keys.get(str(line["key"])), body, str(line.get("signature", ""))),
                linked=line["previous"] == previous,
            )
        )
        previous = _digest(raw)
    return roots


def _heads(line: Mapping[str, object]) -> Heads:
    changed = line["changed"]
    if not isinstance(changed, dict):
        raise TypeError("a line of the roots without heads")
    return {str(s): (int(h[0]), str(h[1])) for s, h in changed.items()}


def _plain(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def _lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for raw in file:
            text = raw.rstrip("\n")
            if text:
                yield text, json.loads(text)


def _append(path: Path, raw: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, raw.encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fits(key: Ed25519PublicKey | None, body: Mapping[str, object], signature: str) -> bool:
    if key is None:
        return False
    try:
        key.verify(base64.b64decode(signature), _plain(body))
    except (InvalidSignature, ValueError):
        return False
    return True


def _key_id(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:8]


def _signing_key(home: Path) -> tuple[Ed25519PrivateKey, str]:
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "audit.pem"
    if not path.exists():
        _make_key(path)
    loaded = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise KeyUnreadable(f"{path.name} holds no Ed25519 key")
    name = _key_id(loaded.public_key())
    public = folder / f"audit-{name}.pub"
    if not public.exists():
        public.write_bytes(loaded.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return loaded, name


def _make_key(path: Path) -> None:
    """Write a fresh key beside `path` and link it there; of two processes the first one wins."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f".audit.{secrets.token_hex(8)}.pem")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, pem)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first, and its key stands
    finally:
        draft.unlink()


def _public_keys(home: Path) -> dict[str, Ed25519PublicKey]:
    keys = {}
    for path in sorted((home / "keys").glob("audit-*.pub")):
        loaded = load_pem_public_key(path.read_bytes())
        if isinstance(loaded, Ed25519PublicKey):
            keys[_key_id(loaded)] = loaded
    return keys
