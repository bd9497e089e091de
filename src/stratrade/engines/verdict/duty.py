"""The licence that goods need, whether one covers them, and what follows where none does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stratrade.engines.classify.identify import Candidate
from stratrade.engines.verdict import general
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LACKING, NEARLY, LicenceUse, LicenceView, find, same_kind
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.finding import Finding, Severity

CONDITIONS = {
    "cwc.schedule1.notify": "notification",
    "cwc.schedule1.saxitoxin": "notification",
    "cwc.schedule2.transition": "end_use_certificate",
    "cwc.schedule3.certificate": "end_use_certificate",
}
"""Reasons that name a paper of a treaty, with its kind; a licence that carries the paper meets them."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A met entry that needs a licence; `conditions` are those of a treaty that its papers must show."""

    candidate: Candidate
    advisory: bool
    conditions: tuple[Finding, ...]


def require(line: Line, sheet: Sheet, needed: Sequence[Needed]) -> None:
    """Ask for a licence: one covers goods that meet several entries, if it names one of them."""
    if not needed:
        return
    paragraphs = [n.candidate.paragraph for n in needed]
    use, why = covering(line, paragraphs, line.licences)
    sheet.facts["licence_fits"] = use is not None
    conditions = [finding for n in needed for finding in n.conditions]
    if use is not None:
        _papers(line, sheet, use, conditions, paragraphs[0])
        return
    sheet.findings.extend([*conditions, *_lacking(why, paragraphs)])
    sheet.findings.extend(_unfit(line, paragraphs))
    sheet.stop("" if all(n.advisory for n in needed) else line.basis)


def _lacking(why: Sequence[Finding], paragraphs: Sequence[str]) -> list[Finding]:
    """What stops goods that no licence covers: what the one for them lacks, else that there is none."""
    nearly = [replace(f, severity=Severity.BLOCK, reference=paragraphs[0]) for f in why if f.code in NEARLY]
    others = [f for f in why if f.code not in NEARLY]
    if nearly:
        return [*nearly, *others]
    entries = {"entry": ", ".join(paragraphs)}
    return [*others, Finding("enforcement.licence.missing", Severity.BLOCK, entries, paragraphs[0])]


def covered(line: Line, sheet: Sheet, candidate: Candidate) -> bool:
    """Whether a licence covers what some unknown figure decides, so that the figure need not be asked for."""
    if sheet.licences:
        return True
    entry = candidate.entry
    named = [c.paragraph for c in (candidate, *line.met) if c.paragraph != entry]
    use, _why = covering(line, named, line.licences)
    if use is None:
        # The figure may also decide between paragraphs of the entry: one of them covers goods of its own kind.
        kin = [view for view in line.licences if view.entry == entry or same_kind(line.item, view)]
        use, _why = covering(line, [entry], kin)
    if use is None:
        return False
    sheet.facts["licence_fits"] = True
    sheet.use(use, candidate.paragraph, candidate.paragraph)
    return True


def covering(
    line: Line, paragraphs: Sequence[str], licences: Sequence[LicenceView]
) -> tuple[LicenceUse | None, tuple[Finding, ...]]:
    """Which of some licence lines covers the goods, if they meet one of `paragraphs`, or why none does."""
    return find(line.item, line.declaration, paragraphs, licences, activity=line.activity, on=line.law.on)


def _papers(line: Line, sheet: Sheet, use: LicenceUse, conditions: Sequence[Finding], paragraph: str) -> None:
    """Draw upon a licence that covers the goods; they stop where it lacks a paper that a treaty asks for."""
    wanting = [f for f in conditions if CONDITIONS[f.code] not in use.papers]
    sheet.findings.extend(wanting)
    sheet.use(use, paragraph, paragraph)
    if wanting:
        sheet.findings.append(
            Finding(
                LACKING[CONDITIONS[wanting[0].code]],
                Severity.BLOCK,
                {"licence": use.reference, "line": use.line},
                wanting[0].reference,
            )
        )
        sheet.stop(line.basis)
    elif conditions:
        sheet.put(
            Lane.RELEASE,
            "enforcement.licence.papers",
            Severity.INFO,
            conditions[0].reference,
            licence=use.reference,
        )


def _unfit(line: Line, paragraphs: Sequence[str]) -> list[Finding]:
    """Why none of the general authorisations that the line states covers it."""
    return [
        general.unfit(
            relief,
            standing=general.stands(relief, line.law.jurisdiction, on=line.law.on),
            activity=line.activity,
            destination=line.destination,
            entries=paragraphs,
        )
        for relief in line.quoted
    ]
