"""The comparison with an official text finds what is missing and what contradicts. The texts here are made up."""

from decimal import Decimal

import pytest

from stratrade.engines.lists.coverage import compare
from stratrade.engines.lists.evaluate import Evaluator
from stratrade.engines.lists.model import Op
from stratrade.engines.lists.reference import Official, read

OURS = """
parameters:
  - {id: mass, kind: quantity, unit: kg, label: mass, question: How heavy is it?}
  - {id: speed, kind: quantity, unit: m/s, label: speed, question: How fast is it?}
entries:
  - code: 9A901
    title: Flying kettles
    criteria:
      path: 9A901
      title: Flying kettles
      any:
        - {path: 9A901.a, title: Heavy, leaf: {quantity: {parameter: mass, op: gt, value: 5, unit: kg}}}
        - {path: 9A901.b, title: Fast, leaf: {quantity: {parameter: speed, op: lt, value: 7, unit: m/s}}}
        - {path: 9A901.c, title: Thiodiglycol, leaf: {substance: {cas: [111-48-8]}}}
"""


def official(*lines: str, code: str = "9A901") -> Official:
    return read({"entries": [{"entry_code": code, "verbatim_text": "\n".join(lines)}]})[0]


def remarks(edition, *lines: str) -> set[tuple[str, str]]:
    return {(remark.kind, remark.path) for remark in compare(official(*lines), Evaluator(edition)).remarks}


def test_what_agrees_is_not_remarked(edition_of) -> None:
    lines = (
        "9A901 Kettles that fly, as follows:",
        "9A901.a Having a mass exceeding 5 kg;",
        "9A901.b Reaching less than 7 m/s; or",
        "9A901.c Filled with thiodiglycol (CAS 111-48-8);",
        "9A901 Note: 9A901 does not control 12 toys.",
    )
    found = compare(official(*lines), Evaluator(edition_of(OURS)))
    assert (found.executable, found.text_only, found.missing, found.remarks) == (4, 0, 0, ())
    assert found.cas == (1, 1)
    assert found.numbers == (2, 2)
    assert found.leaves == {"quantity": 2, "substance": 1}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9A901.a Having a mass of 5 kg or more;", ("comparator", "9A901.a")),
        ("9A901.a Having a mass exceeding 6 kg;", ("number_missing", "9A901.a")),
        ("9A901.a Having a mass exceeding 6 kg;", ("number_unknown", "9A901.a")),
        ("9A901.d Having a lid;", ("paragraph_missing", "9A901.d")),
        ("9A901.c Filled with phosgene (CAS 75-44-5);", ("cas_missing", "9A901")),
        ("9A901.b Faster than sound, with 5 kg of tea;", ("number_elsewhere", "9A901.b")),
    ],
)
def test_what_differs_is_named(edition_of, line: str, expected: tuple[str, str]) -> None:
    assert expected in remarks(edition_of(OURS), line)


def test_a_limit_may_stand_in_the_paragraph_that_the_text_points_at(edition_of) -> None:
    lines = ("9A901.a Above the limit in 9A901.b.;", "9A901.b Less than 7 m/s, or a mass exceeding 5 kg;")
    assert ("number_unknown", "9A901.a") not in remarks(edition_of(OURS), *lines)
    other = ("9A901.a Heavier than others;", lines[1])
    assert ("number_unknown", "9A901.a") in remarks(edition_of(OURS), *other)


def test_a_paragraph_under_another_number_is_said_where_it_stands(edition_of) -> None:
    found = compare(
        official("9A901 Lids", "9A901.1.a Having a mass of 5 kg or more"), Evaluator(edition_of(OURS))
    )
    missing = next(remark for remark in found.remarks if remark.kind == "paragraph_missing")
    assert missing.detail.endswith("ours numbers it 9A901.a")


def test_an_entry_that_is_not_there_has_all_paragraphs_missing(edition_of) -> None:
    found = compare(official("9B901 Lids", "9B901.a Copper lids", code="9B901"), Evaluator(edition_of(OURS)))
    assert (found.missing, [remark.kind for remark in found.remarks]) == (2, ["entry_missing"])


@pytest.mark.parametrize(
    ("text", "value", "op"),
    [
        ("a mass exceeding 5 kg", "5", Op.GT),
        ("not exceeding 5 kg", "5", Op.LE),
        ("5 kg or more", "5", Op.GE),
        ("equal to or less (better) than 0,9 μm along one or more linear axes", "0.9", Op.LE),
        ("less (better) than or equal to 0,3 dB", "0.3", Op.LE),
        ("better (less) than 6 μm", "6", Op.LT),
        ("no dimension greater than 30 cm", "30", Op.LE),
        ("at least 12 000 rpm", "12000", Op.GE),
        ("five or more axes", "5", Op.GE),
        ("weighs 3 kg", "3", None),
        ("over their full scale of 0,1 μm or better", "0.1", None),
        ("fewer than 2000 beads", "2000", Op.LT),
        ("twenty or more heaters", "20", Op.GE),
        ("unbalance in two planes or more", "2", Op.GE),
        ("five or fewer metal layers", "5", Op.LE),
        ("not capable of balancing rotors having a mass greater than 3 kg", "3", Op.LE),
        ("lamps specially designed for use below 900 m", "900", Op.GT),
        ("specially designed to operate below 218 K", "218", Op.LT),
        ("mixing under vacuum in the range of zero to 13 kPa", "0", None),
        ("a wavefront accuracy equal to or less (better) than λ/20", "0.05", Op.LE),
        ("a strength of 1950 MPa or more", "1950", Op.GE),
    ],
)
def test_how_the_text_compares(text: str, value: str, op: Op | None) -> None:
    figures = official(f"9A901.a {text}").provisions[0].figures()
    assert (Decimal(value), op) in {(figure.value, figure.op) for figure in figures}


def test_numbers_of_paths_standards_years_and_ratios_are_no_thresholds() -> None:
    text = "9A901.a As in 9A012.b.3, ISO 230-2:1988 (6), CAS 111-48-8, since 1997, a ratio of 10:1"
    assert [figure.value for figure in official(text).provisions[0].figures()] == [Decimal(10)]


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("in which the ratio exceeds 1:5000", "0.0002"),
        ("less than 1 part tin to 500 parts lead", "0.2"),
        ("a resolution of better than 2 parts in 230", "115"),
    ],
)
def test_a_share_is_read_as_what_it_comes_to(text: str, comes_to: str) -> None:
    figures = official(f"9A901.a {text}").provisions[0].figures()
    assert Decimal(comes_to) in {reading for figure in figures for reading in figure.readings}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("a mass of from 0,9 to 23 kg", "kg"),
        ("greater than 1,3 Giga Samples Per Second (GSPS)", "GS/s"),
        ("500 Gb/s or greater", "Gbit/s"),
        ("column 3 of the table", ""),
    ],
)
def test_the_unit_of_a_number(text: str, unit: str) -> None:
    assert official(f"9A901.a {text}").provisions[0].figures()[0].unit == unit


def test_a_power_of_ten_that_lost_its_height_is_read_both_ways() -> None:
    figure = official("9A901.a exceeding 5 × 103 Gy").provisions[0].figures()[0]
    assert figure.readings == (Decimal(5000),)


@pytest.mark.parametrize("document", [{}, {"entries": 3}, {"entries": [{"entry_code": 1}]}])
def test_another_form_is_refused_by_field(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="entries"):
        read(document)
