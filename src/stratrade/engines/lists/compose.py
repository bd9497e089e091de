"""A State's own tables laid over an edition: its entries, its official HS links, its eight-digit tariff.

Each is one more file of the edition, so that it travels, is compared and is known by the digest with the rest.
"""

import re
from collections.abc import Mapping
from datetime import date

from stratrade.engines.lists.load import HEAD

NATIONAL, LINKS, TARIFF = "national-list.yaml", "national-links.yaml", "national-tariff.yaml"
TABLES = (NATIONAL, LINKS, TARIFF)
_CHANGED = {
    "en": " (with national tables of {})",
    "fr": " (avec les tables nationales du {})",
    "km": " (មានតារាងជាតិ ថ្ងៃទី {})",
}
_SUFFIX = re.compile(
    r" \((?:with national tables of|avec les tables nationales du|មានតារាងជាតិ ថ្ងៃទី) [0-9-]+\)$"
)


def composed(
    documents: Mapping[str, object], table: str, content: Mapping[str, object], *, on: date
) -> dict[str, object]:
    """An edition with one of its national tables put in, or put in anew.

    Args:
        documents: plain content of the files of the edition that it is laid over.
        table: one of `TABLES`.
        content: of that file.
        on: the first day of what comes of it; it goes into id and title.

    >>> head = {"id": "a", "title": {"en": "List"}, "legal_status": "x", "valid_from": None}
    >>> made = composed({"edition.yaml": head}, LINKS, {"links": {"pairs": []}}, on=date(2026, 12, 1))
    >>> made["edition.yaml"]["id"], made["edition.yaml"]["title"]
    ('a+2026-12-01', {'en': 'List (with national tables of 2026-12-01)'})
    >>> sorted(made)
    ['edition.yaml', 'national-links.yaml']
    """
    return {**documents, table: dict(content), HEAD: _head(documents, on)}


def carried(
    documents: Mapping[str, object], standing: Mapping[str, object], *, on: date
) -> tuple[dict[str, object], tuple[str, ...]]:
    """An edition of another origin with the national tables of the one that stands.

    Args:
        documents: of the new edition; a table that it brings itself stays as it is.
        standing: of the edition in force.
        on: the first day of what comes of it.

    Returns:
        The documents, and the entries of the official links that the new edition has not; their pairs are left out.
    """
    taken = {name: standing[name] for name in TABLES if name in standing and name not in documents}
    if not taken:
        return dict(documents), ()
    made = {**documents, **taken, HEAD: _head(documents, on)}
    missing: tuple[str, ...] = ()
    if LINKS in taken:
        made[LINKS], missing = _without_strangers(taken[LINKS], _codes(made))
    return made, missing


def entry_codes(documents: Mapping[str, object]) -> frozenset[str]:
    """The codes of the entries in the files of an edition, those of the State's own list left out."""
    return frozenset(_codes({name: page for name, page in documents.items() if name != NATIONAL}))


def _head(documents: Mapping[str, object], on: date) -> object:
    head = documents.get(HEAD)
    if not isinstance(head, Mapping):
        return head
    title = head.get("title", "")
    words = dict(title) if isinstance(title, Mapping) else {"en": str(title)}
    return {
        **head,
        "id": f"{str(head.get('id', '')).partition('+')[0]}+{on.isoformat()}",
        "title": {
            language: _SUFFIX.sub("", str(text)) + _CHANGED.get(language, _CHANGED["en"]).format(on)
            for language, text in words.items()
        },
    }


def _codes(documents: Mapping[str, object]) -> set[str]:
    return {
        str(item["code"])
        for page in documents.values()
        if isinstance(page, Mapping)
        for item in page.get("entries", ())
    }


def _without_strangers(page: object, known: set[str]) -> tuple[object, tuple[str, ...]]:
    links = page.get("links", {}) if isinstance(page, Mapping) else {}
    pairs = list(links.get("pairs", ()))
    kept = [pair for pair in pairs if pair["entry"] in known]
    missing = sorted({str(pair["entry"]) for pair in pairs if pair["entry"] not in known})
    return {"links": {**links, "pairs": kept}}, tuple(missing)
