"""Values that somebody gives by name."""

import pytest

from stratrade.engines.classify.values import ValueUnreadableError, read_value
from stratrade.engines.lists.model import Span


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("full_scale", "13", "13 kPa"),
        ("full_scale", "0.13 bar", "0.13 bar"),
        ("full_scale", "13_kPa", "13 kPa"),
        ("absolute", "yes", "True"),
        ("absolute", "non", "False"),
        ("concentration_pct", "30", "30 %"),
        ("destination_is_cwc_party", "no", "False"),
        ("meets_2B231", "yes", "True"),
    ],
)
def test_read_value(index, name, text, shown):
    assert str(read_value(name, text, index.edition)) == shown


def test_read_value_of_options(index):
    assert read_value("sensing", "Nickel; aluminium", index.edition) == frozenset({"nickel", "aluminium"})


def test_read_value_with_a_bound(index):
    assert isinstance(read_value("full_scale", "<13 kPa", index.edition), Span)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("full_scale", "3 kg"),
        ("full_scale", "much"),
        ("full_scale", "NaN"),
        ("full_scale", "Infinity"),
        ("concentration_pct", "1e9999999"),
        ("absolute", "perhaps"),
        ("sensing", "wood"),
        ("colour", "red"),
    ],
)
def test_read_value_that_does_not_fit(index, name, text):
    with pytest.raises(ValueUnreadableError, match=name):
        read_value(name, text, index.edition)
