"""Does this need a licence, is it forbidden, whom must we tell: one pure function.

Order: sanctions and treaty prohibitions, treaty conditions, the list's licence duty by the pack's table, catch-all,
exemptions and general authorisations, which lift the list's licence duty and nothing else. Every requirement is
returned; the outcome is the strictest.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from stratrade.engines.determination import cwc, national, sanctions, stated
from stratrade.engines.determination.answer import Answer, Carried
from stratrade.engines.determination.chemicals import Names
from stratrade.engines.determination.model import Determination, Outcome, Transaction
from stratrade.engines.determination.national import Lifting, Limb
from stratrade.engines.determination.rules import Duty, Jurisdiction
from stratrade.engines.determination.sanctions import Measure
from stratrade.engines.determination.transfers import TREATY, TransferRule
from stratrade.engines.lists.evaluate import Evaluator, entry_of
from stratrade.engines.lists.leaf import Status
from stratrade.engines.lists.model import Edition, Entry
from stratrade.kernel.country import Memberships
from stratrade.kernel.finding import Finding, Severity

PROHIBIT = "transfer.prohibit"
CONDITION = "transfer.condition"
_LEAVING = frozenset({"export", "re_export", "itt"})
_BODIES = {"UNSC": "sanctions", "national": "autonomous"}
"""Whose measure -> class of goods whose provisions carry it."""
_DAYS_KEPT = 32
_DUTIES_KEPT = 50_000


@dataclass(slots=True)
class _Day:
    """The rules in force on one day, looked up by country."""

    measures: dict[str, list[Measure]]
    world: list[Measure]
    transfers: dict[str, TransferRule]
    liftings: list[Lifting]
    limbs: list[Limb]
    embargoed: frozenset[str]
    carried: dict[tuple[str, str, str], Carried] = field(default_factory=dict)


class Rulebook:
    """The rules of one State over one edition, prepared once for many transactions.

    Args:
        jurisdiction: what the State has laid down.
        edition: the control list applied.
        memberships: who is party to which treaty, by date.
        switched_off: switches of the sanctions pack that a recorded determination has set off; all others are on.
    """

    def __init__(
        self,
        jurisdiction: Jurisdiction,
        edition: Edition,
        memberships: Memberships,
        *,
        switched_off: Collection[str] = (),
    ) -> None:
        self.jurisdiction = jurisdiction
        self.edition = edition
        self.memberships = memberships
        self.switched_off = frozenset(switched_off)
        self._uses = national.uses(jurisdiction.catch_all)
        self._schedules = cwc.schedules(edition)
        self._names = Names(edition, jurisdiction.spoken)
        self._evaluator = Evaluator(edition)
        self._measures = [
            Measure(rule, jurisdiction.zone)
            for rule in (*jurisdiction.sanctions, *jurisdiction.autonomous)
            if not rule.switch or (rule.switch in self.switched_off) is (rule.standing == "off")
        ]
        self._bodies = {body: any(m.rule.body == body for m in self._measures) for body in _BODIES}
        self._timed = [m for m in self._measures if m.rule.begins or m.rule.ends]
        self._duties: dict[tuple[str, str], Duty | None] = {}
        self._named = cwc.named(edition)
        self._families: dict[str, dict[str, bool]] = {}
        self._days: dict[dt.date, _Day] = {}

    def determine(
        self, transaction: Transaction, *, on: dt.date, measured_on: dt.date | None = None
    ) -> Determination:
        """The answer for one transaction on a day; never raises for a "no".

        Args:
            measured_on: the day whose measures of the Security Council bind, where that is another: goods that have
                not left are bound by those of today, whatever day their papers bear.
        """
        answer = Answer()
        said = stated.read(transaction)
        day = self._day(on)
        regime = transaction.regime
        part = cwc.part_of(transaction, self._schedules)
        entry = transaction.entry or (f"CWC-{part}" if part else "")
        chemical = said
        if not part and (cas := self._told_by_name(transaction)):
            part = self._schedules[cas]
            chemical = replace(said, transaction=replace(transaction, cas=cas))
        self._partner(transaction, entry, answer)
        if regime in {"", "UNSC"} or (regime == "national" and self._bodies["national"]):
            bound = measured_on or on
            scheduled = entry or (f"CWC-{part}" if part else "")
            self._measured(said, scheduled, answer, self._day(bound), bound)
        if part and regime in {"", TREATY}:
            cwc.apply(
                chemical,
                part,
                answer,
                rules=day.transfers,
                memberships=self.memberships,
                on=on,
                prohibit=self._carry(day, PROHIBIT, transaction.activity, "scheduled_chemical", on),
                condition=self._carry(day, CONDITION, transaction.activity, "scheduled_chemical", on),
            )
        if regime in {"", "national"}:
            self._national(said, entry, answer, day, on)
        return self._whole(answer)

    @staticmethod
    def _partner(t: Transaction, entry: str, answer: Answer) -> None:
        """Where the goods go, or come from, is asked for wherever the answer turns on it."""
        asking, said = (
            ("origin", t.origin or t.origin_goods)
            if t.activity == "import"
            else ("destination", t.destination)
        )
        council = t.regime in {"", "UNSC"}
        if said or not (council or (t.regime == "national" and entry and t.activity in _LEAVING)):
            return
        answer.leave_open("determination.partner.unknown", "", could=Outcome.PROHIBITED, asking=asking)

    def _told_by_name(self, transaction: Transaction) -> str:
        """The CAS number of the strictest schedule that a description names, where nothing else tells the goods."""
        t = transaction
        if t.cas or t.entry or not t.description or t.activity not in cwc.OF_GOODS:
            return ""
        found = self._names.cas(t.description, short=t.regime == TREATY)
        return min((c for c in found if c in self._schedules), key=self._schedules.__getitem__, default="")

    def _measured(self, said: stated.Stated, entry: str, answer: Answer, day: _Day, on: dt.date) -> None:
        """Say what the measures of the Council and those of the State itself make of it."""
        t = said.transaction
        touched = dict.fromkeys((t.destination, t.origin, t.origin_goods, *t.via, said.vessel))
        found: list[Measure] = []
        for code in touched:
            if code in day.measures:
                found += day.measures[code]
        if t.at is not None and self._timed:
            found = [m for m in found if m not in self._timed]
            found += [m for m in self._timed if m.rule.country in touched and m.stands(on, t.at)]
        if said.who:
            found += day.world
        if not found:
            return
        for body, goods_class in _BODIES.items():
            if not self._bodies[body] or t.regime not in {"", body}:
                continue
            theirs = [m for m in found if m.rule.body == body] if self._bodies["national"] else found
            if theirs:
                prohibit = self._carry(day, PROHIBIT, t.activity, goods_class, on)
                condition = self._carry(day, CONDITION, t.activity, goods_class, on)
                sanctions.apply(said, entry, theirs, answer, prohibit, condition)

    def _national(self, said: stated.Stated, entry: str, answer: Answer, day: _Day, on: dt.date) -> None:
        t = said.transaction

        def carry(act: str, activity: str, goods_class: str) -> Carried:
            return self._carry(day, act, activity, goods_class, on)

        listed: bool | None = False
        if entry:
            duty = self._duty(entry, t.activity)
            party = self.memberships.is_party(TREATY, t.destination, on=on) if t.cas else True
            found = entry_of(entry, self.edition) if t.cas else None
            status = national.status_of(
                said, found, self._evaluator, party=party, strangers=self._strangers(t.cas, found), on=on
            )
            listed = None if status is Status.UNKNOWN else status is Status.MET
            national.apply_duty(said, duty, entry, status, day.liftings, answer, carry)
        embargoed = t.destination in day.embargoed
        national.apply_catch_all(
            said, day.limbs, answer, carry, listed=listed, embargoed=embargoed, named=self._uses
        )

    def _strangers(self, cas: str, entry: Entry | None) -> dict[str, bool]:
        """Families that a chemical which the list names by its number cannot belong to besides."""
        if entry is None or cas not in self._named:
            return {}
        if entry.code not in self._families:
            self._families[entry.code] = national.families(entry)
        return self._families[entry.code]

    # ---- what is prepared
    def _day(self, on: dt.date) -> _Day:
        day = self._days.get(on)
        if day is None:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            day = self._days[on] = self._prepare(on)
        return day

    def _prepare(self, on: dt.date) -> _Day:
        law = self.jurisdiction
        measures: dict[str, list[Measure]] = {}
        world: list[Measure] = []
        for measure in self._measures:
            if measure.interval.contains(on):
                if measure.rule.country:
                    measures.setdefault(measure.rule.country, []).append(measure)
                else:
                    world.append(measure)
        return _Day(
            measures=measures,
            world=world,
            transfers={rule.id: rule for rule in law.transfers if rule.interval.contains(on)},
            liftings=[
                Lifting(relief)
                for relief in law.reliefs
                if relief.interval.contains(on) and (relief.status == "in_force" or law.exercise)
            ],
            limbs=[Limb(limb) for limb in law.catch_all if limb.interval.contains(on)],
            embargoed=frozenset(e.country for e in law.embargoes if e.interval.contains(on)),
        )

    def _carry(self, day: _Day, act: str, activity: str, goods_class: str, on: dt.date) -> Carried:
        key = (act, activity, goods_class)
        carried = day.carried.get(key)
        if carried is None:
            carried = day.carried[key] = carried_by(
                self.jurisdiction, act, activity=activity, goods_class=goods_class, on=on
            )
        return carried

    def _duty(self, entry: str, activity: str) -> Duty | None:
        asked = (entry, activity)
        if asked not in self._duties:
            if len(self._duties) >= _DUTIES_KEPT:
                self._duties.clear()
            self._duties[asked] = self.jurisdiction.duty(entry, activity)
        return self._duties[asked]

    def _whole(self, answer: Answer) -> Determination:
        outcome = answer.strictest
        if not answer.findings:
            answer.say(Outcome.NONE, "determination.nothing_applies", "")
        return Determination(
            outcome=outcome,
            advisory=answer.advisory,
            jurisdiction=self.jurisdiction.id,
            requirements=tuple(answer.requirements),
            findings=tuple(_ordered(answer.findings)),
            ask=tuple(answer.questions) if outcome is Outcome.ASK else (),
        )


def carried_by(
    jurisdiction: Jurisdiction, act: str, *, activity: str, goods_class: str, on: dt.date
) -> Carried:
    """What carries an act in a State's law on a day; where nothing does, the act is advice and somebody is named."""
    found = jurisdiction.provision(act, activity=activity, goods_class=goods_class, on=on)
    if found is not None:
        return Carried(found.citation, found.agency)
    refer = jurisdiction.referral(goods_class)
    return Carried(refer_to=refer, binding=not jurisdiction.needs_provision)


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Prohibitions first, then as they were said."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.BLOCK)


def determine(
    transaction: Transaction,
    jurisdiction: Jurisdiction,
    edition: Edition,
    *,
    memberships: Memberships,
    on: dt.date,
    switched_off: Collection[str] = (),
) -> Determination:
    """One transaction; for many, prepare a `Rulebook` once.

    Args:
        transaction: what is to be transferred, and between whom.
        jurisdiction: what the State has laid down.
        edition: the control list applied.
        memberships: who is party to which treaty, by date.
        on: the day whose law applies.
        switched_off: switches of the sanctions pack that a recorded determination has set off.
    """
    book = Rulebook(jurisdiction, edition, memberships, switched_off=switched_off)
    return book.determine(transaction, on=on)
