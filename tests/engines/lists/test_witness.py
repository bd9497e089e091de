"""Each paragraph of the packaged list is decided by a machine: goods that meet it, goods that miss it by one fact."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.lists.evaluate import Evaluator, Status
from stratrade.engines.lists.witness import witness

EDITION = shelf.read_edition()
EVALUATOR = Evaluator(EDITION)
POINTERS = {"1C450.a.3", "1C450.b.7", "4D002", "4D003"}
"""Held by another entry, or numbers without goods: nothing can meet them here."""


@pytest.mark.parametrize("code", sorted(EDITION.entries))
def test_each_paragraph_has_goods_that_meet_it_and_goods_that_miss_it_by_one_fact(code: str) -> None:
    entry = EDITION.entries[code]
    undecided = []
    for path in dict.fromkeys(node.path for node in entry.criteria.walk()):
        pair = witness(path, EVALUATOR)
        if pair is None:
            undecided.append(path)
            continue
        assert EVALUATOR.evaluate(entry, pair.met).status is Status.MET
        missed = EVALUATOR.evaluate_path(path, pair.missed)
        assert missed is not None
        assert missed.status is Status.NOT_MET
        names = pair.met.values.keys() | pair.missed.values.keys()
        differing = [n for n in names if pair.met.values.get(n) != pair.missed.values.get(n)]
        chemicals = set(pair.met.components) ^ set(pair.missed.components)
        assert {*differing, *(component.cas for component in chemicals)} == {pair.parameter}
    assert set(undecided) <= POINTERS


def test_a_criterion_without_a_question_decides_nothing(edition_of) -> None:
    text = """
        parameters: [{{id: glow, kind: feature, label: glow{question}}}]
        entries:
          - code: 9Z001
            title: X
            criteria: {{path: 9Z001, title: X, leaf: {{feature: {{parameter: glow}}}}}}
        """
    assert witness("9Z001", Evaluator(edition_of(text.format(question="")))) is None
    assert (
        witness("9Z001", Evaluator(edition_of(text.format(question=", question: Does it glow?")))) is not None
    )


def test_criteria_that_exclude_each_other_give_no_pair(edition_of) -> None:
    never = edition_of(
        """
        parameters: [{id: mass, kind: quantity, unit: kg, label: mass, question: How heavy?}]
        entries:
          - code: 9Z001
            title: X
            criteria:
              path: 9Z001
              title: X
              all:
                - {path: 9Z001.a, title: A, leaf: {quantity: {parameter: mass, op: gt, value: 10, unit: kg}}}
                - {path: 9Z001.b, title: B, leaf: {quantity: {parameter: mass, op: lt, value: 5000, unit: g}}}
        """
    )
    assert witness("9Z001.a", Evaluator(never)) is None
