"""Security Council measures on goods and on those who receive them, as dated rules of a pack."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from stratrade.engines.determination.answer import UNBOUND, Answer, Carried
from stratrade.engines.determination.approved import plain
from stratrade.engines.determination.model import Outcome
from stratrade.engines.determination.rules import Exemption, ItemSet, SanctionRule
from stratrade.engines.determination.stated import Stated
from stratrade.kernel.finding import Scalar, Severity
from stratrade.kernel.quantity import unit
from stratrade.kernel.validity import Interval, legal_date

_OUTCOMES = {
    "prohibited": Outcome.PROHIBITED,
    "licence_required": Outcome.LICENCE,
    "notification_required": Outcome.NOTIFICATION,
}
_SERVICES = frozenset({"itt", "technical_assistance"})
"""What is sent or rendered without goods has no customs code."""
_SHORT = 2
"""Digits of an HS chapter; a shorter code says nothing."""


def spoken(words: Iterable[str], *, stems: bool = False) -> re.Pattern[str] | None:
    """A pattern for any of the words, singular or plural; None for no words.

    >>> bool(spoken(["rifle"]).search("two rifles")), bool(spoken(["rifle"]).search("a trifle"))
    (True, False)
    >>> bool(spoken(["military"]).search("for non-military use")), bool(spoken(["published"]).search("not published"))
    (False, False)
    """
    listed = [re.escape(word) for word in words]
    if not listed:
        return None
    return re.compile(
        rf"(?<!non-)(?<!non )(?<!not )\b(?:{'|'.join(listed)})" + ("" if stems else r"(?:s|es)?\b")
    )


class Measure:
    """A rule prepared for many transactions.

    Args:
        rule: the rule.
        zone: time zone of the State, for measures that begin at an instant.
    """

    __slots__ = (
        "_doubtful",
        "_entries",
        "_exempt",
        "_flags",
        "_hs",
        "_spares",
        "_targets",
        "_uncoded",
        "_words",
        "interval",
        "rule",
    )

    def __init__(self, rule: SanctionRule, zone: str) -> None:
        self.rule = rule
        self.interval = _days(rule, zone)
        self._hs = (*rule.hs, *(hs for one in rule.sets for hs in one.hs))
        self._entries = re.compile(rule.entries) if rule.entries else None
        self._words = spoken((*rule.words, *(word for one in rule.sets for word in one.words)))
        self._uncoded = spoken(rule.uncoded)
        self._doubtful = spoken(word for one in rule.sets for word in one.doubtful)
        self._flags = frozenset(rule.flags)
        self._targets = spoken(rule.targets)
        self._spares = spoken(rule.spares)
        self._exempt = [(one, spoken(one.words, stems=True), frozenset(one.flags)) for one in rule.exemptions]

    @property
    def paper(self) -> str:
        """What lifts it: the committee's approval, or a licence of the State's own authority."""
        return "committee_approval" if self.rule.body == "UNSC" else "licence"

    def stands(self, on: dt.date, at: dt.datetime | None) -> bool:
        """Whether the measure is in force on a day, or at the instant where that is known."""
        if at is not None and (self.rule.begins or self.rule.ends):
            begun = self.rule.begins is None or self.rule.begins <= at
            over = self.rule.ends is not None and self.rule.ends <= at
            return begun and not over
        return self.interval.contains(on)

    def concerns(self, stated: Stated) -> bool:
        """Whether the country stands where the rule looks: goods going to it, or coming from it."""
        rule, t = self.rule, stated.transaction
        if rule.activities and t.activity not in rule.activities:
            return False
        country = rule.country
        if not country:
            return True
        inward = t.activity == "import"
        to = t.destination == country or (country in t.via and not inward)
        out = country in {t.origin, t.origin_goods} or (country in t.via and inward)
        if rule.direction == "to":
            return to
        return out if rule.direction == "from" else to or out or stated.vessel == country

    def goods(self, stated: Stated, entry: str) -> bool:
        """Whether the goods are certainly those the rule covers."""
        if self.rule.all_goods or (self._flags and self._flags & stated.flags):
            return True
        if self._hs and stated.hs.startswith(self._hs):
            return True
        if entry and (
            (self._entries is not None and self._entries.match(entry))
            or any(one.names(entry) for one in self.rule.sets)
        ):
            return True
        if self._words is not None and self._words.search(stated.text):
            return True
        return not stated.hs and self._uncoded is not None and self._uncoded.search(stated.text) is not None

    def doubtful(self, stated: Stated) -> bool:
        """Whether the goods are covered in one make and not in another, and nothing said tells which."""
        return self._doubtful is not None and self._doubtful.search(stated.text) is not None

    def meant(self, stated: Stated) -> bool:
        """Whether who receives goods of such a kind tells that they are military: armed forces, or those aimed at."""
        aimed = self._targets is not None and self._targets.search(stated.who) is not None
        return aimed or "military_end_use" in stated.flags

    def partly(self, entry: str) -> ItemSet | None:
        """The document that names a part of the entry."""
        return next((one for one in self.rule.sets if one.may_name(entry)), None) if entry else None

    def hidden(self, stated: Stated, entry: str) -> bool:
        """Whether a customs code that is missing, or too short, could bring the goods under it."""
        hs = stated.hs
        if not self._hs or entry or stated.transaction.activity in _SERVICES:
            return False
        if not hs:
            return not self.rule.unasked and (len(self.rule.hs) > 1 or not stated.text)
        return len(hs) >= _SHORT and any(len(p) > len(hs) and p.startswith(hs) for p in self.rule.hs)

    def aimed(self, stated: Stated) -> bool | None:
        """Whether the measure is aimed at who receives the goods; None where nobody knows."""
        if self._targets is None and self._spares is None:
            return True
        if self._targets is not None and self._targets.search(stated.who):
            return True
        if self._spares is not None and self._spares.search(stated.who):
            return False
        return None if self.rule.country else False

    def exemption(self, stated: Stated) -> Exemption | None:
        """The first exemption that what is stated speaks for."""
        t = stated.transaction
        for one, words, flags in self._exempt:
            if one.hs and not stated.hs.startswith(one.hs):
                continue
            if one.origins and t.origin_goods not in one.origins and t.origin not in one.origins:
                continue
            if one.via and (self.rule.country not in t.via or t.destination == self.rule.country):
                continue
            named = words is not None and words.search(stated.who)
            if named or flags & stated.flags or (words is None and not flags):
                return one
        return None


def apply(
    stated: Stated,
    entry: str,
    measures: Sequence[Measure],
    answer: Answer,
    prohibit: Carried,
    condition: Carried,
) -> None:
    """Say what every measure in force says of a transaction.

    Args:
        entry: the control entry of the goods, as stated or by their chemical.
        prohibit: what carries a prohibition in the State's law; `condition` what carries an approval.
    """
    for measure in measures:
        if not measure.concerns(stated):
            continue
        rule = measure.rule
        if rule.outcome == "inspect":
            answer.note(
                "sanctions.inspect", Severity.WARNING, rule.reference, rule=rule.id, country=rule.country
            )
        elif measure.goods(stated, entry) or (measure.doubtful(stated) and measure.meant(stated)):
            _decide(measure, stated, entry, answer, prohibit, condition)
        elif document := measure.partly(entry):
            _leave_open(measure, stated, answer, "sanctions.partly", "named_item", document=document.document)
        elif measure.doubtful(stated):
            _leave_open(measure, stated, answer, "sanctions.doubtful", "military_make")
        elif measure.hidden(stated, entry):
            _leave_open(measure, stated, answer, "sanctions.hs_unknown", "hs_code")


def _leave_open(
    measure: Measure, stated: Stated, answer: Answer, code: str, asking: str, **params: str
) -> None:
    """What would tell whether these goods are covered is not known."""
    rule = measure.rule
    if _approved(measure, stated, rule.reference, answer) or measure.aimed(stated) is False:
        return
    answer.leave_open(
        code,
        rule.reference,
        could=_OUTCOMES[rule.outcome],
        asking=asking,
        rule=rule.id,
        country=rule.country,
        **params,
    )


def _approved(measure: Measure, stated: Stated, reference: str, answer: Answer) -> bool:
    rule = measure.rule
    approval = stated.approved(rule.approval, rule.id)
    if approval:
        under = rule.approval_under or reference
        answer.need(measure.paper, rule.body, under, satisfied_by=approval)
        answer.say(Outcome.NONE, "sanctions.approved", reference, rule=rule.id, country=rule.country)
    return bool(approval)


def _decide(
    measure: Measure, stated: Stated, entry: str, answer: Answer, prohibit: Carried, condition: Carried
) -> None:
    rule = measure.rule
    named = next((one for one in rule.sets if entry and one.names(entry)), None)
    reference = f"{rule.reference}; {named.document}" if named and named.document else rule.reference
    if _approved(measure, stated, reference, answer):
        return
    facts: dict[str, Scalar] = {"rule": rule.id, "country": rule.country}
    aimed = measure.aimed(stated)
    if aimed is False:
        if rule.country:
            answer.say(Outcome.NONE, "sanctions.spared", reference, carried=UNBOUND, **facts)
        return
    exempt = measure.exemption(stated)
    if rule.approval and stated.claims_approval:
        answer.leave_open(
            "sanctions.claimed",
            reference,
            could=_OUTCOMES[rule.outcome],
            asking="approval_letter",
            unit="",
            **facts,
        )
    elif exempt is not None:
        _exempt(rule, exempt, reference, answer, condition, facts)
    elif aimed is None:
        answer.leave_open(
            "sanctions.end_user_unknown",
            reference,
            could=_OUTCOMES[rule.outcome],
            asking="end_user",
            unit="",
            **facts,
        )
    elif rule.outcome == "licence_required":
        answer.need(measure.paper, rule.body, reference, carried=condition)
        code = "sanctions.approval" if rule.body == "UNSC" else "sanctions.authorisation"
        answer.say(Outcome.LICENCE, code, reference, carried=condition, **facts)
    else:
        answer.say(_OUTCOMES[rule.outcome], "sanctions.prohibited", reference, carried=prohibit, **facts)
        _tell_cap(rule, answer)


def _tell_cap(rule: SanctionRule, answer: Answer) -> None:
    """Say what all States together may send in twelve months under an approval."""
    if rule.cap is not None:
        quantity, code = rule.cap.amounts[0]
        facts: dict[str, Scalar] = {"rule": rule.id, "quantity": plain(quantity), "unit": unit(code).symbol}
        answer.note("sanctions.cap", Severity.NOTICE, rule.reference, **facts)


def _exempt(
    rule: SanctionRule,
    exempt: Exemption,
    reference: str,
    answer: Answer,
    condition: Carried,
    facts: dict[str, Scalar],
) -> None:
    cited = exempt.reference or reference
    if exempt.effect == "lift":
        answer.say(Outcome.NONE, "sanctions.exempt", cited, carried=UNBOUND, **facts)
    elif exempt.effect == "notify":
        answer.need("notification", rule.body, cited, carried=condition)
        answer.say(Outcome.NOTIFICATION, "sanctions.notify", cited, carried=condition, **facts)
    else:
        answer.leave_open(
            "sanctions.exception", cited, could=Outcome.PROHIBITED, asking="exception", unit="", **facts
        )


def _days(rule: SanctionRule, zone: str) -> Interval:
    """The legal days of a rule; one that begins at an instant begins on the day of that instant here."""
    start = legal_date(rule.begins, zone) if rule.begins else rule.interval.start
    end = legal_date(rule.ends, zone) - dt.timedelta(days=1) if rule.ends else rule.interval.end
    return Interval(start, end)
