"""A file of a watch list of any form we read, with what is known of its list; one clear error where it is none."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stratrade.engines.matching.model import ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import lines, ofac, un

MAX_BYTES = un.MAX_BYTES
_SAMPLE = 512


@dataclass(frozen=True, slots=True)
class ListFile:
    """What a file holds.

    Args:
        code: of the list.
        parties: its entries.
        digest: SHA-256 of the file, or of both files, hexadecimal.
        published_on: the day the file itself names; None where it names none.
        names: of the list, by language.
        publisher: who publishes it.
        legal_basis: under what.
    """

    code: str
    parties: tuple[ListedParty, ...]
    digest: str
    published_on: dt.date | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    legal_basis: str = ""


_UN = {
    "names": {
        "en": "United Nations Security Council Consolidated List",
        "fr": "Liste récapitulative du Conseil de sécurité des Nations Unies",
        "km": "បញ្ជីរួមរបស់ក្រុមប្រឹក្សាសន្តិសុខអង្គការសហប្រជាជាតិ",
    },
    "publisher": "United Nations Security Council",
    "legal_basis": "Charter of the United Nations, Chapter VII",
}
_OFAC = {
    "names": {"en": "OFAC list of specially designated nationals"},
    "publisher": "United States, Office of Foreign Assets Control",
}


def read(form: str, raw: bytes, aliases: bytes = b"") -> ListFile:
    """Read a file of a known form.

    Args:
        form: un (consolidated XML), ofac (sdn.csv, with alt.csv as `aliases`) or lines (JSON lines).
        raw: the file.
        aliases: the file of aliases, empty where there is none.

    Raises:
        Unreadable: too large, of another form, hostile, cut off, empty, or with an entry twice.
        KeyError: no such form.
    """
    if len(raw) + len(aliases) > MAX_BYTES:
        raise Unreadable("exchange.message.too_large", limit_mb=MAX_BYTES // 1024**2)
    if not raw.strip():
        raise Unreadable("exchange.message.empty")
    _same_form(form, raw)
    found = FORMS[form](raw, aliases)
    twice = [entry for entry, count in Counter(p.entry_id for p in found.parties).items() if count > 1]
    if twice:
        raise Unreadable("exchange.watchlist.twice", list=found.code, entry=twice[0])
    return found


def digest(raw: bytes, aliases: bytes = b"") -> str:
    """What names the content of a file, or of two that belong together."""
    return hashlib.sha256(raw + (b"\0" + aliases if aliases else b"")).hexdigest()


def _same_form(form: str, raw: bytes) -> None:
    """Refuse what plainly is of another form before a reader of lines says what is wrong with its first line."""
    seen = guessed(raw)
    if seen != form and not (form == "un" and seen == "xml"):
        raise Unreadable(_ANOTHER[seen])


_ANOTHER = {
    "un": "exchange.watchlist.is_xml",
    "xml": "exchange.watchlist.is_xml",
    "lines": "exchange.watchlist.is_lines",
    "ofac": "exchange.watchlist.is_csv",
    "other": "exchange.watchlist.is_no_text",
}


def guessed(raw: bytes) -> str:
    """The form a file seems to have, by its beginning: un, xml, lines, ofac or other."""
    start = raw[:_SAMPLE]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "xml" if b"<" in start else "other"
    if b"\x00" in start:
        return "other"
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return "un" if b"<CONSOLIDATED_LIST" in start else "xml"
    return "lines" if head.startswith((b"{", b"[")) else "ofac"


def _read_un(raw: bytes, _aliases: bytes) -> ListFile:
    parties, day = un.parse(raw)
    return ListFile(un.CODE, tuple(parties), digest(raw), day, **_UN)  # type: ignore[arg-type]


def _read_ofac(raw: bytes, aliases: bytes) -> ListFile:
    parties = ofac.parse(raw, aliases)
    return ListFile(ofac.CODE, tuple(parties), digest(raw, aliases), None, **_OFAC)  # type: ignore[arg-type]


def _read_lines(raw: bytes, _aliases: bytes) -> ListFile:
    parties = lines.parse(raw)
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list="JSON lines")
    codes = sorted({p.list for p in parties})
    if len(codes) > 1:
        raise Unreadable("exchange.watchlist.mixed", lists=", ".join(codes[:5]))
    known: Mapping[str, object] = _UN if codes[0] == un.CODE else {"names": {"en": codes[0]}}
    return ListFile(codes[0], tuple(parties), digest(raw), None, **known)  # type: ignore[arg-type]


FORMS: Mapping[str, Callable[[bytes, bytes], ListFile]] = {
    "un": _read_un,
    "ofac": _read_ofac,
    "lines": _read_lines,
}
