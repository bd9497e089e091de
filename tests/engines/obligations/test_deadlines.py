"""The days by which declarations are owed, leap years included, and the frozen map of Annex II."""

import datetime as dt
from importlib.resources import files

import pytest
import yaml

from stratrade.engines.obligations import annex, deadlines


def _page(name):
    path = files("stratrade") / "data" / "obligations" / name
    return yaml.safe_load(path.read_text(encoding="utf-8"))


DUTIES = {duty.id: duty for duty in deadlines.parse(_page("duties.yaml")["duties"])}


@pytest.mark.parametrize(
    ("duty", "period", "due"),
    [
        ("CWC_S1_PAST", "2026", "2027-03-31"),
        ("CWC_S2_PAST", "2027", "2028-03-30"),  # 2028 is a leap year
        ("CWC_S3_PAST", "2025", "2026-03-31"),
        ("CWC_S1_ANTICIPATED", "2027", "2026-10-02"),
        ("CWC_S2_ANTICIPATED", "2027", "2026-11-01"),
        ("CWC_S3_ANTICIPATED", "2028", "2027-11-01"),
        ("BWC_CBM", "2026", "2027-04-15"),
        ("AP_ANNUAL", "2026", "2027-05-15"),
        ("AP_ANNEX_II", "2026-Q1", "2026-05-30"),
        ("AP_ANNEX_II", "2026-Q2", "2026-08-29"),
        ("AP_ANNEX_II", "2026-Q3", "2026-11-29"),
        ("AP_ANNEX_II", "2026-Q4", "2027-03-01"),
        ("AP_ANNEX_II", "2027-Q4", "2028-02-29"),
    ],
)
def test_due_for_period(duty, period, due):
    assert deadlines.due_for_period(DUTIES[duty], deadlines.period(period)) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("duty", "event", "due"),
    [
        ("CWC_ADDITIONAL", "2028-03-03", "2028-02-27"),
        ("AP_IMPORT_CONFIRMATION", "2026-12-31", "2027-03-01"),
        ("SOURCE_CONSENT", "2026-01-04", "2025-12-28"),
    ],
)
def test_due_for_event(duty, event, due):
    assert deadlines.due_for_event(DUTIES[duty], dt.date.fromisoformat(event)) == dt.date.fromisoformat(due)


def test_calendar_holds_each_duty_once_for_each_period_in_order():
    year = deadlines.calendar(DUTIES.values(), first=dt.date(2027, 1, 1), last=dt.date(2027, 12, 31))
    assert [one.on for one in year] == sorted(one.on for one in year)
    named = [(one.duty.id, one.period.name) for one in year]
    assert len(named) == len(set(named))
    assert [n for n in named if n[0] == "AP_ANNEX_II"] == [
        ("AP_ANNEX_II", "2026-Q4"),
        ("AP_ANNEX_II", "2027-Q1"),
        ("AP_ANNEX_II", "2027-Q2"),
        ("AP_ANNEX_II", "2027-Q3"),
    ]
    assert ("CWC_S1_ANTICIPATED", "2028") in named
    assert not any(DUTIES[duty].is_event for duty, _period in named)


@pytest.mark.parametrize("name", ["", "26", "2026-Q5", "2026-Qx", "0000", "２０２６", "2026-"])
def test_text_that_is_no_period_is_refused(name):
    with pytest.raises(deadlines.NoPeriod):
        deadlines.period(name)


def test_duty_out_of_its_days_is_not_owed_and_rule_must_fit():
    duty = DUTIES["AP_ANNEX_II"]
    early = deadlines.calendar([duty], first=dt.date(2015, 1, 1), last=dt.date(2015, 12, 31))
    assert early == []
    with pytest.raises(ValueError, match="period"):
        deadlines.due_for_event(duty, dt.date(2026, 1, 1))
    with pytest.raises(ValueError, match="event"):
        deadlines.due_for_period(DUTIES["SOURCE_CONSENT"], deadlines.period("2026"))


def test_frozen_map_knows_its_headings_and_not_what_came_later():
    headings = annex.parse(_page("annex-2.yaml")["headings"])
    found = {
        code: annex.heading_of(code, headings) for code in ("0B001.a", "0C003", "0C004", "0D001", "2B350")
    }
    assert {code: h.number if h else None for code, h in found.items()} == {
        "0B001.a": "5",
        "0C003": "2.1",
        "0C004": "2.2",
        "0D001": None,
        "2B350": None,
    }
