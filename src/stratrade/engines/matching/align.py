"""Two names held against each other word by word: matched, omitted, contradicted."""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA, DamerauLevenshtein, Hamming

from stratrade.engines.matching.forms import OF_TRADE, PARTICLES
from stratrade.engines.matching.likeness import (
    ALPHABETS,
    JOINED,
    Likeness,
    between,
    both_names,
    fits,
    likeness,
    unvowelled,
)
from stratrade.engines.matching.normalise import bones, is_legal, is_patronymic, korean, soft
from stratrade.engines.matching.parted import same_words
from stratrade.engines.matching.policy import (
    AGAINST,
    COMMON,
    CONTRADICTED_CAP,
    ENOUGH,
    ENOUGH_FIRM,
    EXTRA,
    EXTRA_AFTER_INITIAL,
    EXTRA_COMMON,
    EXTRA_FIRM,
    EXTRA_OF_TRADE,
    EXTRA_PARTICLE,
    INEXACT,
    INITIAL,
    LEGAL_WEIGHT,
    LIKE,
    LINE,
    LONG,
    ONE_BONE,
    ONE_WORD_CAP,
    PATRONYMIC,
    RARE,
    SAME_SOUND,
    SERVANT,
    SLIP,
    TOO_COMMON_CAP,
    TWO_SLIPS_SHORT,
    VERY_LONG,
    WHOLE_BONES,
    WHOLE_NAME,
)

MATCHED, OMITTED, CONTRADICTED = "matched", "omitted", "contradicted"
_MIDDLING = 5
_MANY = 8  # consonants in a row that no two names share by chance
_TALL = 10  # letters from which one word with two slips is still itself
_TWO = 2
_SYLLABLES = 12  # letters of a given name of two syllables at most; words of companies are longer
_FEW = 4  # syllables of a Chinese or Korean name, of which none may be missing

_UNVOICED = str.maketrans("gdbcru", "ktpjlo", "h")

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
    least: float = 0.0,
) -> Alignment:
    """Match every word of one name with at most one of the other, best pairs first; order does not matter.

    Args:
        weight: how much a word tells (rare words more than common ones).
        scripts: what the two names were written in; where they differ, words are compared as that script allows.
        least: the least score that is asked for; names that cannot reach it are answered with nothing.
    """
    if not ours or not theirs or (scripts[0] != scripts[1] and not ALPHABETS.intersection(scripts)):
        return Alignment(0.0, ())
    like = between(*scripts)
    whole = _whole(ours, theirs, scripts)
    if whole is not None:
        return whole
    first, second = same_words(ours, theirs, scripts, like)
    of_both = min if like is unvowelled else max
    matched = [
        _Matched(first[a], second[b], alike, _worth(first[a], second[b], weight, of_both), (a, b))
        for a, b, alike in _best_pairs(first, second, like)
    ]
    full = [m for m in matched if m.likeness > INITIAL and not is_legal(m.ours) and m.ours != SERVANT]
    if not full:
        return _NOTHING
    left = _left(first, {m.places[0] for m in matched}), _left(second, {m.places[1] for m in matched})
    slipped = _slipped(*left, full) if like is likeness else None
    if slipped:
        worth = _worth(*slipped, weight, of_both)
        again = _Matched(
            *slipped, TWO_SLIPS_SHORT, worth, (first.index(slipped[0]), second.index(slipped[1]))
        )
        matched.append(again)
        full.append(again)
        left = _left(first, {m.places[0] for m in matched}), _left(second, {m.places[1] for m in matched})
    firm = _same_firm(first, second, matched, full, weight)
    told = sum(m.worth for m in full) + _served(matched)
    share = EXTRA_FIRM if firm else EXTRA_AFTER_INITIAL if _initialled(matched) else 1.0
    cost = _cost(
        *left, weight, sum(m.worth for m in full) / len(full), most=share, trade=firm or len(full) > 1
    )
    score = sum(m.worth * m.likeness for m in matched) / (sum(m.worth for m in matched) + cost)
    if score < least:
        return _NOTHING
    missing = [
        t for side in left for t in side if not is_legal(t) and not is_patronymic(t) and t not in PARTICLES
    ]
    if missing and len(full) == 1 and _alone(full[0], matched):
        score = min(score, ONE_WORD_CAP)
    if missing and len(full) > 1 and told < _enough(first, second):
        score = min(score, TOO_COMMON_CAP)
    alphabetic = scripts[0] == scripts[1] or ALPHABETS.issuperset(scripts)
    lines = _left_over(*left, weight)
    few = JOINED.intersection(scripts) and len(ours) <= _FEW
    if any(line.outcome == CONTRADICTED or few for line in lines):
        score = min(score, CONTRADICTED_CAP)
    score = _doubted(
        score,
        full,
        same_script=alphabetic,
        strict=alphabetic or like is unvowelled,
        firm=any(is_legal(m.ours) for m in matched),
    )
    pairs = (Pair(m.ours, m.theirs, MATCHED, m.likeness) for m in matched)
    return Alignment(round(score, 4), (*pairs, *lines))


_NOTHING = Alignment(0.0, ())


class _Matched(NamedTuple):
    """Two words that match: how alike they are, what they tell, and where they stand."""

    ours: str
    theirs: str
    likeness: float
    worth: float
    places: tuple[int, int]


def _whole(ours: Sequence[str], theirs: Sequence[str], scripts: tuple[str, str]) -> Alignment | None:
    """Names that are best held against each other as a whole, as one script parts words where the other does not."""
    if scripts[0] == scripts[1]:
        return None if JOINED.intersection(scripts) else _parted(ours, theirs)
    if JOINED.intersection(scripts):
        spoken = soft if "CJK" in scripts else _korean_sound
        found = _joined(ours, theirs, spoken)
        words = (*ours, *theirs)
        short = min(len(ours), len(theirs)) <= _FEW and max(map(len, words)) <= _SYLLABLES
        short = short and not any(map(is_legal, words))
        if short:
            return found or _NOTHING
        return found if found and found.score >= LINE else None
    if between(*scripts) is unvowelled and _same_bones(ours, theirs):
        return Alignment(WHOLE_BONES, (Pair(" ".join(ours), " ".join(theirs), MATCHED, WHOLE_BONES),))
    return None


def _parted(ours: Sequence[str], theirs: Sequence[str]) -> Alignment | None:
    """Names of the same letters in a row, parted into words otherwise ("techno logies"); a long one may bear a slip."""
    first, second = ("".join(t for t in side if not is_legal(t)) for side in (ours, theirs))
    short = min(len(first), len(second))
    if short < _MANY or abs(len(first) - len(second)) > 1 or first[0] != second[0]:
        return None
    if len(ours) == len(theirs) and all(a[0] == b[0] for a, b in zip(ours, theirs, strict=True)):
        return None
    slips = OSA.distance(first, second, score_cutoff=1)
    if slips > (short >= _TALL + 2):
        return None
    alike = SLIP if slips else SAME_SOUND
    return Alignment(alike, (Pair(" ".join(ours), " ".join(theirs), MATCHED, alike),))


def _same_firm(
    first: Sequence[str],
    second: Sequence[str],
    matched: Sequence[_Matched],
    full: Sequence[_Matched],
    weight: Weight,
) -> bool:
    """Whether two companies share their legal form and what a list or a clerk would not leave out of a name.

    That is a telling word at its beginning or a rare one at its end, letter by letter, or else all words of the shorter
    name; words between are often left out.
    """
    if not any(is_legal(m.ours) for m in matched) or any(m.likeness < 1 for m in full):
        return False
    real = [[word for word in side if not is_legal(word)] for side in (first, second)]
    if len(full) > 1:
        return len(full) == min(map(len, real))
    word = full[0].ours
    begins, ends = ([side[place] for side in real] == [word, word] for place in (0, -1))
    return len(word) > _TWO and ((begins and weight(word) >= COMMON) or (ends and weight(word) >= RARE))


def _slipped(ours: Sequence[str], theirs: Sequence[str], full: Sequence[_Matched]) -> tuple[str, str] | None:
    """The one word on each side without a partner, where two slips lie between them and the rest is the same.

    The rest is at least one rare word of five letters or two of any.
    """
    real = [[t for t in side if not is_legal(t)] for side in (ours, theirs)]
    if [len(side) for side in real] != [1, 1]:
        return None
    one, other = real[0][0], real[1][0]
    same = [m for m in full if m.likeness >= SAME_SOUND]
    if len(same) == 1 and _other_letters(one, other):
        return None
    telling = len(same) > 1 or any(
        m.likeness == 1 and m.worth >= RARE and len(m.ours) >= _MIDDLING for m in same
    )
    if not telling or min(len(one), len(other)) < _MIDDLING or soft(one)[0] != soft(other)[0]:
        return None
    near = DamerauLevenshtein.distance(one, other, score_cutoff=_TWO) <= _TWO
    return (one, other) if near and not both_names(one, other) else None


def _alone(word: _Matched, matched: Sequence[_Matched]) -> bool:
    """Whether a word is all that two names share.

    A servant's name is one word, though it is two of ours: only where something stands between its halves, and what
    follows is the same and rare, do they count as two.
    """
    others = [m for m in matched if m is not word]
    if any(m.ours != SERVANT for m in others):
        return False
    together = any(m.places[0] + 1 == word.places[0] and m.places[1] + 1 == word.places[1] for m in others)
    return not others or together or word.likeness < 1 or word.worth < RARE


def _served(matched: Sequence[_Matched]) -> float:
    """What half of a servant's name tells where the word after it matches too."""
    after = {(m.places[0] - 1, m.places[1] - 1) for m in matched}
    return sum(m.worth for m in matched if m.ours == SERVANT and m.places in after)


def _initialled(matched: Sequence[_Matched]) -> bool:
    """Whether two names share an initial and a rare surname: an initial often stands for all given names.

    So does half of a servant's name.
    """
    return any(m.likeness == INITIAL or m.ours == SERVANT for m in matched) and any(
        m.likeness == 1 and m.worth >= RARE for m in matched
    )


def _left(words: Sequence[str], taken: Container[int]) -> list[str]:
    return [word for place, word in enumerate(words) if place not in taken]


def _cost(
    ours: Sequence[str], theirs: Sequence[str], weight: Weight, common: float, *, most: float, trade: bool
) -> float:
    """What the words without a partner cost: against each other, or on one side only.

    That a word is left out says the same of a rare word and of a common one: `common` is what the words that
    matched tell on average, and nothing omitted costs more than its share of that.

    Args:
        most: the greatest share.
        trade: whether enough is the same that words of trade may be left out.
    """
    real = _by_weight(ours, weight), _by_weight(theirs, weight)
    fought = min(map(len, real))
    cost = sum(weight(t) * LEGAL_WEIGHT for side in (ours, theirs) for t in side if is_legal(t))
    cost += sum(EXTRA_PARTICLE for side in (ours, theirs) for t in side if t in PARTICLES)
    for side in real:
        cost += AGAINST * sum(map(weight, side[:fought]))
        for token in side[fought:]:
            cost += min(weight(token), common) * min(most, _omission(token, weight, trade=trade))
    return cost


def _left_over(ours: Sequence[str], theirs: Sequence[str], weight: Weight) -> list[Pair]:
    """The words without a partner, as lines of the alignment."""
    real = _by_weight(ours, weight), _by_weight(theirs, weight)
    fought = min(map(len, real))
    return [
        Pair(
            "" if number else token, token if number else "", CONTRADICTED if place < fought else OMITTED, 0.0
        )
        for number, side in enumerate(real)
        for place, token in enumerate(side)
    ]


def _by_weight(words: Sequence[str], weight: Weight) -> list[str]:
    return sorted((t for t in words if not is_legal(t) and t not in PARTICLES), key=weight, reverse=True)


def _omission(token: str, weight: Weight, *, trade: bool) -> float:
    """The share of its weight that a word costs that stands in one name only."""
    if trade and token in OF_TRADE:
        return EXTRA_OF_TRADE
    if is_patronymic(token):
        return PATRONYMIC
    return EXTRA if weight(token) > COMMON else EXTRA_COMMON


def _doubted(
    score: float,
    full: Sequence[_Matched],
    *,
    same_script: bool,
    strict: bool,
    firm: bool,
) -> float:
    """Names without one word the same letter by letter count less, short ones most.

    So do names of two words of which only the commoner is the same: a given name is no evidence for a surname.

    Args:
        same_script: whether both are written in alphabets.
        firm: whether they are companies of one legal form.
        strict: whether a word that is not the same is another, where the script writes enough of it to tell.
    """
    if strict and len(full) == _TWO:
        rarer, other = sorted(full, key=lambda m: (-m.worth, m.likeness))
        unsure = rarer.likeness < SLIP
        if (
            unsure
            and other.likeness >= rarer.likeness
            and not _sure(rarer, other)
            and min(len(rarer.ours), len(rarer.theirs)) < VERY_LONG
        ):
            score = min(score, ONE_WORD_CAP)
    if any(p.likeness == 1 for p in full):
        return score
    letters = min(min(len(p.ours), len(p.theirs)) for p in full)
    if len(full) == 1:
        needed = _letters_needed(full[0], firm=firm)
        return min(score, ONE_WORD_CAP) if letters < needed else score
    return score - INEXACT if letters < LONG and same_script else score


def _sure(rarer: _Matched, other: _Matched) -> bool:
    """Whether a word with slips is still itself beside one that is the same letter by letter and rare."""
    telling = other.likeness == 1 and other.worth >= RARE and len(other.ours) >= _FEW
    return telling and rarer.likeness > ONE_BONE and not _other_letters(rarer.ours, rarer.theirs)


def _other_letters(one: str, other: str) -> bool:
    """Whether two letters of a word are other letters: another surname more often than two slips."""
    return len(one) == len(other) and Hamming.distance(one, other) == _TWO


def _letters_needed(pair: _Matched, *, firm: bool) -> int:
    """How long the only word that two names share must be, where it is not the same letter by letter.

    Args:
        firm: whether they share the legal form too.
    """
    if pair.likeness >= SAME_SOUND:
        return _MIDDLING if OSA.distance(pair.ours, pair.theirs, score_cutoff=1) <= 1 else _MIDDLING + 1
    if pair.likeness >= SLIP:
        return _MIDDLING if firm and pair.ours[0] == pair.theirs[0] else LONG
    return _TALL


def _korean_sound(token: str) -> str:
    """A syllable as its many romanisations spell it alike: no voice, no breath, r and l the same."""
    return korean(token).replace("ch", "j").replace("shi", "si").translate(_UNVOICED)


def _joined(ours: Sequence[str], theirs: Sequence[str], spoken: Callable[[str], str]) -> Alignment | None:
    """Chinese and Korean names by all their syllables in a row, surname first or last; None where too unlike.

    Syllables in another order are another name.
    """
    first = _run(ours, spoken)
    best, turned = 0.0, theirs
    for order in _orders(list(theirs)):
        alike = OSA.normalized_similarity(first, _run(order, spoken), score_cutoff=LIKE)
        if alike > best:
            best, turned = alike, order
    if best < LIKE:
        return None
    score = WHOLE_NAME if best == 1 else best * 0.85
    if len(ours) <= _TWO and len(theirs) <= _TWO and len(first) < LONG:
        score = min(score, ONE_WORD_CAP)  # two syllables without tones are the name of thousands
    return Alignment(round(score, 4), (Pair(" ".join(ours), " ".join(turned), MATCHED, round(best, 4)),))


def _run(words: Sequence[str], spoken: Callable[[str], str]) -> str:
    """Syllables in a row as one word; where two letters meet that one word would write once, they are one."""
    return re.sub(r"(.)\1+", r"\1", "".join(map(spoken, words)))


def _orders(words: list[str]) -> list[list[str]]:
    """A name as it stands, with its last word first, and with its first word last."""
    if len(words) < _TWO:
        return [words]
    return [words, [words[-1], *words[:-1]], [*words[1:], words[0]]]


def _same_bones(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two names have the same consonants in a row, however they are parted."""
    first, second = ("".join(bones(t) for t in side if not is_legal(t)) for side in (ours, theirs))
    if first != second or len(first) <= 4:  # noqa: PLR2004 - four consonants stand in many names
        return False
    if len(first) > _MANY:
        return True
    one, other = ("".join(t for t in side if not is_legal(t)) for side in (ours, theirs))
    return fits(one, other) or fits(other, one)


def _worth(ours: str, theirs: str, weight: Weight, of_both: Callable[[float, float], float]) -> float:
    """What a matched pair tells: as much as its rarer spelling, or as its commoner where a script hides vowels."""
    if is_legal(ours) and is_legal(theirs):
        return LEGAL_WEIGHT * weight(ours)
    return of_both(weight(ours), weight(theirs))


def _best_pairs(first: Sequence[str], second: Sequence[str], like: Likeness) -> list[tuple[int, int, float]]:
    ours, theirs = range(len(first)), range(len(second))
    pairs: list[tuple[int, int, float]] = []
    if like is likeness and len(set(first)) == len(first) and len(set(second)) == len(second):
        pairs = [(i, second.index(a), 1.0) for i, a in enumerate(first) if a in second]
    taken_a, taken_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    scored = [
        (alike, i, j)
        for i in ours
        if i not in taken_a
        for j in theirs
        if j not in taken_b and (alike := like(first[i], second[j])) >= INITIAL
        if alike >= LIKE or 1 in {len(first[i]), len(second[j])}
    ]
    scored.sort(key=lambda s: (-s[0], abs(s[1] - s[2]), s[1]))
    for alike, i, j in scored:
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j, alike))
    return pairs


def _enough(first: Sequence[str], second: Sequence[str]) -> float:
    """What words that match must tell where another is missing.

    Most for people, least where only one middle name is left out; a company's common words stand together by more
    than chance.
    """
    short, long = sorted((first, second), key=len)
    if any(map(is_legal, first)):
        return ENOUGH_FIRM
    if len(long) == len(short) + 1 and (short[0], short[-1]) == (long[0], long[-1]):
        return 0.0
    if len(short) == _TWO and len(long) == _TWO + 1:
        middle = likeness(short[0], long[0]) >= LIKE and likeness(short[-1], long[-1]) >= LIKE
        return ENOUGH_FIRM if middle else ENOUGH
    return ENOUGH
