"""The customs rules of the State, and the facts of a line that they look at."""

import re

from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.line import Line
from stratrade.engines.verdict.rules import Fact
from stratrade.engines.verdict.sheet import Sheet
from stratrade.kernel.finding import Severity

_FORWARDER = re.compile(
    r"\b(forward(?:er|ing)|logistics?|freight|cargo|express|courier|transit)\b", re.IGNORECASE
)
_VAGUE = "classify.description.vague"


def apply_rules(line: Line, sheet: Sheet) -> None:
    """Apply every rule whose conditions hold of the line and of what earlier steps found."""
    facts = {**_facts(line), **sheet.facts}
    facts.setdefault("met_entry", bool(line.met))
    facts.setdefault("open_entry", bool(line.opened))
    for rule in line.law.rules:
        if rule.fires(facts, on=line.law.on):
            sheet.put(Lane(rule.lane), rule.code, Severity.WARNING, rule.reference, rule=rule.id)


def _facts(line: Line) -> dict[str, Fact]:
    declaration, item, identification = line.declaration, line.item, line.identification
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
        "destination": line.destination,
        "origin": item.origin or declaration.origin,
        "hs": item.hs,
        "net_kg": item.net_kg,
        "value": item.value,
        "quantity": item.quantity,
        "vague": any(f.code == _VAGUE for f in identification.findings),
        "hs_link": strongest,
        "licence_quoted": bool(item.licences),
        "no_destination": not line.destination,
        "consignee_is_forwarder": bool(_FORWARDER.search(consignee)),
    }
