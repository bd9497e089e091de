"""Cases as a licensing officer would write them, decided by the packaged lists and packs."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import yaml

from stratrade.apps import pack, shelf
from stratrade.engines.determination.determine import Rulebook, determine
from stratrade.interfaces.cli.determine import read

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted((Path(__file__).parents[2] / "cases" / "determination").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {"case", "reference", "given", "outcome", "need", "not_before", "advisory", "because", "ask"}


@pytest.fixture(scope="module")
def books():
    return {
        name: Rulebook(pack.read(name).jurisdiction, shelf.read_edition(), pack.memberships())
        for name in pack.ids()
    }


@pytest.mark.parametrize("case", CASES)
def test_case(case, books):
    assert set(case) <= KEYS
    assert case["reference"]
    transaction = read(case["given"])
    found = books[case["given"].get("jurisdiction", "kh")].determine(transaction, on=transaction.date)
    assert found.outcome.value == case["outcome"], found.findings
    assert set(case.get("need", ())) <= {r.kind for r in found.requirements}
    assert set(case.get("because", ())) <= {f.code for f in found.findings}
    assert [q.parameter for q in found.ask] == case.get("ask", [])
    if "advisory" in case:
        assert found.advisory is case["advisory"]
    if "not_before" in case:
        assert case["not_before"] in {r.not_before for r in found.requirements}


@pytest.mark.parametrize("case", CASES)
def test_every_reason_and_question_is_complete(case, books):
    transaction = read(case["given"])
    found = books[case["given"].get("jurisdiction", "kh")].determine(transaction, on=transaction.date)
    assert found.findings
    for question in found.ask:
        assert question.question["en"]
    for requirement in found.requirements:
        assert requirement.reference
    row = found.as_dict()
    assert set(row) == {"outcome", "advisory", "jurisdiction", "requirements", "findings", "ask"}


def test_one_transaction_is_answered_as_by_the_rulebook(books):
    book = books["kh"]
    transaction = read({"activity": "export", "entry": "2B230", "destination": "TH", "date": "2026-06-01"})
    on = dt.date(2026, 6, 1)
    alone = determine(transaction, book.jurisdiction, book.edition, memberships=book.memberships, on=on)
    assert alone == book.determine(transaction, on=on)


def test_a_draft_carries_a_duty_in_exercises(books):
    book = books["kh"]
    exercise = dataclasses.replace(book.jurisdiction, exercise=True)
    transaction = read({"activity": "itt", "entry": "2E201", "destination": "TH", "date": "2026-06-01"})
    found = Rulebook(exercise, book.edition, book.memberships).determine(transaction, on=transaction.date)
    assert found.advisory is False
    assert books["kh"].determine(transaction, on=transaction.date).advisory is True
