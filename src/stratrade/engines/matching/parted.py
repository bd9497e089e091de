"""The words of two names parted alike: what one writes as two words and the other as one is joined."""

from collections.abc import Sequence
from itertools import pairwise

from stratrade.engines.matching.likeness import JOINED, Likeness, by_syllable, unvowelled
from stratrade.engines.matching.normalise import is_legal, soft
from stratrade.engines.matching.policy import SAME_SOUND, SERVANT

_SHORT = 3  # letters of a syllable that is no word by itself
_LONG = 5  # letters of a word that may be two
_MOST = 4  # syllables of one word
_FITS = 0.95  # how alike two words of two scripts are where no letter is another


def same_words(
    ours: Sequence[str], theirs: Sequence[str], scripts: tuple[str, str], like: Likeness
) -> tuple[list[str], list[str]]:
    """Both names with the words that the other writes as one joined ("abdul rahman", "abdulrahman")."""
    first, second = list(ours), list(theirs)
    if like is by_syllable:
        return (
            _regrouped(first, second) if scripts[0] in JOINED else first,
            _regrouped(second, first) if scripts[1] in JOINED else second,
        )
    first, second = _servants(first, theirs), _servants(second, ours)
    return _join_like(first, second, like), _join_like(second, first, like)


def _regrouped(syllables: list[str], words: Sequence[str]) -> list[str]:
    """Syllables in a row that another name writes as one word are joined."""
    long = [w for w in words if len(w) > _SHORT and not is_legal(w)]
    out: list[str] = []
    number = 0
    while number < len(syllables):
        for size in range(_MOST, 0, -1):
            run = "".join(syllables[number : number + size])
            if size == 1 or any(by_syllable(run, w) >= SAME_SOUND for w in long):
                break
        out.append(run)
        number += size
    return out


def _servants(words: list[str], other: Sequence[str]) -> list[str]:
    """The two halves of a servant's name as one word, where the other name may hold its initial alone."""
    if SERVANT not in words or SERVANT in other or SERVANT[0] not in other or len(other) >= len(words):
        return words
    at = words.index(SERVANT)
    return [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]


def _join_like(words: list[str], other: Sequence[str], like: Likeness) -> list[str]:
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return words
    parted = _parted_bare(words, other, like) if like is unvowelled else _parted(words, other)
    if not parted:
        return words
    out: list[str] = []
    number = 0
    while number < len(words):
        if number in parted:
            out.append(words[number] + words[number + 1])
            number += 2
        else:
            out.append(words[number])
            number += 1
    return out


def _parted(words: Sequence[str], other: Sequence[str]) -> list[int]:
    """Where another name writes two neighbouring words, of which it has neither, as one."""
    long = [soft(w) for w in other if len(w) > _SHORT]  # no initials
    if not long:
        return []
    begin = {w[0] for w in long}
    return [
        n
        for n, (first, second) in enumerate(pairwise(words))
        if first not in other and second not in other
        if (len(first) == 1 or soft(first)[0] in begin) and soft(first + second) in long
    ]


def _parted_bare(words: Sequence[str], other: Sequence[str], like: Likeness) -> list[int]:
    """The same where one of the names leaves vowels out."""
    long = [w for w in other if len(w) > _LONG]
    return [
        n
        for n, (first, second) in enumerate(pairwise(words))
        if first not in other and second not in other
        if any(like(first + second, w) >= _FITS for w in long)
    ]
