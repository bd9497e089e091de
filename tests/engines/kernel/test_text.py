"""Keys and check characters."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.kernel.text import ascii_digits, check_character, nfc, search_key, words

REFERENCES = st.text(alphabet=string.ascii_uppercase + string.digits, min_size=3, max_size=20)


@given(st.text())
def test_search_key_of_a_key_is_itself(text):
    assert search_key(search_key(text)) == search_key(text)


@given(st.text())
def test_nfc_of_nfc_is_itself_and_can_be_stored(text):
    once = nfc(text)
    assert nfc(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text())
def test_case_does_not_matter(text):
    assert search_key(text.casefold()) == search_key(text)


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200c", "\u200d", "\ufeff", "\u200e", "\u200f", "\u2060", "\u00ad"]
)
def test_invisible_marks_do_not_matter(mark):
    assert search_key(f"ស្នប់{mark}បូម va{mark}lve") == search_key("ស្នប់បូម valve")


def test_lone_surrogates_go():
    assert nfc("a\ud800b") == "ab"


def test_khmer_digits_are_digits():
    assert ascii_digits("២B៣៥០") == "2B350"
    assert words("វ៉ាល់ ២B៣៥០") == words("វ៉ាល់ 2B350")


def test_composed_and_decomposed_are_one():
    assert search_key("e\u0301tanche\u0301ite\u0301") == search_key("étanchéité") == "etancheite"


@pytest.mark.parametrize(
    ("reference", "check"),
    [("A1-2425G-ABC1234002", "M"), ("EXP-2026-000123", "S")],
)
def test_check_character(reference, check):
    """The first is the example that the Global Release Identifier standard prints for ISO 7064 MOD 37,36."""
    assert check_character(reference) == check


@given(REFERENCES, st.data())
def test_check_character_finds_one_wrong_character(reference, data):
    place = data.draw(st.integers(0, len(reference) - 1))
    other = data.draw(
        st.sampled_from([c for c in string.ascii_uppercase + string.digits if c != reference[place]])
    )
    wrong = reference[:place] + other + reference[place + 1 :]
    assert check_character(wrong) != check_character(reference)
