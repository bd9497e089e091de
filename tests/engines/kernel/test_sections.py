"""Sections come back as they went in, and anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.kernel.sections import ALIGNMENT, SectionsError, join, split


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=200), max_size=6))
def test_sections_come_back(sections):
    assert {name: view.tobytes() for name, view in split(join(sections)).items()} == sections


def test_every_section_begins_where_numbers_may():
    whole = join({"a": b"123", "b": b"4" * 33, "c": b"5"})
    for content in (b"123", b"4" * 33, b"5"):
        assert whole.index(content) % ALIGNMENT == 0


@pytest.mark.parametrize(
    "content", [b"", b"no sections at all", join({"a": b"12345"})[:-16], b"STSECT1\n" + bytes(40)]
)
def test_what_is_no_sections_is_refused(content):
    with pytest.raises(SectionsError):
        split(content)
