"""Search in the list as one types."""

import pytest

from stratrade.engines.classify.search import search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2B230", "2B230"),
        ("2b230.a", "2B230"),
        ("7A", "7A102"),
        ("78-38-6", "1C350"),
        ("9026.20", "2B230"),
        ("pressure transd", "2B230"),
        ("capteur", "2B230"),
        ("ឧបករណ៍វាស់សម្ពាធ", "2B230"),
        ("triethanolamine", "1C350"),
    ],
)
def test_search_finds_first(index, text, first):
    assert search(text, index)[0].entry == first


@pytest.mark.parametrize("text", ["", "   ", "zzzz"])
def test_search_finds_nothing(index, text):
    assert search(text, index) == ()
