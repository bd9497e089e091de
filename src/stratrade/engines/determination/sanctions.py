"""Security Council measures on goods, as dated rules of a pack."""

import datetime as dt
import re

from stratrade.engines.determination.answer import Answer
from stratrade.engines.determination.model import ItemSet, Jurisdiction, Outcome, SanctionRule, Transaction

_INWARD = {"import"}
Q_EXCEPTION = {
    "en": "Do the goods fall under the exception that this paragraph allows, and how is that shown?",
    "fr": "Les marchandises relèvent-elles de l'exception prévue, et comment est-ce prouvé ?",
    "km": "តើទំនិញស្ថិតក្រោមករណីលើកលែងនៃកថាខណ្ឌនេះ ហើយមានភស្តុតាងអ្វី?",
}

Q_NAMED_ITEM = {
    "en": "Are the goods among the items that the document named by this paragraph lists?",
    "fr": "Les marchandises figurent-elles parmi les articles que liste le document visé par ce paragraphe ?",
    "km": "តើទំនិញមានឈ្មោះក្នុងឯកសារដែលកថាខណ្ឌនេះយោងដែរឬទេ?",
}


def apply(transaction: Transaction, jurisdiction: Jurisdiction, answer: Answer, *, on: dt.date) -> None:
    """Say what every rule in force says of a transaction."""
    for rule in jurisdiction.sanctions:
        if not rule.interval.contains(on) or not _concerns(rule, transaction):
            continue
        if _goods(rule, transaction):
            _decide(rule, transaction, answer)
        elif partly := next((one for one in rule.sets if one.may_name(transaction.entry)), None):
            _leave_open(rule, transaction, partly, answer)


def _concerns(rule: SanctionRule, transaction: Transaction) -> bool:
    """Whether the sanctioned country stands where the rule looks: goods going to it, or coming from it."""
    touched_to = transaction.destination == rule.country or rule.country in transaction.via
    touched_from = rule.country in {transaction.origin, transaction.origin_goods}
    if rule.direction == "to":
        return touched_to and transaction.activity not in _INWARD
    if rule.direction == "from":
        return touched_from
    return touched_to or touched_from


def _goods(rule: SanctionRule, transaction: Transaction) -> bool:
    hs = "".join(c for c in transaction.hs_code if c.isdigit())
    if rule.hs and hs and any(hs.startswith(prefix) for prefix in rule.hs):
        return True
    if rule.entries and transaction.entry and re.match(rule.entries, transaction.entry):
        return True
    if any(one.names(transaction.entry) for one in rule.sets):
        return True
    text = transaction.description.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in rule.words)


def _leave_open(rule: SanctionRule, transaction: Transaction, items: ItemSet, answer: Answer) -> None:
    """The document names a part of the entry only: whether these goods are in it must be known."""
    if rule.approval and rule.approval in transaction.approvals:
        answer.need("committee_approval", rule.regime, rule.reference, satisfied_by=rule.approval)
        answer.say(Outcome.NONE, "sanctions.approved", rule.reference, rule=rule.id, country=rule.country)
        return
    answer.leave_open(
        "sanctions.partly",
        rule.reference,
        could=Outcome.LICENCE if rule.outcome == "licence_required" else Outcome.PROHIBITED,
        rule=rule.id,
        country=rule.country,
        document=items.document,
    )
    answer.ask("named_item", Q_NAMED_ITEM)


def _decide(rule: SanctionRule, transaction: Transaction, answer: Answer) -> None:
    text = transaction.description.lower()
    country = rule.country
    named = next((one for one in rule.sets if one.names(transaction.entry)), None)
    reference = f"{rule.reference}; {named.document}" if named else rule.reference
    if rule.approval and rule.approval in transaction.approvals:
        answer.need("committee_approval", rule.regime, reference, satisfied_by=rule.approval)
        answer.say(Outcome.NONE, "sanctions.approved", reference, rule=rule.id, country=country)
    elif any(re.search(rf"\b{re.escape(word)}", text) for word in rule.unless_words):
        answer.leave_open(
            "sanctions.exception",
            reference,
            could=Outcome.PROHIBITED,
            rule=rule.id,
            country=country,
        )
        answer.ask("exception", Q_EXCEPTION)
    elif rule.outcome == "licence_required":
        answer.need("committee_approval", rule.regime, reference)
        answer.say(Outcome.LICENCE, "sanctions.approval", reference, rule=rule.id, country=country)
    else:
        answer.say(Outcome.PROHIBITED, "sanctions.prohibited", reference, rule=rule.id, country=country)
