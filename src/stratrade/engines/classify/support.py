"""Which candidates the whole description supports, and the verdict that follows from them."""

from dataclasses import replace

from stratrade.engines.classify.answer import Candidate, Verdict
from stratrade.engines.classify.candidate import ANSWERED, UNSAID
from stratrade.engines.classify.evidence import Evidence
from stratrade.engines.classify.held import Case

COVERED = 0.7  # share of the description that the first candidate says too
COVERED_LESS = 0.5  # the same where it is met, where the HS code fits, and of software and technology
ENOUGH = (4, 3)  # words from which such a share means something, of goods and of the rest
HALF_SURE, AMONG = 0.5, 5  # score and place from which goods that meet an entry are not passed over
NUCLEAR = "0"
LIKELY = 0.48  # score from which one answer suffices for goods that are declared under the HS code
NAMING = frozenset({"classify.term.found", "classify.kind.found", "classify.hs.link"})


def first_covered(candidates: list[Candidate], case: Case) -> tuple[Candidate, ...]:
    """The candidates, the first of them supported where it says most of what the description says.

    Somebody who writes four words of one entry means that entry, though none of them alone would tell.
    """
    if not candidates or candidates[0].supported or candidates[0].status == "excluded":
        return tuple(candidates)
    candidates = [_outweighed(one, candidates, case) for one in candidates]
    first = candidates[0]
    evidence = case.evidence[first.entry]
    if any(
        one.status == "excluded" and case.evidence[one.entry].weight > evidence.weight for one in candidates
    ):
        return tuple(candidates)  # what the text means is another entry, and that one does not cover it
    intangible = case.reading.intangible
    if _declared_so(first, evidence):
        answered = {str(f.params["parameter"]) for f in first.because if f.code in ANSWERED}
        if answered and all(finding.code != UNSAID for finding in first.because):
            return (replace(first, supported=True), *candidates[1:])
    says_much = len(case.reading.spoken) >= ENOUGH[intangible]
    meant = (first.entry in case.index.works) == intangible and not evidence.ordinary
    meant = meant and (intangible or any(code in NAMING for code, _ in evidence.notes))
    meant = meant and all(finding.code != UNSAID for finding in first.because)
    enough = COVERED_LESS if intangible or first.status == "met" or evidence.linked else COVERED
    if says_much and meant and evidence.coverage >= enough:
        return (replace(first, supported=True), *candidates[1:])
    return tuple(candidates)


def _declared_so(first: Candidate, evidence: Evidence) -> bool:
    """Whether goods are declared as an open entry would be, and the words point to it too.

    What stands on the trigger list is made for it, and that is said.
    """
    likely = first.status == "open" and first.score >= LIKELY and first.entry[0] != NUCLEAR
    return likely and evidence.linked and not evidence.ordinary


def _outweighed(one: Candidate, candidates: list[Candidate], case: Case) -> Candidate:
    """A candidate that values alone point to, without support where one that is named better is excluded."""
    own = case.evidence[one.entry]
    if not one.supported or own.firm or one.status != "open":
        return one
    better = [other for other in candidates if other.status == "excluded" and other.score > one.score]
    return replace(one, supported=False) if any(case.evidence[b.entry].firm for b in better) else one


def verdict_of(candidates: tuple[Candidate, ...]) -> str:
    """The verdict of the candidates that the description supports."""
    supported = [candidate for candidate in candidates if candidate.supported]
    if any(candidate.status == "met" for candidate in supported):
        return Verdict.CONTROLLED
    if any(candidate.status == "open" for candidate in supported):
        return Verdict.INSUFFICIENT
    return Verdict.NOT_LISTED


def met_unnamed(candidates: tuple[Candidate, ...], case: Case) -> bool:
    """Whether goods meet an entry that little points to: that is for somebody to look at, never "not listed"."""
    return any(
        one.status == "met"
        and one.score >= HALF_SURE
        and one.entry[0].isdigit()
        and not case.evidence[one.entry].ordinary
        for one in candidates[:AMONG]
    )
