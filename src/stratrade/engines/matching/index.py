"""The matcher: an immutable index over listed names, candidates by shared words and letters, then alignment."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stratrade.engines.matching.align import CONTRADICTED, Alignment, align
from stratrade.engines.matching.model import Hit, ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import is_legal, script, skeleton, soft, tokens
from stratrade.kernel.finding import Finding, Severity

CANDIDATES = 30  # names aligned in full
WEAK_CAP = 0.79  # a weak alias alone never raises an alert
SINGLE_CAP = 0.85  # a listed name of one word
_IMO_DIGITS = 7
_PERSONAL = frozenset({"person"})


class Matcher:
    """Listed parties, ready to be asked.

    Args:
        entries: the parties of every list in force.
    """

    def __init__(self, entries: Iterable[ListedParty]) -> None:
        self.parties: tuple[ListedParty, ...] = tuple(entries)
        self._names: list[tuple[int, ListedName, tuple[str, ...]]] = []
        postings: dict[str, list[int]] = defaultdict(list)
        frequency: Counter[str] = Counter()
        self._by_identifier: dict[str, list[int]] = defaultdict(list)
        for number, party in enumerate(self.parties):
            for name in party.names:
                words = tokens(name.text)
                if not words:
                    continue
                key = len(self._names)
                self._names.append((number, name, words))
                frequency.update(set(words))
                for gram in _grams(words):
                    postings[gram].append(key)
            for values in party.identifiers.values():
                for value in values:
                    self._by_identifier[_bare(value)].append(number)
        count = max(1, len(self._names))
        self._weights = {t: _rarity(n, count) for t, n in frequency.items()}
        self._unknown = _rarity(1, count)
        self._postings: Mapping[str, NDArray[np.int32]] = {
            g: np.unique(np.asarray(keys, dtype=np.int32)) for g, keys in postings.items()
        }
        self._idf = {g: math.log(1 + count / len(keys)) for g, keys in self._postings.items()}

    def __len__(self) -> int:
        """How many parties are listed."""
        return len(self.parties)

    def weight(self, token: str) -> float:
        """How much a word tells: rare words up to 1, words of every second name near 0."""
        return 0.35 if is_legal(token) else self._weights.get(token, self._unknown)

    def screen(self, query: PartyQuery, *, limit: int = 5, floor: float = 0.6) -> list[Hit]:
        """The listed parties most like a query, best first.

        Args:
            limit: at most so many.
            floor: least score given.
        """
        best: dict[int, Hit] = {}
        for number in self._identified(query):
            party = self.parties[number]
            best[number] = Hit(
                party.list,
                party.entry_id,
                party.names[0].text if party.names else "",
                1.0,
                (Finding("matching.identifier", Severity.BLOCK, {"value": query.identifier or query.imo}),),
            )
        words = tokens(query.name)
        if words and any(not is_legal(w) for w in words):
            for key in self._candidates(words):
                number, name, listed = self._names[key]
                hit = self._hit(query, words, number, name, listed)
                if hit.score >= floor and (number not in best or hit.score > best[number].score):
                    best[number] = hit
        return sorted(best.values(), key=lambda h: (-h.score, h.list, h.entry_id))[:limit]

    def _identified(self, query: PartyQuery) -> list[int]:
        found: list[int] = []
        if query.imo and is_imo(query.imo):
            found += self._by_identifier.get(_bare(query.imo), ())
        if query.identifier and len(_bare(query.identifier)) > 4:  # noqa: PLR2004 - short numbers name nobody
            found += self._by_identifier.get(_bare(query.identifier), ())
        return found

    def _candidates(self, words: Sequence[str]) -> list[int]:
        scores = np.zeros(len(self._names), dtype=np.float32)
        for gram in set(_grams(words)):
            keys = self._postings.get(gram)
            if keys is not None:
                scores[keys] += self._idf[gram]
        if len(scores) <= CANDIDATES:
            return [int(k) for k in scores.argsort()[::-1] if scores[k] > 0]
        top = np.argpartition(scores, -CANDIDATES)[-CANDIDATES:]
        return [int(k) for k in top[np.argsort(scores[top])[::-1]] if scores[k] > 0]

    def _hit(
        self, query: PartyQuery, words: Sequence[str], number: int, name: ListedName, listed: Sequence[str]
    ) -> Hit:
        party = self.parties[number]
        found = align(words, listed, self.weight)
        score = found.score
        reasons = [_explained(found, query, name)]
        if name.quality == "weak":
            score = min(score, WEAK_CAP)
            reasons.append(Finding("matching.weak_alias", Severity.NOTICE, {"name": name.text}))
        if len(listed) == 1:
            score = min(score, SINGLE_CAP)
        score, qualified = _qualify(score, query, party)
        reasons += qualified
        return Hit(party.list, party.entry_id, name.text, round(max(0.0, min(1.0, score)), 4), tuple(reasons))


def is_imo(number: str) -> bool:
    """Whether a ship number carries the right check digit (IMO resolution A.1117(30)).

    >>> is_imo("IMO 9074729"), is_imo("9074728")
    (True, False)
    """
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) != _IMO_DIGITS:
        return False
    return sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[-1]


def _qualify(score: float, query: PartyQuery, party: ListedParty) -> tuple[float, list[Finding]]:
    """Birth date, country and kind: what is missing says nothing, what differs takes away."""
    reasons = []
    if query.kind and party.kind and (query.kind in _PERSONAL) != (party.kind in _PERSONAL):
        score -= 0.15
        reasons.append(Finding("matching.other_kind", Severity.NOTICE, {"kind": party.kind}))
    if query.date_of_birth and party.dates_of_birth:
        if any(d[:10] == query.date_of_birth[:10] for d in party.dates_of_birth):
            score += 0.02
            reasons.append(
                Finding("matching.birth_date.same", Severity.NOTICE, {"date": query.date_of_birth})
            )
        elif any(d[:4] == query.date_of_birth[:4] for d in party.dates_of_birth):
            reasons.append(
                Finding("matching.birth_year.same", Severity.INFO, {"year": query.date_of_birth[:4]})
            )
        else:
            score -= 0.15
            reasons.append(
                Finding("matching.birth_date.differs", Severity.NOTICE, {"listed": party.dates_of_birth[0]})
            )
    if query.country and party.nationalities:
        if query.country in party.nationalities:
            reasons.append(Finding("matching.country.same", Severity.INFO, {"country": query.country}))
        elif party.kind in _PERSONAL:
            score -= 0.04
            reasons.append(Finding("matching.country.differs", Severity.INFO, {"country": query.country}))
    return score, reasons


def _explained(found: Alignment, query: PartyQuery, name: ListedName) -> Finding:
    """The alignment as one reason: word by word, so that an officer sees what matched what."""
    lines = "; ".join(
        f"{p.ours or '–'} = {p.theirs or '–'}"
        if p.outcome != CONTRADICTED
        else f"{p.ours or '–'} ≠ {p.theirs or '–'}"
        for p in found.pairs
    )
    return Finding(
        "matching.name",
        Severity.WARNING,
        {
            "ours": query.name[:200],
            "theirs": name.text[:200],
            "words": lines[:500],
            "script": script(name.text),
        },
    )


def _grams(words: Sequence[str]) -> list[str]:
    """What a name is found by: words, their soft forms and consonants, letters of three, and the joined name."""
    grams: list[str] = []
    for word in words:
        if is_legal(word):
            continue
        grams += [f"w:{word}", f"s:{soft(word)}", f"k:{skeleton(word)}"]
        padded = f"^{soft(word)}$"
        grams += [f"g:{padded[i : i + 3]}" for i in range(max(1, len(padded) - 2))]
        if len(word) == 1:
            grams.append(f"i:{word}")
        else:
            grams.append(f"i:{word[0]}")
    joined = "".join(w for w in words if not is_legal(w))
    grams.append(f"j:{soft(joined)}")
    return grams


def _rarity(number: int, count: int) -> float:
    """1 for a word of one name, falling with the logarithm of how many names hold it."""
    return max(0.25, 1.0 - 0.75 * math.log(max(1, number)) / math.log(max(2, count)))


def _bare(value: str) -> str:
    return "".join(c for c in value.upper() if c.isalnum()).removeprefix("IMO")
