"""Notices of the inform limb as they stand on a day, and which of them speak of a transfer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.text import search_key, words

CODE = "determination.catch_all.served"
NOTIFIED = "determination.catch_all.notified"
"""The exporter itself has notified a concern and the authority has not answered yet."""
ANSWERED = "determination.catch_all.answered"
"""The authority has answered the exporter's notification: a licence is required."""
CODES = frozenset({CODE, NOTIFIED, ANSWERED})
INFORMED = "informed"
"""The fact that a notice brings about, as the limbs of the catch-all name it."""


def name_key(name: str) -> str:
    """One key for a name however it is cased, spaced or punctuated.

    >>> name_key("Sample Co., Ltd.") == name_key("SAMPLE  CO LTD")
    True
    """
    return " ".join(words(search_key(name)))


def number_key(number: str) -> str:
    """A number without what people put between its characters.

    >>> number_key("k-001 902")
    'K001902'
    """
    return "".join(c for c in number.upper() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Served:
    """A notice in force. Every mark that it carries must fit; one that it does not carry is not asked.

    Args:
        text: what the served company was told; never why.
        since: its first day; a licence granted before was granted without knowing.
        concern: the use it warns of, as the limbs of the catch-all name it.
        basis: citation of the provision in force that carries it; empty where none does, and it is advice.
        names: keys of the names of the company or entity it is about; `ids` its numbers. Either is enough.
        others: keys of the names of those on the other side; where there are any, one of them must fit too.
        hs: first and last HS code of a range, of equal or different length; empty for any goods.
        destination: the country it looks at; empty for every one.
        how: how the use is known: by a notice, or because the exporter itself knows or suspects it.
        code: the reason it gives.
    """

    reference: str
    text: str
    since: dt.date = dt.date.min
    concern: str = "wmd"
    basis: str = ""
    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    hs: tuple[str, str] | None = None
    destination: str = ""
    others: frozenset[str] = frozenset()
    how: str = INFORMED
    code: str = CODE

    def speaks_of(
        self, *, names: Iterable[str], ids: Iterable[str], hs: str, destinations: Sequence[str]
    ) -> bool:
        """Whether a transfer falls under it.

        Args:
            names: keys of the names of everybody in the transfer; `ids` their numbers.
            hs: HS code of the goods, digits alone.
            destinations: every country the goods are said to go to.

        >>> one = Served("N-1", "told", names=frozenset({"sample co"}), hs=("8481", "8483"))
        >>> one.speaks_of(names=["sample co"], ids=[], hs="848210", destinations=["XA"])
        True
        >>> one.speaks_of(names=["sample co"], ids=[], hs="848410", destinations=["XA"])
        False
        >>> one.speaks_of(names=["other co"], ids=[], hs="848210", destinations=["XA"])
        False

        Of goods whose code is not stated far enough, one that is about somebody speaks where it could:

        >>> one.speaks_of(names=["sample co"], ids=[], hs="", destinations=["XA"])
        True
        >>> anybody = Served("N-2", "told", hs=("8481", "8483"))
        >>> anybody.speaks_of(names=["sample co"], ids=[], hs="", destinations=["XA"])
        False
        """
        someone = self.names | self.ids
        if someone and self.names.isdisjoint(names) and self.ids.isdisjoint(ids):
            return False
        if self.others and self.others.isdisjoint(names):
            return False
        if self.hs is not None and not _within(hs, *self.hs) and not (someone and _may_lie(hs, *self.hs)):
            return False
        if self.destination and self.destination not in destinations:
            return False
        return bool(someone or self.hs or self.destination)

    @property
    def facts(self) -> tuple[str, ...]:
        """What is known of a transfer that it speaks of."""
        return (self.how, self.concern)

    def finding(self) -> Finding:
        """The reason it gives, with its reference and the served text."""
        params = {"notice": self.reference}
        if self.text:
            params["served"] = self.text
        return Finding(self.code, Severity.BLOCK, params, self.basis)


def _within(hs: str, first: str, last: str) -> bool:
    """Whether a code lies in a range.

    >>> _within("848180", "8481", "8481"), _within("8481", "848180", "848190"), _within("", "8481", "8481")
    (True, False, False)
    """
    if len(hs) < max(len(first), len(last)):
        return False
    return hs[: len(first)] >= first and hs[: len(last)] <= last


def _may_lie(hs: str, first: str, last: str) -> bool:
    """Whether a code that is too short to tell could lie in a range.

    >>> [_may_lie(code, "848180", "848190") for code in ("8481", "8482", "848110")]
    [True, False, False]
    """
    short = len(hs) < max(len(first), len(last))
    return short and first[: len(hs)] <= hs[: len(first)] and hs[: len(last)] <= last[: len(hs)]
