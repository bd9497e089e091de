"""Two names held against each other word by word: matched, omitted, contradicted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from stratrade.engines.matching.likeness import (
    ALPHABETS,
    INITIAL,
    JOINED,
    LIKE,
    LONG,
    SAME_SOUND,
    Likeness,
    between,
    unvowelled,
)
from stratrade.engines.matching.normalise import bones, is_legal, is_patronymic, korean, soft, sounds

MATCHED, OMITTED, CONTRADICTED = "matched", "omitted", "contradicted"
LEGAL_WEIGHT = 0.15
AGAINST = 0.5  # what each of two words that contradict one another costs
EXTRA = 0.42  # what a word costs that stands in one name only
PATRONYMIC = 0.3  # the same for the father's name, which many spellings leave out
INEXACT = 0.08  # taken off where no word is the same letter by letter
_MIDDLING = 5
_TWO = 2
_FEW = 4  # syllables of a Chinese or Korean name, of which none may be missing
ONE_WORD_CAP = 0.78  # one word alike out of several says little
CONTRADICTED_CAP = 0.79

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the alignment: our word, theirs, what became of it, how alike."""

    ours: str
    theirs: str
    outcome: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The whole comparison; `score` from 0 to 1, below 1 by what is missing or differs."""

    score: float
    pairs: tuple[Pair, ...]


def align(
    ours: Sequence[str],
    theirs: Sequence[str],
    weight: Weight,
    *,
    scripts: tuple[str, str] = ("LATIN", "LATIN"),
) -> Alignment:
    """Match every word of one name with at most one of the other, best pairs first; order does not matter.

    Args:
        weight: how much a word tells (rare words more than common ones).
        scripts: what the two names were written in; where they differ, words are compared as that script allows.
    """
    if not ours or not theirs or (scripts[0] != scripts[1] and not ALPHABETS.intersection(scripts)):
        return Alignment(0.0, ())
    like = between(*scripts)
    whole = _whole(ours, theirs, scripts)
    if whole is not None:
        return whole
    first, second = _split_joined(list(ours), list(theirs))
    pairs = _best_pairs(first, second, like)
    used_a, used_b = {a for a, _, _ in pairs}, {b for _, b, _ in pairs}
    matched = [Pair(first[a], second[b], MATCHED, alike) for a, b, alike in pairs]
    left_a = [t for i, t in enumerate(first) if i not in used_a]
    left_b = [t for i, t in enumerate(second) if i not in used_b]
    left, cost = _left_over(left_a, left_b, weight)
    lines = (*matched, *left)
    full = [p for p in matched if p.likeness > INITIAL and not is_legal(p.ours)]
    worth = sum(_worth(p.ours, p.theirs, weight) for p in matched)
    if not full or worth + cost <= 0:
        return Alignment(0.0, lines)
    score = sum(_worth(p.ours, p.theirs, weight) * p.likeness for p in matched) / (worth + cost)
    if len(full) == 1 and len(matched) == 1 and _telling(first, second) > 1:
        score = min(score, ONE_WORD_CAP)
    few = JOINED.intersection(scripts) and len(ours) <= _FEW
    if any(p.outcome == CONTRADICTED or few for p in left):
        score = min(score, CONTRADICTED_CAP)
    return Alignment(round(_doubted(score, full, same_script=scripts[0] == scripts[1]), 4), lines)


def _whole(ours: Sequence[str], theirs: Sequence[str], scripts: tuple[str, str]) -> Alignment | None:
    """Names that are best held against each other as a whole, as one script parts words where the other does not."""
    if scripts[0] == scripts[1]:
        return None
    if JOINED.intersection(scripts):
        return _joined(ours, theirs)
    if between(*scripts) is unvowelled and _same_bones(ours, theirs):
        return Alignment(0.93, (Pair(" ".join(ours), " ".join(theirs), MATCHED, 0.93),))
    return None


def _left_over(ours: Sequence[str], theirs: Sequence[str], weight: Weight) -> tuple[list[Pair], float]:
    """The words without a partner, and what they cost: against each other, or on one side only."""
    real = [sorted((t for t in side if not is_legal(t)), key=weight, reverse=True) for side in (ours, theirs)]
    fought = min(len(side) for side in real)
    lines: list[Pair] = []
    cost = sum(weight(t) * LEGAL_WEIGHT for side in (ours, theirs) for t in side if is_legal(t))
    for number, side in enumerate(real):
        for place, token in enumerate(side):
            contradicted = place < fought
            share = AGAINST if contradicted else PATRONYMIC if is_patronymic(token) else EXTRA
            cost += weight(token) * share
            outcome = CONTRADICTED if contradicted else OMITTED
            lines.append(Pair("" if number else token, token if number else "", outcome, 0.0))
    return lines, cost


def _doubted(score: float, full: Sequence[Pair], *, same_script: bool) -> float:
    """Names without one word the same letter by letter count less, short ones most."""
    if any(p.likeness == 1 for p in full):
        return score
    letters = min(min(len(p.ours), len(p.theirs)) for p in full)
    if len(full) == 1:
        needed = LONG if full[0].likeness < SAME_SOUND else _MIDDLING
        return min(score, ONE_WORD_CAP) if letters < needed else score
    return score - INEXACT if letters < LONG and same_script else score


def _telling(first: Sequence[str], second: Sequence[str]) -> int:
    return max(sum(not is_legal(t) for t in side) for side in (first, second))


def _joined(ours: Sequence[str], theirs: Sequence[str]) -> Alignment | None:
    """Chinese and Korean names by all their syllables in a row, surname first or last; None where too unlike."""
    first = "".join(sounds(korean(t)) for t in ours)
    best, turned = 0.0, theirs
    for shift in range(min(len(theirs), 3)):
        order = [*theirs[shift:], *theirs[:shift]]
        alike = OSA.normalized_similarity(first, "".join(sounds(korean(t)) for t in order))
        if alike > best:
            best, turned = alike, order
    if best < LIKE:
        return None
    score = 0.95 if best == 1 else best * 0.85
    if len(ours) <= _TWO and len(theirs) <= _TWO:
        score = min(score, ONE_WORD_CAP)  # two syllables without tones are the name of thousands
    return Alignment(round(score, 4), (Pair(" ".join(ours), " ".join(turned), MATCHED, round(best, 4)),))


def _same_bones(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two names have the same consonants in a row, however they are parted."""
    first, second = ("".join(bones(t) for t in side if not is_legal(t)) for side in (ours, theirs))
    return first == second and len(first) > 4  # noqa: PLR2004 - four consonants stand in many names


def _worth(a: str, b: str, weight: Weight) -> float:
    if is_legal(a) and is_legal(b):
        return LEGAL_WEIGHT * weight(a)
    return max(weight(a), weight(b))


def _best_pairs(first: Sequence[str], second: Sequence[str], like: Likeness) -> list[tuple[int, int, float]]:
    scored = [
        (alike, i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (alike := like(a, b)) >= (INITIAL if 1 in {len(a), len(b)} else LIKE)
    ]
    scored.sort(key=lambda s: (-s[0], abs(s[1] - s[2]), s[1]))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for alike, i, j in scored:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j, alike))
    return pairs


def _split_joined(first: list[str], second: list[str]) -> tuple[list[str], list[str]]:
    """Two neighbouring words that the other name writes as one are joined ("abdul rahman", "abdulrahman")."""
    return _join_like(first, second), _join_like(second, first)


def _join_like(words: list[str], other: list[str]) -> list[str]:
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return words
    long = {soft(w) for w in other if len(w) > 3}  # noqa: PLR2004 - initials are not joined words
    out: list[str] = []
    number = 0
    while number < len(words):
        pair = words[number] + words[number + 1] if number + 1 < len(words) else ""
        if pair and soft(pair) in long and words[number] not in other and words[number + 1] not in other:
            out.append(pair)
            number += 2
        else:
            out.append(words[number])
            number += 1
    return out
