"""Plant sites by hand: three years back for Schedule 2, one for Schedule 3, and what is planned for the next."""

import datetime as dt
from decimal import Decimal

from stratrade.apps.nation import rules
from stratrade.engines.obligations import sites

ON = dt.date(2026, 12, 31)
TDG, LIMIT = "111-48-8", Decimal(1_000_000)
TON = Decimal(1_000_000)


def key(site, activity="consumption"):
    return site, TDG, activity


def lines(schedule, done, planned=None, year=2026):
    rule = sites.rule_of(rules.site_rules(), schedule, on=ON)
    found = sites.declared(done, planned or {}, year=year, rule=rule, limits={TDG: LIMIT})
    return {line.site: (line.grams, line.since, line.planned) for line in found}


def test_site_of_schedule_2_is_declared_for_three_years_after_it_was_above_the_threshold():
    done = {
        2023: {key("Three years ago"): 2 * TON},
        2024: {key("Two years ago"): TON + 1, key("Just at it"): TON},
        2025: {key("Last year"): 2 * TON},
        2026: {key("Two years ago"): Decimal(150_000), key("This year", "processing"): 3 * TON},
    }
    assert lines("2", done) == {
        "Last year": (Decimal(0), (2025,), None),
        "This year": (3 * TON, (2026,), None),
        "Two years ago": (Decimal(150_000), (2024,), None),
    }
    assert set(lines("2", done, year=2027)) == {"Last year", "This year"}


def test_site_is_declared_for_what_it_plans_above_the_threshold():
    planned = {key("Plans much"): 2 * TON, key("Plans little"): TON, key("Trades", "export"): 9 * TON}
    assert lines("2", {}, planned) == {"Plans much": (Decimal(0), (), 2 * TON)}


def test_schedule_3_looks_at_production_of_the_year_alone():
    done = {
        2025: {key("Last year", "production"): 2 * TON},
        2026: {key("Now", "production"): 2 * TON, key("Uses", "consumption"): 2 * TON},
    }
    assert set(lines("3", done)) == {"Now"}
