"""Reads the text of an official list, one provision a line, into what can be compared: paths, numbers, CAS.

The text itself stays outside the product; nothing of it is kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from stratrade.engines.lists.model import Op

_PATH = re.compile(r"^(\d[A-E]\d{3}(?:\.[a-z0-9]+)*)\.?\s+(.*)$", re.DOTALL)
_NOTE = re.compile(r"^(?:Note|Notes|Technical Note|N\.?B)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^(?:SEE (?:ALSO )?MILITARY|Not used|Repealed|See also|SEE ALSO)", re.IGNORECASE)
_CAS = re.compile(r"\b(\d{2,7}-\d{2}-\d)\b")
CODE = re.compile(r"\b\d\.?[A-E]\.?\d{1,3}(?:\.[a-z0-9]+)*\b\.?")
_STANDARD = re.compile(
    r"\b(?:ISO|IEC|ASTM|SAE|MIL|ANSI|IEEE|ITU(?:-[TR])?|JIS|DIN|NIJ|STANAG|EN|ASME|ARP|RTCA|DO|NFPA|UN|AS|BS|CISPR"
    r"|VDI|VDE|AMS|ETSI|CEPT|FIPS|3GPP|NIST|RAE|ITAR)\b[ /]*(?:[A-Z]{1,6}[ -]?)*[A-Z]?[-\d.]*\d(?:[:/-]\d+)*"
    r"(?:,? ?\(?(?:19|20)\d{2}\)?)?(?: \(\d+\))?"
)
_YEAR = re.compile(
    r"(?<!than )(?<!exceeding )\b(?:19[5-9]|20[0-3])\d\b"
    r"(?!\s*(?:[a-zµ°%/(]|[MGTk]?(?:Pa|Hz|W|V|J|A|N|K|B|VA)\b))"
)
_RATIO = re.compile(r"(?<=\d)\s?:\s?\d+\b")
_MARK = re.compile(r"\((?:\d{1,2}|see [^)]*)\)")
_NUMBER = r"\d+(?:[  ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_UNIT = r"[A-Za-zµμ°%Ω²³/·.^*-]*[A-Za-zµμ°%Ω²³](?:[²³]|\b)"
_FIGURE = re.compile(rf"(?P<number>{_NUMBER})(?:\s*[x×]\s*10\s?(?P<power>-?\d+))?")
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30,
}  # fmt: skip
_LESS = r"(?:less|fewer|smaller|lower|better)(?: \([a-z]+\))?"
_MORE = r"(?:greater|more|higher|longer|exceeding)(?: \([a-z]+\))?"
_WORD_NUMBER = re.compile(
    rf"\b(?:exceeding|than|least|within|only)\s+(?P<a>{'|'.join(_WORDS)})\b"
    rf"|\b(?P<b>{'|'.join(_WORDS)})(?:\s+[\"“”'’]?[a-z]+[\"“”'’]?){{0,2}}\s+or\s+(?:more|less|fewer)\b"
    r"|\b(?P<c>zero)\s+to\b",
    re.IGNORECASE,
)
_RATIO_OF_ONE = re.compile(r"\s?:\s?(\d+)\b")
_PARTS = re.compile(r"(\d+) parts?(?: [a-z]+)? (?:in|to) $")
_RANGE = re.compile(rf"\s*(?:to|and)\s+(?:{_NUMBER})\s*({_UNIT})")
_JOINING = frozenset({"to", "and", "or", "in", "of"})
_WRITTEN = {"Gb/s": "Gbit/s", "Mb/s": "Mbit/s", "kb/s": "kbit/s"}
_SAMPLES = re.compile(r"\s*(?P<prefix>Giga|Mega) ?samples per second", re.IGNORECASE)
_NEGATED = {Op.GT: Op.LE, Op.GE: Op.LT, Op.LT: Op.GE, Op.LE: Op.GT}
_PLAIN = rf"(?:(?!\b(?:{'|'.join(_WORDS)})\b)[^;,.0-9]){{0,34}}?"
_BEFORE: tuple[tuple[re.Pattern[str], Op], ...] = tuple(
    (re.compile(rf"{pattern}[^;.]{{0,26}}$", re.IGNORECASE), op)
    for pattern, op in (
        (r"\bnot (?:exceeding|more than|greater than|above|wider than)", Op.LE),
        (r"\bno (?:[a-z]+ )?(?:greater|more|longer) than", Op.LE),
        (rf"\b(?:{_LESS} than or equal to|equal to or {_LESS}(?: than)?|≤)", Op.LE),
        (rf"\b(?:not less than|at least|{_MORE} than or equal to|equal to or {_MORE}(?: than)?|≥)", Op.GE),
        (
            rf"\b(?:exceeds?|exceeding|{_MORE} than|(?:worse|longer) than|above\b|over\b|in excess of|>)",
            Op.GT,
        ),
        (rf"\b(?:{_LESS} than|(?:shorter|finer) than|below|under(?! (?:a )?(?:vacuum|pressure))|<)", Op.LT),
    )
)
_OR = rf"^{_PLAIN}(?<!equal to )(?<!\bat )\bor "
_AFTER: tuple[tuple[re.Pattern[str], Op], ...] = (
    (
        re.compile(
            rf"{_OR}(?:more|greater|higher|above|larger|longer|worse)\b",
            re.IGNORECASE,
        ),
        Op.GE,
    ),
    (
        re.compile(
            rf"{_OR}(?:less|fewer|lower|below|smaller|shorter|finer)\b",
            re.IGNORECASE,
        ),
        Op.LE,
    ),
)
_BETTER = re.compile(rf"{_OR}better\b", re.IGNORECASE)  # which way is better, the text does not say


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a provision.

    Args:
        value: the number as written.
        readings: other values that the text may mean, where an exponent has lost its height.
        unit: what stands behind it, as written; empty where nothing fits.
        op: how the text compares with it, None where it does not say.
        around: the words around it, for a person to look at.
    """

    value: Decimal
    readings: tuple[Decimal, ...]
    unit: str
    op: Op | None
    around: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One line of the official text.

    Args:
        path: its paragraph.
        text: its words without the path.
        note: it explains or excludes and is no paragraph of its own.
        elsewhere: it only points to another list, or is not used.
    """

    path: str
    text: str
    note: bool
    elsewhere: bool

    @property
    def cas(self) -> tuple[str, ...]:
        """CAS numbers that it controls: those behind "other than" are named to leave them out."""
        return tuple(_CAS.findall(re.split(r"\bother than\b", self.text, maxsplit=1)[0]))

    def figures(self) -> tuple[Figure, ...]:
        """Its numbers, without those of paths, CAS numbers, standards, years and footnote marks."""
        return tuple(_figures(self.text))


@dataclass(frozen=True, slots=True)
class Official:
    """The official text of one entry."""

    code: str
    provisions: tuple[Provision, ...]

    @property
    def paragraphs(self) -> tuple[Provision, ...]:
        """Paragraphs that control something, each once."""
        found: dict[str, Provision] = {}
        for provision in self.provisions:
            if not provision.note and not provision.elsewhere:
                found.setdefault(provision.path, provision)
        return tuple(found.values())

    @property
    def cas(self) -> frozenset[str]:
        """CAS numbers that the entry controls."""
        return frozenset(
            number
            for provision in self.provisions
            if not provision.note and not provision.elsewhere
            for number in provision.cas
        )


def read(document: Mapping[str, Any]) -> tuple[Official, ...]:
    """The entries of a reference file.

    Args:
        document: JSON with `entries`, each with `entry_code` and `verbatim_text` (lines that begin with
            their path).

    Raises:
        ValueError: it is not of that form; the message names the field.
    """
    entries = document.get("entries")
    if not isinstance(entries, list):
        raise ValueError("entries: is no list")  # noqa: TRY004 (one kind of error for bad input)
    return tuple(_official(entry, number) for number, entry in enumerate(entries))


def _official(entry: Any, number: int) -> Official:
    if not isinstance(entry, Mapping) or not all(
        isinstance(entry.get(key), str) for key in ("entry_code", "verbatim_text")
    ):
        raise ValueError(f"entries[{number}]: entry_code and verbatim_text are needed")
    return Official(entry["entry_code"], tuple(_provisions(entry["verbatim_text"].splitlines())))


def _provisions(lines: Iterable[str]) -> Iterator[Provision]:
    for line in lines:
        found = _PATH.match(line.strip())
        if found is None:
            continue
        path, text = found.groups()
        yield Provision(path, text, bool(_NOTE.match(text)), bool(_ELSEWHERE.match(text)))


def _figures(text: str) -> Iterator[Figure]:
    bare = text
    for pattern in (_CAS, _STANDARD, CODE, _RATIO, _MARK, _YEAR):
        bare = pattern.sub(lambda found: " " * len(found.group()), bare)
    for found in _FIGURE.finditer(bare):
        before, after = bare[: found.start()], bare[found.end() :]
        if before[-1:].isalpha() or (before[-1:] in {"'", "’"} and before[-2:-1].isalpha()):
            continue  # part of a name: "AISI304", "M5"
        wave = before.endswith("λ/")  # a share of the wavelength
        if (before.endswith("/") and not wave) or after.lstrip().startswith("log"):
            continue  # part of a formula: "L/1000", "10 log f"
        value = _number(found["number"])
        if value is None:
            continue
        readings = (
            *_readings(value, found["power"], before, after),
            *_shares(value, before, text[found.end() :]),
        )
        symbol = "" if wave else _unit_behind(after)
        op = _comparison(before, after)
        if op is Op.LT and symbol == "m" and before.endswith("below "):
            op = Op.GT  # below a depth is deeper
        around = re.sub(r"\s+", " ", text[max(0, found.start() - 40) : found.end() + 24]).strip()
        yield Figure(1 / value if wave else value, readings, symbol, op, around)
    for found in _WORD_NUMBER.finditer(bare):
        group = next(name for name in "abc" if found[name])
        start, end = found.span(group)
        around = re.sub(r"\s+", " ", text[max(0, start - 40) : end + 24]).strip()
        value = Decimal(_WORDS[found[group].lower()])
        yield Figure(value, (), "", _comparison(bare[:start], bare[end:]), around)


def _unit_behind(after: str) -> str:
    """The unit of a number; of the lower end of a range that of its upper end: "0,9 to 23 kg"."""
    samples = _SAMPLES.match(after)
    if samples:
        return f"{samples['prefix'][0].upper()}S/s"
    joined = re.match(rf"\s*({_UNIT})", after)
    if joined is None:
        return ""
    if joined[1] in _JOINING:
        upper = _RANGE.match(after)
        return upper[1] if upper and upper[1] not in _JOINING else ""
    return _WRITTEN.get(joined[1], joined[1])


def _shares(value: Decimal, before: str, after: str) -> Iterator[Decimal]:
    """What a number in a ratio comes to: "1:5000", "1 part to 500", "2 parts in 230"."""
    ratio = _RATIO_OF_ONE.match(after)
    if value == 1 and ratio and Decimal(ratio[1]):
        yield 1 / Decimal(ratio[1])
    parts = _PARTS.search(before)
    if parts and value and Decimal(parts[1]):
        share = Decimal(parts[1]) / value
        yield from (1 / share, share, 100 * share)


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"[  ]", "", text).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _readings(value: Decimal, power: str | None, before: str, after: str) -> Iterator[Decimal]:
    if power is not None:
        yield value.scaleb(int(power))
        return
    lost = re.match(r"^\s?[-–−](\d{1,2})\b", after)
    if value == 10 and lost:  # noqa: PLR2004 - a power of ten that lost its height: 10-4
        yield Decimal(1).scaleb(-int(lost[1]))
    digits = str(value)
    if re.fullmatch(r"10\d{1,2}", digits) and not before.rstrip().endswith(("x", "×")):
        yield Decimal(1).scaleb(int(digits[2:]))


def _comparison(before: str, after: str) -> Op | None:
    op = _compared(before, after)
    negated = op is not None and re.search(r"\b(?:not|in)\s?capable of\b[^;,.]*$", before, re.IGNORECASE)
    return _NEGATED.get(op, op) if negated and op is not None else op


def _compared(before: str, after: str) -> Op | None:
    if _BETTER.search(after):
        return None
    for pattern, op in _AFTER:
        if pattern.search(after):
            return op
    tail = before[-90:]
    best: tuple[int, int, Op] | None = None
    for rank, (pattern, op) in enumerate(_BEFORE):
        found = next(iter(reversed(list(pattern.finditer(tail)))), None)
        if found is not None and not re.search(r"\d", found.group()):
            key = (found.start(), -rank)
            inside = best is not None and best[0] <= found.start() and rank > -best[1]
            if best is None or (key > best[:2] and not (inside and _covers(best, found, tail))):
                best = (found.start(), -rank, op)
    return best[2] if best else None


def _covers(best: tuple[int, int, Op], found: re.Match[str], tail: str) -> bool:
    """Whether a comparison found earlier is a longer phrase around this one: "not exceeding"."""
    longer = best[2] in {Op.LE, Op.GE} and found.start() - best[0] < 30  # noqa: PLR2004
    return longer and not re.search(r"[;,]", tail[best[0] : found.start()])
