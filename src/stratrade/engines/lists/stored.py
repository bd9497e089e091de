"""An edition laid out in sections, of which an entry is read when somebody asks for it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import TypeVar

import numpy as np

from stratrade.engines.lists import load
from stratrade.engines.lists.model import Edition, Entry, Family, Following, Parameter, TariffLine, Vocabulary
from stratrade.engines.lists.reading import Place

Value = TypeVar("Value")
PLACES = np.dtype("<i8")


class Lazy(Mapping[str, Value]):
    """A mapping whose values are made when first asked for, each once.

    Args:
        keys: its keys, in order.
        make: the value of a key.
    """

    def __init__(self, keys: tuple[str, ...], make: Callable[[str], Value]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        """The value; a KeyError where there is none."""
        found = self._made.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            found = self._made.setdefault(key, self._make(key))  # two threads get the same one
        return found

    def get(self, key: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        """The value, or `default` where there is none."""
        found = self._made.get(key)
        if found is not None:
            return found
        return self[key] if key in self._keys else default

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key; nothing is made."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """The keys in order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._keys)


def sections(documents: Mapping[str, object], edition: Edition) -> dict[str, bytes]:
    """The sections of an edition.

    Args:
        documents: the plain content of its files.
        edition: what `load.assemble` made of them.
    """
    items: dict[str, object] = {}
    for content in documents.values():
        for item in content.get("entries", ()) if isinstance(content, dict) else ():
            items[str(item["code"])] = item
    vocabulary = edition.vocabulary
    head = {
        "id": edition.id,
        "title": dict(edition.title),
        "legal_status": edition.legal_status,
        "valid_from": _day(edition.valid_from),
        "valid_to": _day(edition.valid_to),
        "digest": edition.digest,
        "substances": dict(edition.substances),
        "families": {f.id: [dict(f.name), list(f.cas)] for f in edition.families.values()},
        "glossary": {language: dict(terms) for language, terms in edition.glossary.items()},
        "line_sources": dict(edition.line_sources),
        "follows": [asdict(rule) for rule in edition.follows],
        "vocabulary": {
            name: dict(value) if isinstance(value, Mapping) else sorted(value)
            for name in Vocabulary.__slots__
            for value in (getattr(vocabulary, name),)
        },
    }
    return {
        "edition": json.dumps(head, ensure_ascii=False).encode(),
        **_blobs("entries", {code: _linked(items[code], entry) for code, entry in edition.entries.items()}),
        **_blobs("parameters", {name: asdict(p) for name, p in edition.parameters.items()}),
        **_blobs("tariff", {code: _line(line) for code, line in edition.tariff.items()}),
    }


def _linked(item: object, entry: Entry) -> object:
    """An entry as it stands in its file, with the links and the words that others have laid over it."""
    links = [
        {"code": link.hs, "strength": link.strength}
        | ({"reason": link.reason} if link.reason else {})
        | ({"source": link.source} if link.source else {})
        for link in entry.hs
    ]
    laid: dict[str, object] = {"hs": links} if links else {}
    if entry.terms:
        laid["terms"] = {language: list(words) for language, words in entry.terms.items()}
    return {**item, **laid} if isinstance(item, dict) else item


def _line(line: TariffLine) -> dict[str, object]:
    days = {"valid_from": _day(line.valid_from), "valid_to": _day(line.valid_to)}
    return {"hs": line.hs, "title": dict(line.title), "unit": line.unit, **days}


def opened(found: Mapping[str, memoryview]) -> Edition:
    """The edition in `found`, see `sections`."""
    head = json.loads(bytes(found["edition"]))
    words = head["vocabulary"]
    return Edition(
        id=head["id"],
        title=head["title"],
        legal_status=head["legal_status"],
        valid_from=_date(head["valid_from"]),
        valid_to=_date(head["valid_to"]),
        entries=_lazy("entries", found, _entry),
        parameters=_lazy("parameters", found, _parameter),
        substances=head["substances"],
        families={name: Family(name, names, tuple(cas)) for name, (names, cas) in head["families"].items()},
        digest=head["digest"],
        tariff=_lazy("tariff", found, _tariff_line),
        glossary=head["glossary"],
        line_sources=head["line_sources"],
        follows=tuple(_following(rule) for rule in head["follows"]),
        vocabulary=Vocabulary(
            abbreviations=words.pop("abbreviations"),
            **{name: frozenset(values) for name, values in words.items()},
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _following(rule: dict[str, list[str]]) -> Following:
    listed = {name: tuple(rule.pop(name)) for name in ("words", "unless")}
    return Following(**rule, **listed)  # type: ignore[arg-type]


def _entry(item: object, _code: str) -> Entry:
    return load.read_entry(Place(item, "the stored edition"))


def _tariff_line(item: dict[str, str], code: str) -> TariffLine:
    days = {key: _date(item.pop(key)) for key in ("valid_from", "valid_to")}
    return TariffLine(code, **item, **days)  # type: ignore[arg-type]


def _parameter(item: dict[str, dict[str, list[str]]], _name: str) -> Parameter:
    listed = {
        name: {key: tuple(words) for key, words in item.pop(name).items()} for name in ("aliases", "synonyms")
    }
    return Parameter(**item, **listed)  # type: ignore[arg-type]


def _blobs(name: str, items: Mapping[str, object]) -> dict[str, bytes]:
    texts = [json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() for item in items.values()]
    ends = np.cumsum([0, *(len(text) for text in texts)]).astype(PLACES)
    return {
        f"{name}.keys": "\n".join(items).encode(),
        f"{name}.places": ends.tobytes(),
        f"{name}.texts": b"".join(texts),
    }


def _lazy(name: str, found: Mapping[str, memoryview], make: Callable[..., Value]) -> Lazy[Value]:
    text = bytes(found[f"{name}.keys"]).decode()
    keys = tuple(text.split("\n")) if text else ()
    number = {key: place for place, key in enumerate(keys)}
    places = np.frombuffer(found[f"{name}.places"], dtype=PLACES)
    texts = found[f"{name}.texts"]

    def read(key: str) -> Value:
        at = number[key]
        return make(json.loads(bytes(texts[int(places[at]) : int(places[at + 1])])), key)

    return Lazy(keys, read)
