"""Days as the law counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.kernel.validity import Interval, add_working_days, is_working_day, legal_date

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@st.composite
def intervals(draw):
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    return Interval(start, end)


def test_both_days_belong_to_it():
    year = Interval(date(2026, 1, 1), date(2026, 12, 31))
    assert year.contains(date(2026, 1, 1))
    assert year.contains(date(2026, 12, 31))
    assert not year.contains(date(2025, 12, 31))
    assert not year.contains(date(2027, 1, 1))


def test_an_interval_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="before"):
        Interval(date(2026, 1, 2), date(2026, 1, 1))


@given(intervals(), intervals(), DAYS)
def test_overlap_is_mutual_and_follows_from_a_common_day(one, other, day):
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(day) and other.contains(day):
        assert one.overlaps(other)


def test_neighbours_do_not_overlap():
    assert not Interval(None, date(2026, 1, 1)).overlaps(Interval(date(2026, 1, 2), None))
    assert Interval(None, date(2026, 1, 1)).overlaps(Interval(date(2026, 1, 1), None))


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(16, 59, date(2026, 1, 1)), (17, 0, date(2026, 1, 2)), (23, 59, date(2026, 1, 2))],
)
def test_the_legal_day_turns_at_midnight_of_the_zone(hour, minute, day):
    """Phnom Penh is seven hours ahead of UTC all year."""
    assert legal_date(datetime(2026, 1, 1, hour, minute, tzinfo=UTC), "Asia/Phnom_Penh") == day


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        legal_date(datetime(2026, 1, 1, 12), "Asia/Phnom_Penh")  # noqa: DTZ001 - the very case


HOLIDAYS = {date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)}


@pytest.mark.parametrize(
    ("number", "day"),
    [(0, date(2026, 11, 20)), (1, date(2026, 11, 26)), (2, date(2026, 11, 27)), (3, date(2026, 11, 30))],
)
def test_add_working_days_steps_over_weekend_and_holidays(number, day):
    """Friday 20 November 2026; the Water Festival is on Monday to Wednesday."""
    assert add_working_days(date(2026, 11, 20), number, HOLIDAYS) == day


@given(DAYS, st.integers(1, 40), st.sets(DAYS, max_size=10))
def test_add_working_days_counts_what_it_passes(day, number, holidays):
    end = add_working_days(day, number, holidays)
    passed = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert is_working_day(end, holidays)
    assert sum(is_working_day(d, holidays) for d in passed) == number
