"""From a description, an HS code and CAS numbers to the entries met, open and excluded, with reasons."""

from dataclasses import replace

from stratrade.engines.classify.answer import ENGINE_VERSION, Candidate, Identification, Query, Verdict
from stratrade.engines.classify.binding import Binder
from stratrade.engines.classify.candidate import candidate
from stratrade.engines.classify.evidence import gather
from stratrade.engines.classify.held import Case
from stratrade.engines.classify.index import Index
from stratrade.engines.classify.reading import Reading, read, stated
from stratrade.engines.classify.support import first_covered, met_unnamed, verdict_of
from stratrade.engines.classify.unclear import too_little
from stratrade.engines.lists.leaf import CONCENTRATION
from stratrade.engines.lists.model import Component
from stratrade.kernel.quantity import Quantity

__all__ = ["ENGINE_VERSION", "Candidate", "Identification", "Query", "Verdict", "identify"]

MOST = 10  # candidates given
FAINT = 0.2  # share of the best evidence below which an entry is not worth a look
EVALUATED = 16  # candidates whose criteria are evaluated


def identify(query: Query, index: Index) -> Identification:
    """Find the entries that cover the goods.

    Args:
        query: what is known of them.
        index: the index of the edition to apply.

    Returns:
        `controlled` where an entry that the description supports is met; `insufficient_data` where one
        is still open, or where the description says too little to tell; otherwise `not_listed`.
        The same query and edition always give the same answer.
    """
    text = " ".join((query.text, *query.cas))
    reading = _completed(read(text, query.cas, index), query)
    evidence = gather(query.hs, reading, index)
    weights = {code: found.weight for code, found in evidence.items()}
    ranked = sorted(sorted(evidence), key=weights.__getitem__, reverse=True)[: 2 * EVALUATED]
    if query.on is not None:
        ranked = [code for code in ranked if index.edition.entries[code].in_force(query.on)]
    ranked = ranked[:EVALUATED]
    faint = FAINT * weights[ranked[0]] if ranked else 0.0
    ranked = [code for code in ranked if weights[code] >= faint or evidence[code].firm]
    binder = Binder(reading, index)
    sober = Binder(_completed(stated(text, query.cas, index), query), index) if reading.lines else binder
    case = Case(query, reading, binder, sober, index, evidence)
    candidates = [candidate(code, case) for code in ranked]
    candidates.sort(key=lambda c: (-c.score, c.entry))
    kept = first_covered(candidates[:MOST], case)
    verdict = verdict_of(kept)
    if verdict == Verdict.NOT_LISTED and met_unnamed(kept, case):
        verdict = Verdict.INSUFFICIENT
    if verdict != Verdict.NOT_LISTED:
        return Identification(verdict, kept, reading.findings, (), index.edition.id)
    remark, ask = too_little(query, reading, kept, index)
    findings = (*reading.findings, *((remark,) if remark else ()))
    return Identification(Verdict.INSUFFICIENT if ask else verdict, kept, findings, ask, index.edition.id)


def _completed(reading: Reading, query: Query) -> Reading:
    """The reading with a concentration that was given as a value."""
    share = query.values.get(CONCENTRATION)
    if not isinstance(share, Quantity):
        return reading
    findings = tuple(f for f in reading.findings if f.code != "classify.substance.assumed_neat")
    return replace(
        reading,
        components=tuple(Component(component.cas, share.value) for component in reading.components),
        findings=findings,
    )
