"""The matcher: an immutable index over listed names, candidates by shared words and sounds, then alignment.

The index is one set of arrays. It can be written as a block of bytes and mapped into memory by every process that asks;
a change of some entries makes the next index of it without reading the names of all others again.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stratrade.engines.matching import reasons
from stratrade.engines.matching.align import Alignment, align
from stratrade.engines.matching.forms import CLASSES
from stratrade.engines.matching.likeness import JOINED, is_syllabic, is_unvowelled
from stratrade.engines.matching.mended import as_asked
from stratrade.engines.matching.model import Hit, ListedName, ListedParty, PartyQuery, read, written
from stratrade.engines.matching.normalise import bones, is_legal, readings, script
from stratrade.engines.matching.policy import (
    ADDRESS_SAME,
    ALERT,
    BIRTH_DATE_SAME,
    IDENTIFIER,
    LEGAL_TELLS,
    LINE,
    SHORTEST_CALL_SIGN,
    SHORTEST_IDENTIFIER,
    SINGLE_CAP,
    WEAK_CAP,
)
from stratrade.engines.matching.postings import Postings, Texts, pack, unpack
from stratrade.engines.matching.vocabulary import Vocabulary, code, coded, joins
from stratrade.kernel.finding import Finding, Severity

CANDIDATES = 40  # names aligned in full
INITIAL_HINT = 0.3  # what an initial adds to a name that shares another word
MOST_ADDED = ADDRESS_SAME + BIRTH_DATE_SAME  # to the likeness of two names
HOPELESS = 0.33  # share of the words in common below which no comparison can reach an alert
_ROUNDING = 2e-4  # of scores, both as they are compared and as they are shown
_READ = 4_000  # listed parties kept as objects at a time
_ANY = ""  # kind of an identifier that may be of any kind

Key = tuple[str, str]
Row = tuple[ListedParty, list[tuple[int, tuple[str, ...]]]]


class _Weights(dict[str, float]):
    """How much a word tells: rare words up to 1, words of every second name near 0."""

    def __init__(self, unknown: float, weights: Mapping[str, float]) -> None:
        super().__init__(weights)
        self._unknown = unknown

    def __missing__(self, word: str) -> float:
        return self._unknown


class Matcher:
    """Listed parties, ready to be asked.

    Args:
        entries: the parties of every list in force.
    """

    def __init__(self, entries: Iterable[ListedParty]) -> None:
        self._open(*_built([(party, _read_names(party)) for party in entries]))

    def _open(self, arrays: dict[str, NDArray[Any]], about: dict[str, Any], known: Vocabulary) -> None:
        self._arrays = arrays
        self._about = about
        self._vocabulary = known
        self._parties = Texts(arrays["parties.text"], arrays["parties.ends"])
        self._by_identifier = Postings(
            _read_texts(arrays, "identifiers"), arrays["identifiers.starts"], arrays["identifiers.values"]
        )
        self._of, self._place = arrays["names.party"], arrays["names.place"]
        self._word_starts, self._word_numbers = arrays["names.starts"], arrays["names.words"]
        self._written = arrays["names.script"]
        self._scripts: list[str] = about["scripts"]
        self._totals = arrays["names.total"]
        self._whole, self._whole_in = arrays["whole.codes"], arrays["whole.names"]
        count = max(1, len(self._of))
        weights = {w: LEGAL_TELLS if is_legal(w) else _rarity(n, count) for w, n in known.frequencies()}
        self._weights = _Weights(_rarity(1, count), {**dict.fromkeys(CLASSES, LEGAL_TELLS), **weights})
        self.weight = self._weights.__getitem__
        self.party = lru_cache(maxsize=_READ)(self._read)

    def packed(self) -> bytes:
        """The index as a block of bytes, to be written to a file and opened by any process."""
        return pack({**self._arrays, **_under("known", self._vocabulary.packed())}, self._about)

    @classmethod
    def opened(cls, block: bytes | memoryview) -> "Matcher":
        """The matcher of a block that `packed` gave, which is not copied: map the file, do not read it.

        Raises:
            ValueError: no such block, or one that is cut off.
        """
        arrays, about = unpack(block)
        known = {name.removeprefix("known."): a for name, a in arrays.items() if name.startswith("known.")}
        own = {name: a for name, a in arrays.items() if not name.startswith("known.")}
        matcher = cls.__new__(cls)
        matcher._open(own, about, Vocabulary.opened(known))  # noqa: SLF001 - of this class
        return matcher

    def changed(self, entries: Iterable[ListedParty], removed: Iterable[Key] = ()) -> "Matcher":
        """The matcher with some entries changed or new and some gone, in the order of lists and entries.

        It is the same as one built anew; the names of what has not changed are not read again. This one stays as
        it is.

        Args:
            entries: as they are now.
            removed: (list, entry) of those that are gone.
        """
        changes = {(party.list, party.entry_id): party for party in entries}
        gone = {*removed, *changes}
        rows = [row for row in self._rows() if (row[0].list, row[0].entry_id) not in gone]
        rows += [(party, _read_names(party)) for party in changes.values()]
        rows.sort(key=lambda row: (row[0].list, row[0].entry_id))
        matcher = Matcher.__new__(Matcher)
        matcher._open(*_built(rows))  # noqa: SLF001 - of this class
        return matcher

    def _rows(self) -> Iterator[Row]:
        """Every party with its names as they were read when the index was built."""
        starts = np.searchsorted(self._of, np.arange(len(self._parties) + 1)).tolist()
        places = self._place.tolist()
        for number in range(len(self._parties)):
            names = range(starts[number], starts[number + 1])
            yield read(self._parties[number]), [(places[key], self._words(key)) for key in names]

    @property
    def parties(self) -> tuple[ListedParty, ...]:
        """All listed parties."""
        return tuple(read(self._parties[n]) for n in range(len(self._parties)))

    def __len__(self) -> int:
        """How many parties are listed."""
        return len(self._parties)

    def is_unspelled(self, word: str) -> bool:
        """Whether a word stands in names of those that no Latin spelling is listed of."""
        number = self._vocabulary.number.get(word)
        return number is not None and self._unspelled(number)

    def screen(self, query: PartyQuery, *, limit: int = 5, floor: float = 0.5) -> list[Hit]:
        """The listed parties most like a query, best first.

        Args:
            limit: at most so many.
            floor: least score given; `ALERT` is where an officer should look.
        """
        best = {n: _Found(IDENTIFIER, None, None) for n in self._identified(query)}
        for words in as_asked(query.name):
            if _telling(words):
                self._compare(query, words, floor, best)
        hits = [(self.party(n), found) for n, found in best.items()]
        hits.sort(key=lambda h: (-h[1].score, h[0].list, h[0].entry_id))
        return [self._hit(query, party, how) for party, how in hits[:limit]]

    def _compare(
        self, query: PartyQuery, words: Sequence[str], floor: float, best: dict[int, "_Found"]
    ) -> None:
        written_in = script(query.name)
        least = uncalibrated(floor) - MOST_ADDED
        aligned: dict[tuple[tuple[str, ...], str], Alignment] = {}
        for key in self._candidates(words, written_in):
            number = int(self._of[key])
            listed = self._words(key)
            theirs = self._scripts[self._written[key]]
            found = aligned.get((listed, theirs))
            if found is None:
                found = aligned[listed, theirs] = align(
                    words, listed, self.weight, scripts=(written_in, theirs), least=least
                )
            if calibrated(found.score + MOST_ADDED) < floor:
                continue
            party = self.party(number)
            name = party.names[int(self._place[key])]
            if written_in == theirs == "CJK" and _homophones(query.name, name.text, listed):
                continue
            score = self._score(query, found, party, name, len(listed))
            if score >= floor and (number not in best or score > best[number].score):
                best[number] = _Found(score, found, name)

    def _read(self, number: int) -> ListedParty:
        return read(self._parties[number])

    def _words(self, key: int) -> tuple[str, ...]:
        words = self._vocabulary.words
        numbers = self._word_numbers[self._word_starts[key] : self._word_starts[key + 1]]
        return tuple(words[n] for n in numbers.tolist())

    def _identified(self, query: PartyQuery) -> list[int]:
        asked = [(_ANY, query.identifier), *query.identifiers.items()]
        if query.imo:
            asked.append(("imo", query.imo))
        found: list[int] = []
        for kind, value in asked:
            number = reasons.bare(value)
            least = SHORTEST_CALL_SIGN if kind == "call_sign" else SHORTEST_IDENTIFIER
            if len(number) < least or (kind == "imo" and not reasons.is_imo(value)):
                continue
            wanted = number if kind == _ANY else f"{kind}:{number}"
            found += self._by_identifier.get(wanted).tolist()
        return found

    def _candidates(self, words: Sequence[str], asked: str) -> list[int]:
        """The names worth a full comparison, by the weight of the words they share or nearly share."""
        found = dict.fromkeys(self._sharing(words, asked))
        for name in coded(self._whole, self._whole_in, whole(words))[:CANDIDATES].tolist():
            found.setdefault(name)
        return list(found)

    def _like(self, word: str, asked: str) -> list[tuple[int, float]]:
        """Words of the vocabulary that a word may be, the least alike first."""
        known = self._vocabulary
        found = known.alike(word)
        if is_unvowelled(asked):
            found = [*known.unvowelled(word), *found]
        elif asked in JOINED or is_syllabic(asked):
            found = [*known.sounding(word), *found]
        elif self._about["unspelled"] and len(word) > 1:
            found = [(n, like) for n, like in known.unvowelled(word) if self._unspelled(n)] + found
        return found

    def _unspelled(self, word: int) -> bool:
        """Whether a word stands in names of those that no Latin spelling is listed of."""
        return bool(self._arrays["words.unspelled"][word])

    def _sharing(self, words: Sequence[str], asked: str) -> list[int]:
        shared = np.zeros(len(self._of), dtype=np.float32)
        one = np.zeros(len(self._of), dtype=np.float32)
        known = self._vocabulary
        total = 0.0
        for word in dict.fromkeys(_telling(words)):
            own = self.weight(word)
            total += own if len(word) > 1 else INITIAL_HINT
            one[:] = 0
            for number, like in self._like(word, asked):
                one[known.names_with(number)] = (
                    like * like * max(own, self._weights.get(known.words[number], own))
                )
            if len(word) == 1:
                one[known.names_beginning(word)] = INITIAL_HINT
            else:
                one[known.names_joining(word)] = 2 * own
            shared += one
        for pair in joins(words):
            for number in known.written(pair):
                shared[known.names_with(number)] += self.weight(known.words[number])
        touched = np.flatnonzero(shared)
        both = np.minimum(shared[touched], self._totals[touched])
        alike = both / (total + self._totals[touched] - both + 0.1)
        kept = alike >= HOPELESS
        touched, alike = touched[kept], alike[kept]
        if len(touched) > CANDIDATES:
            touched = touched[np.argpartition(alike, -CANDIDATES)[-CANDIDATES:]]
        found: list[int] = touched.tolist()
        return found

    @staticmethod
    def _score(
        query: PartyQuery, found: Alignment, party: ListedParty, name: ListedName, words: int
    ) -> float:
        score = found.score
        if name.quality == "weak":
            score = min(score, WEAK_CAP)
        if words == 1:
            score = min(score, SINGLE_CAP)
        return calibrated(reasons.qualify(score, query, party)[0])

    @staticmethod
    def _hit(query: PartyQuery, party: ListedParty, found: "_Found") -> Hit:
        if found.alignment is None or found.name is None:
            name = party.names[0].text if party.names else ""
            value = reasons.shared_number(query, party)
            same = Finding("matching.identifier", Severity.BLOCK, {"value": value})
            return Hit(party.list, party.entry_id, name, found.score, (same,))
        said = [reasons.explained(found.alignment, query, found.name)]
        if found.name.quality == "weak":
            said.append(Finding("matching.weak_alias", Severity.NOTICE, {"name": found.name.text}))
        said += reasons.qualify(found.score, query, party)[1]
        return Hit(party.list, party.entry_id, found.name.text, found.score, tuple(said))


@dataclass(frozen=True, slots=True)
class _Found:
    """The best likeness of one party; no alignment where an identifier was the same."""

    score: float
    alignment: Alignment | None
    name: ListedName | None


def calibrated(score: float) -> float:
    """The score as it is shown: `ALERT` lies where the alignment reaches `LINE`, 1 stays 1."""
    score = max(0.0, min(1.0, score))
    if score < LINE:
        return round(score * ALERT / LINE, 4)
    return round(ALERT + (score - LINE) * (1 - ALERT) / (1 - LINE), 4)


def uncalibrated(score: float) -> float:
    """The least score of an alignment that may be shown as a score.

    >>> calibrated(uncalibrated(0.9)) <= 0.9, calibrated(uncalibrated(0.9) + 0.001) > 0.9
    (True, True)
    """
    aligned = score * LINE / ALERT if score < ALERT else LINE + (score - ALERT) * (1 - LINE) / (1 - ALERT)
    return aligned - _ROUNDING


def whole(words: Sequence[str]) -> str:
    """The consonants of a name in a row, by which names are found that part their words otherwise."""
    return "".join(bones(w) for w in words if not is_legal(w))


def _read_names(party: ListedParty) -> list[tuple[int, tuple[str, ...]]]:
    """The readings of the names of a party, each with the place of the name."""
    return [(place, words) for place, name in enumerate(party.names) for words in readings(name.text)]


def _built(rows: Sequence[Row]) -> tuple[dict[str, NDArray[Any]], dict[str, Any], Vocabulary]:
    names: list[tuple[int, int, ListedName, tuple[str, ...]]] = []
    identifiers: dict[str, list[int]] = defaultdict(list)
    for number, (party, read_names) in enumerate(rows):
        names += ((number, place, party.names[place], words) for place, words in read_names)
        for kind, values in party.identifiers.items():
            for value in values:
                identifiers[reasons.bare(value)].append(number)
                identifiers[f"{kind}:{reasons.bare(value)}"].append(number)
    known = Vocabulary.build([words for *_, words in names])
    count = max(1, len(names))
    weights = {w: _rarity(n, count) for w, n in known.frequencies() if not is_legal(w)}
    scripts = [name.script.upper() or script(name.text) for _, _, name, _ in names]
    kinds = sorted(set(scripts))
    of_kind = {kind: n for n, kind in enumerate(kinds)}
    spelled = {names[n][0] for n, kind in enumerate(scripts) if kind == "LATIN"}
    unspelled = np.zeros(len(known.words), dtype=np.uint8)
    for number, _, _, words in names:
        if number not in spelled:
            unspelled[[known.number[w] for w in words]] = 1
    bare = dict(zip(known.words, known.bones_of(), strict=True))
    codes = np.array([code("".join(bare[w] for w in words)) for *_, words in names], dtype=np.uint32)
    order = np.argsort(codes, kind="stable")
    text = Texts.build(written(party) for party, _ in rows)
    by_number = Postings.build((key, n) for key, numbers in identifiers.items() for n in numbers)
    numbers_text = Texts.build(by_number.keys)
    starts = np.zeros(len(names) + 1, dtype=np.int32)
    np.cumsum([len(words) for *_, words in names], out=starts[1:])
    arrays: dict[str, NDArray[Any]] = {
        "parties.text": text.raw,
        "parties.ends": text.starts,
        "identifiers.text": numbers_text.raw,
        "identifiers.ends": numbers_text.starts,
        "identifiers.starts": by_number.starts,
        "identifiers.values": by_number.values,
        "names.party": np.array([n for n, *_ in names], dtype=np.int32),
        "names.place": np.array([place for _, place, *_ in names], dtype=np.int32),
        "names.starts": starts,
        "names.words": np.array([known.number[w] for *_, words in names for w in words], dtype=np.int32),
        "names.script": np.array([of_kind[s] for s in scripts], dtype=np.uint8),
        "names.total": np.array(
            [sum(weights[w] for w in set(words) if w in weights) for *_, words in names], dtype=np.float32
        ),
        "words.unspelled": unspelled,
        "whole.codes": codes[order],
        "whole.names": order.astype(np.int32),
    }
    return arrays, {"scripts": kinds, "unspelled": bool(unspelled.any())}, known


def _read_texts(arrays: dict[str, NDArray[Any]], name: str) -> list[str]:
    texts = Texts(arrays[f"{name}.text"], arrays[f"{name}.ends"])
    return [texts[n] for n in range(len(texts))]


def _under(name: str, arrays: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {f"{name}.{key}": array for key, array in arrays.items()}


def _homophones(ours: str, theirs: str, words: Sequence[str]) -> bool:
    """Whether two short Chinese names only sound alike: of two syllables, thousands do."""
    return len(words) <= 2 and {c for c in ours if c.isalpha()} != {c for c in theirs if c.isalpha()}  # noqa: PLR2004


def _telling(words: Sequence[str]) -> list[str]:
    return [w for w in words if not is_legal(w)]


def _rarity(number: int, count: int) -> float:
    """1 for a word of one name, falling with the logarithm of how many names hold it."""
    return max(0.25, 1.0 - 0.75 * math.log(max(1, number)) / math.log(max(2, count)))
