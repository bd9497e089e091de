"""Opens XML from outside as what it may be: hostile."""

from lxml import etree

from stratrade.interfaces.exchange.unreadable import Unreadable

MAX_BYTES = 20 * 1024 * 1024
"""Largest message read, in bytes (contracts.md, HTTP: 413 over 20 MB)."""


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
            "exchange.message.too_large", size_mb=len(raw) // 1048576, limit_mb=max_bytes // 1048576
        )
    if not raw.strip():
        raise Unreadable("exchange.message.empty")
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
        raise Unreadable("exchange.xml.document_type")
    try:
        tree = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise Unreadable("exchange.xml.broken", reason=_first_line(problem)) from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("exchange.xml.document_type")
    if etree.QName(tree).localname != root:
        raise Unreadable("exchange.xml.root", expected=root, found=etree.QName(tree).localname)
    return tree


def _first_line(problem: Exception) -> str:
    said = str(getattr(problem, "msg", "") or problem)  # without lxml's own name for what it read
    return said.splitlines()[0][:200] if said else type(problem).__name__
