"""Two names held against each other word by word: matched, omitted, contradicted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler

from stratrade.engines.matching.normalise import is_legal, skeleton, soft

MATCHED, OMITTED, CONTRADICTED = "matched", "omitted", "contradicted"
INITIAL = 0.8  # what an initial counts against a full word
LIKE = 0.84  # least likeness of two words that may be one
LEGAL_WEIGHT = 0.15
EXTRA = 0.45  # what an unmatched word of the longer name costs beside a contradicted one

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


def likeness(a: str, b: str) -> float:  # noqa: PLR0911 - one return a rung of the ladder
    """How alike two words are, 0 to 1.

    >>> likeness("salim", "salim"), likeness("j", "john") == INITIAL, likeness("smith", "jones") < LIKE
    (1.0, True, True)
    """
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return INITIAL if a[0] == b[0] and (len(a) == 1) != (len(b) == 1) else 0.0
    short = min(len(a), len(b))
    if soft(a) == soft(b):
        return 0.96
    edits = OSA.distance(a, b, score_cutoff=3)
    if edits == 1 and short >= 4:  # noqa: PLR2004 - one slip in a word of four letters or more
        return 0.93
    if edits == 2 and short >= 7:  # noqa: PLR2004 - two slips need a long word
        return 0.88
    if short >= 4 and OSA.distance(soft(a), soft(b), score_cutoff=1) <= 1 and a[0] == b[0]:  # noqa: PLR2004
        return 0.87
    if short >= 4 and len(skeleton(a)) >= 3 and skeleton(a) == skeleton(b):  # noqa: PLR2004
        return 0.86
    return min(0.83, JaroWinkler.similarity(a, b)) * 0.9


def align(ours: Sequence[str], theirs: Sequence[str], weight: Weight) -> Alignment:
    """Match every word of one name with at most one of the other, best pairs first; order does not matter.

    Args:
        weight: how much a word tells (rare words more than common ones).
    """
    if not ours or not theirs:
        return Alignment(0.0, ())
    first, second = _split_joined(list(ours), list(theirs))
    pairs = _best_pairs(first, second)
    used_a, used_b = {a for a, _, _ in pairs}, {b for _, b, _ in pairs}
    lines = [Pair(first[a], second[b], MATCHED, like) for a, b, like in pairs]
    gained = sum(_worth(p.ours, p.theirs, weight) * p.likeness for p in lines)
    total = sum(_worth(p.ours, p.theirs, weight) for p in lines)
    left_a = [t for i, t in enumerate(first) if i not in used_a]
    left_b = [t for i, t in enumerate(second) if i not in used_b]
    fought = min(len([t for t in left_a if not is_legal(t)]), len([t for t in left_b if not is_legal(t)]))
    for side, rest in (("a", left_a), ("b", left_b)):
        real = sorted((t for t in rest if not is_legal(t)), key=weight, reverse=True)
        for number, token in enumerate(real):
            contradicted = number < fought
            cost = weight(token) * (1.0 if contradicted else EXTRA)
            total += cost / 2 if contradicted else cost
            outcome = CONTRADICTED if contradicted else OMITTED
            lines.append(Pair(token if side == "a" else "", token if side == "b" else "", outcome, 0.0))
        total += sum(weight(t) * LEGAL_WEIGHT for t in rest if is_legal(t))
    full = [p for p in lines if p.outcome == MATCHED and p.likeness > INITIAL and not is_legal(p.ours)]
    if not full or total <= 0:
        return Alignment(0.0, tuple(lines))
    score = gained / total
    if (
        len(full) == 1
        and max(len(first), len(second)) > 1
        and len([p for p in lines if p.outcome == MATCHED]) == 1
    ):
        score = min(score, 0.78)
    if fought:
        score = min(score, 0.79)
    return Alignment(round(score, 4), tuple(lines))


def _worth(a: str, b: str, weight: Weight) -> float:
    if is_legal(a) and is_legal(b):
        return LEGAL_WEIGHT * weight(a)
    return max(weight(a), weight(b))


def _best_pairs(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int, float]]:
    scored = [
        (like, i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (like := likeness(a, b)) >= (INITIAL if 1 in {len(a), len(b)} else LIKE)
    ]
    scored.sort(key=lambda s: (-s[0], abs(s[1] - s[2]), s[1]))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for like, i, j in scored:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j, like))
    return pairs


def _split_joined(first: list[str], second: list[str]) -> tuple[list[str], list[str]]:
    """Two neighbouring words that the other name writes as one are joined ("abdul rahman", "abdulrahman")."""
    return _join_like(first, set(second)), _join_like(second, set(first))


def _join_like(words: list[str], other: set[str]) -> list[str]:
    out: list[str] = []
    number = 0
    while number < len(words):
        if number + 1 < len(words) and words[number] + words[number + 1] in other:
            out.append(words[number] + words[number + 1])
            number += 2
        else:
            out.append(words[number])
            number += 1
    return out
