"""Names that are stored, ready to be asked which of them come near a listed party: the matcher the other way round.

It only narrows down: whoever is near is then screened as anybody else is, so that a changed entry raises the
alerts that a screening of everything would raise.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from stratrade.engines.matching.model import ListedParty
from stratrade.engines.matching.normalise import bones, is_legal, sounds, tokens

_WORD = 65  # least likeness in percent of two words that may be one
_WHOLE = 60  # least likeness in percent of two names written in one, or of their sounds


class Nearby:
    """Stored names and numbers.

    Args:
        names: each with the number that identifies its bearer, empty where none is known.
    """

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        self._identifiers: dict[str, list[int]] = defaultdict(list)
        self._postings: dict[str, list[int]] = defaultdict(list)
        sizes, self._wholes, self._bones, self._sounds = [], [], [], []
        for number, (name, identifier) in enumerate(names):
            words = _telling(name)
            for word in dict.fromkeys(words):
                self._postings[word].append(number)
            sizes.append(len(words))
            self._wholes.append("".join(words))
            self._bones.append("".join(sorted(map(bones, words))))
            self._sounds.append("".join(sorted(map(sounds, words))))
            if _bare(identifier):
                self._identifiers[_bare(identifier)].append(number)
        self._sizes = np.array(sizes, dtype=np.int32)
        self._vocabulary = list(self._postings)
        self._numbers = [np.array(self._postings[w], dtype=np.int32) for w in self._vocabulary]
        self._alike: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._vocabulary):
            for key in {"b" + bones(word), "s" + sounds(word), "i" + word[0]}:
                self._alike[key].append(place)

    def near(self, party: ListedParty) -> set[int]:
        """The places of the stored names that a screening could find like a listed party."""
        found: set[int] = set()
        for values in party.identifiers.values():
            for value in values:
                found.update(self._identifiers.get(_bare(value), ()))
        for name in party.names:
            words = _telling(name.text)
            if words:
                found |= self._sharing(words) | self._sounding(words)
        return found

    def _sharing(self, words: Sequence[str]) -> set[int]:
        """Names at least half of whose words, or of ours where we have fewer, are nearly the same."""
        shared = np.zeros(len(self._sizes), dtype=np.int32)
        for word in dict.fromkeys(words):
            one = np.zeros(len(self._sizes), dtype=bool)
            for place in self._words_like(word):
                one[self._numbers[place]] = True
            shared += one
        needed = np.maximum(1, np.minimum(self._sizes, len(words)) / 2)
        return set(np.flatnonzero((shared >= needed) & (self._sizes > 0)).tolist())

    def _words_like(self, word: str) -> set[int]:
        near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_WORD, limit=None)
        places = {int(place) for _, _, place in near}
        places.update(self._alike.get("b" + bones(word), ()), self._alike.get("s" + sounds(word), ()))
        if len(word) == 1:
            places.update(self._alike.get("i" + word, ()))
        else:
            places.update(p for p in self._alike.get("i" + word[0], ()) if len(self._vocabulary[p]) == 1)
        return places

    def _sounding(self, words: Sequence[str]) -> set[int]:
        found: set[int] = set()
        for form, stored in (
            ("".join(words), self._wholes),
            ("".join(sorted(map(bones, words))), self._bones),
            ("".join(sorted(map(sounds, words))), self._sounds),
        ):
            if form:
                alike = process.extract(form, stored, scorer=fuzz.ratio, score_cutoff=_WHOLE, limit=None)
                found.update(int(place) for _, _, place in alike)
        return found


def _telling(name: str) -> list[str]:
    """The words of a name without its legal forms; all of them where there is nothing else."""
    words = tokens(name)
    return [w for w in words if not is_legal(w)] or list(words)


def _bare(identifier: str) -> str:
    return "".join(c for c in identifier.upper() if c.isalnum())
