"""Names that are stored, ready to be asked which of them a listed party may hit: the matcher the other way round.

It finds every name that the matcher compares in full with a name of that party and finds alike, so that what is left
to be screened after a list changes is what a screening of everything would hit. Like the matcher it is one set of
arrays, which can be written as a block of bytes and mapped into memory: a name is brought to its words once.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stratrade.engines.matching.align import align
from stratrade.engines.matching.index import (
    HOPELESS,
    INITIAL_HINT,
    MOST_ADDED,
    Matcher,
    calibrated,
    uncalibrated,
    whole,
)
from stratrade.engines.matching.likeness import JOINED, is_syllabic, is_unvowelled
from stratrade.engines.matching.mended import as_asked
from stratrade.engines.matching.model import ListedParty
from stratrade.engines.matching.normalise import is_legal, readings, script
from stratrade.engines.matching.postings import NONE, Numbers, pack, unpack
from stratrade.engines.matching.vocabulary import Vocabulary, code, coded, joins

_KNOWN = "known."
_SLACK = 1e-3  # share of the words in common that is lost in rounding
_MANY = 10_000  # places from which a sum over all readings costs less than sorting them
_PARTED = "\n"  # between names; what parts them is a space to the matcher

Words = tuple[str, ...]
Weighed = dict[int, float]


class StoredNames:
    """An immutable index of names.

    Args:
        names: in the order of their numbers.
        arrays: what `build` made.
        scripts: the names of the scripts that the arrays number.
        known: the words of the names.
    """

    def __init__(
        self, names: Sequence[str], arrays: dict[str, NDArray[Any]], scripts: Sequence[str], known: Vocabulary
    ) -> None:
        self.names = names
        self.arrays = arrays
        self.scripts = scripts
        self.known = known

    @classmethod
    def build(cls, names: Sequence[str]) -> "StoredNames":
        """From names as they are written."""
        plain = [name.replace(_PARTED, " ") for name in names]
        read = [(number, words) for number, name in enumerate(plain) for words in as_asked(name)]
        known = Vocabulary.build([words for _, words in read])
        scripts = [script(name) for name in plain]
        kinds = sorted(set(scripts))
        numbered = {kind: n for n, kind in enumerate(kinds)}
        codes = np.array([code(whole(words)) for _, words in read], dtype=np.uint32)
        order = np.argsort(codes, kind="stable")
        starts = np.zeros(len(read) + 1, dtype=np.int32)
        np.cumsum([len(words) for _, words in read], out=starts[1:])
        arrays: dict[str, NDArray[Any]] = {
            "names": np.frombuffer(_PARTED.join(plain).encode("utf-8", "surrogatepass"), dtype=np.uint8),
            "of": np.array([number for number, _ in read], dtype=np.int32),
            "script": np.array([numbered[scripts[number]] for number, _ in read], dtype=np.uint8),
            "starts": starts,
            "words": np.array([known.number[w] for _, words in read for w in words], dtype=np.int32),
            "whole.codes": codes[order],
            "whole.names": order.astype(np.int32),
        }
        return cls(plain, arrays, kinds, known)

    def packed(self) -> bytes:
        """The index as a block of bytes."""
        words = {_KNOWN + name: array for name, array in self.known.packed().items()}
        about = {"scripts": list(self.scripts), "count": len(self.names)}
        return pack({**self.arrays, **words}, about)

    @classmethod
    def opened(cls, block: bytes | memoryview) -> "StoredNames":
        """The index of a block that `packed` gave.

        Raises:
            ValueError: no such block, or one that is cut off.
        """
        arrays, about = unpack(block)
        known = {name.removeprefix(_KNOWN): a for name, a in arrays.items() if name.startswith(_KNOWN)}
        own = {name: a for name, a in arrays.items() if not name.startswith(_KNOWN)}
        text = bytes(own["names"]).decode("utf-8", "surrogatepass")
        names = text.split(_PARTED) if about["count"] else []
        return cls(names, own, about["scripts"], Vocabulary.opened(known))

    def words(self, reading: int) -> Words:
        """The words of one reading of a name."""
        starts = self.arrays["starts"]
        numbers = self.arrays["words"][starts[reading] : starts[reading + 1]].tolist()
        return tuple(self.known.words[n] for n in numbers)

    def words_of(self, chosen: NDArray[Any]) -> list[int]:
        """The numbers of the words of some readings."""
        starts = self.arrays["starts"]
        inside = np.zeros(len(starts), dtype=bool)
        inside[chosen] = True
        words = self.arrays["words"][np.repeat(inside[:-1], np.diff(starts))]
        found: list[int] = np.flatnonzero(np.bincount(words, minlength=1)).tolist()
        return found


class Near:
    """Stored names held against what a matcher says that words tell.

    Args:
        stored: the names.
        matcher: of the editions in force, which will screen what is found.
        floor: least score that is asked for.
    """

    def __init__(self, stored: StoredNames, matcher: Matcher, *, floor: float) -> None:
        self._stored = stored
        self._matcher = matcher
        self._floor = floor
        self._least = uncalibrated(floor) - MOST_ADDED
        self._weight = matcher.weight
        known = stored.known.words
        self._tells = np.array([self._weight(word) for word in known], dtype=np.float32)
        counted = [0.0 if is_legal(w) else INITIAL_HINT if len(w) == 1 else 1.0 for w in known]
        worth = np.where(np.array(counted) == 1.0, self._tells, np.array(counted))
        self._totals = stored.known.totals(worth, len(stored.arrays["of"]))
        self._alike: dict[str, Weighed] = {}
        self._sounding: dict[str, Weighed] = {}

    def find(self, party: ListedParty) -> set[int]:
        """The numbers of the stored names that a screening could find like a listed party, by its names alone."""
        listed: dict[tuple[Words, str], None] = {}
        for name in party.names:
            theirs = name.script.upper() or script(name.text)
            listed.update(((words, theirs), None) for words in readings(name.text))
        found: set[int] = set()
        for words, theirs in listed:
            found |= self._hit(words, theirs, found)
        return found

    def _hit(self, listed: Words, theirs: str, known: set[int]) -> set[int]:
        stored, of = self._stored, self._stored.arrays["of"]
        kinds = stored.arrays["script"]
        found: set[int] = set()
        for reading in self._candidates(listed):
            number = int(of[reading])
            if number in known or number in found:
                continue
            scripts = (stored.scripts[kinds[reading]], theirs)
            score = align(
                stored.words(reading), listed, self._weight, scripts=scripts, least=self._least
            ).score
            if calibrated(score + MOST_ADDED) >= self._floor:
                found.add(number)
        return found

    def _candidates(self, listed: Words) -> list[int]:
        """The readings that the matcher would compare in full with a listed name, were it to compare any number."""
        total = sum(self._weight(w) for w in listed if not is_legal(w))
        touched, shared = self._shared(listed)
        both = np.minimum(shared, total)
        alike = both / (self._totals[touched] + total - both + 0.1)
        arrays = self._stored.arrays
        same = coded(arrays["whole.codes"], arrays["whole.names"], whole(listed))
        return sorted({*touched[alike >= HOPELESS - _SLACK].tolist(), *same.tolist()})

    def _shared(self, listed: Words) -> tuple[NDArray[Any], NDArray[np.float64]]:
        """The readings that share a word with a listed name, and what they share."""
        known = self._stored.known
        telling = [word for word in dict.fromkeys(listed) if not is_legal(word)]
        alike, sounding = self._words_of(telling, listed)
        places = [known.names_with(number) for number in alike]
        worth = list(alike.values())
        for number, told in sounding.items():
            more = told - alike.get(number, 0.0)
            if more > 0 and self._by_sound is not None:
                named = known.names_with(number)
                places.append(named[self._by_sound[named]])
                worth.append(more)
        for word in telling:
            places.append(known.names_joining(word))
            worth.append(self._weight(word))
        return _summed(places, worth, len(self._totals))

    def _words_of(self, telling: Sequence[str], listed: Words) -> tuple[Weighed, Weighed]:
        """What each stored word adds for a listed name: in any script, and where a script writes syllables."""
        known = self._stored.known
        alike: Weighed = {}
        sounding: Weighed = {}
        for word in telling:
            alike = _most(alike, self._like(word))
            sounding = _most(sounding, self._alike_in_sound(word))
            first = known.number.get(word[0])
            if first is not None:
                alike = _most(alike, {first: INITIAL_HINT})
        for pair in joins(listed):
            alike = _most(alike, {n: 2 * float(self._tells[n]) for n in known.written(pair)})
        return alike, sounding

    def _like(self, word: str) -> Weighed:
        found = self._alike.get(word)
        if found is None:
            known = self._stored.known
            bare = known.unvowelled(word, self._bare if not self._matcher.is_unspelled(word) else None)
            found = self._alike[word] = self._weighed(word, [*bare, *known.alike_to(word)])
        return found

    def _alike_in_sound(self, word: str) -> Weighed:
        found = self._sounding.get(word)
        if found is None:
            found = self._sounding[word] = self._weighed(word, self._stored.known.sounding(word))
        return found

    def _weighed(self, word: str, alike: Sequence[tuple[int, float]]) -> Weighed:
        told = self._weight(word)
        found: Weighed = {}
        for number, like in alike:
            found[number] = max(found.get(number, 0.0), like * like * max(told, float(self._tells[number])))
        return found

    @cached_property
    def _by_sound(self) -> NDArray[np.bool_] | None:
        """Which readings are compared by sound; None where none is."""
        found = self._written_in(lambda kind: kind in JOINED or is_syllabic(kind))
        return found if found.any() else None

    @cached_property
    def _bare(self) -> frozenset[int]:
        """The words of names whose script leaves vowels out."""
        return frozenset(self._stored.words_of(np.flatnonzero(self._written_in(is_unvowelled))))

    def _written_in(self, wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
        kinds = np.array([wanted(kind) for kind in self._stored.scripts], dtype=bool)
        mask: NDArray[np.bool_] = kinds[self._stored.arrays["script"]]
        return mask


def _summed(
    places: Sequence[Numbers], worth: Sequence[float], count: int
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """The numbers that stand in some places, ascending, and the sum of what each of their places is worth."""
    numbers: Numbers = np.concatenate(places) if places else NONE
    told = np.repeat(np.array(worth, dtype=np.float64), [len(p) for p in places])
    if len(numbers) > _MANY:
        shared = np.bincount(numbers, told, minlength=count)
        touched = np.flatnonzero(shared > 0)
        return touched, shared[touched].astype(np.float64)
    if not len(numbers):
        return numbers, told
    order = np.argsort(numbers, kind="stable")
    ascending = numbers[order]
    begins = np.flatnonzero(np.diff(ascending, prepend=-1))
    return ascending[begins], np.add.reduceat(told[order], begins)


def _most(first: Weighed, second: Weighed) -> Weighed:
    out = dict(first)
    for number, worth in second.items():
        if worth > out.get(number, 0.0):
            out[number] = worth
    return out
