"""A name as it was asked for, and as it reads with slips mended in the words that very many names share.

Such a word tells nothing where it is spelt right, but weighs as a rare one where it is not: what was typed
as "Comparny" stands in no list. Only what somebody asks is mended, and only beside what was typed.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from stratrade.engines.matching import forms
from stratrade.engines.matching.normalise import LONGEST, readings, script, tokens
from stratrade.engines.matching.romanise import latin
from stratrade.engines.matching.slips import by_rest, one_slip
from stratrade.kernel.text import search_key

_LONG = 5  # letters of a word in which a slip leaves it recognisable
_LONG_TITLE = 6  # the same for a title, which is shorter than most names that sound like one
_SHORTEST = 3  # letters of a legal form that closes a name
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"[\s,.]+$")
_STOPPED = re.compile(r"(?<= )(?=\S*\.\S*\.)([a-z.]{3,7})(?<!\.)\.?$")
_STOPS = (
    "s.a.s",
    "s.r.l",
    "s.r.o",
    "s.p.a",
    "l.l.c",
    "l.t.d",
    "d.o.o",
    "w.l.l",
    "j.s.c",
    "p.l.c",
    "o.o.d",
    "o.a.o",
)
_ALMOST_SERVANT = re.compile(r"^(?:ad|ab|adb|abb?d|adbd)[aeiou](?:l|([rsnzdt])(?=\1))(?=\w{4})")
_SERVANT = re.compile(r"^abd[aeiou]")


def as_asked(name: str) -> tuple[tuple[str, ...], ...]:
    """A name as its readings, and as its words with slips mended, where there are any to mend.

    >>> as_asked("Joint Stock Comparny Mir"), as_asked("Adurrahim Bashir")[1]
    ((('public', 'comparny', 'mir'), ('public', 'mir')), ('abd', 'rahim', 'bashir'))
    """
    found = readings(name)
    other = "" if len(name) > LONGEST else _mended(name)
    if not other:
        return found
    words = tokens(other)
    return found if words in found or not words else (*found, words)


@lru_cache(maxsize=20_000)
def _mended(name: str) -> str:
    """The name with slips mended; nothing where there are none."""
    if script(name) != "LATIN":
        return ""
    key = search_key(name)
    if not key.isascii():
        key = latin(key)
    closing = _STOPPED.search(key)
    if closing and closing.group(1) not in _STOPS and (form := _form(closing.group(1))):
        return f"{key[: closing.start(1)]}{form}."
    last = _SPACED.sub("", key)
    other = _WORD.sub(lambda m: mended(m.group(0), last=m.end() == len(last) and m.start() > 0), key)
    return "" if other == key else other


def _form(written: str) -> str:
    """The legal form of three letters with stops that one slip makes of what closes a name."""
    return next((form for form in _STOPS if OSA.distance(form, written, score_cutoff=1) <= 1), "")


@lru_cache(maxsize=50_000)
def mended(word: str, *, last: bool = False) -> str:
    """A word that is one slip away from a legal form, a word of trade or a title, as that; any other as it is.

    >>> mended("inudstry"), mended("ltpa", last=True), mended("ltpa"), mended("group"), mended("sokha")
    ('industry', 'ltda', 'ltpa', 'group', 'sokha')
    """
    if word in _TRADE or word in _BORNE or word in forms.LEGAL or word in forms.WORDS:
        return word
    if _ALMOST_SERVANT.match(word) and not _SERVANT.match(word):
        return _ALMOST_SERVANT.sub("abdul", word)
    meant: set[str] = set()
    if len(word) >= _LONG - 1:
        meant = one_slip(word, _TRADE_BY)
    if not meant and len(word) >= _LONG:
        meant = one_slip(word, _BORNE_BY)
    if not meant and last and len(word) >= _SHORTEST:
        meant = one_slip(word, _CLOSING_BY)
    return min(meant, key=lambda known: (abs(len(known) - len(word)), known)) if meant else word


def _trade() -> frozenset[str]:
    """The words of companies: legal forms, alone and in phrases, and what they are called by, short for nothing."""
    phrases = {w for phrases in forms.PHRASES.values() for phrase in phrases for w in _WORD.findall(phrase)}
    called = {w for w, full in forms.WORDS.items() if not (full.startswith(w) and w != full)}
    words = {*called, *forms.WORDS.values(), *forms.LEGAL, *phrases}
    return frozenset(w for w in words if len(w) >= _LONG and w.isalpha())


def _borne() -> frozenset[str]:
    """Titles and what else begins the names of many people."""
    titles = {title for title in forms.TITLES - forms.RANKS if len(title) >= _LONG_TITLE and title.isalpha()}
    return frozenset(titles | {w for w in forms.DESCENT if len(w) >= _LONG} | {"abdul", "abdel"})


_TRADE, _BORNE = _trade(), _borne()
_TRADE_BY, _BORNE_BY = by_rest(_TRADE), by_rest(_BORNE)
_CLOSING_BY = by_rest(frozenset(w for w in forms.LEGAL if len(w) == _LONG - 1 and w.isalpha()) | {"ltd"})
