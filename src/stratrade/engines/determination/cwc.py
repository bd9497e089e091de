"""Transfers of scheduled chemicals under the Chemical Weapons Convention.

Sources: Verification Annex (VA) Part VI paragraphs 3 to 5 bis (Schedule 1), Part VII paragraph 31 with decision
C-V/DEC.16 (Schedule 2), Part VIII paragraph 26 with decision C-VI/DEC.10 (Schedule 3).
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from stratrade.engines.determination.answer import Answer
from stratrade.engines.determination.model import Outcome, Transaction
from stratrade.engines.lists.model import Edition, Node, SubstanceTest
from stratrade.kernel.country import Memberships
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit
from stratrade.kernel.text import words

TREATY = "CWC"
SAXITOXIN = "35523-89-8"
_NOTICE_DAYS = 30
_SAXITOXIN_LIMIT = Quantity(Decimal(5), "MGM")
_LIMITS = {"2A": Decimal(1), "2B": Decimal(10), "3A": Decimal(30), "3B": Decimal(30)}
"""Weight per cent up to which a mixture is free for transfers to non-States Parties."""
_PURPOSES = ("research", "recherche", "medical", "biomedical", "pharmaceuti", "protecti", "diagnos")
_MEDICAL = ("medical", "biomedical", "diagnos")
"""Stems of the purposes that the convention allows, in English and French without accents."""
_WORST = {"1": Outcome.PROHIBITED, "2": Outcome.PROHIBITED, "3": Outcome.END_USE_CERTIFICATE}
"""The strictest that a schedule can lead to."""
_CODE = re.compile(r"^CWC-(1A|1B|2A|2B|3A|3B)\b")

Q_CONCENTRATION = {
    "en": "What share of the goods by weight is the scheduled chemical?",
    "fr": "Quelle est la part en poids du produit inscrit ?",
    "km": "តើសារធាតុគីមីក្នុងតារាងមានចំណែកប៉ុន្មានភាគរយជាទម្ងន់?",
}
Q_PURPOSE = {
    "en": "What is the chemical for: research, medical, pharmaceutical or protective purposes?",
    "fr": "À quelle fin : recherche, médicale, pharmaceutique ou de protection ?",
    "km": "តើសារធាតុគីមីសម្រាប់គោលបំណងអ្វី៖ ស្រាវជ្រាវ វេជ្ជសាស្ត្រ ឱសថ ឬការពារ?",
}
Q_RETRANSFER = {
    "en": "Will the chemical be passed on to another State?",
    "fr": "Le produit sera-t-il retransféré vers un autre État ?",
    "km": "តើសារធាតុគីមីនឹងត្រូវផ្ទេរបន្តទៅរដ្ឋផ្សេងទៀតទេ?",
}


def schedules(edition: Edition) -> dict[str, str]:
    """CAS number -> schedule part (1A to 3B), from the edition's own entries; the strictest part wins."""
    found: dict[str, str] = {}
    for code, entry in edition.entries.items():
        part = _CODE.match(code)
        if part is None:
            continue
        for cas in _cas(entry.criteria, edition):
            if cas not in found or part.group(1) < found[cas]:
                found[cas] = part.group(1)
    return found


def _cas(node: Node, edition: Edition) -> Iterable[str]:
    if isinstance(node.test, SubstanceTest):
        yield from node.test.cas
        family = edition.families.get(node.test.family)
        yield from family.cas if family is not None else ()
    if node.kind != "not":
        for child in node.children:
            yield from _cas(child, edition)


def part_of(transaction: Transaction, by_cas: dict[str, str]) -> str:
    """The schedule part a transaction concerns; empty where none."""
    named = _CODE.match(transaction.entry)
    return by_cas.get(transaction.cas, "") or (named.group(1) if named else "")


def apply(
    transaction: Transaction, part: str, answer: Answer, *, memberships: Memberships, on: dt.date
) -> None:
    """Say what the convention says of a transfer of a chemical of schedule `part`."""
    partner = transaction.origin if transaction.activity == "import" else transaction.destination
    if not partner:
        answer.leave_open("determination.partner.unknown", "CWC VA", could=_WORST[part[0]])
        answer.ask("destination", {"en": "To which State do the goods go?", "fr": "Vers quel État ?"})
        return
    member = memberships.is_party(TREATY, partner, on=on)
    if part.startswith("1"):
        _schedule_1(transaction, answer, partner=partner, member=member)
    elif part.startswith("2"):
        _schedule_2(transaction, part, answer, partner=partner, member=member)
    else:
        _schedule_3(transaction, part, answer, partner=partner, member=member)


def _schedule_1(transaction: Transaction, answer: Answer, *, partner: str, member: bool) -> None:
    if not member:
        answer.say(Outcome.PROHIBITED, "cwc.schedule1.non_party", "CWC VA Part VI para 3", country=partner)
        return
    if "re_transfer" in transaction.flags:
        answer.say(Outcome.PROHIBITED, "cwc.schedule1.retransfer", "CWC VA Part VI para 4", country=partner)
        return
    if not transaction.purpose:
        answer.leave_open("cwc.schedule1.purpose_unknown", "CWC VA Part VI para 2", could=Outcome.PROHIBITED)
        answer.ask("purpose", Q_PURPOSE)
    elif not _serves(transaction.purpose, _PURPOSES):
        answer.say(
            Outcome.PROHIBITED, "cwc.schedule1.purpose", "CWC VA Part VI para 2", purpose=transaction.purpose
        )
        return
    if _small_saxitoxin(transaction):
        answer.say(Outcome.NOTIFICATION, "cwc.schedule1.saxitoxin", "CWC VA Part VI para 5 bis")
        answer.need("notification", "CWC", "CWC VA Part VI para 5 bis", not_before=transaction.date)
        return
    ready = transaction.date
    if transaction.days_before_transfer is None or transaction.days_before_transfer < _NOTICE_DAYS:
        ready = transaction.date + dt.timedelta(days=_NOTICE_DAYS)
    answer.say(Outcome.NOTIFICATION, "cwc.schedule1.notify", "CWC VA Part VI para 5", days=_NOTICE_DAYS)
    answer.need("notification", "CWC", "CWC VA Part VI para 5", not_before=ready)


def _serves(purpose: str, stems: tuple[str, ...]) -> bool:
    """Whether a word of the purpose begins with one of the stems ("non-medical" does not).

    >>> _serves("medical/diagnostic", _MEDICAL), _serves("non-medical", _MEDICAL)
    (True, False)
    """
    return any(word.startswith(stems) for word in words(purpose))


def _small_saxitoxin(transaction: Transaction) -> bool:
    """Whether the transfer is one of 5 mg or less for medical or diagnostic purposes; an unknown unit is none."""
    if transaction.cas != SAXITOXIN or transaction.quantity is None or not transaction.unit:
        return False
    if not _serves(transaction.purpose, _MEDICAL):
        return False
    try:
        asked = unit(transaction.unit, like=_SAXITOXIN_LIMIT.dimension)
        return Quantity(transaction.quantity, asked.code) <= _SAXITOXIN_LIMIT
    except (UnitError, DimensionError):
        return False


def _schedule_2(transaction: Transaction, part: str, answer: Answer, *, partner: str, member: bool) -> None:
    if member:
        answer.say(Outcome.NONE, "cwc.schedule2.party", "CWC VA Part VII para 31", country=partner)
        return
    reference = "CWC VA Part VII para 31; C-V/DEC.16"
    if "consumer_goods_retail" in transaction.flags:
        answer.say(Outcome.NONE, "cwc.consumer_goods", reference, country=partner)
        return
    limit = _LIMITS[part]
    if transaction.concentration_pct is None:
        answer.leave_open("cwc.concentration_unknown", reference, could=_WORST[part[0]], limit=limit)
        answer.ask("concentration_pct", Q_CONCENTRATION, "%")
    elif transaction.concentration_pct > limit:
        answer.say(
            Outcome.PROHIBITED,
            "cwc.schedule2.non_party",
            reference,
            country=partner,
            concentration=transaction.concentration_pct,
            limit=limit,
        )
    else:
        answer.say(
            Outcome.NONE,
            "cwc.low_concentration",
            reference,
            concentration=transaction.concentration_pct,
            limit=limit,
        )


def _schedule_3(transaction: Transaction, part: str, answer: Answer, *, partner: str, member: bool) -> None:
    if member or transaction.activity == "import":
        answer.say(Outcome.NONE, "cwc.schedule3.party", "CWC VA Part VIII para 26", country=partner)
        return
    reference = "CWC VA Part VIII para 26; C-VI/DEC.10"
    if "consumer_goods_retail" in transaction.flags:
        answer.say(Outcome.NONE, "cwc.consumer_goods", reference, country=partner)
        return
    limit = _LIMITS[part]
    if transaction.concentration_pct is None:
        answer.leave_open("cwc.concentration_unknown", reference, could=_WORST[part[0]], limit=limit)
        answer.ask("concentration_pct", Q_CONCENTRATION, "%")
        return
    if transaction.concentration_pct <= limit:
        answer.say(
            Outcome.NONE,
            "cwc.low_concentration",
            reference,
            concentration=transaction.concentration_pct,
            limit=limit,
        )
        return
    if {"re_transfer", "re_export_planned"} & set(transaction.flags):
        answer.leave_open(
            "cwc.schedule3.retransfer",
            "CWC VA Part VIII para 26(b)",
            could=Outcome.PROHIBITED,
            country=partner,
        )
        answer.ask("re_transfer", Q_RETRANSFER)
    held = "end_use_certificate" if "end_use_certificate" in transaction.approvals else ""
    answer.need("end_use_certificate", "CWC", "CWC VA Part VIII para 26", satisfied_by=held)
    answer.say(
        Outcome.NONE if held else Outcome.END_USE_CERTIFICATE,
        "cwc.schedule3.certificate_held" if held else "cwc.schedule3.certificate",
        "CWC VA Part VIII para 26",
        country=partner,
    )
