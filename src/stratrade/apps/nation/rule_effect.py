"""What a drafted change of a rule would have changed: what is stored of the last days, judged by both laws."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from stratrade.apps.accounts.clock import today
from stratrade.apps.casework.services import supposed as cases
from stratrade.apps.enforcement.services import supposed as declarations
from stratrade.apps.licences.services import supposed as licences
from stratrade.apps.measures import caps, rulebook, standing
from stratrade.apps.measures.supposed import Supposition
from stratrade.engines.determination.approved import plain
from stratrade.engines.determination.rules import SanctionRule
from stratrade.kernel.quantity import unit

DAYS, MOST_ROWS, TOLD_EVERY = 90, 500, 20
_SOURCES = (declarations, cases, licences)


def supposition(public_id: UUID) -> Supposition:
    """The law that stands beside the one with the change, on the first day on which it would hold."""
    change = rulebook.drafted(public_id)
    return Supposition(
        before=standing.law(),
        after=standing.law_with(change),
        countries=rulebook.countries_of(public_id),
        on=max(change.starts_on, today()),
        since=today() - timedelta(days=DAYS),
    )


def report(public_id: UUID, *, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """Every declaration and case of the last days and every live licence, judged by both laws.

    Args:
        public_id: of the draft.
        tell: is told now and then how many of how many have been judged.

    Returns:
        `looked_at`, `of` each kind, `turned` of each kind, and `rows`: from what to what, and why.
    """
    asked = supposition(public_id)
    counts = [source.looked_at(asked).count() for source in _SOURCES]
    done, rows = 0, []
    for source in _SOURCES:
        for lines in source.turned(asked):
            done += 1
            rows += [asdict(line) for line in lines]
            if done % TOLD_EVERY == 0:
                tell(done, sum(counts))
    kinds = dict(zip(("declaration", "case", "licence"), counts, strict=True))
    turned = {kind: sum(1 for row in rows if row["kind"] == kind) for kind in kinds}
    return {
        "on": asked.on.isoformat(),
        "since": asked.since.isoformat(),
        "looked_at": done,
        "of": kinds,
        "turned": turned,
        "rows": rows[:MOST_ROWS],
        "cap": cap_effect(public_id),
    }


def _is(rule: SanctionRule, name: str, on: date) -> bool:
    return rule.id == name and rule.cap is not None and rule.interval.contains(on)


def cap_effect(public_id: UUID) -> dict[str, str]:
    """What approvals here take of a cap that the change sets or alters; empty where it touches none.

    Returns:
        `before` and `after` the change, `approved`, `unit` and whether the approvals pass it then.
    """
    change = rulebook.drafted(public_id)
    if change.before.get("cap") == change.content.get("cap"):
        return {}
    on = max(change.starts_on, today())
    taken = {
        name: next((caps.of(rule, on) for rule in law.sanctions if _is(rule, change.rule, on)), None)
        for name, law in (("before", standing.law()), ("after", standing.law_with(change)))
    }
    found = taken["after"] or taken["before"]
    if found is None:
        return {}
    symbol = unit(found.unit).symbol
    said = {
        name: f"{plain(one.quantity)} {unit(one.unit).symbol}" if one else "" for name, one in taken.items()
    }
    after = taken["after"]
    return {
        **said,
        "approved": f"{plain(round(found.approved, 3))} {symbol}",
        "exceeded": "yes" if after is not None and after.exceeded else "",
    }
