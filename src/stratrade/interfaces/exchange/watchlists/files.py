"""A file of a watch list of any form we read, with what is known of its list; one clear error where it is none."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from stratrade.engines.matching.model import ListedParty
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import (
    eu,
    ftm,
    lines,
    national,
    ofac,
    ofac_advanced,
    ofac_xml,
    uk,
    uk_xml,
    un,
)

MAX_BYTES = un.MAX_BYTES
_SAMPLE = 512
_LINE = 4096


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
_OFAC_CONSOLIDATED = {
    "names": {"en": "OFAC consolidated list of sanctions that do not block"},
    "publisher": "United States, Office of Foreign Assets Control",
}
_EU = {
    "names": {
        "en": "European Union consolidated list of financial sanctions",
        "fr": "Liste récapitulative des sanctions financières de l’Union européenne",
    },
    "publisher": "European Commission",
    "legal_basis": "Treaty on the Functioning of the European Union, Article 215",
}
_UK = {
    "names": {"en": "United Kingdom sanctions list"},
    "publisher": "United Kingdom",
    "legal_basis": "Sanctions and Anti-Money Laundering Act 2018",
}
_OPENSANCTIONS = {"names": {"en": "OpenSanctions collection"}, "publisher": "OpenSanctions"}


def read(form: str, raw: bytes, aliases: bytes = b"") -> ListFile:
    """Read a file of a known form.

    Args:
        form: one of `FORMS`; ofac is sdn.csv, with alt.csv as `aliases`.
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
    if seen != form and not (seen in _UNSURE and _KIND[form] == _KIND[seen]):
        if _KIND[form] == _KIND[seen] and seen in _LOOKS:
            raise Unreadable("exchange.watchlist.is_another", seems=_LOOKS[seen])
        raise Unreadable(_ANOTHER[_KIND[seen]])


_KIND = {
    "un": "xml",
    "eu": "xml",
    "ofac_xml": "xml",
    "ofac_adv": "xml",
    "uk_xml": "xml",
    "xml": "xml",
    "lines": "lines",
    "ftm": "lines",
    "ofac": "csv",
    "ofac_cons": "csv",
    "uk": "csv",
    "national": "csv",
    "other": "other",
}
_UNSURE = frozenset({"xml", "ofac", "lines"})
"""What a file is taken for that shows no sign of one list; its reader then says what is wrong."""
_LOOKS = {
    "un": "UN",
    "eu": "EU",
    "ofac_xml": "OFAC",
    "ofac_adv": "OFAC (advanced)",
    "uk_xml": "UK",
    "uk": "UK",
    "ftm": "OpenSanctions",
    "national": "CSV",
}
"""What a file that is of another list looks like, by its initials."""
_ANOTHER = {
    "xml": "exchange.watchlist.is_xml",
    "lines": "exchange.watchlist.is_lines",
    "csv": "exchange.watchlist.is_csv",
    "other": "exchange.watchlist.is_no_text",
}
_ROOTS = (
    (b"<CONSOLIDATED_LIST", "un"),
    (b"<sdnList", "ofac_xml"),
    (b"<export", "eu"),
    (b"<Sanctions", "ofac_adv"),
    (b"<Designations", "uk_xml"),
)


def guessed(raw: bytes) -> str:
    """The form a file seems to have, by its beginning: one of `FORMS`, xml or other."""
    start = raw[:_SAMPLE]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "xml" if b"<" in start else "other"
    if b"\x00" in start:
        return "other"
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return next((form for root, form in _ROOTS if root in start), "xml")
    if head.startswith((b"{", b"[")):
        return "ftm" if b'"schema"' in start and b'"properties"' in raw[:_LINE] else "lines"
    headings = raw[:_LINE].lower()
    if b"name 6" in headings:
        return "uk"
    return "national" if b"entry_id" in headings.split(b"\n", 1)[0] else "ofac"


def _read_un(raw: bytes, _aliases: bytes) -> ListFile:
    parties, day = un.parse(raw)
    return ListFile(un.CODE, tuple(parties), digest(raw), day, **_UN)  # type: ignore[arg-type]


def _read_ofac(raw: bytes, aliases: bytes) -> ListFile:
    parties = ofac.parse(raw, aliases)
    return ListFile(ofac.CODE, tuple(parties), digest(raw, aliases), None, **_OFAC)  # type: ignore[arg-type]


def _read_ofac_consolidated(raw: bytes, aliases: bytes) -> ListFile:
    """The table of the consolidated list, which has the columns of the other one and no code of its own."""
    code = ofac_xml.CONSOLIDATED
    parties = tuple(replace(p, list=code) for p in ofac.parse(raw, aliases))
    return ListFile(code, parties, digest(raw, aliases), None, **_OFAC_CONSOLIDATED)  # type: ignore[arg-type]


def _read_lines(raw: bytes, _aliases: bytes) -> ListFile:
    parties = lines.parse(raw)
    if not parties:
        raise Unreadable("exchange.watchlist.empty", list="JSON lines")
    codes = sorted({p.list for p in parties})
    if len(codes) > 1:
        raise Unreadable("exchange.watchlist.mixed", lists=", ".join(codes[:5]))
    known: Mapping[str, object] = _UN if codes[0] == un.CODE else {"names": {"en": codes[0]}}
    return ListFile(codes[0], tuple(parties), digest(raw), None, **known)  # type: ignore[arg-type]


def _read_ofac_xml(raw: bytes, _aliases: bytes) -> ListFile:
    code, parties, day = ofac_xml.parse(raw)
    known: Mapping[str, object] = _OFAC if code == ofac_xml.SDN else _OFAC_CONSOLIDATED
    return ListFile(code, tuple(parties), digest(raw), day, **known)  # type: ignore[arg-type]


def _read_ofac_advanced(raw: bytes, _aliases: bytes) -> ListFile:
    code, parties, day = ofac_advanced.parse(raw)
    known: Mapping[str, object] = _OFAC if code == ofac_xml.SDN else _OFAC_CONSOLIDATED
    return ListFile(code, tuple(parties), digest(raw), day, **known)  # type: ignore[arg-type]


def _read_eu(raw: bytes, _aliases: bytes) -> ListFile:
    parties, day = eu.parse(raw)
    return ListFile(eu.CODE, tuple(parties), digest(raw), day, **_EU)  # type: ignore[arg-type]


def _read_uk(raw: bytes, _aliases: bytes) -> ListFile:
    parties, day = uk.parse(raw)
    return ListFile(uk.CODE, tuple(parties), digest(raw), day, **_UK)  # type: ignore[arg-type]


def _read_uk_xml(raw: bytes, _aliases: bytes) -> ListFile:
    parties, day = uk_xml.parse(raw)
    return ListFile(uk.CODE, tuple(parties), digest(raw), day, **_UK)  # type: ignore[arg-type]


def _read_ftm(raw: bytes, _aliases: bytes) -> ListFile:
    return ListFile(ftm.CODE, tuple(ftm.parse(raw)), digest(raw), None, **_OPENSANCTIONS)  # type: ignore[arg-type]


def _read_national(raw: bytes, _aliases: bytes) -> ListFile:
    parties, basis = national.parse(raw)
    code = parties[0].list
    return ListFile(code, tuple(parties), digest(raw), None, {"en": code}, legal_basis=basis)


FORMS: Mapping[str, Callable[[bytes, bytes], ListFile]] = {
    "un": _read_un,
    "ofac": _read_ofac,
    "ofac_cons": _read_ofac_consolidated,
    "ofac_xml": _read_ofac_xml,
    "ofac_adv": _read_ofac_advanced,
    "eu": _read_eu,
    "uk": _read_uk,
    "uk_xml": _read_uk_xml,
    "ftm": _read_ftm,
    "national": _read_national,
    "lines": _read_lines,
}
