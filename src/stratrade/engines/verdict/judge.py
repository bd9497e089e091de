"""A declaration against lists, licences, watch lists and rules: a lane for every item, with reasons.

HS codes alone never hold anything. A hold needs a reason of its own and a provision in force; where none is, the
answer is the documentary lane and says whom to refer to. Each step has a module of its own, in the order in which
they are taken: `goods` (with `duty` for the licence they need and `general` for authorisations that lift it),
`notice`, `party`, `facts`. What a step finds goes on the line's `Sheet`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stratrade.engines.classify.identify import Identification
from stratrade.engines.determination.approved import Approval, Taken, fitting, less
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.rules import Jurisdiction
from stratrade.engines.determination.served import Served
from stratrade.engines.lists.model import Edition
from stratrade.engines.verdict import facts, general, goods, notice, party, sent
from stratrade.engines.verdict.declaration import Declaration, Item
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LicenceUse, LicenceView, left
from stratrade.engines.verdict.line import ACTIVITY, Account, Law, Line
from stratrade.engines.verdict.rules import Rule
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.country import Memberships
from stratrade.kernel.finding import Finding, Severity

__all__ = ["Account", "Bench", "ItemVerdict", "Verdict", "judge"]

_NO_NOTICES: Mapping[int, Sequence[Served]] = {}
_NO_ACCOUNTS: Mapping[int, Account] = {}
_NO_REGISTRATIONS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """The verdict on one line of goods."""

    number: int
    lane: Lane
    findings: tuple[Finding, ...]
    entries: tuple[Mapping[str, object], ...]
    hits: tuple[Mapping[str, Any], ...]
    licences: tuple[LicenceUse, ...]
    approvals: tuple[Taken, ...] = ()
    general: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a declaration; `legal_basis` is the provision that carries a hold."""

    lane: Lane
    items: tuple[ItemVerdict, ...]
    legal_basis: str = ""


class Bench:
    """Everything one State judges by on one day, prepared once for many declarations.

    Args:
        jurisdiction: duties, sanctions, provisions.
        edition: the control list in force.
        memberships: treaty membership by date.
        rules: the State's customs rules.
        on: legal date of acceptance.
        switched_off: switches of the sanctions pack that a recorded determination has set off.
        measured_on: the day whose measures of the Security Council bind goods that have not left, where it is another.
    """

    def __init__(
        self,
        jurisdiction: Jurisdiction,
        edition: Edition,
        memberships: Memberships,
        rules: Sequence[Rule],
        *,
        on: dt.date,
        switched_off: Collection[str] = (),
        measured_on: dt.date | None = None,
    ) -> None:
        self._law = Law(
            jurisdiction,
            Rulebook(jurisdiction, edition, memberships, switched_off=switched_off),
            tuple(rules),
            on,
            measured_on or on,
        )

    def judge(
        self,
        declaration: Declaration,
        *,
        identifications: Mapping[int, Identification],
        licences: Sequence[LicenceView] = (),
        hits: Sequence[Mapping[str, Any]] = (),
        notices: Mapping[int, Sequence[Served]] = _NO_NOTICES,
        approvals: Sequence[Approval] = (),
        accounts: Mapping[int, Account] = _NO_ACCOUNTS,
        registrations: Mapping[str, str] = _NO_REGISTRATIONS,
    ) -> Verdict:
        """Lane and reasons for every item.

        Args:
            identifications: item number -> what the classification engine says of it.
            licences: licence lines that are quoted or that the trader holds.
            hits: parties that look like listed ones, each with role, query, name, list, entry_id, score.
            notices: item number -> notices of the catch-all in force that speak of it.
            approvals: of committees of the Security Council; each lifts the one rule it names.
            registrations: general authorisation -> how the exporter's registration for it stands.
            accounts: item number -> what the State would hold of Schedule 1 chemicals with it, for imports of them.
        """
        basis = self._basis(declaration)
        lines = list(licences)
        unspent = list(approvals)
        verdicts = []
        for item in declaration.items:
            line = self._line(
                declaration,
                item,
                identifications[item.number],
                basis=basis,
                licences=lines,
                approvals=unspent,
                account=accounts.get(item.number),
                registrations=registrations,
            )
            verdict = _of_line(line, notices.get(item.number, ()), hits)
            lines = left(lines, verdict.licences)
            unspent = less(unspent, verdict.approvals)
            verdicts.append(verdict)
        worst = max((v.lane for v in verdicts), key=lambda lane: lane.rank, default=Lane.RELEASE)
        return Verdict(worst, tuple(verdicts), basis if worst is Lane.HOLD else "")

    def _line(
        self,
        declaration: Declaration,
        item: Item,
        identification: Identification,
        *,
        basis: str,
        licences: Sequence[LicenceView],
        approvals: Sequence[Approval],
        account: Account | None,
        registrations: Mapping[str, str],
    ) -> Line:
        met = [c for c in identification.candidates if c.status == "met"]
        references = [view.reference for view in licences]
        asked = sent.line(declaration, item, [c.paragraph for c in met], references)
        return Line(
            law=self._law,
            declaration=declaration,
            item=item,
            identification=identification,
            basis=basis,
            licences=licences,
            lifting=fitting(approvals, asked, on=self._law.measured_on),
            quoted=general.stated(item, self._law.jurisdiction.reliefs),
            met=met,
            opened=[c for c in identification.candidates if c.status == "open" and c.supported],
            account=account,
            registrations=registrations,
        )

    def _basis(self, declaration: Declaration) -> str:
        """Citation of the provision in force that carries a hold; empty where there is none."""
        activity = ACTIVITY[declaration.regime]
        provision = self._law.jurisdiction.provision(
            "goods.hold", activity=activity, goods_class="any", on=self._law.on
        )
        return provision.citation if provision else ""


def judge(
    declaration: Declaration,
    *,
    identifications: Mapping[int, Identification],
    licences: Sequence[LicenceView],
    hits: Sequence[Mapping[str, Any]],
    rules: Sequence[Rule],
    jurisdiction: Jurisdiction,
    edition: Edition,
    memberships: Memberships,
    on: dt.date,
    notices: Mapping[int, Sequence[Served]] = _NO_NOTICES,
    switched_off: Collection[str] = (),
    measured_on: dt.date | None = None,
    approvals: Sequence[Approval] = (),
    accounts: Mapping[int, Account] = _NO_ACCOUNTS,
    registrations: Mapping[str, str] = _NO_REGISTRATIONS,
) -> Verdict:
    """One declaration; for many, prepare a `Bench` once. See `Bench.judge`."""
    bench = Bench(
        jurisdiction, edition, memberships, rules, on=on, switched_off=switched_off, measured_on=measured_on
    )
    return bench.judge(
        declaration,
        identifications=identifications,
        licences=licences,
        hits=hits,
        notices=notices,
        approvals=approvals,
        accounts=accounts,
        registrations=registrations,
    )


def _of_line(line: Line, notices: Sequence[Served], hits: Sequence[Mapping[str, Any]]) -> ItemVerdict:
    """Lane and reasons of one line: every step, then what the approvals of committees lifted."""
    sheet = Sheet()
    goods.weigh(line, sheet)
    notice.weigh(line, sheet, notices)
    party.weigh(line, sheet, hits)
    facts.apply_rules(line, sheet)
    stopped = [str(f.params.get("rule", "")) for f in sheet.findings if f.code.startswith("sanctions.")]
    sheet.findings.extend(line.lifting.reasons(stopped))
    if not sheet.findings:
        sheet.findings.append(Finding("enforcement.item.nothing_found", Severity.INFO))
    candidates = line.identification.candidates
    shown = [*line.met, *line.opened] or [c for c in candidates if c.status != "excluded"][:1]
    return ItemVerdict(
        number=line.item.number,
        lane=sheet.lane,
        findings=tuple(sorted(sheet.findings, key=lambda f: -f.severity.rank)),
        entries=tuple(c.as_dict() for c in shown[:5]),
        hits=tuple(hits),
        licences=tuple(sheet.licences),
        approvals=tuple(sheet.approvals.values()),
        general=sheet.general,
    )
