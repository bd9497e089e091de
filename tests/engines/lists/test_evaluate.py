"""Three values: met, not met, and what is not known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.engines.lists import load
from stratrade.engines.lists.evaluate import Status, evaluate, evaluate_path
from stratrade.engines.lists.model import Component, Facts, Span
from stratrade.kernel.quantity import Quantity, unit


def q(value, symbol):
    return Quantity(Decimal(str(value)), unit(symbol).code)


def judge(edition, code, values=None, *, components=(), presume=False, on=None, **more):
    facts = Facts(values=values or {}, components=tuple(components), **more)
    return evaluate(edition.entries[code], facts, edition, on=on, presume_no_exclusion=presume)


# ------------------------------------------------------------ quantities


@pytest.mark.parametrize(
    ("accuracy", "status", "paragraph"),
    [
        (q("6", "µm"), Status.MET, "2B201.a.1"),
        (q("0.006", "mm"), Status.MET, "2B201.a.1"),
        (q("6.0001", "µm"), Status.UNKNOWN, "2B201.a.2"),
        (Span(high=q(6, "µm")), Status.MET, "2B201.a.1"),
        (Span(low=q(6, "µm"), low_open=True), Status.UNKNOWN, "2B201.a.2"),
        (Span(low=q(3, "µm"), high=q(9, "µm"), reach=True), Status.MET, "2B201.a.1"),
        (Span(low=q(7, "µm"), high=q(9, "µm"), reach=True), Status.UNKNOWN, "2B201.a.2"),
    ],
)
def test_evaluate_quantity_on_either_side_of_its_threshold(small, accuracy, status, paragraph):
    values = {"mills": True, "accuracy": accuracy, "travel": q(1, "m")}
    outcome = judge(small, "2B201", values)
    assert (outcome.status, outcome.paragraph) == (status, paragraph)


def test_evaluate_span_that_crosses_the_threshold_asks(small):
    outcome = judge(small, "2B001", {"accuracy": Span(low=q("0.5", "µm"), high=q(2, "µm"))})
    assert outcome.status is Status.UNKNOWN
    assert [ask.parameter for ask in outcome.asks] == ["accuracy"]


def test_evaluate_near_miss_names_value_comparator_threshold_and_unit(small):
    outcome = judge(small, "2B001", {"accuracy": q(1, "µm")})
    (finding,) = outcome.findings
    assert finding.code == "lists.quantity.not_met"
    assert finding.reference == "2B001"
    assert finding.params["op"] == "lt"
    assert finding.params["threshold"] == Decimal("0.9")
    assert finding.params["unit"] == "µm"
    assert "1" in finding.params["value"]


@pytest.mark.parametrize(
    ("travel", "status"),
    [(2, Status.MET), ("1.999", Status.NOT_MET), (3, Status.NOT_MET), ("2.999", Status.MET)],
)
def test_evaluate_between_counts_its_open_and_closed_ends(small, travel, status):
    assert judge(small, "3A100", {"travel": q(travel, "m")}).status is status


def test_evaluate_value_of_another_dimension_is_unknown_and_remarked(small):
    outcome = judge(small, "2B001", {"accuracy": q(1, "kg")})
    assert outcome.status is Status.UNKNOWN
    assert [f.code for f in outcome.findings] == ["lists.value.unreadable"]


# ------------------------------------------------------------ substances


@pytest.mark.parametrize(
    ("share", "party", "status"),
    [
        (Decimal(30), True, Status.NOT_MET),
        (Decimal("30.1"), True, Status.MET),
        (Decimal(30), False, Status.MET),
        (Decimal(10), False, Status.NOT_MET),
        (Decimal(20), None, Status.UNKNOWN),
        (Decimal(5), None, Status.NOT_MET),
        (Decimal(50), None, Status.MET),
        (None, True, Status.UNKNOWN),
    ],
)
def test_evaluate_share_by_destination(small, share, party, status):
    outcome = judge(
        small,
        "1C350",
        components=[Component("78-38-6", share)],
        components_complete=True,
        destination_is_cwc_party=party,
    )
    assert outcome.status is status


def test_evaluate_missing_share_asks_for_it(small):
    outcome = judge(small, "1C350", components=[Component("78-38-6")], components_complete=True)
    assert outcome.asks[0].parameter == "concentration_pct"


def test_evaluate_unknown_destination_asks_for_it(small):
    outcome = judge(small, "1C350", components=[Component("78-38-6", Decimal(20))], components_complete=True)
    assert [ask.parameter for ask in outcome.asks] == ["destination_is_cwc_party"]


def test_evaluate_chemical_without_limit_is_met_at_any_share(small):
    outcome = judge(small, "1C350", components=[Component("111-48-8")])
    assert (outcome.status, outcome.paragraph) == (Status.MET, "1C350.1")


def test_evaluate_nothing_known_of_the_chemicals_asks_once(small):
    outcome = judge(small, "1C350")
    assert [ask.parameter for ask in outcome.asks] == ["cas"]


def test_evaluate_family_counts_the_limit_itself_where_inclusive(small):
    at_limit = judge(small, "1C450", components=[Component("78-53-5", Decimal(1))])
    below = judge(small, "1C450", components=[Component("78-53-5", Decimal("0.99"))])
    assert (at_limit.status, below.status) == (Status.MET, Status.NOT_MET)


# ------------------------------------------------------------ members, features, references


def test_evaluate_member_of_several_materials(small):
    outcome = judge(small, "2B350", {"material": frozenset({"steel", "glass"}), "for_chemicals": True})
    assert outcome.status is Status.MET


def test_evaluate_hinted_material_can_be_met_but_not_missed(small):
    values = {"material": frozenset({"steel"}), "for_chemicals": True}
    assert judge(small, "2B350", values).status is Status.NOT_MET
    assert judge(small, "2B350", values, hinted=frozenset({"material"})).status is Status.UNKNOWN


def test_evaluate_reference_follows_the_paragraph(small):
    values = {"mills": True, "accuracy": q(3, "µm"), "travel": q(1, "m")}
    assert judge(small, "2D001", values).status is Status.MET
    assert judge(small, "2D001", {"mills": False}).status is Status.NOT_MET


def test_evaluate_reference_can_be_answered(small):
    assert judge(small, "2D001").asks[0].parameter == "meets_2B201.a"
    assert judge(small, "2D001", {"meets_2B201.a": True}).status is Status.MET


def test_evaluate_circular_reference_is_unknown(files):
    circle = files["all.yaml"].replace("leaf: {ref: {entry: 2B201.a}}", "leaf: {ref: {entry: 2D001}}")
    edition = load.parse({**files, "all.yaml": circle})
    assert judge(edition, "2D001").status is Status.UNKNOWN


# ------------------------------------------------------------ exclusions and precedence


def test_evaluate_exclusion_takes_the_goods_out_and_says_so(small):
    values = {"mills": True, "accuracy": q(31, "µm"), "axes": q(5, "1"), "travel": q("2.1", "m")}
    outcome = judge(small, "2B201", values)
    assert outcome.status is Status.NOT_MET
    assert outcome.excluded
    assert outcome.findings[0].code == "lists.exclusion.applies"


def test_evaluate_unclaimed_exclusion_keeps_open_unless_presumed(small):
    values = {"mills": True, "axes": q(5, "1")}
    assert judge(small, "2B201", values).status is Status.UNKNOWN
    presumed = judge(small, "2B201", values, presume=True)
    assert presumed.status is Status.MET
    assert "lists.exclusion.not_claimed" in [f.code for f in presumed.findings]
    assert {ask.parameter for ask in presumed.asks} == {"travel", "accuracy"}


def test_evaluate_general_entry_yields_to_the_named(small):
    outcome = judge(small, "2B201", {"mills": True, "accuracy": q("0.5", "µm"), "travel": q(1, "m")})
    assert outcome.status is Status.NOT_MET
    assert outcome.findings[0].code == "lists.precedence.yields"
    assert outcome.findings[0].params["to"] == "2B001"


# ------------------------------------------------------------ days and questions


def test_evaluate_criterion_not_yet_in_force_does_not_count(small):
    values = {"travel": q(10, "m")}
    assert judge(small, "3A100", values, on=date(2025, 12, 31)).status is Status.NOT_MET
    assert judge(small, "3A100", values, on=date(2026, 1, 1)).status is Status.MET


def test_evaluate_asks_only_what_could_still_change_the_answer(small):
    outcome = judge(small, "2B201", {"mills": True, "travel": q(1, "m"), "axes": q(4, "1")})
    assert [ask.parameter for ask in outcome.asks] == ["accuracy"]


def test_evaluate_orders_questions_by_how_much_they_decide(small):
    outcome = judge(small, "2B201")
    assert outcome.asks[0].parameter == "mills"
    assert [a.weight for a in outcome.asks] == sorted((a.weight for a in outcome.asks), reverse=True)


def test_evaluate_path_of_one_paragraph(small):
    outcome = evaluate_path("2B201.a.2", Facts({"axes": q(5, "1")}), small)
    assert outcome.status is Status.MET
    assert evaluate_path("2B201.z", Facts(), small) is None


VALUES = {
    "mills": st.booleans(),
    "accuracy": st.sampled_from([q("0.5", "µm"), q(5, "µm"), q(20, "µm"), q(40, "µm")]),
    "travel": st.sampled_from([q(1, "m"), q("2.5", "m"), q(10, "m")]),
    "axes": st.sampled_from([q(3, "1"), q(5, "1")]),
    "material": st.sampled_from(["nickel", "steel"]),
    "for_chemicals": st.booleans(),
}


@given(known=st.fixed_dictionaries({}, optional=VALUES), rest=st.fixed_dictionaries(VALUES))
def test_evaluate_never_takes_back_an_answer(small, known, rest):
    """More facts may settle what was unknown; they never turn met into not met or back."""
    full = {**rest, **known}
    for code in ("2B001", "2B350", "3A100"):
        early, late = judge(small, code, known), judge(small, code, full)
        assert late.status is not Status.UNKNOWN
        assert early.status in {Status.UNKNOWN, late.status}
        assert bool(early.asks) == (early.status is Status.UNKNOWN)
