"""Customs rules: what may be written, and when they fire."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.engines.verdict.rules import FACTS, Rule

ON = dt.date(2026, 6, 1)


def rule(*when, **more):
    return Rule.read({"id": "R", "when": list(when), "lane": "documentary", "code": "c", **more})


def condition(fact, op, value):
    return {"fact": fact, "op": op, "value": value}


@pytest.mark.parametrize(
    ("when", "facts", "fires"),
    [
        (condition("regime", "eq", "EX"), {"regime": "EX"}, True),
        (condition("regime", "eq", "EX"), {"regime": "IM"}, False),
        (condition("regime", "in", ["EX", "RE"]), {"regime": "RE"}, True),
        (condition("regime", "not_in", ["EX", "RE"]), {"regime": "IM"}, True),
        (condition("regime", "not_in", ["EX", "RE"]), {"regime": None}, False),
        (condition("regime", "ne", "EX"), {}, False),
        (condition("net_kg", "ge", 100), {"net_kg": Decimal(100)}, True),
        (condition("net_kg", "gt", 100), {"net_kg": Decimal(100)}, False),
        (condition("net_kg", "le", 0.1), {"net_kg": Decimal("0.1")}, True),
        (condition("net_kg", "lt", 0.1), {"net_kg": Decimal("0.1")}, False),
        (condition("net_kg", "lt", 5), {"net_kg": None}, False),
        (condition("hs", "starts_with", ["8481", "8413"]), {"hs": "84137000"}, True),
        (condition("hs", "starts_with", "8481"), {"hs": "84137000"}, False),
        (condition("licence_fits", "eq", False), {"licence_fits": False}, True),
        (condition("licence_fits", "eq", False), {}, False),
    ],
)
def test_fires(when, facts, fires):
    assert rule(when).fires(facts, on=ON) is fires


def test_all_conditions_must_hold():
    both = rule(condition("regime", "eq", "EX"), condition("vague", "eq", True))
    assert both.fires({"regime": "EX", "vague": True}, on=ON)
    assert not both.fires({"regime": "EX", "vague": False}, on=ON)


@pytest.mark.parametrize(
    ("day", "fires"),
    [(dt.date(2025, 12, 31), False), (dt.date(2026, 1, 1), True), (dt.date(2026, 3, 31), True),
     (dt.date(2026, 4, 1), False)],
)  # fmt: skip
def test_validity_includes_both_days(day, fires):
    dated = rule(condition("regime", "eq", "EX"), **{"from": dt.date(2026, 1, 1), "to": dt.date(2026, 3, 31)})
    assert dated.fires({"regime": "EX"}, on=day) is fires


@pytest.mark.parametrize(
    ("when", "message"),
    [
        (condition("__class__", "eq", "x"), "unknown fact"),
        (condition("regime", "matches", "x"), "unknown operator"),
        (condition("net_kg", "gt", "heavy"), "no value"),
        (condition("net_kg", "gt", True), "no value"),
        (condition("regime", "gt", "EX"), "says nothing"),
        (condition("vague", "starts_with", "t"), "says nothing"),
        (condition("vague", "eq", "yes"), "no value"),
        (condition("regime", "in", ["EX", 5]), "no value"),
    ],
)
def test_what_makes_no_sense_cannot_be_written(when, message):
    with pytest.raises(ValueError, match=message):
        rule(when)


def test_a_rule_needs_a_condition():
    with pytest.raises(ValueError, match="everything"):
        rule()


@pytest.mark.parametrize("lane", ["hold", "release", "red"])
def test_no_rule_holds_or_releases(lane):
    with pytest.raises(ValueError, match="lane"):
        rule(condition("regime", "eq", "EX"), lane=lane)


@given(
    st.sampled_from(sorted(FACTS)),
    st.sampled_from(["eq", "ne", "in", "not_in", "gt", "ge", "lt", "le", "starts_with"]),
    st.one_of(st.text(max_size=3), st.integers(), st.booleans(), st.lists(st.text(max_size=2), max_size=2)),
    st.one_of(st.none(), st.text(max_size=3), st.booleans(), st.decimals(allow_nan=False)),
)
def test_what_can_be_written_never_breaks(fact, op, value, known):
    """Whatever the rule, a fact of its type or none at all gives an answer."""
    try:
        written = rule(condition(fact, op, value))
    except ValueError:
        return
    fitting = known if isinstance(known, FACTS[fact]) else None
    assert written.fires({fact: fitting}, on=ON) in {True, False}
