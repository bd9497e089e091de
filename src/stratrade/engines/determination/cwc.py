"""Transfers of scheduled chemicals under the Chemical Weapons Convention: who is concerned, Schedules 2 and 3.

The rules with their paragraphs, days and limits are data (`TransferRule`); what is done with them stands here and, for
Schedule 1, in `schedule1`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stratrade.engines.determination import schedule1
from stratrade.engines.determination.answer import Answer, Carried
from stratrade.engines.determination.model import Outcome, Transaction
from stratrade.engines.determination.stated import Stated
from stratrade.engines.determination.transfers import TREATY, TransferRule
from stratrade.engines.lists.model import Edition, Node, SubstanceTest
from stratrade.kernel.country import Memberships
from stratrade.kernel.finding import Severity

_CODE = re.compile(r"^CWC-([123])([AB])\b")
_NUMBER = re.compile(r"^(?:CWC-?)?S?([123])\.?([AB])\.?(\d{1,2})\*?$", re.IGNORECASE)
_SPOKEN = re.compile(r"\b([123])([AB])(\d{1,2})\b")
OF_GOODS = frozenset({"export", "import", "re_export", "transit", "transhipment", "brokering"})
_LEAVING = frozenset({"re_transfer", "re_export_planned"})


@dataclass(frozen=True, slots=True)
class Ends:
    """The States at both ends of a transfer; `outside` are those that are no State Party."""

    outside: tuple[str, ...]
    unknown: str
    destination: str
    destination_is_party: bool


def schedules(edition: Edition) -> dict[str, str]:
    """CAS number -> schedule part (1A to 3B), from the edition's own entries; the strictest part wins."""
    found: dict[str, str] = {}
    for code, entry in edition.entries.items():
        named = _CODE.match(code)
        if named is None:
            continue
        part = named.group(1) + named.group(2)
        for cas in _cas(entry.criteria, edition):
            if cas not in found or part < found[cas]:
                found[cas] = part
    return found


def named(edition: Edition) -> frozenset[str]:
    """The CAS numbers that any entry of an edition names."""
    return frozenset(cas for entry in edition.entries.values() for cas in _cas(entry.criteria, edition))


def _cas(node: Node, edition: Edition) -> Iterable[str]:
    if isinstance(node.test, SubstanceTest):
        yield from node.test.cas
        family = edition.families.get(node.test.family)
        yield from family.cas if family is not None else ()
    if node.kind != "not":
        for child in node.children:
            yield from _cas(child, edition)


def part_of(transaction: Transaction, by_cas: Mapping[str, str]) -> str:
    """The schedule part a transaction concerns, by CAS number, entry or the number in its description; else empty."""
    if transaction.cas and (part := by_cas.get(transaction.cas.strip())):
        return part
    if transaction.entry and (named := _CODE.match(transaction.entry) or _NUMBER.match(transaction.entry)):
        return named.group(1) + named.group(2).upper()
    if transaction.regime == TREATY and not transaction.entry:
        spoken = _SPOKEN.search(transaction.description)
        return spoken.group(1) + spoken.group(2) if spoken else ""
    return ""


def apply(
    stated: Stated,
    part: str,
    answer: Answer,
    *,
    rules: Mapping[str, TransferRule],
    memberships: Memberships,
    on: dt.date,
    prohibit: Carried,
    condition: Carried,
) -> None:
    """Say what the convention says of a transfer of a chemical of schedule `part`.

    Args:
        rules: those in force on the day, by id.
        prohibit: what carries a prohibition in the State's law; `condition` a notice or a certificate.
    """
    if stated.transaction.activity not in OF_GOODS or not rules:
        return
    ends = _ends(stated.transaction, memberships, on)
    if part.startswith("1"):
        if _known(ends, part, answer):
            schedule1.apply(stated, answer, rules=rules, outside=ends.outside, carried=(prohibit, condition))
    elif part.startswith("2"):
        if _known(ends, part, answer):
            _schedule_2(stated, part, answer, rules, ends, (prohibit, condition))
    else:
        _schedule_3(stated, answer, rules, ends, condition)


def _ends(t: Transaction, memberships: Memberships, on: dt.date) -> Ends:
    """Who stands at both ends; a domestic origin that is not stated is taken for the State's own."""
    origin = t.origin or t.origin_goods
    unknown = "" if t.destination or t.activity == "import" else "destination"
    if t.activity == "import" and not origin:
        unknown = "origin"
    both = dict.fromkeys(code for code in (t.destination, t.origin, t.origin_goods) if code)
    outside = tuple(code for code in both if not memberships.is_party(TREATY, code, on=on))
    return Ends(outside, unknown, t.destination, t.destination not in outside)


def _known(ends: Ends, part: str, answer: Answer) -> bool:
    """Both ends are known, or one of them decides already."""
    if ends.unknown and not ends.outside:
        answer.leave_open(
            "determination.partner.unknown",
            f"CWC VA Part {'VI' if part[0] == '1' else 'VII'}",
            could=Outcome.PROHIBITED,
            asking=ends.unknown,
        )
        return False
    return True


def _schedule_2(
    stated: Stated,
    part: str,
    answer: Answer,
    rules: Mapping[str, TransferRule],
    ends: Ends,
    carried: tuple[Carried, Carried],
) -> None:
    ban, transition = rules.get("CWC-S2-PARTIES"), rules.get("CWC-S2-TRANSITION")
    rule = ban or transition
    if rule is None:
        return
    country = ", ".join(ends.outside)
    if not ends.outside:
        partner = stated.transaction.destination or stated.transaction.origin
        answer.say(Outcome.NONE, "cwc.schedule2.party", rule.reference, country=partner, rule=rule.id)
        return
    if _free(stated, answer, rules.get("CWC-S2-CONSUMER"), country):
        return
    worst = Outcome.PROHIBITED if ban else Outcome.END_USE_CERTIFICATE
    if _low(stated, answer, rule, rules.get(f"CWC-S{part}-LOW"), worst):
        return
    if ban is None:
        answer.need("end_use_certificate", TREATY, rule.reference, carried=carried[1])
        answer.say(
            worst,
            "cwc.schedule2.transition",
            rule.reference,
            carried=carried[1],
            country=country,
            rule=rule.id,
        )
        return
    relief = rules.get(f"CWC-S{part}-LOW")
    share = stated.transaction.concentration_pct
    answer.say(
        worst,
        "cwc.schedule2.non_party",
        f"{rule.reference}; {relief.reference}" if relief is not None else rule.reference,
        carried=carried[0],
        country=country,
        concentration=share if share is not None else "…",
        limit=relief.limit if relief is not None else Decimal(0),
        rule=rule.id,
    )


def _schedule_3(
    stated: Stated, answer: Answer, rules: Mapping[str, TransferRule], ends: Ends, condition: Carried
) -> None:
    rule = rules.get("CWC-S3-CERTIFICATE")
    t = stated.transaction
    if rule is None:
        return
    if t.activity == "import" or (ends.destination and ends.destination_is_party):
        country = t.destination or t.origin
        answer.say(Outcome.NONE, "cwc.schedule3.party", rule.reference, country=country, rule=rule.id)
        return
    if not ends.destination:
        answer.leave_open(
            "determination.partner.unknown",
            rule.reference,
            could=Outcome.END_USE_CERTIFICATE,
            asking="destination",
        )
        return
    if _free(stated, answer, rules.get("CWC-S3-CONSUMER"), t.destination):
        return
    if _low(stated, answer, rule, rules.get("CWC-S3-LOW"), Outcome.END_USE_CERTIFICATE):
        return
    onward = rules.get("CWC-S3-RETRANSFER")
    if onward is not None and _LEAVING & stated.flags:
        answer.leave_open(
            "cwc.schedule3.retransfer",
            onward.reference,
            could=Outcome.PROHIBITED,
            asking="re_transfer",
            country=t.destination,
            rule=onward.id,
        )
    _certificate(stated, answer, rule, rules.get("CWC-S3-CONTENTS"), condition)


def _certificate(
    stated: Stated, answer: Answer, rule: TransferRule, contents: TransferRule | None, condition: Carried
) -> None:
    """The recipient's certificate: at hand and whole, or still wanted."""
    t = stated.transaction
    lacking = contents.lacking(t.certificate) if contents is not None and t.certificate is not None else ()
    if lacking and contents is not None:
        answer.note(
            "cwc.schedule3.certificate_incomplete",
            Severity.WARNING,
            contents.reference,
            missing=", ".join(lacking),
            rule=contents.id,
        )
    whole = t.certificate is not None and not lacking
    held = "" if lacking else ("end_use_certificate" if "end_use_certificate" in stated.approvals else "")
    held = held or ("end_use_certificate" if whole else "")
    answer.need("end_use_certificate", TREATY, rule.reference, carried=condition, satisfied_by=held)
    if whole and contents is not None:
        answer.note("cwc.schedule3.certificate_whole", Severity.INFO, contents.reference, rule=contents.id)
    answer.say(
        Outcome.NONE if held else Outcome.END_USE_CERTIFICATE,
        "cwc.schedule3.certificate_held" if held else "cwc.schedule3.certificate",
        rule.reference,
        carried=condition,
        country=t.destination,
        rule=rule.id,
    )


def _free(stated: Stated, answer: Answer, rule: TransferRule | None, country: str) -> bool:
    """Goods packed for retail sale for personal use are free, where the rule is in force."""
    if rule is None or "consumer_goods_retail" not in stated.flags:
        return False
    answer.say(Outcome.NONE, "cwc.consumer_goods", rule.reference, country=country, rule=rule.id)
    return True


def _low(
    stated: Stated, answer: Answer, rule: TransferRule, relief: TransferRule | None, worst: Outcome
) -> bool:
    """Whether the share by weight settles or leaves open what `rule` asks; a missing share is never taken for pure."""
    if relief is None:
        return False
    share = stated.transaction.concentration_pct
    cited = f"{rule.reference}; {relief.reference}"
    if share is None:
        answer.leave_open(
            "cwc.concentration_unknown",
            cited,
            could=worst,
            asking="concentration_pct",
            unit="%",
            limit=relief.limit,
            rule=relief.id,
        )
        return True
    if share > relief.limit:
        return False
    answer.say(
        Outcome.NONE,
        "cwc.low_concentration",
        relief.reference,
        concentration=share,
        limit=relief.limit,
        rule=relief.id,
    )
    return True
