"""Annex II of the Additional Protocol: a list frozen in the 1990s, mapped from entries of today's control list."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of Annex II.

    Args:
        number: as the annex counts.
        entries: regular expression over entry codes that fall under it.
    """

    number: str
    titles: Mapping[str, str]
    entries: str
    source: str


def parse(rows: Iterable[Mapping[str, Any]]) -> tuple[Heading, ...]:
    """The map as its file writes it."""
    return tuple(Heading(str(r["number"]), r["titles"], r["entries"], r["source"]) for r in rows)


def heading_of(entry: str, headings: Iterable[Heading]) -> Heading | None:
    """The heading an entry falls under; None where the frozen list does not know it.

    >>> heading_of("0C004", [Heading("2.2", {}, "^0C004", "unverified")]).number
    '2.2'
    """
    return next((row for row in headings if re.match(row.entries, entry)), None)
