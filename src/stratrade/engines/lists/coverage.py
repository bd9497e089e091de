"""Holds an edition against the official text of the list: what is missing, what only reads, what contradicts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stratrade.engines.lists.evaluate import Evaluator
from stratrade.engines.lists.model import (
    Edition,
    Entry,
    FeatureTest,
    Kind,
    MemberTest,
    Node,
    Op,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
)
from stratrade.engines.lists.reference import CODE, Figure, Official, Provision
from stratrade.engines.lists.witness import answerable, witness
from stratrade.kernel.quantity import DimensionError, Quantity, UnitError, unit

LONGEST_RUN = 8  # words in a row that may be the same as in the official text
ROUNDING = Decimal("0.006")  # share by which "100 °C (373 K)" may differ between its two units
_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_KINDS = {
    QuantityTest: "quantity",
    SubstanceTest: "substance",
    MemberTest: "member",
    FeatureTest: "feature",
    PurposeTest: "designed_for",
    RefTest: "ref",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at.

    Args:
        kind: entry_missing, paragraph_missing, text_only, cas_missing, cas_elsewhere, number_missing,
            number_elsewhere, comparator, number_unknown or words_shared.
        path: the paragraph.
        detail: what exactly.
    """

    kind: str
    path: str
    detail: str


CONTRADICTIONS = frozenset({"comparator", "number_unknown", "cas_elsewhere"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the comparison of one entry comes to.

    Args:
        code: the entry.
        executable: paragraphs for which a pair of goods was made and decided rightly.
        text_only: paragraphs whose criteria decide no pair.
        missing: paragraphs without a node.
        numbers: numbers of the official text, and how many of them stand in our criteria or words.
        cas: CAS numbers of the official text, and how many of them stand in our criteria.
        leaves: our leaves by kind.
        remarks: what to look at.
    """

    code: str
    executable: int
    text_only: int
    missing: int
    numbers: tuple[int, int]
    cas: tuple[int, int]
    leaves: Mapping[str, int]
    remarks: tuple[Remark, ...]

    @property
    def paragraphs(self) -> int:
        """Paragraphs of the official text."""
        return self.executable + self.text_only + self.missing


def compare(official: Official, evaluator: Evaluator) -> Coverage:
    """Hold our entry against the official one.

    Args:
        official: the entry of the reference.
        evaluator: that of our edition.

    Returns:
        Figures and remarks; an entry that we do not have has all its paragraphs missing.
    """
    edition = evaluator.edition
    entry = edition.entries.get(official.code)
    if entry is None:
        remark = Remark("entry_missing", official.code, f"{len(official.paragraphs)} paragraphs")
        total = sum(len(p.figures()) for p in official.paragraphs)
        return Coverage(
            official.code, 0, 0, len(official.paragraphs), (total, 0), (len(official.cas), 0), {}, (remark,)
        )
    remarks: list[Remark] = []
    theirs = frozenset(provision.path for provision in official.paragraphs)
    states = Counter(_state(one, entry, evaluator, theirs, remarks) for one in official.paragraphs)
    ours = {cas for node in entry.criteria.walk() for cas in _cas(node, edition)}
    for number in sorted(official.cas - ours):
        elsewhere = sorted(code for code, other in edition.entries.items() if _names(other, number, edition))
        tail = f"stands in {', '.join(elsewhere)}" if elsewhere else "stands nowhere"
        remarks.append(Remark("cas_missing", official.code, f"{number} {tail}"))
    figures = _Figures(official, entry, edition)
    remarks += figures.remarks
    remarks += _shared_words(official, entry, edition)
    return Coverage(
        official.code,
        states["executable"],
        states["text_only"],
        states["missing"],
        (figures.total, figures.found),
        (len(official.cas), len(official.cas & ours)),
        Counter(_KINDS[type(node.test)] for node in entry.criteria.walk() if node.test is not None),
        tuple(remarks),
    )


def _state(
    provision: Provision,
    entry: Entry,
    evaluator: Evaluator,
    theirs: frozenset[str],
    remarks: list[Remark],
) -> str:
    node = next((node for node in entry.criteria.walk() if node.path == provision.path), None)
    if node is None:
        remarks.append(Remark("paragraph_missing", provision.path, _instead(provision, entry, theirs)))
        return "missing"
    if witness(provision.path, evaluator) is None:
        remarks.append(Remark("text_only", provision.path, _undecided(node, evaluator.edition)))
        return "text_only"
    return "executable"


def _instead(provision: Provision, entry: Entry, theirs: frozenset[str]) -> str:
    """What the paragraph says, and where ours stands where it only has another number."""
    said = provision.text[:60]
    parts = provision.path.split(".")[1:]
    ours = list(dict.fromkeys(node.path for node in entry.criteria.walk() if node.path not in theirs))
    for start in range(len(parts)):
        tail = "." + ".".join(parts[start:])
        found = [path for path in ours if path.endswith(tail)]
        if found:
            return f"{said}; ours numbers it {min(found, key=len)}"
    return f"{said}; we have nothing in its place"


def _undecided(node: Node, edition: Edition) -> str:
    """Why no pair of goods decides a paragraph of ours."""
    tests = [one.test for one in node.walk() if one.test is not None]
    if tests and all(isinstance(test, RefTest) for test in tests):
        named = dict.fromkeys(test.entry for test in tests if isinstance(test, RefTest))
        return f"it only points to {', '.join(named)}, which decides"
    out = [child.children[0].test for child in node.children if child.kind is Kind.NOT]
    if any(child.test in out for child in node.children if child.test is not None):
        return "another entry holds what it names, so its own exclusion takes it out"
    if not answerable(node, edition):
        return "a criterion without a question"
    return "no one answer turns it from met to not met"


def _cas(node: Node, edition: Edition) -> tuple[str, ...]:
    if not isinstance(node.test, SubstanceTest):
        return ()
    family = edition.families.get(node.test.family)
    return (*node.test.cas, *(family.cas if family else ()))


def _names(entry: Entry, number: str, edition: Edition) -> bool:
    return any(number in _cas(node, edition) for node in entry.criteria.walk())


# ---------------------------------------------------------------- numbers


@dataclass(frozen=True, slots=True)
class _Bound:
    """One limit of a leaf."""

    path: str
    value: Decimal
    unit: str
    op: Op


def _bounds(node: Node) -> Iterator[_Bound]:
    test = node.test
    if isinstance(test, QuantityTest):
        if test.op is not Op.BETWEEN:
            yield _Bound(node.path, test.value, test.unit, test.op)
        elif test.high is not None:
            yield _Bound(node.path, test.value, test.unit, Op.GT if test.low_exclusive else Op.GE)
            yield _Bound(node.path, test.high, test.unit, Op.LT if test.high_exclusive else Op.LE)
    elif isinstance(test, SubstanceTest):
        for limit in (test.min_wt_pct, test.min_wt_pct_non_party):
            if limit is not None:
                yield _Bound(node.path, limit, "%", Op.GE if test.inclusive else Op.GT)


class _Figures:
    """The numbers of one entry, theirs and ours."""

    def __init__(self, official: Official, entry: Entry, edition: Edition) -> None:
        self.remarks: list[Remark] = []
        self.total = self.found = 0
        bounds = [bound for node in entry.criteria.walk() for bound in _bounds(node)]
        words = _numbers_in_words(entry, edition)
        for provision in official.paragraphs:
            told = False
            for figure in provision.figures():
                if figure.value == 1 and not figure.unit and not figure.readings and figure.op is not None:
                    continue  # "one or more": an any
                self.total += 1
                same = [bound for bound in bounds if _same(figure, bound)]
                near = [bound for bound in same if _related(bound.path, provision.path)]
                if near:
                    self._compare(figure, near, provision.path)
                known = bool(near or same or figure.value in words or set(figure.readings) & words)
                self.found += known or (told and figure.op is None)
                if not known and not (told and figure.op is None):
                    self._add("number_missing", provision.path, f"{_written(figure)} in “{figure.around}”")
                elif same and not near:
                    where = ", ".join(sorted({bound.path for bound in same})[:3])
                    self._add("number_elsewhere", provision.path, f"{_written(figure)} stands at {where}")
                told = told or known
        self._ours(official, bounds)

    def _add(self, kind: str, path: str, detail: str) -> None:
        self.remarks.append(Remark(kind, path, detail))

    def _compare(self, figure: Figure, bounds: Iterable[_Bound], path: str) -> None:
        exact = [bound for bound in bounds if bound.path == path] or list(bounds)
        if figure.op is not None and figure.op not in {bound.op for bound in exact}:
            ours = ", ".join(sorted({f"{bound.op} {bound.value} {bound.unit}" for bound in exact}))
            self._add(
                "comparator", path, f"theirs {figure.op} {_written(figure)} “{figure.around}”, ours {ours}"
            )

    def _ours(self, official: Official, bounds: Iterable[_Bound]) -> None:
        theirs = [(p.path, figure) for p in official.provisions for figure in p.figures()]
        for bound in bounds:
            places = (bound.path, *_pointed_at(official, bound.path))
            if not any(
                any(_related(place, path) for place in places) and _same(figure, bound)
                for path, figure in theirs
            ):
                elsewhere = any(_same(figure, bound) for _, figure in theirs)
                tail = "stands in another paragraph of theirs" if elsewhere else "is not in their text"
                self._add("number_unknown", bound.path, f"{bound.op} {bound.value} {bound.unit} {tail}")


def _written(figure: Figure) -> str:
    return f"{figure.readings[0] if figure.readings else figure.value} {figure.unit}".strip()


def _related(ours: str, theirs: str) -> bool:
    """Whether one paragraph is the other, or lies above or below it."""
    return ours == theirs or ours.startswith(theirs + ".") or theirs.startswith(ours + ".")


def _pointed_at(official: Official, path: str) -> tuple[str, ...]:
    """Paragraphs of the same entry from which this one takes its limit: "exceeds the limit in 4D001.b.1"."""
    return tuple(
        named.rstrip(".")
        for provision in official.provisions
        if provision.path == path and "limit" in provision.text
        for named in CODE.findall(provision.text)
    )


def _same(figure: Figure, bound: _Bound) -> bool:
    for value in (figure.value, *figure.readings):
        converted = _converted(value, figure.unit, bound.unit)
        if converted is None:
            if abs(value) == abs(bound.value):
                return True
        elif abs(abs(converted) - abs(bound.value)) <= ROUNDING * abs(bound.value):
            return True
    return False


def _converted(value: Decimal, written: str, wanted: str) -> Decimal | None:
    symbol = written.rstrip(".")
    while symbol:
        try:
            return Quantity(value, unit(symbol).code).to(unit(wanted).code).value
        except (UnitError, DimensionError):
            symbol = symbol[:-1]
    return None


def _texts(entry: Entry, edition: Edition) -> Iterator[str]:
    """All that is said of an entry in English."""
    yield from (entry.title["en"], *entry.definitions)
    used = set()
    for node in entry.criteria.walk():
        yield node.title["en"]
        test = node.test
        if isinstance(test, QuantityTest) and test.basis:
            yield test.basis
        if isinstance(test, PurposeTest):
            yield test.purpose
        if isinstance(test, FeatureTest | PurposeTest) and "en" in test.question:
            yield test.question["en"]
        if isinstance(test, QuantityTest | MemberTest | FeatureTest | PurposeTest):
            used.add(test.parameter)
    for name in sorted(used & edition.parameters.keys()):
        parameter = edition.parameters[name]
        yield from (parameter.label.get("en", ""), parameter.question.get("en", ""))
        for option, words in parameter.options.items():
            yield f"{option} {words.get('en', '')}"


def _numbers_in_words(entry: Entry, edition: Edition) -> frozenset[Decimal]:
    return frozenset(
        Decimal(found.replace(",", "."))
        for text in _texts(entry, edition)
        for found in _DIGITS.findall(re.sub(r"(?<=\d)[\s ](?=\d{3}\b)", "", text.replace("_", " ")))
    )


# ---------------------------------------------------------------- words


def _shared_words(official: Official, entry: Entry, edition: Edition) -> Iterator[Remark]:
    """Runs of words that stand in the official text too."""
    size = LONGEST_RUN + 1
    theirs = _words_of(" ".join(p.text for p in official.provisions))
    runs = {tuple(theirs[at : at + size]) for at in range(len(theirs) - size + 1)}
    for text in dict.fromkeys(_texts(entry, edition)):
        ours = _words_of(text)
        for at in range(len(ours) - size + 1):
            if tuple(ours[at : at + size]) in runs:
                yield Remark("words_shared", entry.code, " ".join(ours[at : at + size]))
                break


def _words_of(text: str) -> list[str]:
    """Its words without numbers, signs and the codes of entries, which nobody can say otherwise."""
    return [word for word in _WORD.findall(CODE.sub(" ", text).lower()) if len(word) > 1 and word.isalpha()]
