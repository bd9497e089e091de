"""Reads one YAML document of a control list, naming file and place of whatever is wrong in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar

import yaml

Languages = Mapping[str, str]
LANGUAGES = frozenset({"en", "fr", "km", "vi", "zh", "th"})


class EditionError(ValueError):
    """A control list cannot be read. Says in which file, at which place, and why."""

    def __init__(self, file: str, path: str, reason: str) -> None:
        super().__init__(f"{file}: {path}: {reason}" if path else f"{file}: {reason}")
        self.file = file
        self.path = path
        self.reason = reason


class _PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Every scalar stays text but true and false, so that no number loses a digit on the way in."""

    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """A mapping in which no key stands twice: the second would silently win."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice in one mapping", key.start_mark
                )
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep=deep))


_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True, slots=True)
class Place:
    """A value inside a file, with the way that leads to it."""

    value: object
    file: str
    path: str = ""

    def error(self, reason: str) -> EditionError:
        """An error that names this place."""
        return EditionError(self.file, self.path, reason)

    def at(self, path: str) -> "Place":
        """The same value under a name that a reader of the list knows, e.g. a paragraph."""
        return Place(self.value, self.file, path)

    def _below(self, key: object, value: object) -> "Place":
        return Place(value, self.file, f"{self.path}.{key}" if self.path else str(key))

    def mapping(self, *, allowed: frozenset[str]) -> dict[str, "Place"]:
        """The members of a mapping that holds no other keys than `allowed`."""
        if not isinstance(self.value, dict):
            raise self.error(f"a mapping is expected here, not {_what(self.value)}")
        for key in self.value:
            if key not in allowed:
                raise self.error(f"unknown key {key!r}; known are {', '.join(sorted(allowed))}")
        return {str(k): self._below(k, v) for k, v in self.value.items()}

    def free_mapping(self) -> dict[str, "Place"]:
        """The members of a mapping with keys of its author's choice."""
        if not isinstance(self.value, dict):
            raise self.error(f"a mapping is expected here, not {_what(self.value)}")
        return {str(k): self._below(k, v) for k, v in self.value.items()}

    def items(self) -> Iterator["Place"]:
        """The members of a list, in order."""
        if not isinstance(self.value, list):
            raise self.error(f"a list is expected here, not {_what(self.value)}")
        for number, value in enumerate(self.value, start=1):
            yield Place(value, self.file, f"{self.path}[{number}]")

    def text(self) -> str:
        """Text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error(f"text is expected here, not {_what(self.value)}")
        return self.value.strip()

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(place.text() for place in self.items())

    def flag(self) -> bool:
        """Either true or false."""
        if not isinstance(self.value, bool):
            raise self.error(f"true or false is expected here, not {_what(self.value)}")
        return self.value

    def number(self) -> Decimal:
        """An exact decimal number, read from its text."""
        try:
            number = Decimal(str(self.value).strip())
        except InvalidOperation:
            raise self.error(f"a number is expected here, not {_what(self.value)}") from None
        if not number.is_finite() or isinstance(self.value, bool):
            raise self.error(f"a number is expected here, not {_what(self.value)}")
        return number

    def day(self) -> date | None:
        """A day as YYYY-MM-DD; `null` or nothing is no limit."""
        if self.value in (None, "", "null", "~"):
            return None
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.error("a day YYYY-MM-DD is expected here") from None

    def languages(self) -> dict[str, str]:
        """Words by language code; plain text stands for English. English is always there."""
        if isinstance(self.value, str):
            return {"en": self.text()}
        words = {code: place.text() for code, place in self.mapping(allowed=LANGUAGES).items()}
        if "en" not in words:
            raise self.error("the English words (en) are missing")
        return words

    def lists_by_language(self) -> dict[str, tuple[str, ...]]:
        """Lists of words by language code; a plain list stands for English."""
        if isinstance(self.value, list):
            return {"en": self.texts()}
        return {code: place.texts() for code, place in self.mapping(allowed=LANGUAGES).items()}


def document(text: str, file: str) -> Place:
    """The YAML document `text` of `file`; an empty file is an empty mapping.

    >>> document("a: 0.10", "x.yaml").value
    {'a': '0.10'}
    """
    try:
        value = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 (a SafeLoader with fewer types)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        raise EditionError(file, where, str(getattr(error, "problem", error))) from None
    return Place({} if value in (None, "") else value, file)


def _what(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    return f"{type(value).__name__} {str(value)[:40]!r}"
