"""A line of a declaration as the law is asked about it, and the answer."""

from dataclasses import replace
from decimal import Decimal

from stratrade.engines.classify.identify import Candidate
from stratrade.engines.determination.model import Determination, Transaction
from stratrade.engines.verdict.declaration import Item
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.quantity import UnitError, number

_PURE = "100"


def transaction(
    line: Line, candidate: Candidate | None = None, approvals: tuple[str, ...] = ()
) -> Transaction:
    """The line as a transaction on the day of acceptance.

    Args:
        candidate: the entry that it meets; None asks of the goods whatever entry they meet.
        approvals: flags of the approvals of committees that speak of it.
    """
    declaration, item = line.declaration, line.item
    return Transaction(
        activity=line.activity,
        date=line.law.on,
        entry=candidate.paragraph if candidate else "",
        cas=item.cas[0] if item.cas else "",
        concentration_pct=_share(item, candidate),
        hs_code=item.hs,
        description=item.description,
        quantity=item.quantity,
        unit=item.unit,
        origin=declaration.origin or item.origin,
        origin_goods=item.origin,
        via=declaration.transport.route,
        destination=line.destination,
        approvals=approvals,
    )


def determine(line: Line, sheet: Sheet, candidate: Candidate | None = None) -> Determination:
    """What the law says; an approval of a committee that it leant on is named and drawn upon."""
    told = transaction(line, candidate, line.lifting.flags)
    if line.quoted:
        told = replace(told, flags=tuple(flag for relief in line.quoted for flag in relief.flags))
    if line.account is not None:
        told = replace(
            told,
            holding_g=line.account.holding_g,
            acquired_g=line.account.acquired_g,
            planned_g=line.account.planned_g,
        )
    answer = line.law.book.determine(told, on=line.law.on, measured_on=line.law.measured_on)
    for approval in line.lifting.used(answer.requirements):
        if approval.key not in sheet.approvals:
            sheet.approvals[approval.key] = taken = line.lifting.taken(approval)
            sheet.findings.append(approval.finding(taken.quantity, line.lifting.asked))
    return answer


def _share(item: Item, candidate: Candidate | None) -> Decimal | None:
    """The share by weight of the chemical in per cent: as stated, else as read from the description.

    That a chemical named alone is taken for pure when goods are identified is no statement of the trader.
    """
    shares = [
        str(finding.params.get("share", ""))
        for finding in (candidate.because if candidate else ())
        if item.cas and finding.params.get("cas") == item.cas[0]
    ]
    read = next((share for share in shares if share and (share != _PURE or _PURE in item.description)), "")
    try:
        return number(item.parameters.get("concentration_pct", "").replace("%", "").strip() or read)
    except UnitError:
        return None
