"""Aggregate national data to the gram, against a set worked by hand (tests/cases/obligations)."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from stratrade.engines.obligations import parameters
from stratrade.engines.obligations.discrepancy import compare, own_figures
from stratrade.engines.obligations.national_data import Activity, Bearing, Movement, Standing, aggregate

CASES = Path(__file__).parents[2] / "cases" / "obligations" / "national_data.yaml"
SET = yaml.safe_load(CASES.read_text(encoding="utf-8"))
ANSWERS = {True: "yes", False: "no", None: "open"}


@pytest.fixture(scope="module")
def tables():
    path = files("stratrade") / "data" / "obligations" / "cwc.yaml"
    return parameters.parse(yaml.safe_load(path.read_text(encoding="utf-8")))


def movement(paper, day, activity, standing, cas, part, partner, kg, pct, _gives):
    return Movement(
        key=paper,
        reference=paper,
        cas=cas,
        part=str(part),
        activity=Activity(activity),
        standing=Standing(standing),
        on=day,
        partner=partner,
        mass_g=Decimal(str(kg)) * 1000,
        concentration_pct=None if pct is None else Decimal(str(pct)),
    )


@pytest.fixture(scope="module")
def years(tables):
    rows = [movement(*line) for line in SET["lines"]]
    return {year: aggregate(rows, tables, year=year) for year in (2023, 2024, 2025)}


def _total(years, year, cas, activity):
    return next(t for t in years[year] if (t.cas, t.activity) == (cas, activity))


def test_every_line_gives_what_was_worked_by_hand(years):
    found = {line.movement.key: line for totals in years.values() for t in totals for line in t.lines}
    wrong = {}
    for *_rest, gives in [(line[0], line[-1]) for line in SET["lines"]]:
        line = found[_rest[0]]
        said = line.grams if line.bearing is Bearing.COUNTED else line.finding.code.rpartition(".")[2]
        expected = gives if isinstance(gives, str) else Decimal(str(gives))
        if said != expected:
            wrong[_rest[0]] = (said, expected)
    assert wrong == {}
    assert len(found) == len(SET["lines"])


def test_every_total_is_reproduced_to_the_gram_with_its_rounding_and_answer(years):
    expected = {
        (year, cas, activity): (Decimal(str(grams)), declared, Decimal(shown))
        for year, cas, activity, grams, declared, shown in SET["totals"]
    }
    found = {
        (year, t.cas, t.activity.value): (t.grams, ANSWERS[t.declarable], t.printed)
        for year, totals in years.items()
        for t in totals
    }
    assert found == expected
    assert {t.cas for totals in years.values() for t in totals} == set(SET["chemicals"])
    parts = {t.cas: t.part for totals in years.values() for t in totals}
    assert parts == {cas: str(part) for cas, part in SET["chemicals"].items()}


@pytest.mark.parametrize(("year", "cas", "activity", "by_country"), SET["splits"])
def test_country_split_is_told_whatever_its_size(years, year, cas, activity, by_country):
    splits = _total(years, year, cas, activity).splits
    assert {s.country: (s.grams, s.below) for s in splits} == {
        code: (Decimal(grams), below) for code, (grams, below) in by_country.items()
    }


def test_answered_concentration_closes_the_question_and_decides(tables):
    lines = [movement(*line) for line in SET["lines"] if line[4] == "111-48-8"]
    low = [
        m
        if m.concentration_pct is not None
        else movement(m.key, m.on, "import", "confirmed", m.cas, "2B", "SG", 25, 79.6, None)
        for m in lines
    ]
    before = _total({2025: aggregate(lines, tables, year=2025)}, 2025, "111-48-8", "import")
    after = _total({2025: aggregate(low, tables, year=2025)}, 2025, "111-48-8", "import")
    assert (before.declarable, len(before.open_lines)) == (None, 1)
    assert (after.grams, after.declarable, after.open_lines) == (Decimal(1_000_000), False, ())


def test_unknown_mass_leaves_the_answer_open_and_is_never_nothing(tables):
    row = Movement(
        key="x",
        reference="x",
        cas="111-48-8",
        part="2B",
        activity=Activity.IMPORT,
        standing=Standing.CONFIRMED,
        on=SET["lines"][0][1],
        partner="SG",
        concentration_pct=Decimal(99),
    )
    (total,) = aggregate([row], tables, year=2023)
    assert (total.grams, total.declarable) == (0, None)
    assert total.open_lines[0].finding.code == "obligations.line.no_mass"


def test_row_of_the_table_holds_only_in_its_days(tables):
    early = movement("x", SET["lines"][0][1].replace(year=1999), *SET["lines"][7][2:])
    (total,) = aggregate([early], tables, year=1999)
    assert (total.lines[0].bearing, total.grams) == (Bearing.COUNTED, Decimal(150000))
    assert all(row.reference and row.source for row in (*tables.thresholds, *tables.dilutions))


def test_partner_figures_are_flagged_only_beyond_both_limits(years, tables):
    own = own_figures(years[2023])
    theirs = {
        ("756-79-6", "import", "CN"): Decimal(1_071_500),
        ("756-79-6", "import", "VN"): Decimal(650_500),
        ("111-48-8", "export", "TH"): Decimal(900_000),
        ("6581-06-2", "import", "CH"): Decimal(1),
        ("464-07-3", "import", "VN"): Decimal(5000),
    }
    found = {
        (r.cas, r.partner): (r.own, r.theirs, r.flagged)
        for r in compare(own, theirs, tables, on=SET["lines"][0][1])
    }
    assert found == {
        ("756-79-6", "CN"): (1_071_500, 1_071_500, False),
        ("756-79-6", "VN"): (150_500, 650_500, True),
        ("111-48-8", "TH"): (1_176_000, 900_000, False),
        ("6581-06-2", "CH"): (735, 1, False),
        ("464-07-3", "VN"): (0, 5000, True),
        ("102-71-6", "TH"): (5_950_000, 0, True),
    }
