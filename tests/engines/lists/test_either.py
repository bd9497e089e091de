"""Goods are met where every answer to the question that is left meets them."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.lists.evaluate import Evaluator, Status
from stratrade.engines.lists.model import Facts
from stratrade.kernel.quantity import parse


@pytest.fixture(scope="module")
def edition():
    return shelf.read_edition()


def _held(code, values, edition):
    evaluator, entry = Evaluator(edition), edition.entries[code]
    facts = Facts({n: parse(v) if isinstance(v, str) and v[:1].isdigit() else v for n, v in values.items()})
    outcome = evaluator.evaluate(entry, facts, presume_no_exclusion=True)
    assert outcome.status is Status.UNKNOWN
    return evaluator.either(entry, facts, outcome)


def test_a_line_for_either_answer_meets(edition):
    values = {"gyro_kind": frozenset({"optical_or_vibrating"}), "gyro_bias_stability": "0.01 °/h"}
    outcome = _held("7A002", values, edition)
    assert outcome.status is Status.MET
    told = {f.params["parameter"] for f in outcome.findings if f.code == "lists.either.met"}
    assert told == {"gyro_acceleration_level", "rate_range"}
    assert {ask.parameter for ask in outcome.asks} == told


def test_an_answer_that_takes_the_goods_out_keeps_the_question(edition):
    values = {"gyro_kind": frozenset({"optical_or_vibrating"}), "gyro_bias_stability": "2 °/h"}
    assert _held("7A002", values, edition).status is Status.UNKNOWN


@pytest.mark.parametrize(("pressure", "status"), [("30 MPa", Status.MET), ("10 MPa", Status.UNKNOWN)])
def test_all_options_of_a_question(pressure, status, edition):
    values = {
        "potassium_amide_pump": True,
        "airtight_pump": True,
        "amide_pump_capacity": "12 m3/h",
        "amide_pump_pressure": pressure,
    }
    assert _held("1B230", values, edition).status is status
