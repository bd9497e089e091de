"""How alike two words are, by the scripts they come from."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from stratrade.engines.matching.given import agreement_unvowelled, class_of, is_certain
from stratrade.engines.matching.normalise import bones, korean, soft, sounds
from stratrade.engines.matching.policy import (
    INITIAL,
    LIKE,
    LONG,
    ONE_BONE,
    ONE_SOUND,
    ONE_VOWEL,
    SAME_SOUND,
    SLIP,
    TWO_SLIPS,
)

ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
JOINED = frozenset({"HANGUL", "CJK"})  # scripts whose Latin spelling joins and parts syllables freely
_TWO = 2
_THREE = 3
_MIDDLING = 5
_GLUED = (
    "al",
    "el",
    "ad",
    "as",
    "ar",
    "an",
    "az",
    "ul",
    "ben",
    "bin",
    "ibn",
    "bint",
    "abu",
    "of",
    "and",
    "the",
    "von",
    "van",
)
_TRAILING = ("al", "el", "of", "and", "bin", "ben", "ibn")
_BREATHED = re.compile(r"(?:kh|x|h)(?=[aeiouy])")
_VOWELS = re.compile(r"[aeiou]")
_NATIVE = re.compile(r"kh|gh|sh|dh|th|zh|ch|[a-z]")
_SPELT = {letter: tuple(spelt.split()) for letter, spelt in {
    "kh": "kh h x ch k", "gh": "gh g q k", "sh": "sh ch sch s", "dh": "dh d z th", "th": "th s t", "zh": "zh j",
    "ch": "ch tch tsch c", "q": "q k g gh c ck kh", "k": "k c ck q g kh", "j": "j dj dzh zh g dsch",
    "w": "w v u o", "y": "y i e j ai ei ia a", "a": "a e o i u", "s": "s c z ts", "z": "z s dh th d",
    "d": "d z dh t", "t": "t d th", "f": "f ph v", "b": "b p v", "p": "p b", "h": "h kh t", "c": "c s k",
    "v": "v w b f u o", "x": "x ks", "g": "g gh k",
}.items()}  # fmt: skip
_NO_VOWEL = str.maketrans("", "", "aiu")
_SYLLABIC = frozenset({"KHMER", "THAI", "LAO", "MYANMAR"})
_UNVOWELLED = frozenset({"ARABIC", "HEBREW", "SYRIAC", "THAANA"})

Likeness = Callable[[str, str], float]


@lru_cache(maxsize=50_000)
def likeness(a: str, b: str) -> float:
    """How alike two words of one script are, 0 to 1.

    >>> likeness("salim", "salim"), likeness("j", "john") == INITIAL, likeness("smith", "jones") < 0.84
    (1.0, True, True)
    """
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return INITIAL if a[0] == b[0] and (len(a) == 1) != (len(b) == 1) else 0.0
    one, other = heard(a), heard(b)
    if one.name and other.name:
        if one.name == other.name:
            return SAME_SOUND
        if one.certain and other.certain:
            return 0.0
    return _same_sound(a, b, one, other) or _slipped(a, b, one, other)


class Heard(NamedTuple):
    """How one word sounds, in every way in which two words are compared.

    Args:
        name: the given name it is a form of; nothing where it is none.
        certain: whether it is spelt as that name is spelt.
        soft: its spelling-tolerant form.
        hard: the same with v for w.
        vowel: the same with one letter for a and e, and v for w.
        bare: the consonants of the soft form.
        yod: the same with y for j.
        apart: the soft forms without a particle that is written together with it.
    """

    name: str
    certain: bool
    soft: str
    hard: str
    vowel: str
    yod: str
    bare: str
    apart: tuple[str, ...]


@lru_cache(maxsize=50_000)
def heard(token: str) -> Heard:
    """How a word sounds."""
    plain = soft(token)
    name = class_of(token)
    hard = token.replace("w", "v") if "w" in token else token
    vowel = hard.replace("e", "a") if "e" in hard else hard
    return Heard(
        name,
        bool(name) and is_certain(token),
        plain,
        plain if hard is token else soft(hard),
        plain if vowel is token else soft(vowel),
        soft(vowel.replace("j", "y")) if "j" in vowel else plain if vowel is token else soft(vowel),
        _VOWELS.sub("", plain) or plain,
        apart(token),
    )


def both_names(a: str, b: str) -> bool:
    """Whether two words are spelt as two given names are spelt, so that no slip lies between them."""
    one, other = heard(a), heard(b)
    return one.certain and other.certain and one.name != other.name


def _same_sound(a: str, b: str, one: Heard, other: Heard) -> float:
    """How alike two words are by their sound alone; 0 where that tells nothing."""
    if one.soft == other.soft:
        return SAME_SOUND
    short = min(len(a), len(b))
    if short >= _THREE and one.hard == other.hard:
        return SAME_SOUND
    if short >= _MIDDLING and a[0] != b[0] and one.yod == other.yod and "j" in {a[0], b[0]}:
        return ONE_VOWEL
    if short > _THREE and (one.vowel == other.vowel or other.soft in one.apart or one.soft in other.apart):
        return ONE_VOWEL
    return 0.0


def _slipped(a: str, b: str, one: Heard, other: Heard) -> float:
    """How alike two words are by the slips of the pen between them."""
    short = min(len(a), len(b))
    if abs(len(a) - len(b)) > 4:  # noqa: PLR2004 - no spelling of one sound is so much longer
        return 0.0
    edits = OSA.distance(a, b, score_cutoff=2)
    if short >= _THREE and "h" in {a[0], b[0]} and _breathed(a, b):
        return ONE_BONE
    if edits == 1:
        within = len(a) != len(b) and (a[0], a[-1]) == (b[0], b[-1])
        # one slip in a word of four letters or more, or a letter more or less within a shorter one
        return SLIP if short > _THREE else LIKE if short == _THREE and within else 0.0
    if edits == _TWO and short >= LONG:
        return TWO_SLIPS
    return _slipped_in_sound(a, b, one, other) if short > _THREE else 0.0


def _slipped_in_sound(a: str, b: str, one: Heard, other: Heard) -> float:
    if a[0] == b[0] and OSA.distance(one.soft, other.soft, score_cutoff=1) <= 1:
        return ONE_SOUND
    return ONE_BONE if one.bare == other.bare and len(one.bare) >= _THREE else 0.0


def _breathed(a: str, b: str) -> bool:
    """Whether two words differ by the breath they begin with alone (Khan, Han; Khin, Hin)."""
    first, second = _BREATHED.match(a), _BREATHED.match(b)
    if not first or not second or first.group(0) == second.group(0):
        return False
    return soft(a[first.end() :]) == soft(b[second.end() :])


def apart(token: str) -> tuple[str, ...]:
    """The soft forms without a particle written together with the word; none where there is none."""
    if len(token) < LONG - 1:
        return ()
    found = [token[len(p) :] for p in _GLUED if token.startswith(p)]
    found += [token[: -len(p)] for p in _TRAILING if token.endswith(p)]
    return tuple(soft(rest) for rest in found if len(rest) > _THREE)


@lru_cache(maxsize=50_000)
def unvowelled(a: str, b: str) -> float:
    """How alike two words are where one comes from a script that leaves vowels out.

    >>> unvowelled("mhmd", "mohammed") > 0.9, unvowelled("slm", "salim") > 0.9, unvowelled("slm", "karim") < 0.84
    (True, True, True)
    """
    known = agreement_unvowelled(a, b)
    if known:
        return SAME_SOUND if known > 0 else 0.0
    first, second = bones(a), bones(b)
    if fits(a, b) or fits(b, a):
        return 0.95 if min(len(a), len(b)) > 2 else 0.86  # noqa: PLR2004 - two letters are common
    if first == second and len(first) > 2:  # noqa: PLR2004 - other vowels are written, or other letters of one sound
        return 0.86
    if min(len(first), len(second)) >= 4 and OSA.distance(first, second, score_cutoff=1) <= 1:  # noqa: PLR2004
        return 0.85
    return min(likeness(a, b), 0.83)


def fits(native: str, latin: str) -> bool:
    """Whether a word whose short vowels are not written, but whose long ones are, may be spelt like this in Latin.

    >>> fits("nadry", "naderi"), fits("nadry", "nazir"), fits("nadry", "nadar"), fits("zhyr", "zuhair")
    (True, False, False, True)
    """
    pairs = tuple(_NATIVE.findall(native))
    single = tuple(native)
    return _spells(pairs, latin) or (pairs != single and _spells(single, latin))


def _spells(letters: tuple[str, ...], latin: str) -> bool:
    """Whether some spelling of the letters in order, with any short vowels between them, is the whole word."""
    reached = _past_vowels({0}, latin)
    for number, letter in enumerate(letters):
        after: set[int] = set()
        for spelt in _SPELT.get(letter, (letter,)):
            for place in reached:
                if latin.startswith(spelt, place):
                    end = place + len(spelt)
                    after.add(end)
                    if latin.startswith(spelt, end):
                        after.add(end + len(spelt))
        if letter == "h" and number == len(letters) - 1:
            after |= reached
        if not after:
            return False
        reached = _past_vowels(after, latin)
    return len(latin) in reached


def _past_vowels(places: set[int], latin: str) -> set[int]:
    out = set()
    for place in places:
        end = place
        out.add(end)
        while end < len(latin) and latin[end] in "aeiou":
            end += 1
            out.add(end)
    return out


@lru_cache(maxsize=50_000)
def by_sound(a: str, b: str) -> float:
    """How alike two words are where one comes from a script that writes syllables (Khmer, Thai, Lao, Burmese).

    >>> by_sound("saen", "sen") > 0.9, by_sound("pol", "sok") < 0.84
    (True, True)
    """
    first, second = sounds(a), sounds(b)
    if first == second:
        return SAME_SOUND
    if first.translate(_NO_VOWEL) == second.translate(_NO_VOWEL) and len(first) > 2:  # noqa: PLR2004
        return 0.9
    short = min(len(first), len(second))
    if OSA.distance(first, second, score_cutoff=2) <= (short >= 2) + (short >= 6):  # noqa: PLR2004
        return 0.86
    return min(likeness(a, b), 0.83)


def identical(a: str, b: str) -> float:
    """How alike two syllables of one script are where another letter is another name."""
    return 1.0 if a == b else 0.0


@lru_cache(maxsize=50_000)
def by_syllable(a: str, b: str) -> float:
    """How alike two words are where one is a Chinese or Korean syllable: the same sound, or a long word nearly so.

    >>> by_syllable("pak", "park") > 0.9, by_syllable("wang", "kang") < 0.84
    (True, True)
    """
    if sounds(korean(a)) == sounds(korean(b)):
        return SAME_SOUND
    return likeness(a, b) if min(len(a), len(b)) >= LONG else 0.0


def is_unvowelled(script: str) -> bool:
    """Whether a script leaves vowels out."""
    return script in _UNVOWELLED


def is_syllabic(script: str) -> bool:
    """Whether a script writes syllables whose Latin spelling differs from people to people."""
    return script in _SYLLABIC


def between(ours: str, theirs: str) -> Likeness:
    """How words are compared between two scripts (names as `normalise.script` gives them)."""
    both = {ours, theirs}
    if len(both) == 1 and both & JOINED:
        return identical
    if both & JOINED:
        return by_syllable
    if len(both) > 1 and both & _UNVOWELLED:
        return unvowelled
    if len(both) > 1 and both & _SYLLABIC:
        return by_sound
    return likeness
