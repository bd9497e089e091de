"""“Not listed” with an entry of the same kind still open: it is named, with what would settle it."""

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.left_open import left_open, settling


@pytest.fixture(scope="module")
def index():
    return shelf.read_index()  # the shipped list


@pytest.mark.parametrize(
    ("text", "paragraph", "fact"),
    [
        ("Vacuum pump, input throat 400 mm, ultimate vacuum 20 mPa", "2B350.i", "wetted_material"),
        ("Rotary vane vacuum pump, inlet 400 mm", "2B231", "pumping_speed"),
    ],
)
def test_left_open_names_the_entry_and_the_fact(ask, text, paragraph, fact):
    found = ask(text)
    assert found.verdict == "not_listed"
    still = {one.paragraph: [asked.parameter for asked in settling(one)] for one in left_open(found)}
    assert fact in still[paragraph]


@pytest.mark.parametrize("text", ["Raw cotton", "Rotary vane vacuum pump", "Office chair, swivel"])
def test_left_open_is_silent_where_only_an_everyday_word_points_to_it(ask, text):
    found = ask(text)
    assert found.verdict == "not_listed"
    assert left_open(found) == ()


def test_left_open_of_controlled_goods_is_empty(ask):
    assert left_open(ask("78-38-6")) == ()
