"""Holds facts against criteria with three values; what no fact touches is judged once and kept."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from math import prod
from operator import mul
from typing import NamedTuple

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
_ANSWER = (str, frozenset, bool)

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
        near: how near to being met it is, see `closeness`.
        chance: that it is met, if each unknown leaf is as likely met as not.
        kept: it is given again whenever the same facts touch it.
        outcome: what was made of it, where it is kept.
        paragraph: the one that decided, once somebody has asked.
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
    near: int = 0
    chance: float = EVEN
    kept: bool = False
    outcome: object = None
    paragraph: str = ""
    _needed: Needed | None = None

    def needed(self) -> Needed:
        """What is open below, with how much each answer moves this node (Birnbaum importance)."""
        if not self.children:
            return _needed(self)
        if self._needed is None:
            self._needed = _needed(self)
        return self._needed


class Circumstances(NamedTuple):
    """What a judgment rests on.

    Args:
        facts: what is known.
        on: the day the criteria are applied; None takes all of them.
        presume: an exclusion that nobody has claimed does not keep the answer open.
        trail: the paragraphs on the way here, against circles.
        given: the names of what is known.
        answered: those of them that are no quantities.
    """

    facts: Facts
    on: date | None = None
    presume: bool = False
    trail: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()


def circumstances(
    facts: Facts, on: date | None = None, *, presume: bool = False, trail: tuple[str, ...] = ()
) -> Circumstances:
    """What a judgment of these facts rests on, see `Circumstances`."""
    answered = frozenset([name for name, value in facts.values.items() if isinstance(value, _ANSWER)])
    given = facts.values.keys()
    if facts.components or facts.components_complete:
        return Circumstances(facts, on, presume, trail, frozenset([*given, CHEMICALS]), answered)
    return Circumstances(facts, on, presume, trail, frozenset(given), answered)


@dataclass(slots=True, eq=False)
class Branch:
    """A node with what is known of it before any fact.

    Args:
        node: the node.
        depends: the facts that can change its status.
        children: the branches below.
        bare: what it comes to where no fact touches it, by whether exclusions are presumed not claimed.
    """

    node: Node
    depends: frozenset[str]
    children: tuple["Branch", ...]
    anything: bool
    bare: dict[bool, Judged] = field(default_factory=dict)


@dataclass(slots=True)
class Judge:
    """Judges the entries of one edition.

    Branches that no fact touches are kept, and those that a few answers other than quantities touch, up to
    `KEPT` of them: the kind of goods is such an answer, and most branches of a large entry hang on it alone.
    """

    edition: Edition
    _branches: dict[int, Branch] = field(default_factory=dict)
    _depending: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)  # each once
    _by_answer: dict[Hashable, Judged | None] = field(default_factory=dict)
    _nodes: dict[str, Node | None] = field(default_factory=dict)

    def node(self, path: str) -> Node | None:
        """The uppermost node of a paragraph such as "2B230.a"; None where there is none."""
        if path not in self._nodes:
            self._nodes[path] = find_node(path, self.edition)
        return self._nodes[path]

    def judge(self, node: Node, around: Circumstances) -> Judged | None:
        """Hold facts against a node.

        Args:
            node: the node.
            around: the facts, and what else the judgment rests on.

        Returns:
            None where nothing of the node is in force on the day.
        """
        return self._judge(self._branch(node), around)

    def referred(self, path: str, around: Circumstances) -> Status:
        """The status of another entry or paragraph; unknown where it is not in the edition or circular."""
        answer = around.facts.values.get(f"{MEETS}{path}")
        if isinstance(answer, bool):
            return Status.MET if answer else Status.NOT_MET
        node = self.node(path)
        if node is None or path in around.trail:
            return Status.UNKNOWN
        judged = self.judge(node, around._replace(trail=(*around.trail, path)))
        return judged.status if judged else Status.NOT_MET

    def _branch(self, node: Node) -> Branch:
        known = self._branches.get(id(node))
        if known is None:
            children = tuple(self._branch(child) for child in node.children)
            depends = frozenset(_depends(node.test)).union(*(child.depends for child in children))
            depends = self._depending.setdefault(depends, depends)
            known = self._branches[id(node)] = Branch(node, depends, children, ANYTHING in depends)
        return known

    def _judge(self, branch: Branch, around: Circumstances) -> Judged | None:
        if around.on is not None:
            return self._afresh(branch, around) if branch.node.in_force(around.on) else None
        if branch.anything:
            return self._afresh(branch, around)
        if not branch.depends.isdisjoint(around.given):
            return self._touched_by(branch.depends & around.given, branch, around)
        bare = branch.bare.get(around.presume)
        if bare is None:
            bare = self._afresh(branch, Circumstances(NOTHING, None, around.presume))
            if bare is not None:
                bare.kept = True
                branch.bare[around.presume] = bare
        return bare

    def _touched_by(self, touching: frozenset[str], branch: Branch, around: Circumstances) -> Judged | None:
        if len(touching) > TOGETHER or not branch.children or not touching <= around.answered:
            return self._afresh(branch, around)  # a leaf is held quicker than it is looked up
        values, hinted = around.facts.values, around.facts.hinted
        names = sorted(touching) if len(touching) > 1 else touching
        key = (branch, around.presume, *[part for n in names for part in (n, values[n], n in hinted)])
        if key not in self._by_answer:
            if len(self._by_answer) >= KEPT:
                self._by_answer.clear()
            judged = self._by_answer[key] = self._afresh(branch, around)
            if judged is not None:
                judged.kept = True
        return self._by_answer[key]

    def _afresh(self, branch: Branch, around: Circumstances) -> Judged | None:
        node = branch.node
        if node.kind is Kind.LEAF:
            return self._leaf(node, around)
        judge = self._judge
        found = [judge(child, around) for child in branch.children]
        children = tuple([child for child in found if child is not None])
        if not children:
            return None
        status = _combine(node.kind, [child.status for child in children])
        told = presumes = False
        for child in children:
            told = told or child.told
            presumes = presumes or child.presumes
        if status is Status.UNKNOWN and node.decontrol and around.presume:
            return Judged(node, Status.MET, children, presumed=True, presumes=True, told=told, chance=1.0)
        met, missed = _counts(node.kind, status, children)
        chance = _chance(node.kind, children) if status is Status.UNKNOWN else float(status is Status.MET)
        return Judged(
            node,
            status,
            children,
            presumes=presumes,
            told=told,
            met=met,
            missed=missed,
            near=closeness(met, missed),
            chance=chance,
        )

    def _leaf(self, node: Node, around: Circumstances) -> Judged:
        if isinstance(node.test, RefTest):
            return self._reference(node, node.test, around)
        held = hold(node.test, around.facts, self.edition, node.path)
        met, missed = int(held.status is Status.MET), int(held.status is Status.NOT_MET)
        short = held.finding is not None and held.finding.code == "lists.substance.below_limit"
        return Judged(
            node,
            held.status,
            finding=held.finding,
            need=held.need,
            told=held.finding is not None,
            met=met,
            missed=missed,
            near=closeness(met, missed, short=short),
            chance=EVEN if held.status is Status.UNKNOWN else float(met),
        )

    def _reference(self, node: Node, test: RefTest, around: Circumstances) -> Judged:
        status = self.referred(test.entry, around)
        if status is Status.UNKNOWN:
            return Judged(node, status, need=f"{MEETS}{test.entry}")
        code = f"lists.reference.{'met' if status is Status.MET else 'not_met'}"
        finding = Finding(code, Severity.INFO, {"entry": test.entry, "path": node.path}, node.path)
        return Judged(node, status, finding=finding, told=True)


def _depends(test: object) -> Iterator[str]:
    """The facts that a leaf asks for."""
    match test:
        case SubstanceTest():
            yield CHEMICALS
        case RefTest():
            yield ANYTHING
        case QuantityTest() | MemberTest() | FeatureTest() | PurposeTest():
            yield test.parameter


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


def closeness(met: int, missed: int, *, short: bool = False) -> int:
    """How near an alternative is; a chemical that is there, but too little, is near too."""
    return 3 * met + 2 * short - missed


def _closest(judged: Judged) -> int:
    return judged.near


def _counts(kind: Kind, status: Status, children: tuple[Judged, ...]) -> tuple[int, int]:
    """How many criteria are met and how many fail: together under `all`, the best under `any`."""
    if kind is Kind.NOT:
        return 0, int(status is Status.NOT_MET)
    if kind is Kind.ALL:
        return sum([child.met for child in children]), sum([child.missed for child in children])
    best = max(children, key=_closest)
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
    children = judged.children
    if len(children) == 1 and not children[0].presumed:
        return children[0].needed()
    chances, rarity = _chances(kind, children)
    others = _products_of_others(chances if kind is Kind.ALL else [1.0 - chance for chance in chances])
    found: dict[str, tuple[Node, float]] = {}
    for child, rest in zip(children, others, strict=True):
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
    unknown = Status.UNKNOWN
    rarity = 2.0 / (1 + max(1, [child.status for child in children].count(unknown)))
    return [child.chance * rarity if child.status is unknown else child.chance for child in children], rarity


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
