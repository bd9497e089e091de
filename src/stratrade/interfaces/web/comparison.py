"""A party of ours and one on a list side by side: words against words, and each fact as same, different or missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stratrade.apps.wording.shown import day
from stratrade.interfaces.web import wording
from stratrade.kernel import country

SAME, DIFFERS, MISSING = "same", "differs", "missing"
_NAME = "matching.name"
_NOBODY = "–"


@dataclass(frozen=True, slots=True)
class Word:
    """One line of two names held against each other; an empty side has no such word."""

    ours: str
    theirs: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of both parties.

    Args:
        state: same, differs, or missing where one side does not say: that is no conflict.
    """

    title: str
    ours: str
    theirs: str
    state: str


def words(reasons: Sequence[Mapping[str, Any]]) -> list[Word]:
    """The two names token by token, as the matcher aligned them; nothing where a number alone matched."""
    said = next((r for r in reasons if r["code"] == _NAME), None)
    if said is None:
        return []
    return [found for part in str(said["params"].get("words", "")).split("; ") for found in _word(part)]


def _word(part: str) -> Iterator[Word]:
    for sign, alike in ((" = ", True), (" ≠ ", False)):
        if sign in part:
            ours, theirs = (side.strip() for side in part.split(sign, 1))
            ours, theirs = ("" if side == _NOBODY else side for side in (ours, theirs))
            if not ours or not theirs:
                yield Word(ours, theirs, MISSING)
            else:
                yield Word(ours, theirs, SAME if alike else DIFFERS)
            return


def facts(alert: Any) -> list[Fact]:
    """What is known of both, fact by fact."""
    asked, listed = alert.asked, alert.listed
    numbers = [value for values in (listed.get("identifiers") or {}).values() for value in values]
    found = [
        _fact(_("Kind"), _kinds(asked.get("kind", "")), _kinds(listed.get("kind", ""))),
        _fact(
            _("Country or nationality"),
            [_country(alert.country)] if alert.country else [],
            [_country(code) for code in listed.get("nationalities", ())],
        ),
        _fact(
            _("Born"),
            _dates(asked.get("date_of_birth", "")),
            _dates(*listed.get("dates_of_birth", ())),
            show=day,
        ),
        _fact(_("Numbers"), asked.get("identifier", "").split(" · "), numbers, key=_bare),
        Fact(
            _("Address"),
            asked.get("address", ""),
            " · ".join(listed.get("addresses", ())),
            MISSING if not (asked.get("address") and listed.get("addresses")) else _addresses(alert.reasons),
        ),
    ]
    return [fact for fact in found if fact.ours or fact.theirs]


def _fact(
    title: str, ours: Sequence[str], theirs: Sequence[str], *, key: Any = str.casefold, show: Any = str
) -> Fact:
    first, second = [one for one in ours if one], [one for one in theirs if one]
    state = MISSING
    if first and second:
        state = SAME if {key(one) for one in first} & {key(one) for one in second} else DIFFERS
    return Fact(title, " · ".join(map(show, first)), " · ".join(map(show, second)), state)


def _kinds(kind: str) -> list[str]:
    return [wording.label(kind)] if kind else []


def _country(code: str) -> str:
    language = (get_language() or "en")[:2]
    return (country.name(code, language) or code) if country.is_code(code) else code


def _dates(*days: str) -> list[str]:
    return [one[:10] for one in days if one]


def _bare(number: str) -> str:
    return "".join(c for c in number.upper() if c.isalnum()).removeprefix("IMO")


def _addresses(reasons: Sequence[Mapping[str, Any]]) -> str:
    return SAME if any(r["code"] == "matching.address.same" for r in reasons) else DIFFERS
