"""A detached signature at the end of an issued PDF, so that a changed byte is found without a network.

PDF readers ignore what stands after the last `%%EOF`; there stands one comment line
`%STC-SEAL <key> <token>` with a signature over every byte before it. Needs no Django.
"""

import base64
import binascii
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from stratrade.apps.documents.tokens import Check, Genuineness, check

_BARE = "-"
_LINE = re.compile(rb"\n%STC-SEAL ([0-9a-f]+) ([A-Za-z0-9_.\-]+) ([A-Za-z0-9_=\-]+)\n\Z")


def seal(pdf: bytes, token: str, *, key: Ed25519PrivateKey, key_id: str) -> bytes:
    """`pdf` with its token and a signature over all of it appended.

    Args:
        pdf: the document as the renderer made it.
        token: the text of its QR code; `-` where it carries none.
    """
    head = pdf.rstrip(b"\n")
    line = f"\n%STC-SEAL {key_id} {token} ".encode("ascii")
    signature = base64.urlsafe_b64encode(key.sign(head + line))
    return head + line + signature + b"\n"


def check_pdf(pdf: bytes, keys: Mapping[str, Ed25519PublicKey]) -> Check:
    """Whether the file is byte for byte the one that was issued.

    Returns:
        genuine with the payload of its token, unknown_key, or altered (also where no seal is found).
    """
    found = _LINE.search(pdf)
    if found is None:
        return Check(Genuineness.ALTERED, {})
    key_id, token = found.group(1).decode(), found.group(2).decode()
    key = keys.get(key_id)
    if key is None:
        return Check(Genuineness.UNKNOWN_KEY, {})
    try:
        key.verify(base64.urlsafe_b64decode(found.group(3)), pdf[: found.start(3)])
    except (InvalidSignature, binascii.Error, ValueError):
        return Check(Genuineness.ALTERED, {})
    return check(token, keys) if token != _BARE else Check(Genuineness.GENUINE, {})
