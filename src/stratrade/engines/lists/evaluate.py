"""Evaluates the criteria of an entry with three values and says which paragraph decided."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate
from math import prod
from operator import mul

from stratrade.engines.lists.leaf import Ask, Status, ask_for, hold
from stratrade.engines.lists.model import Edition, Entry, Facts, Kind, Node, RefTest
from stratrade.kernel.finding import Finding, Severity

__all__ = ["Ask", "Outcome", "Status", "entry_of", "evaluate", "evaluate_path", "find_node"]

FAR = 0  # closeness of an alternative of which nothing is met
FEW = 3  # absent chemicals that are still worth naming
UNCLAIMED = 0.01  # an exclusion that nobody claims is asked about last
MEETS = "meets_"  # begins the name to answer a reference under
EVEN = 0.5  # an unknown leaf is as likely met as not, where the order of questions is weighed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the criteria of an entry come to.

    Args:
        status: MET, NOT_MET or UNKNOWN.
        paragraph: the paragraph that decided, or the one still open.
        findings: the leaves that decided, each with its values; near-misses where not met.
        asks: unknown facts that could still change the answer, the most decisive first.
        excluded: an exclusion note took the goods out.
        supported: how many leaves are met by what is known.
    """

    status: Status
    paragraph: str
    findings: tuple[Finding, ...] = ()
    asks: tuple[Ask, ...] = ()
    excluded: bool = False
    supported: int = 0


@dataclass(frozen=True, slots=True)
class _Judged:
    node: Node
    status: Status
    children: tuple["_Judged", ...] = ()
    finding: Finding | None = None
    need: str = ""
    presumed: bool = False
    met: int = 0  # criteria met together, of alternatives the most
    missed: int = 0  # criteria that fail together, of alternatives the fewest
    chance: float = EVEN  # that it is met, if each unknown leaf is as likely met as not


@dataclass(frozen=True, slots=True)
class _Circumstances:
    facts: Facts
    edition: Edition
    on: date | None
    presume: bool
    trail: tuple[str, ...] = ()


def evaluate(
    entry: Entry,
    facts: Facts,
    edition: Edition,
    *,
    on: date | None = None,
    presume_no_exclusion: bool = False,
) -> Outcome:
    """Hold the facts against an entry.

    Args:
        entry: the entry.
        facts: what is known; what is absent is unknown, never false.
        edition: the edition of the entry, for parameters, families and references.
        on: the day the criteria are applied; None takes all of them.
        presume_no_exclusion: an exclusion note that nobody has claimed does not keep the answer open;
            its question stays among the asks. An exception is for whoever relies on it to show.

    Returns:
        The outcome. Where an entry that this one yields to is met, this one is not.
    """
    around = _Circumstances(facts, edition, on, presume_no_exclusion, (entry.code,))
    judged = _judge(entry.criteria, around)
    outcome = _outcome(judged, entry.code, edition) if judged else Outcome(Status.NOT_MET, entry.code)
    if outcome.status is Status.NOT_MET:
        return outcome
    for other in entry.yields_to:
        if _referred(other, around) is Status.MET:
            yields = Finding(
                "lists.precedence.yields", Severity.NOTICE, {"entry": entry.code, "to": other}, entry.code
            )
            return Outcome(Status.NOT_MET, entry.code, (yields,), supported=outcome.supported)
    return outcome


def evaluate_path(path: str, facts: Facts, edition: Edition, *, on: date | None = None) -> Outcome | None:
    """Hold the facts against one paragraph; None where the edition has no such paragraph."""
    node = find_node(path, edition)
    if node is None:
        return None
    judged = _judge(node, _Circumstances(facts, edition, on, presume=False, trail=(path,)))
    return _outcome(judged, path, edition) if judged else Outcome(Status.NOT_MET, path)


def statuses(
    entry: Entry, facts: Facts, edition: Edition, *, on: date | None = None
) -> tuple[Status | None, ...]:
    """The status of every node of an entry, for drawing its tree.

    Returns:
        One status a node, in the order of `entry.criteria.walk()`; None where a node is not in force.
    """
    judged = _judge(entry.criteria, _Circumstances(facts, edition, on, presume=False, trail=(entry.code,)))
    known: dict[int, Status] = {}
    waiting = [judged] if judged else []
    while waiting:
        one = waiting.pop()
        known[id(one.node)] = one.status
        waiting.extend(one.children)
    return tuple(known.get(id(node)) for node in entry.criteria.walk())


def find_node(path: str, edition: Edition) -> Node | None:
    """The uppermost node of a paragraph such as "2B230.a"; None where there is none."""
    entry = entry_of(path, edition)
    if entry is None:
        return None
    return next((node for node in entry.criteria.walk() if node.path == path), None)


def entry_of(path: str, edition: Edition) -> Entry | None:
    """The entry that a paragraph such as "2B230.a" or "CWC-2A.1" belongs to; None where there is none."""
    while path not in edition.entries:
        path, dot, _ = path.rpartition(".")
        if not dot:
            return None
    return edition.entries[path]


# ---------------------------------------------------------------- three values


def _judge(node: Node, around: _Circumstances) -> _Judged | None:
    """The status of a node; None where nothing of it is in force on the day."""
    if around.on is not None and not node.in_force(around.on):
        return None
    if node.kind is Kind.LEAF:
        return _judge_leaf(node, around)
    children = tuple(judged for child in node.children if (judged := _judge(child, around)) is not None)
    if not children:
        return None
    status = _combine(node.kind, [child.status for child in children])
    met, missed = _counts(node.kind, status, children)
    if status is not Status.UNKNOWN:
        chance = float(status is Status.MET)
        return _Judged(node, status, children, met=met, missed=missed, chance=chance)
    if node.decontrol and around.presume:
        return _Judged(node, Status.MET, children, presumed=True, chance=1.0)
    return _Judged(node, status, children, met=met, missed=missed, chance=_chance(node.kind, children))


def _counts(kind: Kind, status: Status, children: tuple[_Judged, ...]) -> tuple[int, int]:
    """How many criteria are met and how many fail: together under `all`, the best under `any`."""
    if kind is Kind.NOT:
        return 0, int(status is Status.NOT_MET)
    if kind is Kind.ALL:
        return sum(child.met for child in children), sum(child.missed for child in children)
    best = max(children, key=_closeness)
    return best.met, best.missed


def _combine(kind: Kind, statuses: list[Status]) -> Status:
    if kind is Kind.NOT:
        return {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET}.get(statuses[0], Status.UNKNOWN)
    decisive = Status.NOT_MET if kind is Kind.ALL else Status.MET
    if decisive in statuses:
        return decisive
    if Status.UNKNOWN in statuses:
        return Status.UNKNOWN
    return Status.MET if kind is Kind.ALL else Status.NOT_MET


def _judge_leaf(node: Node, around: _Circumstances) -> _Judged:
    if isinstance(node.test, RefTest):
        return _judge_reference(node, node.test, around)
    held = hold(node.test, around.facts, around.edition, node.path)
    met = int(held.status is Status.MET)
    chance = EVEN if held.status is Status.UNKNOWN else float(met)
    missed = int(held.status is Status.NOT_MET)
    return _Judged(node, held.status, (), held.finding, held.need, met=met, missed=missed, chance=chance)


def _judge_reference(node: Node, test: RefTest, around: _Circumstances) -> _Judged:
    status = _referred(test.entry, around)
    if status is Status.UNKNOWN:
        return _Judged(node, status, need=f"{MEETS}{test.entry}")
    code = f"lists.reference.{'met' if status is Status.MET else 'not_met'}"
    return _Judged(
        node,
        status,
        finding=Finding(code, Severity.INFO, {"entry": test.entry, "path": node.path}, node.path),
    )


def _referred(path: str, around: _Circumstances) -> Status:
    """The status of another entry or paragraph; unknown where it is not in the edition or circular."""
    answer = around.facts.values.get(f"{MEETS}{path}")
    if isinstance(answer, bool):
        return Status.MET if answer else Status.NOT_MET
    node = find_node(path, around.edition)
    if node is None or path in around.trail:
        return Status.UNKNOWN
    judged = _judge(node, replace(around, trail=(*around.trail, path)))
    return judged.status if judged else Status.NOT_MET


# ---------------------------------------------------------------- reasons and questions


def _outcome(judged: _Judged, code: str, edition: Edition) -> Outcome:
    excluded = _exclusion(judged) if judged.status is Status.NOT_MET else None
    findings = _reasons(judged)
    if excluded is not None:
        note = Finding(
            "lists.exclusion.applies",
            Severity.NOTICE,
            {"path": excluded.node.path, "note": excluded.node.title["en"]},
            excluded.node.path,
        )
        findings = (note, *findings)
    if any(part.presumed for part in _parts(judged)):
        findings = (
            *findings,
            Finding("lists.exclusion.not_claimed", Severity.NOTICE, {"entry": code}, code),
        )
    paragraph = excluded.node.path if excluded is not None else _paragraph(judged)
    return Outcome(
        judged.status,
        paragraph,
        _unique(findings),
        _asks(judged, edition),
        excluded is not None,
        judged.met,
    )


def _unique(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings without repetition (mappings in them do not hash, so they are compared).

    That one of ninety chemicals is absent tells nothing once another is there or none was asked for.
    """
    kept: list[Finding] = []
    for finding in findings:
        if finding not in kept:
            kept.append(finding)
    absent = [finding for finding in kept if finding.code == "lists.substance.absent"]
    return tuple(f for f in kept if len(absent) <= FEW or f.code != "lists.substance.absent")


def _parts(judged: _Judged) -> list[_Judged]:
    """The node and all below it."""
    found = [judged]
    for part in found:
        found.extend(part.children)
    return found


def _paragraph(judged: _Judged) -> str:
    """The paragraph that decided: the deepest one that alone carries the status of all above it."""
    node = judged.node
    if node.kind in {Kind.LEAF, Kind.NOT}:
        return node.path
    carriers = [child for child in _carriers(judged) if not child.node.decontrol]
    paths = {_paragraph(child) for child in carriers} - {node.path}
    return paths.pop() if len(paths) == 1 else node.path


def _carriers(judged: _Judged) -> tuple[_Judged, ...]:
    """The children that carry the status of a node: of alternatives the met, or else the nearest one."""
    same = tuple(child for child in judged.children if child.status is judged.status)
    if judged.node.kind is not Kind.ANY:
        return same
    if judged.status is Status.MET:
        return same[:1]
    best = max(map(_closeness, same))
    nearest = tuple(child for child in same if _closeness(child) == best)
    return nearest if best > FAR else same


def _closeness(judged: _Judged) -> int:
    """How near an alternative is; a chemical that is there, but too little, is near too."""
    near = judged.finding is not None and judged.finding.code == "lists.substance.below_limit"
    return 3 * judged.met + 2 * near - judged.missed


def _reasons(judged: _Judged) -> tuple[Finding, ...]:
    """Findings of the leaves that carry the status; for an open one, all that is known of it."""
    if not judged.children:
        return (judged.finding,) if judged.finding else ()
    if (
        judged.node.kind is Kind.NOT
        or judged.presumed
        or (judged.status is Status.UNKNOWN and judged.node.kind is Kind.ALL)
    ):
        chosen = judged.children
    else:
        chosen = _carriers(judged)
    return tuple(finding for child in chosen for finding in _reasons(child))


def _exclusion(judged: _Judged) -> _Judged | None:
    """The exclusion note that alone keeps the goods out, where one does."""
    if judged.node.decontrol and judged.status is Status.NOT_MET:
        return judged
    failing = [child for child in judged.children if child.status is Status.NOT_MET]
    if judged.node.kind is Kind.ALL and all(child.node.decontrol or _exclusion(child) for child in failing):
        return next((found for child in failing if (found := _exclusion(child)) is not None), None)
    if judged.node.kind is Kind.ANY:
        return next((found for child in failing if (found := _exclusion(child)) is not None), None)
    return None


def _asks(judged: _Judged, edition: Edition) -> tuple[Ask, ...]:
    """Open questions, one a parameter, ordered by how much the answer moves the whole (Birnbaum)."""
    found: dict[str, tuple[Node, float]] = {}
    influences = _influences(judged, 1.0) or [
        pair for part in _parts(judged) if part.presumed for pair in _influences(part, 1.0)
    ]
    for leaf, influence in influences:
        first, total = found.get(leaf.need, (leaf.node, 0.0))
        found[leaf.need] = (first, total + abs(influence))
    ranked = sorted(found.items(), key=lambda item: -min(item[1][1], 1.0))
    return tuple(_ask(need, node, min(weight, 1.0), edition) for need, (node, weight) in ranked)


def _ask(need: str, node: Node, weight: float, edition: Edition) -> Ask:
    entry = need.removeprefix(MEETS)
    if entry == need:
        ask = ask_for(need, node.test, edition, node.path)
    else:
        question = {
            "en": f"Do the goods meet {entry}?",
            "fr": f"La marchandise répond-elle à {entry} ?",
            "km": f"តើទំនិញនេះត្រូវនឹង {entry} ដែរឬទេ?",
        }
        ask = Ask(need, "", question, path=node.path)
    return replace(ask, weight=Decimal(f"{weight:.4f}"))


def _influences(judged: _Judged, above: float) -> list[tuple[_Judged, float]]:
    """Each open leaf with how much its answer moves the whole."""
    if judged.status is not Status.UNKNOWN and not judged.presumed:
        return []
    if judged.need:
        return [(judged, above)]
    kind = judged.node.kind
    if kind is Kind.NOT:
        return _influences(judged.children[0], above)
    chances, rarity = _chances(kind, judged.children)
    others = _products_of_others(chances if kind is Kind.ALL else [1.0 - chance for chance in chances])
    found: list[tuple[_Judged, float]] = []
    for child, rest in zip(judged.children, others, strict=True):
        if child.status is Status.UNKNOWN or child.presumed:
            found += _influences(child, above * rest * rarity * (UNCLAIMED if child.presumed else 1.0))
    return found


def _chances(kind: Kind, children: tuple[_Judged, ...]) -> tuple[list[float], float]:
    """The chance of each child; of many alternatives that are open each is the less likely one."""
    if kind is not Kind.ANY:
        return [child.chance for child in children], 1.0
    rarity = 2.0 / (1 + max(1, sum(child.status is Status.UNKNOWN for child in children)))
    return [
        child.chance * rarity if child.status is Status.UNKNOWN else child.chance for child in children
    ], rarity


def _chance(kind: Kind, children: tuple[_Judged, ...]) -> float:
    """The chance of an open node."""
    chances, _ = _chances(kind, children)
    if kind is Kind.NOT:
        return 1.0 - chances[0]
    return prod(chances) if kind is Kind.ALL else 1.0 - prod(1.0 - chance for chance in chances)


def _products_of_others(factors: list[float]) -> list[float]:
    """For each factor the product of all the others."""
    before = [1.0, *accumulate(factors, mul)]
    behind = [1.0, *accumulate(reversed(factors), mul)]
    return [before[at] * behind[len(factors) - at - 1] for at in range(len(factors))]
