"""The matcher: an immutable index over listed names, candidates by shared words and sounds, then alignment."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from stratrade.engines.matching import reasons
from stratrade.engines.matching.align import Alignment, align
from stratrade.engines.matching.likeness import is_unvowelled
from stratrade.engines.matching.model import Hit, ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import bones, is_legal, script, sounds, tokens
from stratrade.engines.matching.vocabulary import Vocabulary, joins
from stratrade.kernel.finding import Finding, Severity

ALERT = 0.7
"""The score from which a likeness is put before an officer."""
CANDIDATES = 20  # names aligned in full
WEAK_CAP = 0.79  # a weak alias alone never raises an alert
SINGLE_CAP = 0.85  # a listed name of one word
_LINE = 0.805  # what the alignment scores where `ALERT` lies
_CROSS_CUTOFF = 68  # least likeness in percent of two names by their sounds
_INITIAL_HINT = 0.3  # what an initial adds to a name that shares another word
_SAME = 0.9  # share of the words in common from which no other spelling is looked for
_HOPELESS = 0.2  # share of the words in common below which no comparison can reach an alert
_SHORTEST_IDENTIFIER = 5  # shorter numbers name nobody


class Matcher:
    """Listed parties, ready to be asked.

    Args:
        entries: the parties of every list in force.
    """

    def __init__(self, entries: Iterable[ListedParty]) -> None:
        self.parties: tuple[ListedParty, ...] = tuple(entries)
        self._names: list[tuple[int, ListedName, tuple[str, ...]]] = []
        self._by_identifier: dict[str, list[int]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            for name in party.names:
                words = tokens(name.text)
                if words:
                    self._names.append((number, name, words))
            for values in party.identifiers.values():
                for value in values:
                    self._by_identifier[reasons.bare(value)].append(number)
        self._vocabulary = Vocabulary([words for _, _, words in self._names])
        count = max(1, len(self._names))
        self._unknown = _rarity(1, count)
        self._weights = {w: _rarity(n, count) for w, n in self._vocabulary.frequencies()}
        self._totals = np.array(
            [sum(self.weight(w) for w in words if not is_legal(w)) for _, _, words in self._names],
            dtype=np.float32,
        )
        self._scripts = [name.script.upper() or script(name.text) for _, name, _ in self._names]
        self._bones = [_row(bones, words) for _, _, words in self._names]
        self._sounds = [_row(sounds, words) for _, _, words in self._names]
        spelled = {self._names[n][0] for n, written in enumerate(self._scripts) if written == "LATIN"}
        unspelled = [n for n, (party, _, _) in enumerate(self._names) if party not in spelled]
        self._unspelled = unspelled
        self._unspelled_bones = [self._bones[n] for n in unspelled]
        self._unspelled_sounds = [self._sounds[n] for n in unspelled]

    def __len__(self) -> int:
        """How many parties are listed."""
        return len(self.parties)

    def weight(self, token: str) -> float:
        """How much a word tells: rare words up to 1, words of every second name near 0."""
        return 0.35 if is_legal(token) else self._weights.get(token, self._unknown)

    def screen(self, query: PartyQuery, *, limit: int = 5, floor: float = 0.5) -> list[Hit]:
        """The listed parties most like a query, best first.

        Args:
            limit: at most so many.
            floor: least score given; `ALERT` is where an officer should look.
        """
        best = {n: _Found(1.0, None, None) for n in self._identified(query)}
        words = tokens(query.name)
        if _telling(words):
            written = script(query.name)
            for key in self._candidates(words, written):
                number, name, listed = self._names[key]
                found = align(words, listed, self.weight, scripts=(written, self._scripts[key]))
                if written == self._scripts[key] == "CJK" and _homophones(query.name, name.text, listed):
                    continue
                score = self._score(query, found, self.parties[number], name, len(listed))
                if score >= floor and (number not in best or score > best[number].score):
                    best[number] = _Found(score, found, name)
        order = sorted(best, key=lambda n: (-best[n].score, self.parties[n].list, self.parties[n].entry_id))
        return [self._hit(query, self.parties[n], best[n]) for n in order[:limit]]

    def _identified(self, query: PartyQuery) -> list[int]:
        found: list[int] = []
        if query.imo and reasons.is_imo(query.imo):
            found += self._by_identifier.get(reasons.bare(query.imo), ())
        number = reasons.bare(query.identifier)
        if len(number) >= _SHORTEST_IDENTIFIER:
            found += self._by_identifier.get(number, ())
        return found

    def _candidates(self, words: Sequence[str], written: str) -> list[int]:
        """The names worth a full comparison, by the weight of the words they share or nearly share."""
        sharing, alike = self._sharing(words)
        found = dict.fromkeys(sharing)
        unvowelled = is_unvowelled(written)
        if written != "LATIN" and alike < _SAME:
            names = self._bones if unvowelled else self._sounds
            asked = _row(bones if unvowelled else sounds, words)
            near = process.extract(
                asked, names, scorer=fuzz.ratio, score_cutoff=_CROSS_CUTOFF, limit=CANDIDATES, processor=None
            )
            found.update(dict.fromkeys(int(key) for _, _, key in near))
        elif written == "LATIN" and self._unspelled:
            for form, known in ((bones, self._unspelled_bones), (sounds, self._unspelled_sounds)):
                asked = _row(form, words)
                near = process.extract(
                    asked, known, scorer=fuzz.ratio, score_cutoff=_CROSS_CUTOFF, limit=5, processor=None
                )
                found.update(dict.fromkeys(self._unspelled[key] for _, _, key in near))
        return list(found)

    def _sharing(self, words: Sequence[str]) -> tuple[list[int], float]:
        shared = np.zeros(len(self._names), dtype=np.float32)
        one = np.zeros(len(self._names), dtype=np.float32)
        known = self._vocabulary
        asked = 0.0
        for word in dict.fromkeys(_telling(words)):
            own = self.weight(word)
            asked += own
            one[:] = 0
            for number, like in known.alike(word):
                one[known.names_with(number)] = like * max(own, self.weight(known.words[number]))
            if len(word) == 1:
                one[known.names_beginning(word)] = _INITIAL_HINT
            else:
                one[known.names_joining(word)] = 2 * own
            shared += one
        for pair in joins(words):
            for number in known.written(pair):
                shared[known.names_with(number)] += self.weight(known.words[number])
        touched = np.flatnonzero(shared)
        both = np.minimum(shared[touched], self._totals[touched])
        alike = both / (asked + self._totals[touched] - both + 0.1)
        kept = alike >= _HOPELESS
        touched, alike = touched[kept], alike[kept]
        if len(touched) > CANDIDATES:
            touched = touched[np.argpartition(alike, -CANDIDATES)[-CANDIDATES:]]
        return [int(key) for key in touched], float(alike.max(initial=0.0))

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
            same = Finding("matching.identifier", Severity.BLOCK, {"value": query.identifier or query.imo})
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
    """The score as it is shown: `ALERT` lies where the alignment reaches `_LINE`, 1 stays 1."""
    score = max(0.0, min(1.0, score))
    if score < _LINE:
        return round(score * ALERT / _LINE, 4)
    return round(ALERT + (score - _LINE) * (1 - ALERT) / (1 - _LINE), 4)


def _homophones(ours: str, theirs: str, words: Sequence[str]) -> bool:
    """Whether two short Chinese names only sound alike: of two syllables, thousands do."""
    return len(words) <= 2 and {c for c in ours if c.isalpha()} != {c for c in theirs if c.isalpha()}  # noqa: PLR2004


def _row(form: Callable[[str], str], words: Sequence[str]) -> str:
    """All the sounds of a name in one order, whoever's order that is."""
    return "".join(sorted(map(form, _telling(words))))


def _telling(words: Sequence[str]) -> list[str]:
    return [w for w in words if not is_legal(w)]


def _rarity(number: int, count: int) -> float:
    """1 for a word of one name, falling with the logarithm of how many names hold it."""
    return max(0.25, 1.0 - 0.75 * math.log(max(1, number)) / math.log(max(2, count)))
