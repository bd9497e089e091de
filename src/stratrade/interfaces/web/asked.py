"""What the control list in force still asks of goods, for the pages that put it to people."""

from collections.abc import Mapping
from typing import Any

from stratrade.apps.accounts.clock import today
from stratrade.apps.classification import services
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.engines.classify.identify import Verdict
from stratrade.engines.classify.left_open import OF_ANOTHER
from stratrade.engines.lists.evaluate import entry_of
from stratrade.interfaces.web import criteria

MOST = 6


def names(item: Any, answers: Mapping[str, str], *, most: int = MOST, first: str = "") -> list[str]:
    """The parameters that could still change the answer, the most decisive first.

    Args:
        item: goods with `words`, `hs` and `cas`.
        answers: parameter id -> answer as typed; those are not asked again.
        most: how many at most.
        first: an entry whose questions come before those of the others.
    """
    try:
        found = services.identify(item.words, hs=item.hs, cas=item.cas, values=answers, on=today())
    except lists.NoEditionInForce:
        return []
    # What only resembles the goods is not worth anybody's time while something stands for them.
    meant = [one for one in found.candidates if one.supported or one.entry == first]
    ranked = sorted(meant or found.candidates, key=lambda candidate: candidate.entry != first)
    asks = (ask.parameter for candidate in ranked for ask in candidate.ask if ask.parameter)
    unasked = (n for n in dict.fromkeys(asks) if n not in answers and not n.startswith(OF_ANOTHER))
    return list(unasked)[:most]


def contradicted(item: Any) -> str:
    """The paragraph that the list in force says is met, where the officer found that it is another entry or none.

    Args:
        item: goods of a request with `words`, `hs`, `cas`, `values` and the `entry` that was found.
    """
    if not item.entry:
        return ""
    try:
        edition = lists.in_force(today()).digest
    except lists.NoEditionInForce:
        return ""
    found = services.identify(
        item.words, hs=item.hs, cas=item.cas, values=item.values, on=today(), digest=edition
    )
    if found.verdict != Verdict.CONTROLLED:
        return ""
    met = {one.entry: one.paragraph for one in found.candidates if one.supported and one.status == "met"}
    named = entry_of(item.entry, open_edition(edition))
    return "" if named is not None and named.code in met else next(iter(met.values()))


def fields(item: Any, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was answered, then what is still asked, as inputs that keep their answers."""
    try:
        edition = open_edition(lists.in_force(today()).digest)
    except lists.NoEditionInForce:
        return []
    return [criteria.field(name, edition, answers) for name in [*answers, *names(item, answers)]]


def choices(item: Any, *, first: str = "") -> list[tuple[str, str]]:
    """What is still asked of goods under assessment, as (parameter, question); of the entry `first` first."""
    try:
        edition = open_edition(lists.in_force(today()).digest)
    except lists.NoEditionInForce:
        return []
    open_ = names(item, item.values, most=2 * MOST, first=first)
    return [(name, criteria.field(name, edition, {})["question"]) for name in open_]


def read_off(found: Any, code: str) -> dict[str, str]:
    """The values that the engine read from the description for an entry, as one would type them.

    Where it read several possible ones they stand with commas.

    Args:
        found: an identification.
        code: the entry; those read for others are of other facts.
    """
    values: dict[str, str] = {}
    for candidate in found.candidates:
        for finding in candidate.because if candidate.entry == code else ():
            value = str(finding.params.get("value", ""))
            if finding.code == "classify.value.read" and "…" not in value:
                typed = {"True": "yes", "False": "no"}.get(value, value)
                values[str(finding.params["parameter"])] = typed
    return values
