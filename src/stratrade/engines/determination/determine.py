"""Does this need a licence, is it forbidden, whom must we tell: one pure function.

Order: sanctions and treaty prohibitions, treaty conditions, the list's licence duty by the pack's table, catch-all.
Every requirement is returned; the outcome is the strictest.
"""

import datetime as dt

from stratrade.engines.determination import cwc, sanctions
from stratrade.engines.determination.answer import Answer
from stratrade.engines.determination.model import (
    Determination,
    Duty,
    Jurisdiction,
    Outcome,
    Transaction,
)
from stratrade.engines.lists.evaluate import entry_of, evaluate
from stratrade.engines.lists.leaf import Status
from stratrade.engines.lists.model import Component, Edition, Facts
from stratrade.kernel.country import Memberships

Q_PARAMETERS = {
    "en": "Which technical figures of the goods decide whether the entry is met?",
    "fr": "Quelles caractéristiques techniques décident si la rubrique s'applique ?",
    "km": "តើតួលេខបច្ចេកទេសណាខ្លះរបស់ទំនិញដែលសម្រេចថាត្រូវនឹងចំណុចក្នុងបញ្ជី?",
}


class Rulebook:
    """The rules of one State over one edition, prepared once for many transactions.

    Args:
        jurisdiction: what the State has laid down.
        edition: the control list applied.
        memberships: who is party to which treaty, by date.
    """

    def __init__(self, jurisdiction: Jurisdiction, edition: Edition, memberships: Memberships) -> None:
        self.jurisdiction = jurisdiction
        self.edition = edition
        self.memberships = memberships
        self._schedules = cwc.schedules(edition)

    def determine(self, transaction: Transaction, *, on: dt.date) -> Determination:
        """The answer for one transaction on a day; never raises for a "no"."""
        answer = Answer()
        regime = transaction.regime
        if regime in {"", "UNSC"}:
            sanctions.apply(transaction, self.jurisdiction, answer, on=on)
        part = cwc.part_of(transaction, self._schedules)
        if part and regime in {"", "CWC"}:
            cwc.apply(transaction, part, answer, memberships=self.memberships, on=on)
        if regime in {"", "national"}:
            self._list_duty(transaction, part, answer, on)
            self._catch_all(transaction, answer, on)
        return self._whole(answer)

    def _list_duty(self, transaction: Transaction, part: str, answer: Answer, on: dt.date) -> None:
        entry = transaction.entry or (f"CWC-{part}" if part else "")
        if not entry:
            return
        duty = self.jurisdiction.duty(entry, transaction.activity)
        if duty is None or duty.kind == "none":
            reference = duty.reference if duty else ""
            answer.say(
                Outcome.NONE, "determination.duty.none", reference, entry=entry, activity=transaction.activity
            )
            return
        status = self._status(transaction, entry, on)
        if status is Status.NOT_MET:
            answer.say(Outcome.NONE, "determination.entry.not_met", entry, entry=entry)
            return
        if duty.kind == "record":
            answer.need("record", "national", duty.reference)
            answer.say(Outcome.NONE, "determination.duty.record", duty.reference, entry=entry)
        elif status is Status.UNKNOWN:
            answer.leave_open("determination.entry.unknown", entry, could=Outcome.LICENCE, entry=entry)
            answer.ask("parameters", Q_PARAMETERS)
        else:
            self._bind(transaction, duty, entry, answer, on)

    def _status(self, transaction: Transaction, entry: str, on: dt.date) -> Status:
        """A named entry counts as met unless what is said of the chemical shows otherwise or leaves it open."""
        answer_status = Status.UNKNOWN if "parameters_missing" in transaction.flags else Status.MET
        found = entry_of(entry, self.edition)
        if found is None or not transaction.cas or transaction.concentration_pct is None:
            return answer_status
        party = self.memberships.is_party(cwc.TREATY, transaction.destination, on=on)
        facts = Facts(
            components=(Component(transaction.cas, transaction.concentration_pct),),
            components_complete=True,
            destination_is_cwc_party=party,
        )
        return evaluate(found, facts, self.edition, on=on, presume_no_exclusion=True).status

    def _bind(self, transaction: Transaction, duty: Duty, entry: str, answer: Answer, on: dt.date) -> None:
        carried = self.jurisdiction.provision(
            "licence.grant", activity=transaction.activity, goods_class=duty.goods_class, on=on
        )
        reference = carried.citation if carried else duty.reference
        held = "licence" if "licence" in transaction.approvals else ""
        answer.need(
            "licence",
            "national",
            reference,
            authority=carried.agency if carried else "",
            satisfied_by=held,
        )
        if self.jurisdiction.needs_provision and carried is None:
            answer.advisory = True
            answer.say(
                Outcome.LICENCE,
                "determination.duty.no_provision",
                reference,
                entry=entry,
                activity=transaction.activity,
            )
            return
        answer.say(
            Outcome.NONE if held else Outcome.LICENCE,
            "determination.duty.licence",
            reference,
            entry=entry,
            activity=transaction.activity,
        )

    def _catch_all(self, transaction: Transaction, answer: Answer, on: dt.date) -> None:
        flags = set(transaction.flags)
        for limb in self.jurisdiction.catch_all:
            if transaction.activity not in limb.activities or not set(limb.flags) <= flags:
                continue
            if limb.any_of and not set(limb.any_of) & flags:
                continue
            outcome = Outcome(limb.outcome)
            carried = self.jurisdiction.provision(
                "catch_all.notice", activity=transaction.activity, goods_class="unlisted", on=on
            )
            if self.jurisdiction.needs_provision and carried is None:
                answer.advisory = True
            reference = carried.citation if carried else limb.reference
            kind = "notification" if outcome is Outcome.NOTIFICATION else "licence"
            answer.need(kind, "national", reference, authority=carried.agency if carried else "")
            answer.say(outcome, "determination.catch_all", reference, limb=", ".join(limb.flags))

    def _whole(self, answer: Answer) -> Determination:
        outcome = answer.strictest
        if not answer.findings:
            answer.say(Outcome.NONE, "determination.nothing_applies", "")
        return Determination(
            outcome=outcome,
            advisory=answer.advisory,
            jurisdiction=self.jurisdiction.id,
            requirements=tuple(answer.requirements),
            findings=tuple(answer.findings),
            ask=tuple(answer.questions) if outcome is Outcome.ASK else (),
        )


def determine(
    transaction: Transaction,
    jurisdiction: Jurisdiction,
    edition: Edition,
    *,
    memberships: Memberships,
    on: dt.date,
) -> Determination:
    """One transaction against one State's rules; for many, prepare a `Rulebook` once."""
    return Rulebook(jurisdiction, edition, memberships).determine(transaction, on=on)
