"""The words of all listed names: which are alike, and in which names they stand."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stratrade.engines.matching.likeness import LIKE, likeness
from stratrade.engines.matching.normalise import is_legal, skeleton, soft

NEAR = 48  # words of the vocabulary compared in full with one asked for
_SHORTEST = 3  # letters from which a word is looked for by parts

Numbers = NDArray[np.int32]


class Vocabulary:
    """An immutable index from words to names.

    Args:
        names: the tokens of every name, in the order of their numbers.
    """

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        codes: list[int] = []
        places_of: list[int] = []
        for number, words in enumerate(names):
            for word in set(words):
                places[word].append(number)
            for pair in joins(words):
                codes.append(_code(pair))
                places_of.append(number)
        self.words = tuple(places)
        self.number = {word: n for n, word in enumerate(self.words)}
        self._frequency = np.array([len(p) for p in places.values()], dtype=np.int32)
        self._names: list[Numbers] = [np.array(p, dtype=np.int32) for p in places.values()]
        self._soft = _grouped((soft(w), n) for n, w in enumerate(self.words) if not is_legal(w))
        self._skeleton = _grouped(
            (skeleton(w), n)
            for n, w in enumerate(self.words)
            if not is_legal(w) and len(skeleton(w)) > 2  # noqa: PLR2004 - two consonants are everywhere
        )
        self._grams = _grouped(
            (g, n)
            for n, w in enumerate(self.words)
            if len(w) >= _SHORTEST and not is_legal(w)
            for g in grams(w)
        )
        self._initials = {
            letter: np.unique(np.concatenate([self._names[n] for n in numbers]))
            for letter, numbers in _grouped(
                (w[0], n) for n, w in enumerate(self.words) if not is_legal(w)
            ).items()
        }
        self._sizes = np.array([max(1, len(grams(w))) for w in self.words], dtype=np.float32)
        order = np.argsort(np.array(codes, dtype=np.uint32), kind="stable")
        self._glued = np.array(codes, dtype=np.uint32)[order]
        self._glued_in = np.array(places_of, dtype=np.int32)[order]

    def frequencies(self) -> Iterator[tuple[str, int]]:
        """Every word with the number of names it stands in."""
        return zip(self.words, self._frequency.tolist(), strict=True)

    def written(self, form: str) -> list[int]:
        """The words of one soft form."""
        return [int(n) for n in self._soft.get(form, _NONE)]

    def names_with(self, number: int) -> Numbers:
        """The names in which a word stands."""
        return self._names[number]

    def names_beginning(self, letter: str) -> Numbers:
        """The names one of whose words begins with a letter."""
        return self._initials.get(letter, _NONE)

    def names_joining(self, word: str) -> Numbers:
        """The names that write a word as two."""
        code = np.uint32(_code(soft(word)))
        start = np.searchsorted(self._glued, code, side="left")
        end = np.searchsorted(self._glued, code, side="right")
        return self._glued_in[start:end]

    def alike(self, word: str) -> list[tuple[int, float]]:
        """Words like one, with how alike, the least alike first."""
        found: set[int] = set()
        exact = self.number.get(word)
        if exact is not None:
            found.add(exact)
        if len(word) > 1 and not is_legal(word):
            found.update(self._soft.get(soft(word), _NONE).tolist()[:NEAR])
            found.update(self._skeleton.get(skeleton(word), _NONE).tolist()[:NEAR])
            if len(word) >= _SHORTEST:
                found.update(self._near(word))
        scored = [(n, likeness(word, self.words[n])) for n in found]
        return sorted((s for s in scored if s[1] >= LIKE), key=lambda s: s[1])

    def _near(self, word: str) -> list[int]:
        asked = grams(word)
        postings = [self._grams[g] for g in asked if g in self._grams]
        if not postings:
            return []
        shared = np.bincount(np.concatenate(postings), minlength=len(self.words))
        touched = np.flatnonzero(shared >= min(len(asked), 1 + len(asked) // 3))
        overlap = shared[touched] / (len(asked) + self._sizes[touched] - shared[touched])
        if len(touched) > NEAR:
            best = np.argpartition(overlap, -NEAR)[-NEAR:]
            touched = touched[best]
        return [int(n) for n in touched]


def joins(words: Sequence[str]) -> list[str]:
    """Soft forms of neighbouring words written as one."""
    return [glued(a, b) for a, b in pairwise(words) if not is_legal(a) and not is_legal(b)]


def glued(first: str, second: str) -> str:
    """The soft form of two words written as one.

    >>> glued("abdel", "latif") == soft("abdellatif")
    True
    """
    a, b = soft(first), soft(second)
    return a + b[1:] if b and a.endswith(b[0]) else a + b


def grams(word: str) -> list[str]:
    """Letters of two of the soft form, ends marked, each once.

    >>> grams("abu")
    ['ab', 'bu', '^a', 'u$']
    """
    marked = f"^{soft(word)}$"
    return sorted({marked[i : i + 2] for i in range(len(marked) - 1)}, key=lambda g: (not g.isalpha(), g))


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, Numbers]:
    groups: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        groups[key].append(number)
    return {key: np.array(numbers, dtype=np.int32) for key, numbers in groups.items()}


def _code(text: str) -> int:
    return zlib.crc32(text.encode())


_NONE: Numbers = np.array([], dtype=np.int32)
