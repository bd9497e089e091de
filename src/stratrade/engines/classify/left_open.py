"""What may still list the goods though nothing found so far does: entries of their kind that wait for a fact."""

from stratrade.engines.classify.identify import Candidate, Identification, Verdict
from stratrade.engines.lists.leaf import Ask

NAMED = frozenset({"classify.term.found", "classify.kind.found"})
EVERYDAY = "classify.goods.ordinary"
DECIDED = frozenset({"lists.quantity.met"})
LIKELY = 0.5  # score at which the evidence is one half
MOST, MOST_ASKED = 3, 3
OF_ANOTHER = "meets_"
"""What begins so asks whether another entry is met; that is for the list to say, not for people."""


def left_open(found: Identification) -> tuple[Candidate, ...]:
    """The candidates of which people are told that they are still open.

    Args:
        found: the answer of `identify`.

    Returns:
        Where nothing lists the goods, the open entries that name their kind, best first: the answer rests on
        facts that nobody stated. Where it depends, the open entries that the description supports. Where the
        goods are controlled, none.
    """
    if found.verdict == Verdict.CONTROLLED:
        return ()
    open_ = [
        candidate for candidate in found.candidates if candidate.status == "open" and settling(candidate)
    ]
    if found.verdict == Verdict.INSUFFICIENT:
        return tuple([candidate for candidate in open_ if candidate.supported][:MOST])
    return tuple(
        [candidate for candidate in open_ if candidate.score >= LIKELY and _names_the_goods(candidate)][:MOST]
    )


def _names_the_goods(candidate: Candidate) -> bool:
    """Whether it is named; what is sold every day only where a figure of it reaches the entry."""
    codes = {finding.code for finding in candidate.because}
    return not codes.isdisjoint(NAMED) and (EVERYDAY not in codes or not codes.isdisjoint(DECIDED))


def settling(candidate: Candidate) -> tuple[Ask, ...]:
    """The facts that would settle an open candidate, the most decisive first: what people can find out.

    Args:
        candidate: one of `left_open`.

    Returns:
        At most three; whether another entry is met is for the list to say and stands not among them.
    """
    asks = [ask for ask in candidate.ask if ask.parameter and not ask.parameter.startswith(OF_ANOTHER)]
    return tuple(asks[:MOST_ASKED])
