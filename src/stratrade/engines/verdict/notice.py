"""Notices of the catch-all that speak of a line: a licence granted since, or the goods stop."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from stratrade.engines.determination.served import Served
from stratrade.engines.verdict import asked, duty
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.finding import Severity

UNLISTED = "NOT_LISTED"
"""What a licence for goods under the catch-all names instead of an entry."""


def weigh(line: Line, sheet: Sheet, notices: Sequence[Served]) -> None:
    """A notice of the catch-all asks for a licence for these very goods; without one they stop.

    Where the pack's limb does not speak of the activity, or no provision in force carries the notice, papers
    are looked at instead.
    """
    if not notices:
        return
    facts = tuple(sorted({fact for notice in notices for fact in notice.facts}))
    told = replace(asked.transaction(line), flags=facts)
    answer = line.law.book.determine(told, on=line.law.on)
    caught = any(f.code == "determination.catch_all" for f in answer.findings)
    since = max(notice.since for notice in notices)
    if caught and _licensed(line, sheet, since):
        sheet.findings.extend(replace(n.finding(), severity=Severity.INFO) for n in notices)
        return
    sheet.findings.extend(notice.finding() for notice in notices)
    binding = caught and any(notice.basis for notice in notices)
    sheet.stop(line.basis if binding else "")


def _licensed(line: Line, sheet: Sheet, since: dt.date) -> bool:
    """Whether a licence covers the goods that was granted when the notice stood, for an entry or without one."""
    item = line.item
    used = {use.line_id for use in sheet.licences}
    if used:
        return all(view.valid_from >= since for view in line.licences if view.line_id in used)
    quoted = {r.strip().upper() for r in (*item.licences, *(d.reference for d in item.documents))}
    offered = [
        view
        for view in line.licences
        if view.reference.upper() in quoted and view.entry == UNLISTED and view.valid_from >= since
    ]
    use, why = duty.covering(line, [UNLISTED], offered)
    sheet.findings.extend(why)
    if use is None:
        return False
    sheet.use(use, UNLISTED)
    return True
