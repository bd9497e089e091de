"""How alike two words are, by the scripts they come from."""

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from stratrade.engines.matching.normalise import bones, korean, skeleton, soft, sounds

INITIAL = 0.8  # what an initial counts against a full word
LIKE = 0.84  # least likeness of two words that may be one
SAME_SOUND = 0.96  # two spellings of one sound
LONG = 7  # letters from which a slip leaves a word recognisable
ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
JOINED = frozenset({"HANGUL", "CJK"})  # scripts whose Latin spelling joins and parts syllables freely
_NO_VOWEL = str.maketrans("", "", "aiu")
_SYLLABIC = frozenset({"KHMER", "THAI", "LAO", "MYANMAR"})
_UNVOWELLED = frozenset({"ARABIC", "HEBREW", "SYRIAC", "THAANA"})

Likeness = Callable[[str, str], float]


@lru_cache(maxsize=50_000)
def likeness(a: str, b: str) -> float:  # noqa: PLR0911 - one return a rung of the ladder
    """How alike two words of one script are, 0 to 1.

    >>> likeness("salim", "salim"), likeness("j", "john") == INITIAL, likeness("smith", "jones") < LIKE
    (1.0, True, True)
    """
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return INITIAL if a[0] == b[0] and (len(a) == 1) != (len(b) == 1) else 0.0
    short = min(len(a), len(b))
    if soft(a) == soft(b):
        return SAME_SOUND
    edits = OSA.distance(a, b, score_cutoff=2)
    if edits == 1 and short >= 4:  # noqa: PLR2004 - one slip in a word of four letters or more
        return 0.93
    if edits == 2 and short >= 7:  # noqa: PLR2004 - two slips need a long word
        return 0.88
    if short >= 4 and OSA.distance(soft(a), soft(b), score_cutoff=1) <= 1 and a[0] == b[0]:  # noqa: PLR2004
        return 0.87
    if short >= 4 and len(skeleton(a)) >= 3 and skeleton(a) == skeleton(b):  # noqa: PLR2004
        return 0.86
    return min(0.83, JaroWinkler.similarity(a, b)) * 0.9


@lru_cache(maxsize=50_000)
def unvowelled(a: str, b: str) -> float:
    """How alike two words are where one comes from a script that leaves vowels out.

    >>> unvowelled("mhmd", "mohammed") > 0.9, unvowelled("slm", "salim") > 0.9, unvowelled("slm", "karim") < LIKE
    (True, True, True)
    """
    first, second = bones(a), bones(b)
    if first == second:
        return 0.95 if len(first) > 1 else 0.86  # one consonant is common
    if min(len(first), len(second)) >= 4 and OSA.distance(first, second, score_cutoff=1) <= 1:  # noqa: PLR2004
        return 0.86
    return min(likeness(a, b), 0.83)


@lru_cache(maxsize=50_000)
def by_sound(a: str, b: str) -> float:
    """How alike two words are where one comes from a script that writes syllables (Khmer, Thai, Lao, Burmese).

    >>> by_sound("saen", "sen") > 0.9, by_sound("pol", "sok") < LIKE
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

    >>> by_syllable("pak", "park") > 0.9, by_syllable("wang", "kang") < LIKE
    (True, True)
    """
    if sounds(korean(a)) == sounds(korean(b)):
        return SAME_SOUND
    return likeness(a, b) if min(len(a), len(b)) >= LONG else 0.0


def is_unvowelled(script: str) -> bool:
    """Whether a script leaves vowels out."""
    return script in _UNVOWELLED


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
