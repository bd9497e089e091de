"""Holds facts against criteria with three values; what no fact touches is judged once and kept."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from math import prod
from operator import mul

from stratrade.engines.lists.leaf import Status, hold
from stratrade.engines.lists.model import (
    Edition,
    Entry,
    Facts,
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
)
from stratrade.kernel.finding import Finding, Severity

UNCLAIMED = 0.01  # an exclusion that nobody claims is asked about last
MEETS = "meets_"  # begins the name to answer a reference under
EVEN = 0.5  # an unknown leaf is as likely met as not, where the order of questions is weighed
CHEMICALS = "\0chemicals"  # stands for the composition among the facts that a branch depends on
ANYTHING = "\0anything"  # a reference: it may depend on any fact
NOTHING = Facts()
KEPT = 100_000  # branches judged under a few answers that are kept
TOGETHER = 3  # answers, none of them a quantity, under which a branch is kept

Needed = Mapping[str, tuple[Node, float]]  # what to ask -> the first leaf that asks, and how much it moves


@dataclass(slots=True, eq=False)
class Judged:
    """A node held against facts.

    Args:
        node: the node.
        status: its status.
        children: those below that are in force.
        finding: the reason, of a leaf.
        need: what an open leaf needs to know.
        presumed: an exclusion that nobody claims.
        presumes: it, or something below, is presumed.
        told: it, or something below, has a finding.
        met: criteria met together, of alternatives the most.
        missed: criteria that fail together, of alternatives the fewest.
        chance: that it is met, if each unknown leaf is as likely met as not.
        kept: it is given again whenever the same facts touch it.
        outcome: what was made of it, where it is kept.
    """

    node: Node
    status: Status
    children: tuple["Judged", ...] = ()
    finding: Finding | None = None
    need: str = ""
    presumed: bool = False
    presumes: bool = False
    told: bool = False
    met: int = 0
    missed: int = 0
    chance: float = EVEN
    kept: bool = False
    outcome: object = None
    _needed: Needed | None = None

    def needed(self) -> Needed:
        """What is open below, with how much each answer moves this node (Birnbaum importance)."""
        if self._needed is None:
            self._needed = _needed(self)
        return self._needed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a judgment rests on."""

    facts: Facts
    on: date | None = None
    presume: bool = False
    trail: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()


@dataclass(slots=True)
class Judge:
    """Judges the entries of one edition.

    Branches that no fact touches are kept, and those that a few answers other than quantities touch, up to
    `KEPT` of them: the kind of goods is such an answer, and most branches of a large entry hang on it alone.
    """

    edition: Edition
    _touched: dict[int, frozenset[str]] = field(default_factory=dict)
    _bare: dict[tuple[int, bool], Judged] = field(default_factory=dict)
    _by_answer: dict[Hashable, Judged | None] = field(default_factory=dict)
    _nodes: dict[str, Node | None] = field(default_factory=dict)

    def node(self, path: str) -> Node | None:
        """The uppermost node of a paragraph such as "2B230.a"; None where there is none."""
        if path not in self._nodes:
            self._nodes[path] = find_node(path, self.edition)
        return self._nodes[path]

    def judge(
        self,
        node: Node,
        facts: Facts,
        *,
        on: date | None = None,
        presume: bool = False,
        trail: tuple[str, ...],
    ) -> Judged | None:
        """Hold facts against a node.

        Args:
            node: the node.
            facts: what is known.
            on: the day the criteria are applied; None takes all of them.
            presume: an exclusion that nobody has claimed does not keep the answer open.
            trail: the paragraphs on the way here, against circles.

        Returns:
            None where nothing of the node is in force on the day.
        """
        given = set(facts.values)
        if facts.components or facts.components_complete:
            given.add(CHEMICALS)
        return self._judge(node, Circumstances(facts, on, presume, trail, frozenset(given)))

    def referred(self, path: str, around: Circumstances) -> Status:
        """The status of another entry or paragraph; unknown where it is not in the edition or circular."""
        answer = around.facts.values.get(f"{MEETS}{path}")
        if isinstance(answer, bool):
            return Status.MET if answer else Status.NOT_MET
        node = self.node(path)
        if node is None or path in around.trail:
            return Status.UNKNOWN
        judged = self._judge(node, replace(around, trail=(*around.trail, path)))
        return judged.status if judged else Status.NOT_MET

    def _depends(self, node: Node) -> frozenset[str]:
        """The facts that can change the status of a node."""
        known = self._touched.get(id(node))
        if known is None:
            match node.test:
                case None:
                    known = frozenset().union(*(self._depends(child) for child in node.children))
                case SubstanceTest():
                    known = frozenset({CHEMICALS})
                case RefTest():
                    known = frozenset({ANYTHING})
                case QuantityTest() | MemberTest() | FeatureTest() | PurposeTest() as test:
                    known = frozenset({test.parameter})
            self._touched[id(node)] = known
        return known

    def _judge(self, node: Node, around: Circumstances) -> Judged | None:
        if around.on is not None:
            return self._afresh(node, around) if node.in_force(around.on) else None
        depends = self._depends(node)
        if ANYTHING in depends:
            return self._afresh(node, around)
        touching = depends & around.given
        if touching:
            return self._touched_by(touching, node, around)
        bare = self._bare.get((id(node), around.presume))
        if bare is None:
            bare = self._afresh(node, Circumstances(NOTHING, None, around.presume))
            if bare is not None:
                bare.kept = True
                self._bare[id(node), around.presume] = bare
        return bare

    def _touched_by(self, touching: frozenset[str], node: Node, around: Circumstances) -> Judged | None:
        answers = around.facts.values
        found = [(name, answers.get(name), name in around.facts.hinted) for name in touching]
        if len(found) > TOGETHER or not all(isinstance(one[1], str | frozenset | bool) for one in found):
            return self._afresh(node, around)
        key = (id(node), around.presume, *(found if len(found) == 1 else sorted(found, key=_name)))
        if key not in self._by_answer:
            if len(self._by_answer) >= KEPT:
                self._by_answer.clear()
            judged = self._by_answer[key] = self._afresh(node, around)
            if judged is not None:
                judged.kept = True
        return self._by_answer[key]

    def _afresh(self, node: Node, around: Circumstances) -> Judged | None:
        if node.kind is Kind.LEAF:
            return self._leaf(node, around)
        children = tuple(
            judged for child in node.children if (judged := self._judge(child, around)) is not None
        )
        if not children:
            return None
        status = _combine(node.kind, [child.status for child in children])
        told = any(child.told for child in children)
        met, missed = _counts(node.kind, status, children)
        if status is not Status.UNKNOWN:
            presumes = any(child.presumes for child in children)
            chance = float(status is Status.MET)
            return Judged(
                node, status, children, presumes=presumes, told=told, met=met, missed=missed, chance=chance
            )
        if node.decontrol and around.presume:
            return Judged(node, Status.MET, children, presumed=True, presumes=True, told=told, chance=1.0)
        presumes = any(child.presumes for child in children)
        chance = _chance(node.kind, children)
        return Judged(
            node, status, children, presumes=presumes, told=told, met=met, missed=missed, chance=chance
        )

    def _leaf(self, node: Node, around: Circumstances) -> Judged:
        if isinstance(node.test, RefTest):
            return self._reference(node, node.test, around)
        held = hold(node.test, around.facts, self.edition, node.path)
        met = int(held.status is Status.MET)
        return Judged(
            node,
            held.status,
            finding=held.finding,
            need=held.need,
            told=held.finding is not None,
            met=met,
            missed=int(held.status is Status.NOT_MET),
            chance=EVEN if held.status is Status.UNKNOWN else float(met),
        )

    def _reference(self, node: Node, test: RefTest, around: Circumstances) -> Judged:
        status = self.referred(test.entry, around)
        if status is Status.UNKNOWN:
            return Judged(node, status, need=f"{MEETS}{test.entry}")
        code = f"lists.reference.{'met' if status is Status.MET else 'not_met'}"
        finding = Finding(code, Severity.INFO, {"entry": test.entry, "path": node.path}, node.path)
        return Judged(node, status, finding=finding, told=True)


def _name(one: tuple[str, object, bool]) -> str:
    return one[0]


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


def closeness(judged: Judged) -> int:
    """How near an alternative is; a chemical that is there, but too little, is near too."""
    near = judged.finding is not None and judged.finding.code == "lists.substance.below_limit"
    return 3 * judged.met + 2 * near - judged.missed


def _counts(kind: Kind, status: Status, children: tuple[Judged, ...]) -> tuple[int, int]:
    """How many criteria are met and how many fail: together under `all`, the best under `any`."""
    if kind is Kind.NOT:
        return 0, int(status is Status.NOT_MET)
    if kind is Kind.ALL:
        return sum(child.met for child in children), sum(child.missed for child in children)
    best = max(children, key=closeness)
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


def _needed(judged: Judged) -> Needed:
    if judged.status is not Status.UNKNOWN and not judged.presumed:
        return {}
    if judged.need:
        return {judged.need: (judged.node, 1.0)}
    kind = judged.node.kind
    if kind is Kind.NOT:
        return judged.children[0].needed()
    chances, rarity = _chances(kind, judged.children)
    others = _products_of_others(chances if kind is Kind.ALL else [1.0 - chance for chance in chances])
    found: dict[str, tuple[Node, float]] = {}
    for child, rest in zip(judged.children, others, strict=True):
        if child.status is Status.UNKNOWN or child.presumed:
            factor = rest * rarity * (UNCLAIMED if child.presumed else 1.0)
            for need, (node, moves) in child.needed().items():
                first, total = found.get(need, (node, 0.0))
                found[need] = (first, total + factor * moves)
    return found


def _chances(kind: Kind, children: tuple[Judged, ...]) -> tuple[list[float], float]:
    """The chance of each child; of many alternatives that are open each is the less likely one."""
    if kind is not Kind.ANY:
        return [child.chance for child in children], 1.0
    rarity = 2.0 / (1 + max(1, sum(child.status is Status.UNKNOWN for child in children)))
    return [
        child.chance * rarity if child.status is Status.UNKNOWN else child.chance for child in children
    ], rarity


def _chance(kind: Kind, children: tuple[Judged, ...]) -> float:
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
