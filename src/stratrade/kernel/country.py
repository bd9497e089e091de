"""Countries: ISO 3166 codes, names in Khmer, French and English, and treaty membership as dated facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import pycountry
from babel import Locale

from stratrade.kernel.text import search_key
from stratrade.kernel.validity import Interval

LANGUAGES = ("en", "fr", "km")


def is_code(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code.

    >>> is_code("KH"), is_code("XX")
    (True, False)
    """
    return code in _codes()


def codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code."""
    return _codes()


def name(code: str, language: str) -> str:
    """The name of a country (CLDR) in a language; the code itself where there is none.

    >>> name("KH", "fr")
    'Cambodge'
    """
    return _territories(language[:2]).get(code, code)


def parse(text: str) -> str | None:
    """The code of a country written as a name (km, fr, en), alpha-2 or alpha-3; None where it is none.

    >>> parse("Viet Nam"), parse("KHM"), parse("កម្ពុជា"), parse("nowhere")
    ('VN', 'KH', 'KH', None)
    """
    typed = text.strip()
    if len(typed) == 2 and typed.upper() in _codes():  # noqa: PLR2004 - alpha-2
        return typed.upper()
    return _by_name().get(search_key(typed))


@dataclass(frozen=True, slots=True)
class Membership:
    """A country is party to a treaty during `interval`; `source` says how we know."""

    treaty: str
    country: str
    interval: Interval
    source: str


class Memberships:
    """Who is party to what, and when.

    Args:
        rows: every membership known.
    """

    def __init__(self, rows: Iterable[Membership]) -> None:
        self._rows: dict[tuple[str, str], list[Membership]] = {}
        for row in rows:
            self._rows.setdefault((row.treaty, row.country), []).append(row)

    def is_party(self, treaty: str, country: str, *, on: date) -> bool:
        """Whether `country` is party to `treaty` on a day."""
        return any(r.interval.contains(on) for r in self._rows.get((treaty, country), ()))

    def source(self, treaty: str, country: str, *, on: date) -> str:
        """How we know; empty where it is no party."""
        rows = self._rows.get((treaty, country), ())
        return next((r.source for r in rows if r.interval.contains(on)), "")


@cache
def _codes() -> frozenset[str]:
    return frozenset(c.alpha_2 for c in pycountry.countries)


@lru_cache(maxsize=8)
def _territories(language: str) -> dict[str, str]:
    chosen = language if language in LANGUAGES else "en"
    return {k: str(v) for k, v in Locale(chosen).territories.items()}


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, title in _territories(language).items():
            if code in _codes():
                found.setdefault(search_key(title), code)
    for c in pycountry.countries:
        for spelling in (c.name, c.alpha_3, getattr(c, "official_name", ""), getattr(c, "common_name", "")):
            if spelling:
                found.setdefault(search_key(spelling), c.alpha_2)
    found |= {
        "viet nam": "VN",
        "vietnam": "VN",
        "korea": "KR",
        "dprk": "KP",
        "uk": "GB",
        "great britain": "GB",
        "usa": "US",
    }
    return found
