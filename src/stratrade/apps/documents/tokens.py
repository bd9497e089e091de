"""The text inside a QR code: a small signed statement that anybody can check without a network.

`STC1.<payload>.<signature>`, both parts URL-safe base64 without padding; the payload is compact JSON and the
signature Ed25519 (RFC 8032) over the ASCII bytes `STC1.<payload>`. Needs no Django.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "STC1"
MAX_LENGTH = 4000


class Genuineness(StrEnum):
    """What an offline check can say; never that a licence is valid now (contracts.md)."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True, slots=True)
class Check:
    """The answer of an offline check.

    Args:
        result: genuine, altered or unknown_key.
        payload: what the token states; empty where it cannot be read.
        status_as_of: the day whose status the token states, ISO; empty where it cannot be read.
    """

    result: Genuineness
    payload: Mapping[str, Any]
    status_as_of: str = ""


def make(payload: Mapping[str, Any], *, key: Ed25519PrivateKey, key_id: str) -> str:
    """Sign `payload`; `k` (the key's name) is added to it.

    >>> from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    >>> key = Ed25519PrivateKey.generate()
    >>> token = make({"r": "EXP-1", "s": "2026-01-02"}, key=key, key_id="k1")
    >>> check(token, {"k1": key.public_key()}).result.value
    'genuine'
    >>> check(token, {}).result.value
    'unknown_key'
    """
    body = json.dumps({"k": key_id, **payload}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    signed = f"{PREFIX}.{_encode(body.encode())}"
    return f"{signed}.{_encode(key.sign(signed.encode('ascii')))}"


def check(token: str, keys: Mapping[str, Ed25519PublicKey]) -> Check:
    """Check a token against the known public keys, without a network or a database.

    Args:
        token: the text of the QR code.
        keys: public keys by key name.

    Returns:
        genuine with the payload, unknown_key with the (unproven) payload, or altered.
    """
    token = "".join(token.split())
    parts = token.split(".")
    if len(token) > MAX_LENGTH or len(parts) != 3 or parts[0] != PREFIX:  # noqa: PLR2004 - prefix, payload, signature
        return Check(Genuineness.ALTERED, {})
    try:
        payload = json.loads(_decode(parts[1]))
        signature = _decode(parts[2])
    except (ValueError, binascii.Error):
        return Check(Genuineness.ALTERED, {})
    if not isinstance(payload, dict):
        return Check(Genuineness.ALTERED, {})
    as_of = str(payload.get("s", ""))
    key = keys.get(str(payload.get("k", "")))
    if key is None:
        return Check(Genuineness.UNKNOWN_KEY, payload, as_of)
    try:
        key.verify(signature, f"{PREFIX}.{parts[1]}".encode("ascii"))
    except (InvalidSignature, UnicodeEncodeError):
        return Check(Genuineness.ALTERED, {})
    return Check(Genuineness.GENUINE, payload, as_of)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
