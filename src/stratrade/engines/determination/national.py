"""The State's own law: licence duty by its table list x activity, what lifts it, and the catch-all."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from stratrade.engines.determination.answer import Answer, Carried
from stratrade.engines.determination.model import Outcome
from stratrade.engines.determination.rules import CatchAll, Duty, Relief
from stratrade.engines.determination.sanctions import spoken
from stratrade.engines.determination.stated import Stated
from stratrade.engines.lists.evaluate import Evaluator
from stratrade.engines.lists.leaf import Status
from stratrade.engines.lists.model import Component, Entry, Facts, FeatureTest, SubstanceTest
from stratrade.kernel.finding import Severity

Carry = Callable[[str, str, str], Carried]
"""(act, activity, class of goods) -> what carries it on the day."""
_INFORMED = "informed"
_HOW = frozenset({_INFORMED, "aware", "suspect"})
_MEMBER = ("member_of_", "salt_of_")
"""How the lists call the question whether a chemical belongs to a family without being named in it."""
_LICENCE = "licence.grant"
_NOTICE = "catch_all.notice"
_REGISTRATION = {
    "before_first_use": "determination.registration.before_first_use",
    "within_30_days": "determination.registration.within_30_days",
}
_LATE = {
    "remind": "determination.registration.late_reminded",
    "refuse": "determination.registration.late_refused",
    "suspend": "determination.registration.late_suspended",
}
_WITHIN = "within_30_days"
_RETURNS = {
    "quarterly": "determination.returns.quarterly",
    "half_yearly": "determination.returns.half_yearly",
    "yearly": "determination.returns.yearly",
}
_CONDITIONS = {
    "keep_records": "determination.condition.keep_records",
    "state_on_declaration": "determination.condition.state_on_declaration",
    "same_goods_same_owner": "determination.condition.same_goods_same_owner",
    "bring_back_within_120_days": "determination.condition.bring_back_within_120_days",
    "internal_compliance_programme": "determination.condition.internal_compliance_programme",
    "original_end_user": "determination.condition.original_end_user",
    "wholly_owned_group": "determination.condition.wholly_owned_group",
    "published_cryptography": "determination.condition.published_cryptography",
}


class Lifting:
    """An exemption or general authorisation prepared for many transactions."""

    __slots__ = ("_but", "_flags", "_goods", "_words", "relief")

    def __init__(self, relief: Relief) -> None:
        self.relief = relief
        self._goods = re.compile(relief.goods)
        self._but = re.compile(relief.but) if relief.but else None
        self._flags = frozenset(relief.flags)
        self._words = spoken(relief.words)

    def lifts(self, stated: Stated, entry: str) -> bool:
        """Whether it lifts the licence duty on an entry for what is stated."""
        relief, t = self.relief, stated.transaction
        if t.activity not in relief.activities or not self._goods.match(entry):
            return False
        if self._but is not None and self._but.match(entry):
            return False
        if (
            relief.destinations and t.destination not in relief.destinations
        ) or t.destination in relief.not_to:
            return False
        if not stated.flags.isdisjoint(relief.bars):
            return False
        if not self._flags and self._words is None:
            return True
        return bool(self._flags & stated.flags) or (
            self._words is not None and self._words.search(stated.text) is not None
        )


def uses(limbs: Iterable[CatchAll]) -> frozenset[str]:
    """Every fact but how it is known that limbs of the catch-all turn on."""
    named = (fact for limb in limbs for group in (limb.flags, limb.doubt, *limb.uses) for fact in group)
    return frozenset(named) - _HOW - {"arms_embargo"}


class Limb:
    """One limb of the catch-all prepared for many transactions."""

    __slots__ = ("_flags", "_uses", "limb")

    def __init__(self, limb: CatchAll) -> None:
        self.limb = limb
        self._flags = frozenset(limb.flags)
        self._uses = tuple(frozenset(group) for group in limb.uses)

    def looks_at(self, activity: str, destination: str, *, listed: bool | None) -> bool:
        """Whether the limb speaks of such a transfer at all; `listed` is None where that is not known."""
        limb = self.limb
        if activity not in limb.activities or destination in limb.not_to:
            return False
        return limb.goods == "any" or listed is None or listed is (limb.goods == "listed")

    def known(self, flags: frozenset[str]) -> bool:
        """Whether it is known in the way the limb asks for."""
        return self._flags <= flags

    def used(self, flags: frozenset[str]) -> bool:
        """Whether the use is one the limb names."""
        return not self._uses or any(group <= flags for group in self._uses)

    def used_only(self, flags: frozenset[str]) -> bool:
        """Whether a use that the limb names is stated, and how it is known is not."""
        goods = self._flags - _HOW
        named = any(group <= flags for group in self._uses) or not flags.isdisjoint(self.limb.doubt)
        return named and goods <= flags and flags.isdisjoint(_HOW)


def status_of(
    stated: Stated,
    entry: Entry | None,
    evaluator: Evaluator,
    *,
    party: bool,
    strangers: Mapping[str, bool],
    on: dt.date,
) -> Status:
    """A named entry counts as met unless what is said of the chemical shows otherwise or leaves it open.

    Args:
        strangers: families of the entry that a chemical known by its number is no further member of.
    """
    t = stated.transaction
    missing = Status.UNKNOWN if "parameters_missing" in stated.flags else Status.MET
    if entry is None or not t.cas:
        return missing
    if t.concentration_pct is None:
        return Status.UNKNOWN if _asks_share(entry, t.cas) and not t.entry_met else missing
    facts = Facts(
        values=strangers,
        components=(Component(t.cas, t.concentration_pct),),
        components_complete=True,
        destination_is_cwc_party=party,
    )
    return evaluator.evaluate(entry, facts, on=on, presume_no_exclusion=True).status


def families(entry: Entry) -> dict[str, bool]:
    """The features of an entry that ask whether a chemical is a further member of a family, each answered no."""
    return {
        node.test.parameter: False
        for node in entry.criteria.walk()
        if isinstance(node.test, FeatureTest) and node.test.parameter.startswith(_MEMBER)
    }


def _asks_share(entry: Entry, cas: str) -> bool:
    """Whether the entry names the chemical together with a share by weight."""
    for node in entry.criteria.walk():
        test = node.test
        if isinstance(test, SubstanceTest) and cas in test.cas:
            return bool(test.min_wt_pct or test.min_wt_pct_non_party)
    return False


def apply_duty(
    stated: Stated,
    duty: Duty | None,
    entry: str,
    status: Status,
    liftings: Sequence[Lifting],
    answer: Answer,
    carry: Carry,
) -> None:
    """Say what the pack's table lays on an entry, and what lifts it."""
    activity = stated.transaction.activity
    if duty is None or duty.kind == "none":
        answer.say(
            Outcome.NONE,
            "determination.duty.none",
            duty.reference if duty else "",
            entry=entry,
            activity=activity,
            rule=duty.id if duty else "",
        )
    elif status is Status.NOT_MET:
        answer.say(Outcome.NONE, "determination.entry.not_met", entry, entry=entry, rule=duty.id)
    elif duty.kind == "record":
        answer.need("record", "national", duty.reference)
        answer.say(Outcome.NONE, "determination.duty.record", duty.reference, entry=entry, rule=duty.id)
    elif lifting := next((one for one in liftings if one.lifts(stated, entry)), None):
        _lift(stated, lifting.relief, entry, answer)
    elif status is Status.UNKNOWN:
        t = stated.transaction
        share = bool(t.cas) and t.concentration_pct is None
        answer.leave_open(
            "determination.entry.unknown",
            entry,
            could=Outcome.LICENCE,
            asking="concentration_pct" if share else "parameters",
            unit="%" if share else "",
            entry=entry,
            rule=duty.id,
        )
    else:
        _bind(stated, duty, entry, answer, carry)


def _lift(stated: Stated, relief: Relief, entry: str, answer: Answer) -> None:
    general = relief.kind == "general"
    answer.say(
        Outcome.NONE,
        "determination.duty.general" if general else "determination.duty.exempt",
        relief.reference,
        entry=entry,
        name=relief.id,
        rule=relief.id,
    )
    if not general:
        return
    if relief.registration:
        held = sorted({"registration", relief.id} & stated.approvals)
        answer.need(
            "registration",
            "national",
            relief.reference,
            authority=relief.authority,
            satisfied_by=held[0] if held else "",
        )
        if not held:
            _remind(answer, relief, _REGISTRATION[relief.registration])
            if relief.registration == _WITHIN:
                _remind(answer, relief, _LATE[relief.late])
    if relief.returns:
        answer.need("record", "national", relief.reference, authority=relief.authority)
        _remind(answer, relief, _RETURNS[relief.returns])
    for condition in relief.conditions:
        _remind(answer, relief, _CONDITIONS[condition])


def _remind(answer: Answer, relief: Relief, code: str) -> None:
    answer.note(code, Severity.NOTICE, relief.reference, name=relief.id)


def _bind(stated: Stated, duty: Duty, entry: str, answer: Answer, carry: Carry) -> None:
    activity = stated.transaction.activity
    carried = carry(_LICENCE, activity, duty.goods_class)
    reference = carried.basis or duty.reference
    held = "licence" if "licence" in stated.approvals else ""
    answer.need("licence", "national", reference, carried=carried, satisfied_by=held)
    answer.say(
        Outcome.NONE if held else Outcome.LICENCE,
        "determination.duty.licence" if carried.binding else "determination.duty.no_provision",
        reference,
        carried=carried,
        entry=entry,
        activity=activity,
        rule=duty.id,
    )


def apply_catch_all(
    stated: Stated,
    limbs: Sequence[Limb],
    answer: Answer,
    carry: Carry,
    *,
    listed: bool | None,
    embargoed: bool,
    named: frozenset[str],
) -> None:
    """Say what the catch-all makes of what is known about the use.

    Args:
        named: every use that the State's catch-all names, on whatever day.
        listed: whether the goods meet an entry of the list; None where that is not known.
        embargoed: whether the destination is under an arms embargo that the State's own law looks at.
    """
    t = stated.transaction
    flags = stated.flags | {"arms_embargo"} if embargoed else stated.flags
    if not flags:
        return
    doubtful: list[Limb] = []
    silent = not flags.isdisjoint(_HOW) and flags.isdisjoint(named)
    for one in limbs:
        if not one.looks_at(t.activity, t.destination, listed=listed):
            continue
        if one.known(flags) and (one.used(flags) or (silent and _INFORMED in flags)):
            _caught(stated, one.limb, answer, carry)
        elif one.known(flags) and silent:
            _leave_use_open(one.limb, answer)
        elif one.used_only(flags):
            doubtful.append(one)
    if doubtful:
        worst = min((Outcome(one.limb.outcome) for one in doubtful), key=lambda o: o.rank)
        answer.leave_open(
            "determination.catch_all.how_known",
            doubtful[0].limb.reference,
            could=worst,
            asking="how_known",
        )


def _leave_use_open(limb: CatchAll, answer: Answer) -> None:
    """Something is known of the use and nobody says what; a notice of the authority needs no more than itself."""
    answer.leave_open(
        "determination.catch_all.what_known",
        limb.reference,
        could=Outcome(limb.outcome),
        asking="what_known",
        rule=limb.id,
    )


def _caught(stated: Stated, limb: CatchAll, answer: Answer, carry: Carry) -> None:
    outcome = Outcome(limb.outcome)
    carried = carry(_NOTICE, stated.transaction.activity, "unlisted")
    reference = carried.basis or limb.reference
    kind = "notification" if outcome is Outcome.NOTIFICATION else "licence"
    held = kind if kind in stated.approvals and kind == "licence" else ""
    answer.need(kind, "national", limb.reference, carried=carried, satisfied_by=held)
    answer.say(
        Outcome.NONE if held else outcome,
        "determination.catch_all",
        reference,
        carried=carried,
        limb=", ".join(limb.flags),
        rule=limb.id,
    )
