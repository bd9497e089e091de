"""Quantities as people type them."""

from decimal import Decimal

import pytest

from stratrade.engines.classify.measures import find_counts, find_measures, plain_number
from stratrade.engines.lists.model import Span
from stratrade.kernel.quantity import Quantity


def shown(value):
    if isinstance(value, Quantity):
        return str(value)
    signs = ("(" if value.low_open else "[", ")" if value.high_open else "]")
    return f"{signs[0]}{value.low or ''};{value.high or ''}{signs[1]}{'~' if value.reach else ''}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FS 1.3 kPa", ["1.3 kPa"]),
        ("1,3kPa", ["1.3 kPa"]),
        ("accuracy <6 µm", ["[;6 µm)"]),
        ("accuracy ≤ 6um", ["[;6 µm]"]),
        ("more than 2 m travel", ["(2 m;]"]),
        ("at least 99.9 %", ["[99.9 %;]"]),
        ("2-18 GHz", ["[2 GHz;18 GHz]~"]),
        ("from 2 to 18 GHz", ["[2 GHz;18 GHz]~"]),
        ("±5 µm", ["5 µm"]),
        ("20 mPa or 20 MPa", ["20 mPa", "20 MPa"]),
        ("2 x 10^8 Hz", ["200000000 Hz"]),
        ("13e6 Pa", ["13000000 Pa"]),
        ("10⁻⁴ Pa", []),
        ("1 500 kg", ["1500 kg"]),
        ("1,500 kg", ["1500 kg"]),
        ("drift 0.5 deg/h", ["0.5 °/h"]),
        ("dia 450mm x 1400°C", ["450 mm", "1400 °C"]),
        ("boron 8 ppm", ["8 ppm"]),
        ("50 microns", ["50 µm"]),
        ("12 inches", ["12 in"]),
        ("density 1.84 g/cm3", ["1.84 g/cm³"]),
        ("99.99 pct", ["99.99 %"]),
        ("model X3000 rev B", []),
        ("100 widgets", []),
        ("", []),
    ],
)
def test_find_measures(text, found):
    assert [shown(m.value) for m in find_measures(text)] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.500,25", "1500.25"), ("1,234,567", "1234567"), ("0,125", "0.125"), ("2.54", "2.54")],
)
def test_plain_number(text, number):
    assert plain_number(text) == Decimal(number)


def test_find_measures_gives_places_of_number_and_unit():
    text = "inlet of 380 mm"
    (measure,) = find_measures(text)
    assert text[measure.start : measure.end] == "380 mm"
    assert not isinstance(measure.value, Span)


@pytest.mark.parametrize("text", ["calibre 7.62x39 mm", "7.62 x 39mm", "7,62 × 39 mm"])
def test_the_calibre_of_a_cartridge_is_in_millimetres_too(text):
    assert [str(m.value) for m in find_measures(text)] == ["7.62 mm", "39 mm"]
    assert find_counts(text) == ()


def test_three_sizes_are_no_cartridge():
    assert [str(m.value) for m in find_measures("box 40 x 30 x 20 mm")] == ["20 mm"]
