"""The words of all listed names: which are alike, and in which names they stand."""

import math
import zlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from stratrade.engines.matching.given import forms_of
from stratrade.engines.matching.likeness import apart, likeness, unvowelled
from stratrade.engines.matching.normalise import (
    bones,
    is_legal,
    is_patronymic,
    korean,
    skeleton,
    soft,
    sounds,
)
from stratrade.engines.matching.policy import LIKE
from stratrade.engines.matching.postings import Numbers, Postings, Texts
from stratrade.engines.matching.slips import without_a_letter

NEAR = 80  # words of the vocabulary compared in full with one asked for
OVERLAP = 0.26  # least share of letter pairs in common with one of them
SOUNDING = 0.9  # what words of one coarse sound share, before they are compared in full
SLIPS = 3  # slips of the pen up to which two words are compared in full
_ROUNDED = 1e-6  # what is lost where a share is rounded
_SHORTEST = 3  # letters from which a word is looked for by parts
_SHORT = 7  # letters up to which one slip leaves a word too few letter pairs to be found by them
_FORMS = ("soft", "apart", "skeleton", "grams", "bones", "sounds", "initials")


class Vocabulary:
    """An immutable index from words to names.

    Args:
        arrays: what `build` made.
        words: the words in the order of their numbers.
        keys: of each of the postings.
    """

    def __init__(
        self, arrays: Mapping[str, NDArray[Any]], words: Sequence[str], keys: Mapping[str, Sequence[str]]
    ) -> None:
        self.arrays = arrays
        self.words = tuple(words)
        self.number = {word: n for n, word in enumerate(self.words)}
        self._names = Postings(self.words, arrays["words.starts"], arrays["words.values"])
        self._by = {
            form: Postings(keys[form], arrays[f"{form}.starts"], arrays[f"{form}.values"]) for form in _FORMS
        }
        self._sizes = arrays["sizes"]
        self._glued, self._glued_in = arrays["glued"], arrays["glued_in"]
        self._rests, self._rest_of = arrays["rests"], arrays["rest_of"]

    @classmethod
    def build(cls, names: Sequence[Sequence[str]]) -> "Vocabulary":
        """From the tokens of every name, in the order of their numbers."""
        places: dict[str, list[int]] = defaultdict(list)
        codes: list[int] = []
        glued_in: list[int] = []
        for number, words in enumerate(names):
            for word in dict.fromkeys(words):
                places[word].append(number)
            for pair in joins(words):
                codes.append(code(pair))
                glued_in.append(number)
        words = tuple(places)
        telling = [(w, n) for n, w in enumerate(words) if not is_legal(w)]
        initials: dict[str, set[int]] = defaultdict(set)
        for word, _ in telling:
            initials[word[0]].update(places[word])
        postings = {
            "words": Postings.build((w, n) for w in words for n in places[w]),
            "soft": Postings.build((soft(w), n) for w, n in telling),
            "apart": Postings.build((rest, n) for w, n in telling for rest in dict.fromkeys(apart(w))),
            "skeleton": Postings.build(
                (skeleton.__wrapped__(w), n)
                for w, n in telling
                if len(skeleton.__wrapped__(w)) > 2  # noqa: PLR2004 - two consonants are everywhere
            ),
            "grams": Postings.build((g, n) for w, n in telling if len(w) >= _SHORTEST for g in grams(w)),
            "bones": Postings.build((bones.__wrapped__(w), n) for w, n in telling),
            "sounds": Postings.build((sounds.__wrapped__(korean(w)), n) for w, n in telling),
            "initials": Postings.build(
                (letter, n) for letter, found in initials.items() for n in sorted(found)
            ),
        }
        order = np.argsort(np.array(codes, dtype=np.uint32), kind="stable")
        rests = [(code(rest), n) for w, n in telling if _is_short(w) for rest in without_a_letter(w)]
        rests.sort()
        arrays: dict[str, NDArray[Any]] = {
            "sizes": np.array([max(1, len(grams(w))) for w in words], dtype=np.float32),
            "glued": np.array(codes, dtype=np.uint32)[order],
            "glued_in": np.array(glued_in, dtype=np.int32)[order],
            "rests": np.array([rest for rest, _ in rests], dtype=np.uint32),
            "rest_of": np.array([n for _, n in rests], dtype=np.int32),
        }
        for form, found in postings.items():
            arrays[f"{form}.starts"], arrays[f"{form}.values"] = found.starts, found.values
        return cls(arrays, words, {form: postings[form].keys for form in _FORMS})

    def packed(self) -> dict[str, NDArray[Any]]:
        """Everything as arrays, words and keys among them."""
        arrays = dict(self.arrays)
        for name, texts in (("words", self.words), *((form, self._by[form].keys) for form in _FORMS)):
            packed = Texts.build(texts)
            arrays[f"{name}.text"], arrays[f"{name}.ends"] = packed.raw, packed.starts
        return arrays

    @classmethod
    def opened(cls, arrays: Mapping[str, NDArray[Any]]) -> "Vocabulary":
        """What `packed` gave."""
        texts = {name: list(_texts(arrays, name)) for name in ("words", *_FORMS)}
        return cls(arrays, texts["words"], texts)

    def frequencies(self) -> Iterator[tuple[str, int]]:
        """Every word with the number of names it stands in."""
        return zip(self.words, np.diff(self._names.starts).tolist(), strict=True)

    def written(self, form: str) -> list[int]:
        """The words of one soft form."""
        found: list[int] = self._by["soft"].get(form).tolist()
        return found

    def names_with(self, number: int) -> Numbers:
        """The names in which a word stands."""
        return self._names.at(number)

    def names_beginning(self, letter: str) -> Numbers:
        """The names one of whose words begins with a letter."""
        return self._by["initials"].get(letter)

    def totals(self, worth: NDArray[Any], count: int) -> NDArray[np.float64]:
        """For each of so many names the sum of what its words are worth, each word once."""
        times = np.diff(self._names.starts)
        return np.bincount(self._names.values, np.repeat(worth, times), minlength=count).astype(np.float64)

    def names_joining(self, word: str) -> Numbers:
        """The names that write a word as two."""
        return coded(self._glued, self._glued_in, soft(word))

    def alike(self, word: str) -> list[tuple[int, float]]:
        """Words like one, with how alike, the least alike first."""
        found = self._forms(word)
        if len(word) > 1 and not is_legal(word):
            found.update(self._by["soft"].get(soft(word)).tolist()[:NEAR])
            found.update(self._apart(word))
            found.update(self._by["skeleton"].get(skeleton(word)).tolist()[:NEAR])
            if len(word) >= _SHORTEST:
                found.update(self._near(word))
                found.update(self._one_slip(word))
        scored = [(n, likeness(word, self.words[n])) for n in found]
        return sorted((s for s in scored if s[1] >= LIKE), key=lambda s: s[1])

    def alike_to(self, word: str) -> list[tuple[int, float]]:
        """The words by which `alike` would find one, were it in a vocabulary of its own: every one, in any order."""
        found = self._forms(word)
        if len(word) > 1 and not is_legal(word):
            found.update(self._by["soft"].get(soft(word)).tolist())
            found.update(self._apart(word))
            found.update(self._by["skeleton"].get(skeleton(word)).tolist())
            if len(word) >= _SHORTEST:
                found.update(self._near_to(word))
                found.update(self._one_slip(word))
        scored = ((n, likeness(self.words[n], word)) for n in found)
        return [s for s in scored if s[1] >= LIKE]

    def unvowelled(self, word: str, among: Container[int] | None = None) -> list[tuple[int, float]]:
        """Words that a word may be one of which leaves vowels out, or that leave out its vowels.

        Args:
            among: numbers of the only words that are asked about; None for all.
        """
        found = self._by["bones"].get(bones(word)).tolist()
        if among is not None:
            found = [n for n in found if n in among]
        scored = [(n, unvowelled(word, self.words[n])) for n in found]
        return sorted((s for s in scored if s[1] >= LIKE), key=lambda s: s[1])

    def sounding(self, word: str) -> list[tuple[int, float]]:
        """Words of the same coarse sound, as they may be spelt of a script that writes syllables."""
        return [(n, SOUNDING) for n in self._by["sounds"].get(sounds(korean(word))).tolist()]

    def bones_of(self) -> list[str]:
        """The consonants of every word, in the order of their numbers; nothing for legal forms."""
        return self._form_of("bones")

    def _near(self, word: str) -> list[int]:
        asked = grams(word)
        shared = self._sharing(asked)
        touched = np.flatnonzero(shared >= min(len(asked), 1 + len(asked) // 3))
        overlap = self._overlap(asked, shared, touched)
        if len(touched) > NEAR:
            best = np.argpartition(overlap, -NEAR)[-NEAR:]
            touched, overlap = touched[best], overlap[best]
        return self._slipped(word, touched[overlap >= OVERLAP].tolist())

    def _near_to(self, word: str) -> list[int]:
        asked = grams(word)
        shared = self._sharing(asked)
        # with fewer in common no word is short enough to overlap by so much
        touched = np.flatnonzero(shared >= max(1, math.ceil(len(asked) * (OVERLAP - _ROUNDED))))
        enough = shared[touched] >= np.minimum(self._sizes[touched], 1 + self._sizes[touched] // 3)
        alike = self._overlap(asked, shared, touched) >= OVERLAP - _ROUNDED
        return self._slipped(word, touched[enough & alike].tolist())

    def _forms(self, word: str) -> set[int]:
        """A word itself, and the other forms of the given name it is."""
        return {self.number[form] for form in (word, *forms_of(word)) if form in self.number}

    def _apart(self, word: str) -> list[int]:
        """The words that are one without a particle written to it, or with one."""
        without = (n for rest in apart(word) for n in self._by["soft"].get(rest).tolist())
        return [*without, *self._by["apart"].get(soft(word)).tolist()]

    def _one_slip(self, word: str) -> list[int]:
        """The short words that one slip of the pen makes of a short one."""
        if not _is_short(word):
            return []
        wanted = np.array([code(rest) for rest in without_a_letter(word)], dtype=np.uint32)
        starts = np.searchsorted(self._rests, wanted, side="left").tolist()
        ends = np.searchsorted(self._rests, wanted, side="right").tolist()
        found = {n for a, b in zip(starts, ends, strict=True) for n in self._rest_of[a:b].tolist()}
        return [n for n in found if OSA.distance(word, self.words[n], score_cutoff=1) <= 1]

    def _sharing(self, asked: Sequence[str]) -> NDArray[Any]:
        """How many letter pairs each word shares with those asked for."""
        postings = [self._by["grams"].get(g) for g in asked]
        shared: NDArray[Any] = np.bincount(np.concatenate(postings), minlength=len(self.words))
        return shared

    def _overlap(self, asked: Sequence[str], shared: NDArray[Any], touched: NDArray[Any]) -> NDArray[Any]:
        both = shared[touched]
        overlap: NDArray[Any] = both / (len(asked) + self._sizes[touched] - both)
        return overlap

    def _slipped(self, word: str, found: list[int]) -> list[int]:
        """Of some words, those that two slips of the pen make of one, or one slip of its sound."""
        if not found:
            return found
        slips = _distances(word, [self.words[n] for n in found], SLIPS).tolist()
        sure = [n for n, slip in zip(found, slips, strict=True) if slip < SLIPS]
        unsure = [n for n, slip in zip(found, slips, strict=True) if slip == SLIPS]
        if not unsure:
            return sure
        sounding = _distances(soft(word), [self._soft[n] for n in unsure], 1).tolist()
        return [*sure, *(n for n, slip in zip(unsure, sounding, strict=True) if slip <= 1)]

    @cached_property
    def _soft(self) -> list[str]:
        return self._form_of("soft")

    def _form_of(self, form: str) -> list[str]:
        """One form of every word, in the order of their numbers; nothing for legal forms."""
        found = [""] * len(self.words)
        by = self._by[form]
        places = np.diff(by.starts).tolist()
        numbers = iter(by.values.tolist())
        for key, count in zip(by.keys, places, strict=True):
            for number in islice(numbers, count):
                found[number] = key
        return found


def _is_short(word: str) -> bool:
    return _SHORTEST <= len(word) <= _SHORT


def _distances(word: str, others: Sequence[str], most: int) -> NDArray[Any]:
    """How many slips of the pen lie between a word and others; one more than the most for any more."""
    slips: NDArray[Any] = process.cdist([word], others, scorer=OSA.distance, score_cutoff=most)[0]
    return slips


def joins(words: Sequence[str]) -> list[str]:
    """Soft forms of neighbouring words written as one."""
    return [
        glued(a, b)
        for a, b in pairwise(words)
        if not is_legal(a) and not is_legal(b) and (len(a) > 1 or len(b) > 1)
    ]


def glued(first: str, second: str) -> str:
    """The soft form of two words written as one.

    >>> glued("abdel", "latif") == soft("abdellatif")
    True
    """
    if second[0] == "x" or is_patronymic(first + second):
        return soft(first + second)
    a, b = soft(first), soft(second)
    return a + b[1:] if b and a.endswith(b[0]) else a + b


def grams(word: str) -> list[str]:
    """Letters of two of the soft form, ends marked, each once.

    >>> grams("abu")
    ['ab', 'bu', '^a', 'u$']
    """
    marked = f"^{soft(word)}$"
    return sorted({marked[i : i + 2] for i in range(len(marked) - 1)}, key=lambda g: (not g.isalpha(), g))


def coded(codes: NDArray[np.uint32], places: Numbers, form: str) -> Numbers:
    """The places of a form among ascending codes."""
    wanted = np.uint32(code(form))
    start = np.searchsorted(codes, wanted, side="left")
    end = np.searchsorted(codes, wanted, side="right")
    found: Numbers = places[start:end]
    return found


def code(text: str) -> int:
    """A number for a form; two forms seldom share one, and a comparison in full follows."""
    return zlib.crc32(text.encode())


def _texts(arrays: Mapping[str, NDArray[Any]], name: str) -> Iterable[str]:
    raw = bytes(arrays[f"{name}.text"])
    ends = arrays[f"{name}.ends"].tolist()
    return (raw[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(ends))
