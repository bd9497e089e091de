"""CAS numbers and their check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.engines.lists.cas import find_cas, is_valid_cas


@pytest.mark.parametrize("number", ["7732-18-5", "78-38-6", "10025-87-3", "107-44-8"])
def test_is_valid_cas_of_known_chemicals(number):
    assert is_valid_cas(number)


@given(st.integers(10, 9_999_999), st.integers(0, 99))
def test_is_valid_cas_accepts_one_check_digit_of_ten(first, second):
    assert sum(is_valid_cas(f"{first}-{second:02d}-{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DEEP (CAS No. 78-38-6), 200 kg", ("78-38-6",)),
        ("78‑38‑6 and 111 - 48 - 8", ("78-38-6", "111-48-8")),
        ("lot 2024-11-05, phone 012-34-567", ()),
        ("78-38-6 78-38-6", ("78-38-6",)),
    ],
)
def test_find_cas_in_text(text, found):
    assert find_cas(text) == found
