"""An index laid out in sections of one read-only file: built once an edition, opened by every process."""

import json
from collections.abc import Iterable, Mapping
from mmap import mmap

import numpy as np

from stratrade.engines.classify.follows import Follows
from stratrade.engines.classify.glossary import Glossary
from stratrade.engines.classify.index import Floats, Index, Ints, Meaning, Needs, Role, automaton_of, trades
from stratrade.engines.classify.intangible import Act, Work
from stratrade.engines.lists import stored
from stratrade.engines.lists.evaluate import Evaluator
from stratrade.kernel import sections

FORMAT = "11"  # raised whenever the layout, or what the index is built by, changes
PLACES = np.dtype("<i8")
ROWS = np.dtype("<i4")
SCORES = np.dtype("<f4")


class OtherFormatError(ValueError):
    """The bytes are of another format, or of another edition."""


def pack(documents: Mapping[str, object], index: Index) -> bytes:
    """All of an index and its edition in one byte string.

    Args:
        documents: the plain content of the files of the edition.
        index: `Index.build` of it.
    """
    numbers: dict[Meaning, int] = {}
    ids = [[numbers.setdefault(meaning, len(numbers)) for meaning in found] for found in index.meanings]
    words = list(index.postings)
    tables = {
        "format": FORMAT,
        "meanings": [[meaning.role.value, meaning.target, meaning.detail] for meaning in numbers],
        "spread": {phrase: count for phrase, count in index.spread.items() if count > 1},
        "by_hs": index.by_hs,
        "by_cas": index.by_cas,
        "by_kind": index.by_kind,
        "loose": index.loose,
        "further_members": index.further_members,
        "dimensions": dict(index.dimensions),
        "derived": index.derived,
        "works": {
            code: [
                work.software,
                sorted(work.acts),
                {name: sorted(acts) for name, acts in work.relations.items()},
            ]
            for code, work in index.works.items()
        },
        "spelt": {str(length): list(found) for length, found in index.spelt.items()},
        "needs": {
            code: [need.quantities, need.members, sorted(need.features), sorted(need.substances)]
            for code, need in index.needs.items()
        },
    }
    empty_rows, empty_scores = np.zeros(0, dtype=ROWS), np.zeros(0, dtype=SCORES)
    found = {
        **stored.sections(documents, index.edition),
        "tables": json.dumps(tables, ensure_ascii=False).encode(),
        "phrases": "\n".join(index.phrases).encode(),
        "meanings.places": _places(len(found) for found in ids),
        "meanings.ids": np.array([i for found in ids for i in found], dtype=ROWS).tobytes(),
        "words": "\n".join(words).encode(),
        "known": "\n".join(sorted(index.known)).encode(),
        "postings.places": _places(len(index.postings[word][0]) for word in words),
        "postings.rows": np.concatenate([empty_rows, *(index.postings[w][0] for w in words)]).tobytes(),
        "postings.scores": np.concatenate([empty_scores, *(index.postings[w][1] for w in words)]).tobytes(),
    }
    return sections.join(found)


def open_index(buffer: bytes | memoryview | mmap, *, digest: str = "") -> Index:
    """The index in a byte string that `pack` made; arrays and entries stay where they are until needed.

    Args:
        buffer: for example a memory-mapped file.
        digest: the digest that the edition must have; empty for any.

    Raises:
        OtherFormatError: it is of another format or edition.
        SectionsError: it is no such file.
    """
    found = sections.split(buffer)
    tables = json.loads(bytes(found["tables"]))
    edition = stored.opened(found)
    if tables["format"] != FORMAT or (digest and edition.digest != digest):
        raise OtherFormatError(f"format {tables['format']} of edition {edition.digest[:12]}")
    phrases = _lines(found["phrases"])
    table = [Meaning(Role(role), target, detail) for role, target, detail in tables["meanings"]]
    places = np.frombuffer(found["meanings.places"], dtype=PLACES).tolist()
    ids = np.frombuffer(found["meanings.ids"], dtype=ROWS).tolist()
    words = _lines(found["words"])
    return Index(
        edition=edition,
        evaluator=Evaluator(edition),
        glossary=Glossary(edition.glossary),
        codes=tuple(edition.entries),
        automaton=automaton_of(phrases),
        phrases=phrases,
        meanings=tuple(
            tuple(table[i] for i in ids[start:end])
            for start, end in zip(places, places[1:], strict=False)  # noqa: RUF007 (a list, sliced once)
        ),
        spread=tables["spread"],
        postings=_postings(words, found),
        by_hs={hs: tuple((code, how) for code, how in links) for hs, links in tables["by_hs"].items()},
        by_cas={cas: tuple(codes) for cas, codes in tables["by_cas"].items()},
        needs={
            code: Needs(tuple(quantities), tuple(members), frozenset(features), frozenset(substances))
            for code, (quantities, members, features, substances) in tables["needs"].items()
        },
        spelt={int(length): tuple(spelt) for length, spelt in tables["spelt"].items()},
        known=frozenset(_lines(found["known"])),
        by_kind={name: tuple(codes) for name, codes in tables["by_kind"].items()},
        loose={word: tuple(numbers) for word, numbers in tables["loose"].items()},
        further_members=tuple(tables["further_members"]),
        dimensions=tables["dimensions"],
        derived={code: tuple(found) for code, found in tables["derived"].items()},
        trades=trades(tables["by_hs"]),
        follows=Follows.of(edition),
        works={code: _work(*parts) for code, parts in tables["works"].items()},
    )


def _postings(words: tuple[str, ...], found: Mapping[str, memoryview]) -> Mapping[str, tuple[Ints, Floats]]:
    number = {word: place for place, word in enumerate(words)}
    places = np.frombuffer(found["postings.places"], dtype=PLACES)
    rows = np.frombuffer(found["postings.rows"], dtype=ROWS)
    scores = np.frombuffer(found["postings.scores"], dtype=SCORES)

    def of(word: str) -> tuple[Ints, Floats]:
        at = number[word]
        start, end = int(places[at]), int(places[at + 1])
        return rows[start:end], scores[start:end]

    return stored.Lazy(words, of)


def _work(software: bool, acts: Iterable[str], relations: Mapping[str, Iterable[str]]) -> Work:
    return Work(
        software,
        frozenset(map(Act, acts)),
        {name: frozenset(map(Act, told)) for name, told in relations.items()},
    )


def _places(lengths: Iterable[int]) -> bytes:
    return np.cumsum([0, *lengths]).astype(PLACES).tobytes()


def _lines(section: memoryview) -> tuple[str, ...]:
    text = bytes(section).decode()
    return tuple(text.split("\n")) if text else ()
