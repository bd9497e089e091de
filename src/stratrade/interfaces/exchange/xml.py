"""Opens XML from outside as what it may be: hostile."""

import re

from lxml import etree

from stratrade.interfaces.exchange.unreadable import Unreadable

MAX_BYTES = 20 * 1024 * 1024
"""Largest message read, in bytes (contracts.md, HTTP: 413 over 20 MB)."""

WHOLE = "message"
"""What a refusal names as its field where the message as a whole is wrong."""
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_ENCODING_ERRORS = frozenset({etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.I18N_CONV_FAILED})


def open_xml(raw: bytes, *, root: str, max_bytes: int = MAX_BYTES) -> etree._Element:
    """Parse `raw` with entities, DTDs and the network refused.

    Args:
        raw: the whole message.
        root: local name that the root element must have.
        max_bytes: size above which the message is not even opened.

    Returns:
        The root element, without comments and processing instructions.

    Raises:
        Unreadable: too large, a document type, broken markup, a wrong encoding, another root.
    """
    if len(raw) > max_bytes:
        raise Unreadable(
            "exchange.message.too_large",
            field=WHOLE,
            size_mb=len(raw) // 1048576,
            limit_mb=max_bytes // 1048576,
        )
    if not raw.strip():
        raise Unreadable("exchange.message.empty", field=WHOLE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in raw[:4096].upper() or b"<!ENTITY" in raw[:65536].upper():
        raise Unreadable("exchange.xml.document_type", field=WHOLE)
    try:
        tree = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise _refusal(problem, raw) from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("exchange.xml.document_type", field=WHOLE)
    if etree.QName(tree).localname != root:
        raise Unreadable("exchange.xml.root", field=WHOLE, expected=root, found=etree.QName(tree).localname)
    return tree


def _refusal(problem: Exception, raw: bytes) -> Unreadable:
    """What is wrong with the markup; bytes that are not of the encoding that the message names are told apart."""
    code, (line, _column) = getattr(problem, "code", 0), getattr(problem, "position", (0, 0))
    if code == etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING:
        named = _ENCODING.search(raw[:200])
        return Unreadable(
            "exchange.xml.encoding_unknown",
            field=WHOLE,
            encoding=named.group(1).decode("ascii", "replace") if named else "?",
        )
    if code in _ENCODING_ERRORS:
        named = _ENCODING.search(raw[:200])
        expected = named.group(1).decode("ascii", "replace") if named else "UTF-8"
        return Unreadable("exchange.xml.encoding", field=WHOLE, expected=expected, line=line)
    return Unreadable("exchange.xml.broken", field=WHOLE, reason=_first_line(problem))


def _first_line(problem: Exception) -> str:
    said = str(getattr(problem, "msg", "") or problem)  # without lxml's own name for what it read
    return said.splitlines()[0][:200] if said else type(problem).__name__
