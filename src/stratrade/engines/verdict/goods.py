"""What the law says of the goods themselves: banned, licensed, recorded, free, or not known enough to say."""

from dataclasses import replace

from stratrade.engines.classify.identify import Candidate
from stratrade.engines.determination import schedule1
from stratrade.engines.determination.model import Determination, Outcome
from stratrade.engines.verdict import asked, duty, general
from stratrade.engines.verdict.declaration import Regime
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.finding import Finding, Severity

_CLAIMED = "sanctions.claimed"
"""Somebody says that a committee approved: what the register does not hold lifts nothing at the border."""
_OPEN = (
    "sanctions.doubtful", "sanctions.end_user_unknown", "sanctions.exception", "sanctions.hs_unknown",
    "sanctions.partly",
)  # fmt: skip
"""What a declaration does not tell, and a measure of the Security Council turns on."""
_LOOK = {
    "sanctions.inspect": Lane.INSPECT,
    "cwc.schedule1.near_ceiling": Lane.DOCUMENTARY,
    schedule1.PLANNED: Lane.DOCUMENTARY,
    **dict.fromkeys(_OPEN, Lane.DOCUMENTARY),
}
"""Reasons that forbid nothing and still ask for an officer."""
_NOWHERE = "determination.partner.unknown"
"""The declaration does not say where goods go that leave, or where they come from that enter."""
_ASKED_OF = 3
"""So many entries that an unknown figure decides are looked at, likeliest first."""


def weigh(line: Line, sheet: Sheet) -> None:
    """Bans first, then the entries that the goods meet, then, where they meet none, those they may meet."""
    _forbidden(line, sheet)
    duties = [_listed(line, sheet, candidate) for candidate in line.met]
    duty.require(line, sheet, [d for d in duties if d is not None])
    if not line.met:
        for candidate in line.opened[:_ASKED_OF]:
            _perhaps(line, sheet, candidate)


def _forbidden(line: Line, sheet: Sheet) -> None:
    """Sanctions and treaty bans hold goods whatever the list says of them."""
    outward = line.declaration.regime is not Regime.IMPORT
    for finding in asked.determine(line, sheet).findings:
        if finding.severity is Severity.BLOCK or finding.code == _CLAIMED:
            sheet.findings.append(replace(finding, severity=Severity.BLOCK))
            sheet.stop(line.basis)
        elif finding.code == _NOWHERE and not outward:
            # declarations of imports often lack it: nothing is stopped for it alone
            if not any(p.country for p in line.declaration.parties if p.role == "exporter"):
                sheet.put(Lane.AUDIT, finding.code, Severity.NOTICE, finding.reference, **finding.params)
        elif finding.code in _LOOK or finding.code == _NOWHERE:
            lane = _LOOK.get(finding.code, Lane.DOCUMENTARY)
            sheet.put(lane, finding.code, finding.severity, finding.reference, **finding.params)


def _listed(line: Line, sheet: Sheet, candidate: Candidate) -> duty.Needed | None:
    """Note what the law says of a met entry; returned is what needs a licence."""
    answer = asked.determine(line, sheet, candidate)
    sheet.facts["met_entry"] = True
    kinds = {r.kind for r in answer.requirements if not r.satisfied_by}
    if answer.outcome is Outcome.PROHIBITED:
        sheet.findings.extend(_new(answer, sheet, Severity.BLOCK))
        sheet.stop(line.basis)
        return None
    claimed = [replace(f, severity=Severity.BLOCK) for f in answer.findings if f.code == _CLAIMED]
    if claimed:
        sheet.findings.extend(f for f in claimed if f not in sheet.findings)
        sheet.stop(line.basis)
    conditions = tuple(f for f in answer.findings if f.code in duty.CONDITIONS)
    if "committee_approval" in kinds:
        sheet.findings.extend(f for f in answer.findings if f.code == "sanctions.approval")
        sheet.stop(line.basis)
    if "licence" in kinds:
        return duty.Needed(candidate, answer.advisory, conditions)
    if kinds & {"notification", "end_use_certificate"}:
        sheet.findings.extend(conditions)
        sheet.stop(line.basis)
    else:
        _without_licence(line, sheet, candidate, answer, kinds)
    return None


def _without_licence(
    line: Line, sheet: Sheet, candidate: Candidate, answer: Determination, kinds: set[str]
) -> None:
    """A met entry that needs no paper: a general authorisation, a record, an open figure, or no duty at all."""
    paragraph = candidate.paragraph
    if relieved := next((f for f in answer.findings if f.code == general.COVERED), None):
        _relieved(line, sheet, candidate, relieved)
    elif "record" in kinds:
        sheet.put(Lane.AUDIT, "enforcement.item.recorded", Severity.NOTICE, paragraph, entry=paragraph)
    elif answer.outcome is Outcome.ASK:
        _open_figure(line, sheet, candidate, answer)
    elif not kinds:
        sheet.put(Lane.RELEASE, "enforcement.item.listed_free", Severity.INFO, entry=paragraph)


def _open_figure(line: Line, sheet: Sheet, candidate: Candidate, answer: Determination) -> None:
    """A figure that the declaration does not give decides: a licence settles it, else papers are looked at."""
    if duty.covered(line, sheet, candidate):
        return
    sheet.findings.extend(_new(answer, sheet, Severity.WARNING))
    sheet.put(Lane.DOCUMENTARY, "enforcement.item.ask", Severity.WARNING, entry=candidate.paragraph)


def _relieved(line: Line, sheet: Sheet, candidate: Candidate, relieved: Finding) -> None:
    """A general authorisation lifts the duty, if the line states it and the exporter is registered for it."""
    relief = next(r for r in line.law.jurisdiction.reliefs if r.id == relieved.params["name"])
    quoted = relief in line.quoted
    if not quoted and duty.covered(line, sheet, candidate):
        return
    found = general.weigh(relief, quoted=quoted, registrations=line.registrations)
    if found.finding not in sheet.findings:
        sheet.findings.append(found.finding)
    sheet.raise_to(found.lane)
    sheet.general = sheet.general or found.used
    if found.stops:
        sheet.stop(line.basis)


def _perhaps(line: Line, sheet: Sheet, candidate: Candidate) -> None:
    """An entry that some unknown figure decides: outward the papers are looked at, inward at most audited."""
    bound = line.law.jurisdiction.duty(candidate.paragraph, line.activity)
    sheet.facts["open_entry"] = True
    if bound is not None and bound.kind == "licence":
        if duty.covered(line, sheet, candidate):
            return
        lane = Lane.DOCUMENTARY
    else:
        lane = Lane.AUDIT if bound is not None and bound.kind == "record" else Lane.RELEASE
    if not sheet.licences:
        sheet.put(
            lane,
            "enforcement.item.may_be_listed",
            Severity.WARNING if lane is Lane.DOCUMENTARY else Severity.NOTICE,
            candidate.paragraph,
            entry=candidate.paragraph,
            parameter=candidate.ask[0].parameter if candidate.ask else "",
        )


def _new(answer: Determination, sheet: Sheet, severity: Severity) -> list[Finding]:
    """The reasons of one severity that the sheet does not name yet."""
    return [f for f in answer.findings if f.severity is severity and f not in sheet.findings]
