"""Cases as a licensing officer would write them, decided by the packaged lists and packs."""

import dataclasses
import datetime as dt
from collections import Counter
from functools import cache
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
KEYS = {
    "case", "reference", "given", "outcome", "need", "not_before", "advisory", "because", "ask", "off", "exercise"
}  # fmt: skip
LEAST = 2
"""How many cases each rule has at least."""


@cache
def book(name="kh", off=(), exercise=False):
    law = dataclasses.replace(pack.read(name).jurisdiction, exercise=exercise)
    return Rulebook(law, shelf.read_edition(), pack.memberships(), switched_off=off)


@cache
def _decided(number):
    case = CASES[number].values[0]
    chosen = book(
        case["given"].get("jurisdiction", "kh"), tuple(case.get("off", ())), case.get("exercise", False)
    )
    transaction = read(case["given"], zone=chosen.jurisdiction.zone)
    return chosen.determine(transaction, on=transaction.date)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.id for case in CASES])
def test_case(number):
    case = CASES[number].values[0]
    assert set(case) <= KEYS
    assert case["reference"]
    found = _decided(number)
    assert found.outcome.value == case["outcome"], found.findings
    assert set(case.get("need", ())) <= {r.kind for r in found.requirements}
    assert set(case.get("because", ())) <= {f.code for f in found.findings}, found.findings
    assert [q.parameter for q in found.ask] == case.get("ask", [])
    if "advisory" in case:
        assert found.advisory is case["advisory"]
    if "not_before" in case:
        assert str(case["not_before"]) in {str(r.not_before) for r in found.requirements}
    assert found.findings
    assert all(question.question[language] for question in found.ask for language in ("en", "fr", "km"))
    assert all(requirement.reference for requirement in found.requirements)
    assert set(found.as_dict()) == {"outcome", "advisory", "jurisdiction", "requirements", "findings", "ask"}


def rules(law):
    """Every rule of a State's pack and of what binds it, by id."""
    return {
        *(rule.id for rule in (*law.sanctions, *law.autonomous)),
        *(rule.id for rule in law.transfers),
        *(limb.id for limb in law.catch_all),
        *(relief.id for relief in law.reliefs),
        *(duty.id for duty in law.duties),
    }


def test_every_rule_has_at_least_two_cases():
    fired = Counter(
        rule
        for number in range(len(CASES))
        for rule in {finding.params.get("rule") for finding in _decided(number).findings}
    )
    known = {rule for name in pack.ids() for rule in rules(pack.read(name).jurisdiction)}
    assert {rule: fired[rule] for rule in sorted(known) if fired[rule] < LEAST} == {}
    assert len(CASES) >= 250


def test_every_rule_says_where_it_is_known_from():
    for name in pack.ids():
        law = pack.read(name).jurisdiction
        for rule in (
            *law.sanctions,
            *law.autonomous,
            *law.transfers,
            *law.reliefs,
            *law.provisions,
            *law.embargoes,
        ):
            assert rule.source in {"domain", "unverified", "fictional"} or len(rule.source) > 20, rule


def test_one_transaction_is_answered_as_by_the_rulebook():
    kh = book()
    transaction = read({"activity": "export", "entry": "2B230", "destination": "TH", "date": "2026-06-01"})
    on = dt.date(2026, 6, 1)
    alone = determine(transaction, kh.jurisdiction, kh.edition, memberships=kh.memberships, on=on)
    assert alone == kh.determine(transaction, on=on)


def test_a_draft_carries_a_duty_in_exercises():
    transaction = read({"activity": "itt", "entry": "2E201", "destination": "TH", "date": "2026-06-01"})
    assert book(exercise=True).determine(transaction, on=transaction.date).advisory is False
    assert book().determine(transaction, on=transaction.date).advisory is True


def test_a_switch_is_on_unless_it_is_set_off():
    transaction = read({"activity": "export", "entry": "3A225", "destination": "IR", "date": "2026-06-01"})
    assert book().determine(transaction, on=transaction.date).outcome == "prohibited"
    off = book(off=("iran-snapback",)).determine(transaction, on=transaction.date)
    assert all(f.params.get("country") != "IR" for f in off.findings)
