"""Draws the criteria of an entry: each node with its test in words, its status and the question it asks."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stratrade.apps.classification.services import Examination
from stratrade.apps.lists.services import open_edition
from stratrade.apps.wording.shown import shown
from stratrade.engines.lists.judging import MEETS
from stratrade.engines.lists.leaf import CONCENTRATION, CWC_PARTY
from stratrade.engines.lists.model import (
    Edition,
    FeatureTest,
    MemberTest,
    Node,
    Parameter,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
)
from stratrade.interfaces.web import titles
from stratrade.interfaces.web.titles import in_language, number, spoken

__all__ = [
    "answered",
    "answered_by_name",
    "field",
    "given",
    "in_language",
    "number",
    "of_chemical",
    "spoken",
    "tree",
]

SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
MANY_NUMBERS = 12
FOLDED_FROM, BRANCH = 40, 6
"""Nodes from which on a tree is folded, and of what is folded in it."""


def tree(
    examination: Examination,
    answers: Mapping[str, str],
    *,
    told: bool,
    on: date | None = None,
    cas: str = "",
) -> dict[str, Any]:
    """The nodes of the entry as the template draws them.

    Args:
        examination: the entry with the status of each node.
        answers: what was answered so far, by parameter; keeps the fields filled.
        told: anything was answered at all; an untouched tree carries no marks.
        on: the day; criteria that were not in force on it are left out.
        cas: the chemical that the goods are, shown with the substances that they are held against.
    """
    drawing = _Drawing(examination.edition, answers, iter(examination.statuses), told=told)
    drawing.on, drawing.cas = on, cas
    drawn = drawing.node(examination.entry.criteria, above="")
    drawn["large"] = drawn["size"] > FOLDED_FROM
    if drawn["large"]:
        _fold(drawn, drawn["size"] // 2)
    return drawn


def _fold(drawn: dict[str, Any], most: int) -> None:
    """Let the branches of a large tree be opened one by one, but for one that is most of it.

    Those that an answer touches stand open.
    """
    for child in drawn["children"]:
        if child["children"] and BRANCH <= child["size"] <= most:
            child["fold"], child["open"] = True, child["touched"]
        _fold(child, most)


class _Drawing:
    """One pass over a tree, in the order in which the statuses come."""

    def __init__(
        self, edition: Edition, answers: Mapping[str, str], statuses: Iterator[Any], *, told: bool
    ) -> None:
        self.told = told
        self.on: date | None = None
        self.cas = ""
        self.edition = edition
        self.answers = answers
        self.statuses = statuses
        self.asked: set[str] = set()

    def node(self, node: Node, *, above: str) -> dict[str, Any]:
        status = next(self.statuses)
        title, language = titles.of(node, self.edition.parameters)
        drawn: dict[str, Any] = {
            "kind": node.kind.value,
            "path": node.path,
            "show_path": node.path != above,
            "title": title,
            "language": language,
            "given": self._given(node),
            "status": status.value.lower() if status is not None and self.told else "",
            "decontrol": node.decontrol,
        }
        drawn |= self._leaf(node)
        below = [(child, self.node(child, above=node.path)) for child in node.children]
        children = [child for source, child in below if self.on is None or source.in_force(self.on)]
        drawn["children"] = children
        drawn["size"] = 1 + sum(child["size"] for child in children)
        drawn["touched"] = bool(drawn["given"]) or any(child["touched"] for child in children)
        return drawn

    def _given(self, node: Node) -> str:
        """What was answered to the question of a leaf, as the reader knows it."""
        match node.test:
            case QuantityTest() as test:
                return self._with_unit(self.answers.get(test.parameter, ""), test)
            case MemberTest() as test:
                known = self.edition.parameters.get(test.parameter)
                answer = self.answers.get(test.parameter, "")
                named = known.options.get(answer) if known else None
                return in_language(named) if named else answer
            case FeatureTest() | PurposeTest() as test:
                return self._yes_or_no(test.parameter)
            case RefTest() as test:
                return self._yes_or_no(f"{MEETS}{test.entry}")
            case SubstanceTest() as test:
                family = self.edition.families.get(test.family)
                return self.cas if self.cas in (test.cas or (family.cas if family else ())) else ""
            case _:
                return ""

    def _yes_or_no(self, parameter: str) -> str:
        answer = self.answers.get(parameter, "")
        return {"yes": _("yes"), "no": _("no")}.get(answer, answer)

    def _with_unit(self, answer: str, test: QuantityTest) -> str:
        """A bare number with the unit that it is read in."""
        bare = answer and answer.replace(",", "").replace(".", "").replace(" ", "").isdecimal()
        known = self.edition.parameters.get(test.parameter)
        return f"{answer} {known.unit}" if bare and known and known.unit != "1" else answer

    def _leaf(self, node: Node) -> dict[str, Any]:
        match node.test:
            case QuantityTest() as test:
                return {"test": self._quantity(test), "field": self._field(test.parameter)}
            case MemberTest() as test:
                return {"test": self._member(test), "field": self._field(test.parameter)}
            case SubstanceTest() as test:
                return self._substance(test)
            case FeatureTest() | PurposeTest() as test:
                asked = in_language(test.question) or self._question(test.parameter)
                return {"test": "", "field": self._field(test.parameter, asked)}
            case RefTest() as test:
                asked = _("Do the goods meet %(entry)s?") % {"entry": test.entry}
                return {"entry": test.entry, "field": self._field(f"{MEETS}{test.entry}", asked)}
            case _:
                return {}

    def _quantity(self, test: QuantityTest) -> str:
        label = self._label(test.parameter)
        if test.high is not None:
            low = "<" if test.low_exclusive else "≤"
            high = "<" if test.high_exclusive else "≤"
            said = f"{number(test.value)} {low} {label} {high} {number(test.high)} {test.unit}"
        else:
            said = f"{label} {SIGNS[test.op.value]} {number(test.value)} {test.unit}"
        return f"{said} ({test.basis})" if test.basis else said

    def _member(self, test: MemberTest) -> str:
        known = self.edition.parameters.get(test.parameter)
        named = [
            in_language(known.options[option])
            if known and option in known.options
            else option.replace("_", " ")
            for option in sorted(test.options)
        ]
        return f"{self._label(test.parameter)}: {' · '.join(name or '' for name in named)}"

    def _substance(self, test: SubstanceTest) -> dict[str, Any]:
        family = self.edition.families.get(test.family)
        numbers = test.cas or (family.cas if family else ())
        said = test.name or (in_language(family.name) if family else "")
        limits = []
        if test.min_wt_pct is not None:
            sign = "≥" if test.inclusive else ">"
            limits.append(f"{sign} {number(test.min_wt_pct)} %")
        if test.min_wt_pct_non_party is not None:
            limits.append(
                _("to a State outside the Convention > %(share)s %%")
                % {"share": number(test.min_wt_pct_non_party)}
            )
        return {
            "test": " · ".join(part for part in (said, *limits) if part),
            "cas": numbers[:MANY_NUMBERS],
            "more": max(0, len(numbers) - MANY_NUMBERS),
        }

    def _field(self, parameter: str, question: str = "") -> dict[str, Any] | None:
        """The question of a parameter, once a page."""
        if parameter in self.asked:
            return None
        self.asked.add(parameter)
        return field(parameter, self.edition, self.answers, question=question)

    def _label(self, parameter: str) -> str:
        known = self.edition.parameters.get(parameter)
        return (in_language(known.label) if known else "") or parameter.replace("_", " ")

    def _question(self, parameter: str) -> str:
        known = self.edition.parameters.get(parameter)
        return in_language(known.question) if known else ""


def field(
    parameter: str, edition: Edition, answers: Mapping[str, str], *, question: str = "", typical: str = ""
) -> dict[str, Any]:
    """The question that a parameter asks, as an input that keeps its answer.

    What is typical of a product line stands beside it, never in it.
    """
    known = edition.parameters.get(parameter)
    kind = known.kind if known else ("quantity" if parameter == CONCENTRATION else "feature")
    asked = question or (in_language(known.question) or in_language(known.label) if known else "")
    return {
        "name": f"v-{parameter}",
        "id": f"v-{parameter}",
        "kind": kind,
        "question": asked or parameter.replace("_", " "),
        "unit": (known.unit if known else "") or ("%" if parameter == CONCENTRATION else ""),
        "value": answers.get(parameter, ""),
        "typical": str(shown("value", ", ".join(_option(known, one) for one in typical.split(", ")))),
        "options": [
            (option, in_language(names) or option.replace("_", " "))
            for option, names in (known.options.items() if known else ())
        ],
    }


def _option(known: Parameter | None, value: str) -> str:
    return in_language(known.options[value]) if known and value in known.options else value


def of_chemical(examination: Examination, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the entry asks of a chemical besides its number: its share, and where it goes; nothing of other goods."""
    tests = [n.test for n in examination.entry.criteria.walk() if isinstance(n.test, SubstanceTest)]
    asked = {CONCENTRATION: _("Share by weight")} if tests else {}
    if any(test.min_wt_pct_non_party is not None for test in tests):
        asked[CWC_PARTY] = _("Is the destination a State Party to the Chemical Weapons Convention?")
    return [field(name, examination.edition, answers, question=words) for name, words in asked.items()]


def answered(answers: Mapping[str, str], digest: str) -> list[tuple[str, str]]:
    """What was answered, as (name of the fact, answer), in the language of the page."""
    return [(label, value) for _name, label, value in answered_by_name(answers, digest)]


def answered_by_name(answers: Mapping[str, str], digest: str) -> list[tuple[str, str, str]]:
    """What was answered, as (parameter, name of the fact, answer), in the language of the page."""
    edition = open_edition(digest)
    rows = []
    for name, value in answers.items():
        known = edition.parameters.get(name)
        label = (in_language(known.label) if known else "") or name.replace("_", " ")
        rows.append((name, label, " · ".join(_answer(one, known) for one in value.split(", "))))
    return rows


def _answer(value: str, known: Parameter | None) -> str:
    """One answer in words: the name of an option, yes or no, else as it was typed."""
    if known is not None and value in known.options:
        return in_language(known.options[value]) or value.replace("_", " ")
    return {"yes": _("yes"), "no": _("no")}.get(value, value)


def given(query: Mapping[str, str]) -> dict[str, str]:
    """The answers that an address carries: `v-<parameter>` -> text, empty ones left out.

    A form may send a NUL, which no field has looked at and the database does not keep.
    """
    told = {name: value.replace("\x00", "").strip()[:200] for name, value in query.items()}
    return {
        name[2:]: value
        for name, value in told.items()
        if name.startswith("v-") and value and "\x00" not in name
    }
