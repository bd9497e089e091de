"""A declaration against lists, licences, watch lists and rules: a lane for every item, with reasons.

HS codes alone never hold anything. A hold needs a reason of its own and a provision in force; where none is, the
answer is the documentary lane and says whom to refer to.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from stratrade.engines.classify.identify import Candidate, Identification
from stratrade.engines.determination.approved import Approval, Fitting, Taken, fitting, less
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Determination, Outcome, Transaction
from stratrade.engines.determination.rules import Jurisdiction, Relief
from stratrade.engines.determination.served import Served
from stratrade.engines.lists.model import Edition
from stratrade.engines.verdict import general, sent
from stratrade.engines.verdict.declaration import Declaration, Item, Regime
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LACKING, LicenceUse, LicenceView, find, same_kind
from stratrade.engines.verdict.rules import Fact, Rule
from stratrade.kernel.country import Memberships
from stratrade.kernel.finding import Finding, Scalar, Severity
from stratrade.kernel.quantity import UnitError, number

ACTIVITY = {
    Regime.EXPORT: "export",
    Regime.IMPORT: "import",
    Regime.TRANSIT: "transit",
    Regime.RE_EXPORT: "re_export",
    Regime.TRANSHIPMENT: "transhipment",
}
SURE_HIT = Decimal("0.92")
"""Party score from which goods are kept back until an officer has looked; below it papers are looked at."""
_FORWARDER = re.compile(
    r"\b(forward(?:er|ing)|logistics?|freight|cargo|express|courier|transit)\b", re.IGNORECASE
)
UNLISTED = "NOT_LISTED"
"""What a licence for goods under the catch-all names instead of an entry."""
_NONE: Mapping[int, Sequence[Served]] = {}


@dataclass(frozen=True, slots=True)
class Account:
    """What the State would hold of Schedule 1 chemicals, and would have acquired this year, in grams."""

    holding_g: Decimal
    acquired_g: Decimal


_NO_ACCOUNTS: Mapping[int, Account] = {}
_NO_REGISTRATIONS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands for one line besides its own words."""

    account: Account | None
    registrations: Mapping[str, str]


_PURE = "100"
_VAGUE = "classify.description.vague"
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
    **dict.fromkeys(_OPEN, Lane.DOCUMENTARY),
}
"""Reasons that forbid nothing and still ask for an officer."""
_NOWHERE = "determination.partner.unknown"
"""The declaration does not say where goods go that leave."""
_CONDITIONS = {
    "cwc.schedule1.notify": "notification",
    "cwc.schedule1.saxitoxin": "notification",
    "cwc.schedule2.transition": "end_use_certificate",
    "cwc.schedule3.certificate": "end_use_certificate",
}
"""Reasons that name a paper of a treaty, with its kind; a licence that carries the paper meets them."""


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


@dataclass(slots=True)
class _Sheet:
    """Lane and reasons of one item so far."""

    lane: Lane = Lane.RELEASE
    findings: list[Finding] = field(default_factory=list)
    licences: list[LicenceUse] = field(default_factory=list)
    approvals: dict[int, Taken] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    account: Account | None = None
    registrations: Mapping[str, str] = field(default_factory=dict)
    quoted: list[Relief] = field(default_factory=list)
    general: str = ""
    paragraphs: tuple[str, ...] = ()

    def put(self, lane: Lane, code: str, severity: Severity, reference: str = "", **params: Scalar) -> None:
        """Note a reason that asks for at least `lane`."""
        self.findings.append(Finding(code, severity, params, reference))
        if lane.rank > self.lane.rank:
            self.lane = lane


@dataclass(frozen=True, slots=True)
class _Needed:
    """A met entry that needs a licence; `conditions` are those of a treaty that its papers must show."""

    candidate: Candidate
    advisory: bool
    conditions: tuple[Finding, ...]


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
        self.jurisdiction = jurisdiction
        self.book = Rulebook(jurisdiction, edition, memberships, switched_off=switched_off)
        self.rules = tuple(rules)
        self.on = on
        self.measured_on = measured_on or on

    def judge(
        self,
        declaration: Declaration,
        *,
        identifications: Mapping[int, Identification],
        licences: Sequence[LicenceView] = (),
        hits: Sequence[Mapping[str, Any]] = (),
        notices: Mapping[int, Sequence[Served]] = _NONE,
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
        activity = ACTIVITY[declaration.regime]
        provision = self.jurisdiction.provision(
            "goods.hold", activity=activity, goods_class="any", on=self.on
        )
        basis = provision.citation if provision else ""
        left = list(licences)
        unspent = list(approvals)
        verdicts = []
        for item in declaration.items:
            verdict = self._item(
                declaration,
                item,
                identifications[item.number],
                left,
                hits,
                basis,
                notices.get(item.number, ()),
                unspent,
                _Standing(accounts.get(item.number), registrations),
            )
            left = _less(left, verdict.licences)
            unspent = less(unspent, verdict.approvals)
            verdicts.append(verdict)
        worst = max((v.lane for v in verdicts), key=lambda lane: lane.rank, default=Lane.RELEASE)
        return Verdict(worst, tuple(verdicts), basis if worst is Lane.HOLD else "")

    # ---- one item
    def _item(
        self,
        declaration: Declaration,
        item: Item,
        identification: Identification,
        licences: Sequence[LicenceView],
        hits: Sequence[Mapping[str, Any]],
        basis: str,
        notices: Sequence[Served],
        approvals: Sequence[Approval],
        standing: _Standing,
    ) -> ItemVerdict:
        sheet = _Sheet(account=standing.account, registrations=standing.registrations)
        sheet.quoted = general.stated(item, self.jurisdiction.reliefs)
        met = [c for c in identification.candidates if c.status == "met"]
        opened = [c for c in identification.candidates if c.status == "open" and c.supported]
        sheet.paragraphs = tuple(c.paragraph for c in met)
        asked = sent.line(declaration, item, sheet.paragraphs, [view.reference for view in licences])
        lifting = fitting(approvals, asked, on=self.measured_on)
        self._forbidden(declaration, item, sheet, basis, lifting)
        duties = [
            self._listed(declaration, item, candidate, licences, sheet, basis, lifting) for candidate in met
        ]
        self._need_licence(declaration, item, [d for d in duties if d is not None], licences, sheet, basis)
        if not met:
            for candidate in opened[:3]:
                self._perhaps(declaration, item, candidate, licences, sheet)
        if notices:
            self._informed(declaration, item, notices, licences, sheet, basis)
        self._parties(hits, sheet, basis)
        self._by_rules(declaration, item, identification, (met, opened), sheet)
        stopped = [str(f.params.get("rule", "")) for f in sheet.findings if f.code.startswith("sanctions.")]
        sheet.findings.extend(lifting.reasons(stopped))
        if not sheet.findings:
            sheet.findings.append(Finding("enforcement.item.nothing_found", Severity.INFO))
        shown = [*met, *opened] or [c for c in identification.candidates if c.status != "excluded"][:1]
        return ItemVerdict(
            number=item.number,
            lane=sheet.lane,
            findings=tuple(sorted(sheet.findings, key=lambda f: -f.severity.rank)),
            entries=tuple(c.as_dict() for c in shown[:5]),
            hits=tuple(hits),
            licences=tuple(sheet.licences),
            approvals=tuple(sheet.approvals.values()),
            general=sheet.general,
        )

    def _transaction(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate | None = None,
        approvals: tuple[str, ...] = (),
    ) -> Transaction:
        return Transaction(
            activity=ACTIVITY[declaration.regime],
            date=self.on,
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
            destination=item.destination or declaration.destination,
            approvals=approvals,
        )

    def _determine(
        self,
        declaration: Declaration,
        item: Item,
        sheet: _Sheet,
        lifting: Fitting,
        candidate: Candidate | None = None,
    ) -> Determination:
        """What the law says; an approval of a committee that it leant on is named and drawn upon."""
        asked = self._transaction(declaration, item, candidate, lifting.flags)
        if sheet.quoted:
            asked = replace(asked, flags=tuple(flag for relief in sheet.quoted for flag in relief.flags))
        if sheet.account is not None:
            held = sheet.account
            asked = replace(asked, holding_g=held.holding_g, acquired_g=held.acquired_g)
        answer = self.book.determine(asked, on=self.on, measured_on=self.measured_on)
        for approval in lifting.used(answer.requirements):
            if approval.key not in sheet.approvals:
                sheet.approvals[approval.key] = taken = lifting.taken(approval)
                sheet.findings.append(approval.finding(taken.quantity, lifting.asked))
        return answer

    def _forbidden(
        self, declaration: Declaration, item: Item, sheet: _Sheet, basis: str, lifting: Fitting
    ) -> None:
        """Sanctions and treaty bans hold goods whatever the list says of them."""
        answer = self._determine(declaration, item, sheet, lifting)
        for finding in answer.findings:
            if finding.severity is Severity.BLOCK or finding.code == _CLAIMED:
                sheet.findings.append(replace(finding, severity=Severity.BLOCK))
                self._stop(sheet, basis)
            elif finding.code in _LOOK or (
                finding.code == _NOWHERE and declaration.regime is not Regime.IMPORT
            ):
                lane = _LOOK.get(finding.code, Lane.DOCUMENTARY)
                sheet.put(lane, finding.code, finding.severity, finding.reference, **finding.params)

    def _listed(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        basis: str,
        lifting: Fitting,
    ) -> _Needed | None:
        """Note what the law says of a met entry; returned is what needs a licence."""
        answer = self._determine(declaration, item, sheet, lifting, candidate)
        sheet.facts["met_entry"] = True
        kinds = {r.kind for r in answer.requirements if not r.satisfied_by}
        if answer.outcome is Outcome.PROHIBITED:
            self._banned(answer, sheet, basis)
            return None
        claimed = [replace(f, severity=Severity.BLOCK) for f in answer.findings if f.code == _CLAIMED]
        if claimed:
            sheet.findings.extend(f for f in claimed if f not in sheet.findings)
            self._stop(sheet, basis)
        conditions = tuple(f for f in answer.findings if f.code in _CONDITIONS)
        if "committee_approval" in kinds:
            sheet.findings.extend(f for f in answer.findings if f.code == "sanctions.approval")
            self._stop(sheet, basis)
        if "licence" in kinds:
            return _Needed(candidate, answer.advisory, conditions)
        if kinds & {"notification", "end_use_certificate"}:
            sheet.findings.extend(conditions)
            self._stop(sheet, basis)
        elif covering := next((f for f in answer.findings if f.code == general.COVERED), None):
            self._general(declaration, item, candidate, licences, sheet, covering, basis)
        elif "record" in kinds:
            sheet.put(
                Lane.AUDIT,
                "enforcement.item.recorded",
                Severity.NOTICE,
                candidate.paragraph,
                entry=candidate.paragraph,
            )
        elif answer.outcome is Outcome.ASK:
            self._asked(declaration, item, candidate, licences, sheet, answer)
        elif not kinds:
            sheet.put(Lane.RELEASE, "enforcement.item.listed_free", Severity.INFO, entry=candidate.paragraph)
        return None

    def _banned(self, answer: Determination, sheet: _Sheet, basis: str) -> None:
        blocks = [f for f in answer.findings if f.severity is Severity.BLOCK and f not in sheet.findings]
        sheet.findings.extend(blocks)
        self._stop(sheet, basis)

    def _asked(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        answer: Determination,
    ) -> None:
        """A figure that the declaration does not give decides: a licence settles it, else papers are looked at."""
        if self._covered(declaration, item, candidate, licences, sheet):
            return
        asked = [f for f in answer.findings if f.severity is Severity.WARNING and f not in sheet.findings]
        sheet.findings.extend(asked)
        sheet.put(Lane.DOCUMENTARY, "enforcement.item.ask", Severity.WARNING, entry=candidate.paragraph)

    def _general(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        covering: Finding,
        basis: str,
    ) -> None:
        """A general authorisation lifts the duty, if the line states it and the exporter is registered for it."""
        relief = next(r for r in self.jurisdiction.reliefs if r.id == covering.params["name"])
        quoted = relief in sheet.quoted
        if not quoted and self._covered(declaration, item, candidate, licences, sheet):
            return
        found = general.weigh(relief, quoted=quoted, registrations=sheet.registrations)
        if found.finding not in sheet.findings:
            sheet.findings.append(found.finding)
        if found.lane.rank > sheet.lane.rank:
            sheet.lane = found.lane
        sheet.general = sheet.general or found.used
        if found.stops:
            self._stop(sheet, basis)

    def _need_licence(
        self,
        declaration: Declaration,
        item: Item,
        needed: Sequence[_Needed],
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        basis: str,
    ) -> None:
        """One licence covers goods that meet several entries, if it names one of them."""
        if not needed:
            return
        paragraphs = [n.candidate.paragraph for n in needed]
        use, why = find(
            item, declaration, paragraphs, licences, activity=ACTIVITY[declaration.regime], on=self.on
        )
        sheet.facts["licence_fits"] = use is not None
        conditions = [finding for n in needed for finding in n.conditions]
        if use is not None:
            wanting = [f for f in conditions if _CONDITIONS[f.code] not in use.papers]
            sheet.findings.extend(wanting)
            sheet.licences.append(use)
            sheet.put(
                Lane.RELEASE,
                "enforcement.licence.fits",
                Severity.INFO,
                paragraphs[0],
                licence=use.reference,
                line=use.line,
                entry=paragraphs[0],
            )
            if wanting:
                sheet.findings.append(
                    Finding(
                        LACKING[_CONDITIONS[wanting[0].code]],
                        Severity.BLOCK,
                        {"licence": use.reference, "line": use.line},
                        wanting[0].reference,
                    )
                )
                self._stop(sheet, basis)
            elif conditions:
                sheet.put(
                    Lane.RELEASE,
                    "enforcement.licence.papers",
                    Severity.INFO,
                    conditions[0].reference,
                    licence=use.reference,
                )
            return
        sheet.findings.extend([*conditions, *why])
        entries = ", ".join(paragraphs)
        sheet.findings.extend(
            general.unfit(
                relief,
                standing=general.stands(relief, self.jurisdiction, on=self.on),
                activity=ACTIVITY[declaration.regime],
                destination=item.destination or declaration.destination,
                entries=paragraphs,
            )
            for relief in sheet.quoted
        )
        sheet.findings.append(
            Finding("enforcement.licence.missing", Severity.BLOCK, {"entry": entries}, paragraphs[0])
        )
        self._stop(sheet, "" if all(n.advisory for n in needed) else basis)

    def _perhaps(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
    ) -> None:
        """An entry that some unknown figure decides: outward the papers are looked at, inward at most audited."""
        activity = ACTIVITY[declaration.regime]
        duty = self.jurisdiction.duty(candidate.paragraph, activity)
        sheet.facts["open_entry"] = True
        asked = candidate.ask[0].parameter if candidate.ask else ""
        if duty is not None and duty.kind == "licence":
            if self._covered(declaration, item, candidate, licences, sheet):
                return
            lane = Lane.DOCUMENTARY
        else:
            lane = Lane.AUDIT if duty is not None and duty.kind == "record" else Lane.RELEASE
        if not sheet.licences:
            sheet.put(
                lane,
                "enforcement.item.may_be_listed",
                Severity.WARNING if lane is Lane.DOCUMENTARY else Severity.NOTICE,
                candidate.paragraph,
                entry=candidate.paragraph,
                parameter=asked,
            )

    def _covered(
        self,
        declaration: Declaration,
        item: Item,
        candidate: Candidate,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
    ) -> bool:
        """Whether a licence covers what some unknown figure decides, so that the figure need not be asked for."""
        if sheet.licences:
            return True
        named = [p for p in (candidate.paragraph, *sheet.paragraphs) if p != candidate.entry]
        activity = ACTIVITY[declaration.regime]
        use, _why = find(item, declaration, named, licences, activity=activity, on=self.on)
        if use is None:
            # The figure may also decide between paragraphs of the entry: one of them covers goods of its own kind.
            kin = [view for view in licences if view.entry == candidate.entry or same_kind(item, view)]
            use, _why = find(item, declaration, [candidate.entry], kin, activity=activity, on=self.on)
        if use is None:
            return False
        sheet.licences.append(use)
        sheet.facts["licence_fits"] = True
        sheet.put(
            Lane.RELEASE,
            "enforcement.licence.fits",
            Severity.INFO,
            candidate.paragraph,
            licence=use.reference,
            line=use.line,
            entry=candidate.paragraph,
        )
        return True

    def _informed(
        self,
        declaration: Declaration,
        item: Item,
        notices: Sequence[Served],
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        basis: str,
    ) -> None:
        """A notice of the catch-all asks for a licence for these very goods; without one they stop.

        Where the pack's limb does not speak of the activity, or no provision in force carries the notice, papers
        are looked at instead.
        """
        facts = tuple(sorted({fact for notice in notices for fact in notice.facts}))
        told = replace(self._transaction(declaration, item), flags=facts)
        answer = self.book.determine(told, on=self.on)
        caught = any(f.code == "determination.catch_all" for f in answer.findings)
        since = max(notice.since for notice in notices)
        if caught and self._licensed(declaration, item, licences, sheet, since):
            sheet.findings.extend(replace(n.finding(), severity=Severity.INFO) for n in notices)
            return
        sheet.findings.extend(notice.finding() for notice in notices)
        binding = caught and any(notice.basis for notice in notices)
        self._stop(sheet, basis if binding else "")

    def _licensed(
        self,
        declaration: Declaration,
        item: Item,
        licences: Sequence[LicenceView],
        sheet: _Sheet,
        since: dt.date,
    ) -> bool:
        """Whether a licence covers the goods that was granted when the notice stood, for an entry or without one."""
        used = {use.line_id for use in sheet.licences}
        if used:
            return all(view.valid_from >= since for view in licences if view.line_id in used)
        quoted = {r.strip().upper() for r in (*item.licences, *(d.reference for d in item.documents))}
        offered = [
            view
            for view in licences
            if view.reference.upper() in quoted and view.entry == UNLISTED and view.valid_from >= since
        ]
        activity = ACTIVITY[declaration.regime]
        use, why = find(item, declaration, [UNLISTED], offered, activity=activity, on=self.on)
        sheet.findings.extend(why)
        if use is None:
            return False
        sheet.licences.append(use)
        sheet.put(
            Lane.RELEASE,
            "enforcement.licence.fits",
            Severity.INFO,
            licence=use.reference,
            line=use.line,
            entry=UNLISTED,
        )
        return True

    def _parties(self, hits: Sequence[Mapping[str, Any]], sheet: _Sheet, basis: str) -> None:
        best = max(hits, key=lambda h: float(h["score"]), default=None)
        if best is None:
            return
        score = Decimal(str(best["score"]))
        sheet.facts["hit_score"] = score
        sheet.findings.append(
            Finding(
                "enforcement.party.listed",
                Severity.BLOCK if score >= SURE_HIT else Severity.WARNING,
                {
                    "role": str(best.get("role", "")),
                    "name": str(best["query"]),
                    "listed": str(best["name"]),
                    "list": str(best["list"]),
                    "entry": str(best["entry_id"]),
                },
                basis,
            )
        )
        if score >= SURE_HIT:
            self._stop(sheet, basis)
        elif sheet.lane.rank < Lane.DOCUMENTARY.rank:
            sheet.lane = Lane.DOCUMENTARY

    def _by_rules(
        self,
        declaration: Declaration,
        item: Item,
        identification: Identification,
        supported: tuple[Sequence[Candidate], Sequence[Candidate]],
        sheet: _Sheet,
    ) -> None:
        facts = {**_facts(declaration, item, identification), **sheet.facts}
        facts.setdefault("met_entry", bool(supported[0]))
        facts.setdefault("open_entry", bool(supported[1]))
        for rule in self.rules:
            if rule.fires(facts, on=self.on):
                sheet.put(Lane(rule.lane), rule.code, Severity.WARNING, rule.reference, rule=rule.id)

    def _stop(self, sheet: _Sheet, basis: str) -> None:
        """Hold where a provision in force carries it; otherwise look at the papers and say whom to refer to."""
        if basis:
            sheet.lane = Lane.HOLD
        elif all(f.code != "enforcement.item.refer" for f in sheet.findings):
            sheet.put(Lane.DOCUMENTARY, "enforcement.item.refer", Severity.WARNING)


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
    notices: Mapping[int, Sequence[Served]] = _NONE,
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


def _facts(declaration: Declaration, item: Item, identification: Identification) -> dict[str, Fact]:
    consignee = next((p.name for p in declaration.parties if p.role == "consignee"), "")
    links = [
        f.params.get("strength")
        for c in identification.candidates
        for f in c.because
        if f.code == "classify.hs.link"
    ]
    strongest = next((s for s in ("direct", "partial", "possible") if s in links), None)
    return {
        "regime": declaration.regime.value,
        "destination": item.destination or declaration.destination,
        "origin": item.origin or declaration.origin,
        "hs": item.hs,
        "net_kg": item.net_kg,
        "value": item.value,
        "quantity": item.quantity,
        "vague": any(f.code == _VAGUE for f in identification.findings),
        "hs_link": strongest,
        "licence_quoted": bool(item.licences),
        "no_destination": not (item.destination or declaration.destination),
        "consignee_is_forwarder": bool(_FORWARDER.search(consignee)),
    }


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


def _less(licences: Sequence[LicenceView], uses: Sequence[LicenceUse]) -> list[LicenceView]:
    """The licence lines with what earlier items of the same declaration take already deducted."""
    taken = {use.line_id: use.quantity for use in uses}
    return [
        view
        if view.line_id not in taken
        else LicenceView(
            **{
                **{name: getattr(view, name) for name in LicenceView.__slots__},
                "remaining": view.remaining - taken[view.line_id],
            }
        )
        for view in licences
    ]
