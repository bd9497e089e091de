"""Schedule 1: States Parties only, a closed list of purposes, one tonne, notice by both States thirty days before."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from stratrade.engines.determination.answer import Answer, Carried
from stratrade.engines.determination.model import Outcome, Transaction
from stratrade.engines.determination.stated import Stated
from stratrade.engines.determination.transfers import TREATY, TransferRule
from stratrade.kernel.finding import Severity
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit

_GRAM = "GRM"
_WHOLE = Decimal(100)
PLANNED = "cwc.schedule1.planned_ceiling"
"""With this and all that is planned besides, the ceiling would be passed."""
_COUNTERPART = {True: "notified", False: "not_notified", None: "unknown"}


def apply(
    stated: Stated,
    answer: Answer,
    *,
    rules: Mapping[str, TransferRule],
    outside: tuple[str, ...],
    carried: tuple[Carried, Carried],
) -> None:
    """Say what the convention says of a transfer of a Schedule 1 chemical; no share by weight is low enough.

    Args:
        outside: the States at either end that are no State Party.
        carried: what carries a prohibition, and what carries a condition.
    """
    prohibit, condition = carried
    if _forbidden(stated, answer, rules, outside, prohibit):
        return
    purposes = rules.get("CWC-S1-PURPOSES")
    if purposes is not None and not purposes.serves(stated.transaction.purpose):
        answer.leave_open(
            "cwc.schedule1.purpose_unknown",
            purposes.reference,
            could=Outcome.PROHIBITED,
            asking="purpose",
            rule=purposes.id,
        )
    small = rules.get("CWC-S1-SAXITOXIN")
    if small is not None and _small(stated.transaction, small):
        answer.need(
            "notification",
            TREATY,
            small.reference,
            carried=condition,
            not_before=stated.transaction.date,
            satisfied_by="notification" if "notification" in stated.approvals else "",
            counterpart=_COUNTERPART[stated.transaction.counterpart_notified],
        )
        answer.say(
            Outcome.NOTIFICATION, "cwc.schedule1.saxitoxin", small.reference, carried=condition, rule=small.id
        )
    elif notice := rules.get("CWC-S1-NOTICE"):
        _notify(stated, answer, notice, condition)


def _forbidden(
    stated: Stated,
    answer: Answer,
    rules: Mapping[str, TransferRule],
    outside: tuple[str, ...],
    prohibit: Carried,
) -> bool:
    t = stated.transaction
    parties, onward = rules.get("CWC-S1-PARTIES"), rules.get("CWC-S1-RETRANSFER")
    purposes, ceiling = rules.get("CWC-S1-PURPOSES"), rules.get("CWC-S1-CEILING")

    def refuse(rule: TransferRule, code: str, **params: str | Decimal) -> bool:
        answer.say(Outcome.PROHIBITED, code, rule.reference, carried=prohibit, **{**params, "rule": rule.id})
        return True

    if parties is not None and outside:
        return refuse(parties, "cwc.schedule1.non_party", country=", ".join(outside))
    if onward is not None and _passed_on(stated):
        return refuse(onward, "cwc.schedule1.retransfer", country=t.destination)
    if purposes is not None and not purposes.serves(t.purpose) and not purposes.doubts(t.purpose):
        return refuse(purposes, "cwc.schedule1.purpose", purpose=t.purpose)
    if ceiling is not None:
        amount = _most(t)
        if amount > ceiling.grams:
            return refuse(ceiling, "cwc.schedule1.ceiling", limit=ceiling.grams, amount=amount)
        if t.planned_g and amount + t.planned_g > ceiling.grams:
            answer.note(
                PLANNED,
                Severity.WARNING,
                ceiling.reference,
                limit=ceiling.grams,
                amount=amount,
                planned=t.planned_g,
                rule=ceiling.id,
            )
        if ceiling.near_grams and amount >= ceiling.near_grams:
            answer.note(
                "cwc.schedule1.near_ceiling",
                Severity.WARNING,
                ceiling.reference,
                limit=ceiling.grams,
                amount=amount,
                rule=ceiling.id,
            )
    return False


def _passed_on(stated: Stated) -> bool:
    """What was received goes on to a third State; going back to where it came from is no third State."""
    t = stated.transaction
    if t.origin_goods and t.origin_goods == t.destination:
        return False
    if t.activity == "re_export":
        return True
    return "re_transfer" in stated.flags or "re_export_planned" in stated.flags


def _most(t: Transaction) -> Decimal:
    """The largest of this transfer, what is then held, and what was then acquired this year; grams."""
    amounts = (pure_grams(t), t.holding_g, t.acquired_g)
    return max((amount for amount in amounts if amount is not None), default=Decimal(0))


def _notify(stated: Stated, answer: Answer, notice: TransferRule, condition: Carried) -> None:
    t = stated.transaction
    ready = first_day(t, notice.days)
    answer.need(
        "notification",
        TREATY,
        notice.reference,
        carried=condition,
        not_before=ready,
        satisfied_by="notification" if t.notified_on is not None and ready <= t.date else "",
        counterpart=_COUNTERPART[t.counterpart_notified],
    )
    answer.say(
        Outcome.NOTIFICATION,
        "cwc.schedule1.notify",
        notice.reference,
        carried=condition,
        days=notice.days,
        rule=notice.id,
    )
    if ready > t.date:
        answer.note(
            "cwc.schedule1.too_early",
            Severity.WARNING,
            notice.reference,
            not_before=ready.isoformat(),
            rule=notice.id,
        )
    if t.counterpart_notified is False:
        answer.note("cwc.schedule1.counterpart", Severity.WARNING, notice.reference, rule=notice.id)


def first_day(t: Transaction, days: int) -> dt.date:
    """The first day of a transfer: receipt of the notification by the Technical Secretariat and so many days.

    Where neither that day nor the days left are stated, the notification is taken to be received today.
    """
    if t.notified_on is not None:
        return t.notified_on + dt.timedelta(days=days)
    if t.days_before_transfer is not None and t.days_before_transfer >= days:
        return t.date
    return t.date + dt.timedelta(days=days)


def _small(t: Transaction, rule: TransferRule) -> bool:
    """Whether it is the rule's chemical, no more than its mass, for its purposes; an unknown unit is none."""
    if t.cas not in rule.cas or not rule.serves(t.purpose):
        return False
    mass = grams(t)
    return mass is not None and mass <= rule.grams


def pure_grams(t: Transaction) -> Decimal | None:
    """The mass of the chemical itself in grams; of all of the goods where its share by weight is not stated."""
    mass = grams(t)
    if mass is None or t.concentration_pct is None:
        return mass
    return mass * t.concentration_pct / _WHOLE


def grams(t: Transaction) -> Decimal | None:
    """The mass of the goods in grams; None where it is not stated as a mass."""
    if t.quantity is None or not t.unit:
        return None
    try:
        asked = unit(t.unit, like="mass")
        return Quantity(t.quantity, asked.code).to(_GRAM).value
    except (UnitError, DimensionError):
        return None
