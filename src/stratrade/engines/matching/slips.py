"""Words one slip of the pen apart, found by what is left of both without one letter."""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA


def without_a_letter(word: str) -> set[str]:
    """A word, and what is left of it without each of its letters: two words one slip apart share one of these.

    >>> sorted(without_a_letter("abu"))
    ['ab', 'abu', 'au', 'bu']
    """
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def by_rest(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by themselves and by what is left of them without a letter."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        for rest in sorted(without_a_letter(word)):
            found.setdefault(rest, []).append(word)
    return {rest: tuple(meant) for rest, meant in found.items()}


def one_slip(word: str, known: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The words of `by_rest` that one slip makes of a word, the first letter the same.

    >>> one_slip("gruop", by_rest(["group", "trade"]))
    {'group'}
    """
    found = {other for rest in without_a_letter(word) for other in known.get(rest, ())}
    return {o for o in found if o[0] == word[0] and OSA.distance(o, word, score_cutoff=1) <= 1}
