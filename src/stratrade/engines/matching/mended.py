"""A name as it was asked for, and as it reads with slips mended in the words that very many names share.

Such a word tells nothing where it is spelt right, but weighs as a rare one where it is not: what was typed
as "Comparny" stands in no list. Only what somebody asks is mended, and only beside what was typed.
"""

import re
from functools import lru_cache
from itertools import islice, pairwise, product

from rapidfuzz.distance import OSA

from stratrade.engines.matching import forms
from stratrade.engines.matching.normalise import LONGEST, readings, script, tokens
from stratrade.engines.matching.romanise import latin
from stratrade.engines.matching.slips import by_rest, one_slip
from stratrade.kernel.text import search_key

_LONG = 5  # letters of a word in which a slip leaves it recognisable
_LONG_TITLE = 6  # the same for a title, which is shorter than most names that sound like one
_TELLING_LONG = 8  # letters of a word that stands for the legal form it belongs to
_WAYS = 8  # in which the words of a name are mended at most
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
    """The name with slips mended and what is missing in a legal form put back; nothing where there is neither."""
    if script(name) != "LATIN":
        return ""
    written = search_key(name)
    key = written = written if written.isascii() else latin(written)
    closing = _STOPPED.search(key)
    if closing and closing.group(1) not in _STOPS and (form := _form(closing.group(1))):
        key = f"{key[: closing.start(1)]}{form}."
    other = _whole(_reworded(key))
    return "" if other == written else other


def _reworded(key: str) -> str:
    """The words mended; of several ways the one in which most words make a legal form."""
    end = len(_SPACED.sub("", key))
    found = list(_WORD.finditer(key))
    ways = [meanings(m.group(0), last=m.end() == end and m.start() > 0) for m in found]
    if all(len(way) == 1 and way[0] == m.group(0) for way, m in zip(ways, found, strict=True)):
        return key
    between = [key[a.end() : b.start()] for a, b in pairwise(found)]
    begin, finish = key[: found[0].start()], key[found[-1].end() :]
    texts = [
        begin + "".join(w + gap for w, gap in zip(words, (*between, finish), strict=True))
        for words in islice(product(*ways), _WAYS)
    ]
    return min(texts, key=lambda text: len(tokens(text))) if len(texts) > 1 else texts[0]


def _whole(key: str) -> str:
    """Legal forms of which a word is missing in full: a long word that is left of one says which."""
    if _TELLING.isdisjoint(_WORD.findall(key)):
        return key
    return _PHRASE.sub(lambda m: _PARTIAL.get(m.group(0), m.group(0)), key)


def _form(written: str) -> str:
    """The legal form of three letters with stops that one slip makes of what closes a name."""
    return next((form for form in _STOPS if OSA.distance(form, written, score_cutoff=1) <= 1), "")


def mended(word: str, *, last: bool = False) -> str:
    """A word that is one slip away from a legal form, a word of trade or a title, as that; any other as it is.

    >>> mended("inudstry"), mended("ltpa", last=True), mended("ltpa"), mended("group"), mended("sokha")
    ('industry', 'ltda', 'ltpa', 'group', 'sokha')
    """
    return meanings(word, last=last)[0]


@lru_cache(maxsize=50_000)
def meanings(word: str, *, last: bool = False) -> tuple[str, ...]:
    """Everything that a word may be mended to, what is as long first."""
    if word in _TRADE or word in _BORNE or word in forms.LEGAL or word in forms.WORDS:
        return (word,)
    if _ALMOST_SERVANT.match(word) and not _SERVANT.match(word):
        return (_ALMOST_SERVANT.sub("abdul", word),)
    meant: set[str] = set()
    if len(word) >= _LONG - 1:
        meant = one_slip(word, _TRADE_BY)
    if not meant and len(word) >= _LONG:
        meant = one_slip(word, _BORNE_BY)
    if not meant and last and len(word) >= _SHORTEST:
        meant = one_slip(word, _CLOSING_BY)
    return tuple(sorted(meant, key=lambda known: (abs(len(known) - len(word)), known))) or (word,)


def _trade() -> frozenset[str]:
    """The words of companies: legal forms, alone and in phrases, and what they are called by, short for nothing."""
    phrases = {w for phrases in forms.PHRASES.values() for phrase in phrases for w in _WORD.findall(phrase)}
    called = {w for w, full in forms.WORDS.items() if not (full.startswith(w) and w != full)}
    words = {*called, *forms.WORDS.values(), *forms.LEGAL, *phrases}
    return frozenset(w for w in words if len(w) >= _LONG and w.isalpha())


def _partial() -> dict[str, str]:
    """Legal forms of several words without one of them -> the whole, where a long word is left."""
    found: dict[str, str] = {}
    for phrase in _PHRASES:
        words = phrase.split()
        for n in range(len(words)):
            rest = words[:n] + words[n + 1 :]
            if any(len(word) >= _TELLING_LONG for word in rest) and "." not in phrase:
                found.setdefault(" ".join(rest), phrase)
    return {
        rest: phrase for rest, phrase in found.items() if rest not in _PHRASES and rest not in forms.LEGAL
    }


def _borne() -> frozenset[str]:
    """Titles and what else begins the names of many people."""
    titles = {title for title in forms.TITLES - forms.RANKS if len(title) >= _LONG_TITLE and title.isalpha()}
    return frozenset(titles | {w for w in forms.DESCENT if len(w) >= _LONG} | {"abdul", "abdel"})


_TRADE, _BORNE = _trade(), _borne()
_TRADE_BY, _BORNE_BY = by_rest(_TRADE), by_rest(_BORNE)
_CLOSING_BY = by_rest(frozenset(w for w in forms.LEGAL if len(w) == _LONG - 1 and w.isalpha()) | {"ltd"})
_PHRASES = {phrase: group for group, phrases in forms.PHRASES.items() for phrase in phrases}
_PARTIAL = _partial()
_TELLING = frozenset(w for rest in _PARTIAL for w in rest.split() if len(w) >= _TELLING_LONG)
_PHRASE = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(map(re.escape, sorted({*_PHRASES, *_PARTIAL}, key=len, reverse=True)))
    + r")(?!\w)"
)
