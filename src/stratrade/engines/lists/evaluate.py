"""Evaluates the criteria of an entry with three values and says which paragraph decided."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from stratrade.engines.lists.either import Either
from stratrade.engines.lists.judging import (
    MEETS,
    Judge,
    Judged,
    Needed,
    circumstances,
    entry_of,
    find_node,
)
from stratrade.engines.lists.leaf import Ask, Status, ask_for, label_of
from stratrade.engines.lists.model import Edition, Entry, Facts, Kind, Node
from stratrade.kernel.finding import Finding, Severity

__all__ = [
    "MEETS",
    "Ask",
    "Evaluator",
    "Outcome",
    "Status",
    "entry_of",
    "evaluate",
    "evaluate_path",
    "find_node",
]

FAR = 0  # closeness of an alternative of which nothing is met
FEW = 3  # absent chemicals that are still worth naming
KEPT = 20_000  # questions, each with its weight, that are kept


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


@dataclass(slots=True)
class Evaluator:
    """Evaluates the entries of one edition, many times over: what no fact touches is worked out once.

    Args:
        edition: the edition, for parameters, families and references.
    """

    edition: Edition
    _judge: Judge = field(init=False)
    _asks: dict[tuple[str, str, str], Ask] = field(default_factory=dict)
    _either: Either = field(default_factory=Either)

    def __post_init__(self) -> None:
        self._judge = Judge(self.edition)

    def evaluate(
        self, entry: Entry, facts: Facts, *, on: date | None = None, presume_no_exclusion: bool = False
    ) -> Outcome:
        """Hold the facts against an entry, see `evaluate`."""
        around = circumstances(facts, on, presume=presume_no_exclusion, trail=(entry.code,))
        judged = self._judge.judge(entry.criteria, around)
        if judged is None:
            return Outcome(Status.NOT_MET, entry.code)
        outcome = judged.outcome if judged.kept else None
        if not isinstance(outcome, Outcome):
            outcome = judged.outcome = self._outcome(judged, entry.code)
        if outcome.status is Status.NOT_MET:
            return outcome
        for other in entry.yields_to:
            if self._judge.referred(other, around) is Status.MET:
                params = {"entry": entry.code, "to": other}
                yields = Finding("lists.precedence.yields", Severity.NOTICE, params, entry.code)
                return Outcome(Status.NOT_MET, entry.code, (yields,), supported=outcome.supported)
        return outcome

    def either(self, entry: Entry, facts: Facts, outcome: Outcome) -> Outcome:
        """The outcome, met where it is open but every answer to a question that is left meets the entry.

        Args:
            entry: the entry.
            facts: what is known.
            outcome: what `evaluate` made of them, presuming that nobody claims an exclusion.
        """

        def status(other: Facts) -> Status:
            return self.evaluate(entry, other, presume_no_exclusion=True).status

        asks = tuple([ask.parameter for ask in outcome.asks])
        names = (
            self._either.met(entry, facts, asks, self.edition.parameters, status)
            if outcome.status is Status.UNKNOWN
            else ()
        )
        if not names:
            return outcome
        told = tuple(
            Finding(
                "lists.either.met",
                Severity.INFO,
                {"parameter": name, "label": label_of(name, self.edition), "path": outcome.paragraph},
                outcome.paragraph,
            )
            for name in names
        )
        asks_left = tuple(ask for ask in outcome.asks if ask.parameter in names)
        return replace(outcome, status=Status.MET, findings=(*outcome.findings, *told), asks=asks_left)

    def evaluate_path(self, path: str, facts: Facts, *, on: date | None = None) -> Outcome | None:
        """Hold the facts against one paragraph; None where the edition has no such paragraph."""
        node = self._judge.node(path)
        if node is None:
            return None
        judged = self._judge.judge(node, circumstances(facts, on, trail=(path,)))
        return self._outcome(judged, path) if judged else Outcome(Status.NOT_MET, path)

    def statuses(self, entry: Entry, facts: Facts, *, on: date | None = None) -> tuple[Status | None, ...]:
        """The status of every node of an entry, for drawing its tree.

        Returns:
            One status a node, in the order of `entry.criteria.walk()`; None where a node is not in force.
        """
        judged = self._judge.judge(entry.criteria, circumstances(facts, on, trail=(entry.code,)))
        known: dict[int, Status] = {}
        waiting = [judged] if judged else []
        while waiting:
            one = waiting.pop()
            known[id(one.node)] = one.status
            waiting.extend(one.children)
        return tuple(known.get(id(node)) for node in entry.criteria.walk())

    def _outcome(self, judged: Judged, code: str) -> Outcome:
        excluded = _exclusion(judged) if judged.status is Status.NOT_MET else None
        findings = _reasons(judged)
        if excluded is not None:
            params = {"path": excluded.node.path, "note": excluded.node.title["en"]}
            note = Finding("lists.exclusion.applies", Severity.NOTICE, params, excluded.node.path)
            findings = (note, *findings)
        if judged.presumes:
            unclaimed = Finding("lists.exclusion.not_claimed", Severity.NOTICE, {"entry": code}, code)
            findings = (*findings, unclaimed)
        paragraph = excluded.node.path if excluded is not None else _paragraph(judged)
        return Outcome(
            judged.status,
            paragraph,
            _unique(findings),
            self._questions(judged),
            excluded is not None,
            judged.met,
        )

    def _questions(self, judged: Judged) -> tuple[Ask, ...]:
        """Open questions, one a parameter, ordered by how much the answer moves the whole."""
        found = judged.needed() or _claimable(judged)
        ranked = sorted(found.items(), key=lambda item: -min(item[1][1], 1.0))
        return tuple(self._ask(need, node, min(weight, 1.0)) for need, (node, weight) in ranked)

    def _ask(self, need: str, node: Node, weight: float) -> Ask:
        key = (need, node.path, f"{weight:.4f}")
        known = self._asks.get(key)
        if known is None:
            if len(self._asks) >= KEPT:
                self._asks.clear()
            known = self._asks[key] = replace(_ask(need, node, self.edition), weight=Decimal(key[2]))
        return known


def evaluate(
    entry: Entry,
    facts: Facts,
    edition: Edition,
    *,
    on: date | None = None,
    presume_no_exclusion: bool = False,
) -> Outcome:
    """Hold the facts against an entry, once; `Evaluator` is for many.

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
    return Evaluator(edition).evaluate(entry, facts, on=on, presume_no_exclusion=presume_no_exclusion)


def evaluate_path(path: str, facts: Facts, edition: Edition, *, on: date | None = None) -> Outcome | None:
    """Hold the facts against one paragraph, once; None where the edition has no such paragraph."""
    return Evaluator(edition).evaluate_path(path, facts, on=on)


def statuses(
    entry: Entry, facts: Facts, edition: Edition, *, on: date | None = None
) -> tuple[Status | None, ...]:
    """The status of every node of an entry, once, see `Evaluator.statuses`."""
    return Evaluator(edition).statuses(entry, facts, on=on)


# ---------------------------------------------------------------- reasons and questions


def _unique(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings without repetition.

    That one of ninety chemicals is absent tells nothing once another is there or none was asked for.
    """
    if len(findings) <= 1:
        return findings
    known: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        known.setdefault((finding.code, finding.reference, *finding.params.items()), finding)
    kept = known.values()
    absent = [finding for finding in kept if finding.code == "lists.substance.absent"]
    return tuple(f for f in kept if len(absent) <= FEW or f.code != "lists.substance.absent")


def _parts(judged: Judged) -> list[Judged]:
    """The node and all below it."""
    found = [judged]
    for part in found:
        found.extend(part.children)
    return found


def _paragraph(judged: Judged) -> str:
    """The paragraph that decided: the deepest one that alone carries the status of all above it."""
    if not judged.paragraph:
        judged.paragraph = _deciding(judged)
    return judged.paragraph


def _deciding(judged: Judged) -> str:
    node = judged.node
    if node.kind is Kind.LEAF or node.kind is Kind.NOT:
        return node.path
    carriers = [child for child in _carriers(judged) if not child.node.decontrol]
    paths = {_paragraph(child) for child in carriers} - {node.path}
    return paths.pop() if len(paths) == 1 else node.path


def _carriers(judged: Judged) -> tuple[Judged, ...]:
    """The children that carry the status of a node: of alternatives the met, or else the nearest one."""
    status = judged.status
    same = tuple([child for child in judged.children if child.status is status])
    if judged.node.kind is not Kind.ANY:
        return same
    if status is Status.MET:
        return same[:1]
    best = max([child.near for child in same])
    return tuple([child for child in same if child.near == best]) if best > FAR else same


def _reasons(judged: Judged) -> tuple[Finding, ...]:
    """Findings of the leaves that carry the status; for an open one, all that is known of it."""
    if not judged.told:
        return ()
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
    return tuple([finding for child in chosen if child.told for finding in _reasons(child)])


def _exclusion(judged: Judged) -> Judged | None:
    """The exclusion note that alone keeps the goods out, where one does."""
    if judged.node.decontrol and judged.status is Status.NOT_MET:
        return judged
    failing = [child for child in judged.children if child.status is Status.NOT_MET]
    if judged.node.kind is Kind.ALL and all(child.node.decontrol or _exclusion(child) for child in failing):
        return next((found for child in failing if (found := _exclusion(child)) is not None), None)
    if judged.node.kind is Kind.ANY:
        return next((found for child in failing if (found := _exclusion(child)) is not None), None)
    return None


def _claimable(judged: Judged) -> Needed:
    """What the exclusions that nobody has claimed would ask."""
    found: dict[str, tuple[Node, float]] = {}
    for part in _parts(judged) if judged.presumes else ():
        for need, (node, moves) in (part.needed() if part.presumed else {}).items():
            first, total = found.get(need, (node, 0.0))
            found[need] = (first, total + moves)
    return found


def _ask(need: str, node: Node, edition: Edition) -> Ask:
    entry = need.removeprefix(MEETS)
    if entry == need:
        return ask_for(need, node.test, edition, node.path)
    question = {
        "en": f"Do the goods meet {entry}?",
        "fr": f"La marchandise répond-elle à {entry} ?",
        "km": f"តើទំនិញនេះត្រូវនឹង {entry} ដែរឬទេ?",
    }
    return Ask(need, "", question, path=node.path)
