"""Finds entries of a control list by code, words, CAS number or HS code, as one types."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stratrade.engines.classify.index import Index, Role
from stratrade.engines.classify.reading import read

EXACT, BEGINS, TERM, BEGUN_WORD = 100.0, 50.0, 10.0, 2.0
LINKED = {"direct": 20.0, "partial": 10.0, "possible": 0.0}
MOST = 50
_CAS_BEGUN = re.compile(r"\d{2,7}-[\d-]{0,4}")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, with a score that only orders hits of one search."""

    entry: str
    score: float


def search(text: str, index: Index, *, most: int = MOST) -> tuple[Hit, ...]:
    """Entries for `text`, best first; the last word may be unfinished.

    Args:
        text: a code ("2B2"), words, a CAS number, or an HS code of four to six digits.
        index: the index of the edition.
        most: how many at most.
    """
    scores: dict[str, float] = {}

    def add(code: str, score: float) -> None:
        scores[code] = scores.get(code, 0.0) + score

    typed = text.strip()
    _by_code(typed, index, add)
    _by_words(typed, index, add)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    return tuple(Hit(code, round(scores[code], 3)) for code in ranked[:most])


def _by_code(typed: str, index: Index, add: Callable[[str, float], None]) -> None:
    """By the code of an entry, a CAS number or an HS code."""
    wanted = typed.upper()
    for code in index.codes:
        if wanted and (code.startswith(wanted) or wanted.startswith(code + ".")):
            add(code, BEGINS if code.startswith(wanted) and code != wanted else EXACT)
    for code in index.by_cas.get(typed, ()):
        add(code, EXACT)
    if _CAS_BEGUN.fullmatch(typed) and typed not in index.by_cas:
        for code in {c for cas, found in index.by_cas.items() if cas.startswith(typed) for c in found}:
            add(code, BEGINS)
    digits = typed.replace(".", "").replace(" ", "")
    if digits.isdecimal() and len(digits) >= 4:  # noqa: PLR2004 (an HS heading)
        links = (link for hs, found in index.by_hs.items() if hs.startswith(digits[:6]) for link in found)
        best: dict[str, float] = {}
        for code, strength in links:
            best[code] = max(best.get(code, 0.0), BEGINS + LINKED[strength])
        for code, score in best.items():
            add(code, score)


def _by_words(typed: str, index: Index, add: Callable[[str, float], None]) -> None:
    reading = read(typed, (), index)
    for said in reading.of(Role.TERM):
        add(said.meaning.target, TERM)
    for said in reading.of(Role.SUBSTANCE):
        for code in index.by_cas.get(said.meaning.target, ()):
            add(code, TERM)
    keys = list(reading.keys)
    if keys and keys[-1] not in index.postings and len(keys[-1]) > 2:  # noqa: PLR2004
        begun = keys.pop()
        for word in sorted(index.postings):
            if word.startswith(begun):
                for number in index.postings[word][0].tolist():
                    add(index.codes[number], BEGUN_WORD)
    for place, score in enumerate(index.bm25(keys).tolist()):
        if score > 0:
            add(index.codes[place], score)
