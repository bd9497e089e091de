"""The dated rules of the Chemical Weapons Convention on transfers, with their days, limits and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from stratrade.kernel.text import search_key, words
from stratrade.kernel.validity import Interval

TREATY = "CWC"


@dataclass(frozen=True, slots=True)
class TransferRule:
    """One rule with its paragraph.

    Args:
        limit: share by weight in per cent up to which a mixture is free.
        days: calendar days of notice.
        grams: a mass in grams; `near_grams` one from which it is called near.
        words: beginnings of the words of a purpose; `doubtful` of those that may serve or not, unless one of
            `outside` stands beside them.
        cas: the chemicals it speaks of; empty for all of the schedule.
        contents: what a certificate states; `certifiers` who certifies it.
    """

    id: str
    reference: str
    interval: Interval
    source: str
    limit: Decimal = Decimal(0)
    days: int = 0
    grams: Decimal = Decimal(0)
    near_grams: Decimal = Decimal(0)
    words: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    cas: frozenset[str] = frozenset()
    contents: tuple[str, ...] = ()
    certifiers: tuple[str, ...] = ()

    def serves(self, purpose: str) -> bool:
        """Whether a word of the purpose begins with one of the rule's ("non-medical" does not).

        Words of scripts that put no space between words are looked for anywhere.

        >>> rule = TransferRule("R", "para 2", Interval(), "domain", words=("medical",))
        >>> rule.serves("medical/diagnostic"), rule.serves("non-medical")
        (True, False)
        """
        return _begins(self.words, purpose)

    def doubts(self, purpose: str) -> bool:
        """Whether a purpose may serve or not; one that is not stated may.

        >>> rule = TransferRule("R", "para 2", Interval(), "domain", doubtful=("test",), outside=("weapon",))
        >>> rule.doubts("proficiency test"), rule.doubts("weapon test"), rule.doubts("coating")
        (True, False, False)
        """
        if not purpose:
            return True
        return _begins(self.doubtful, purpose) and not _begins(self.outside, purpose)

    def lacking(self, stated: Sequence[str]) -> tuple[str, ...]:
        """What a certificate that states so much does not state, and who did not certify it."""
        return tuple(one for one in (*self.contents, *self.certifiers) if one not in stated)


def _begins(beginnings: tuple[str, ...], purpose: str) -> bool:
    if any(word.startswith(beginnings) for word in words(purpose)):
        return True
    key = search_key(purpose)
    return not key.isascii() and any(not w.isascii() and search_key(w) in key for w in beginnings)
