"""Self-assessments without an account: the code that finds one, and what comes next.

Nothing here reads who somebody is, what an authority knows, or what it was told: only the description, the
answers, and the published list.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stratrade.apps.accounts.clock import today
from stratrade.apps.classification.models import SelfAssessment
from stratrade.apps.classification.services.identify import identify
from stratrade.apps.lists import queries as lists
from stratrade.engines.classify.identify import Identification, Verdict
from stratrade.engines.classify.left_open import OF_ANOTHER, left_open, settling
from stratrade.engines.lists.evaluate import entry_of
from stratrade.engines.lists.leaf import Ask
from stratrade.engines.lists.model import Edition

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH, GROUP = 20, 5
"""Twenty characters of 32: a hundred bits."""

DESCRIPTION = "description"
"""What is marked as unknown where somebody cannot describe the goods further."""


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next.

    Args:
        found: what the list in force says so far.
        ask: the question; None where nothing more is asked, so that the answers are looked over.
        entry: the entry that asks it.
        paragraph: its paragraph.
        open_: how many facts are still asked, this one included.
    """

    found: Identification
    ask: Ask | None = None
    entry: str = ""
    paragraph: str = ""
    open_: int = 0


def new_code() -> str:
    """A code that cannot be guessed, in groups that can be copied by hand."""
    plain = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(plain[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    plain = "".join(c for c in code.upper() if c.isascii() and c.isalnum())
    return hashlib.sha256(f"self-assessment:{plain}".encode()).hexdigest()


def by_code(code: str) -> SelfAssessment | None:
    """The assessment that a code opens; None where there is none, or its time is over.

    Whoever has the code may see it: nobody else can.
    """
    return by_key(digest(code))


def by_key(key: str) -> SelfAssessment | None:
    """The same by the digest of its code, which is what a session holds."""
    return SelfAssessment.objects.filter(code_digest=key, expires_on__gte=today()).first()


def next_step(row: SelfAssessment) -> Step:
    """The question that decides most, of those that were neither answered nor left open.

    Raises:
        NoEditionInForce: no list had been adopted by today.
    """
    found = found_of(row)
    if found.verdict != Verdict.INSUFFICIENT:
        return Step(found)
    seen = {*row.answers, *row.unknown}
    open_ = [candidate for candidate in found.candidates if candidate.status == "open"]
    # What only resembles the goods is not worth a stranger's time while something stands for them.
    weighed = [candidate for candidate in open_ if candidate.supported] or open_
    asks = [
        (ask, candidate.entry, candidate.paragraph)
        for candidate in weighed
        for ask in candidate.ask
        if ask.parameter and ask.parameter not in seen and not ask.parameter.startswith(OF_ANOTHER)
    ]
    if asks:
        ask, entry, paragraph = asks[0]
        return Step(found, ask, entry, paragraph, len({a.parameter for a, _, _ in asks}))
    if DESCRIPTION not in seen:
        ask_ = _first_of_the_whole(found.ask)
        if ask_ is not None:
            return Step(found, ask_, open_=1)
    return Step(found)


def found_of(row: SelfAssessment) -> Identification:
    """What the list in force says of the goods as described and answered."""
    on = today()
    edition = lists.in_force(on).digest
    return identify(row.description, hs=row.hs, cas=row.cas, values=row.answers, on=on, digest=edition)


def still_open(found: Identification, edition: Edition) -> list[dict[str, Any]]:
    """The entries that nothing excludes yet, each with the facts that would settle it, in every language."""
    told = []
    for candidate in left_open(found):
        entry = entry_of(candidate.entry, edition)
        told.append(
            {
                "entry": candidate.entry,
                "paragraph": candidate.paragraph or candidate.entry,
                "title": dict(entry.title) if entry is not None else {},
                "asks": [
                    {"parameter": ask.parameter, "unit": ask.unit, "question": dict(ask.question)}
                    for ask in settling(candidate)
                ],
            }
        )
    return told


def _first_of_the_whole(asks: Iterable[Ask]) -> Ask | None:
    return next((ask for ask in asks if not ask.parameter), None)
