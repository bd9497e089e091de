"""Cuts what people type about goods into comparable words, each with its place in the text."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from stratrade.kernel.text import search_key

# Latin, Greek, Cyrillic and digits make words; scripts without spaces are kept as runs.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*[^\W_]*|[^\W_]+")
# Thai, Lao, Burmese, Khmer, Japanese kana, Han
_LETTERS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_RUN = re.compile(f"[{_LETTERS}A-Za-z0-9-]+")  # a grade or number may stand within: "ម៉ាស៊ីន CNC", "氦-3"
_UNSPACED = re.compile(f"[{_LETTERS}]")

# A grade or model is written with and without its hyphen; a size stands apart from what it is a size of.
_HYPHENED = re.compile(r"\b([A-Za-z]{1,3})-(?=\d)")
_DIGIT = re.compile(r"\d")
# A UN number is one word however it is written; a French "un" before a size is none.
_UN = re.compile(
    r"\b(?:UN|ONU)\s*(?:[Nn][oOrR]\.?|[Nn]°|#|:)?\s*(?=\d{4}\b)|\bun\s?(?=\d{4}\b(?!\s?[^\W\d]{1,3}\b))"
)
_GAP = re.compile(r"(?<=\S)\s(?=\S)")
_SUBSCRIPT_DA, _SUBSCRIPT_TA = "\u17d2\u178a", "\u17d2\u178f"  # Khmer, drawn alike and typed as it comes
_SIZED = re.compile(r"\b(DN|NPS|PN|OD|ID|FS|dia|Ø)[-.:]?(?=\d)", re.IGNORECASE)

# What a piece of metal is of, as declarations write it ("W rod", "ZR POWDER").
ELEMENTS = {
    "Al": "aluminium", "B": "boron", "Be": "beryllium", "Bi": "bismuth", "Ca": "calcium", "Hf": "hafnium",
    "Li": "lithium", "Mg": "magnesium", "Mo": "molybdenum", "Nb": "niobium", "Ni": "nickel", "Re": "rhenium",
    "Ta": "tantalum", "Ti": "titanium", "W": "tungsten", "Zr": "zirconium",
}  # fmt: skip
_PIECE = "powder|metal|rods?|bars?|ingots?|sponge|sheets?|plates?|tubes?|wire|foil|blocks?|billets?|cubes?|crucibles?"
_SYMBOLS = "|".join(sorted({*ELEMENTS, *map(str.upper, ELEMENTS)}))
_SYMBOL = re.compile(rf"(?<![\w.,-])(?<!\d\s)({_SYMBOLS})(?=\s(?:{_PIECE}|{_PIECE.upper()})\b)")
_AMERICAN = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|er|ing|ation|able)$)")  # sterilized, atomization

_STOP = """a an and as at be by de des du en et for from in into is it la le les of on or per pour sur that
the their this to un une und with x pcs pc no nos qty ea each set sets new type model"""
STOP = frozenset(_STOP.split())


class Word(NamedTuple):
    """A word in comparable form and where it stands in the text (from, to)."""

    key: str
    start: int
    end: int


def clean(text: str) -> str:
    """NFC without zero-width spaces and soft hyphens, Khmer in one spelling, C-276 as C276.

    It is the form that all places refer to.

    >>> clean("Hastelloy C-276, DN50")
    'Hastelloy C276, DN 50'
    >>> clean("W rod 99.9 %"), clean("ZR powder"), clean("100 W plate")
    ('tungsten rod 99.9 %', 'zirconium powder', '100 W plate')
    >>> clean("UN No. 1790, un 1790"), clean("un 1200 mm")
    ('UN1790, UN1790', 'un 1200 mm')
    """
    tidy = text
    if not text.isascii():
        tidy = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\u00ad", "")
        tidy = tidy.replace(_SUBSCRIPT_DA, _SUBSCRIPT_TA)
    if not tidy.islower():
        tidy = _SYMBOL.sub(lambda found: ELEMENTS[found[1].capitalize()], tidy)
    if not _DIGIT.search(tidy):
        return tidy  # all patterns end before a digit
    return _UN.sub("UN", _SIZED.sub(r"\1 ", _HYPHENED.sub(r"\1", tidy)))


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text`, which is `clean`.

    >>> [w.key for w in words("Turbo-molecular PUMPS, 2 pcs")]
    ['turbo', 'molecular', 'pump', '2', 'pcs']
    """
    return tuple([Word(_key(match.group()), *match.span()) for match in _WORD.finditer(text)])


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    key = singular(word.lower() if word.isascii() else search_key(word))
    return _AMERICAN.sub("is", key) if "iz" in key else key.replace("lyz", "lys")


def singular(word: str) -> str:
    """An English or French plural without its ending; short words and -ss, -us, -is stay.

    >>> singular("valves"), singular("alloys"), singular("glass"), singular("assemblies")
    ('valve', 'alloy', 'glass', 'assembly')
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):  # noqa: PLR2004
        return word
    if word.endswith("ies") and len(word) > 5:  # noqa: PLR2004
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


def pattern(term: str) -> str:
    """A term in the form it is looked up in `haystack`: words between single spaces.

    A term in a script without spaces stays one run without spaces around.

    >>> pattern("Pressure transducers")
    ' pressure transducer '
    """
    if is_unspaced(term):
        return re.sub(r"\s+", "", search_key(clean(term)))
    keys = " ".join(word.key for word in words(clean(term)))
    return f" {keys} " if keys else ""


def is_unspaced(text: str) -> bool:
    """Whether `text` has letters of a script that puts no spaces between words."""
    return _UNSPACED.search(text) is not None


def runs(text: str) -> str:
    """What is written in scripts without spaces, as one comparable string per run, newline between.

    >>> runs("ម៉ាស៊ីន CNC, 2 pcs")
    'ម៉ាស៊ីនcnc'
    """
    if text.isascii():
        return ""
    found = [run for run in _RUN.findall(_GAP.sub("", text)) if is_unspaced(run)]
    return "\n".join(search_key(run) for run in found)


def content(keys: Collection[str], ignore: Collection[str] = STOP) -> tuple[str, ...]:
    """Words that carry meaning: no numbers, no single letters, nothing of `ignore`."""
    return tuple(key for key in keys if len(key) > 1 and key not in ignore and not key[0].isdigit())
