"""What changed between two editions."""

import pytest

from stratrade.engines.lists import load
from stratrade.engines.lists.diff import diff


def changed(files, before, after):
    assert before in files["all.yaml"]
    other = load.parse({**files, "all.yaml": files["all.yaml"].replace(before, after, 1)})
    return diff(load.parse(files), other)


def test_diff_of_the_same_is_empty(small):
    assert diff(small, small) == ()


def test_diff_names_a_moved_threshold(files):
    (finding,) = changed(files, "op: le, value: 6,", "op: lt, value: 5,")
    assert finding.code == "lists.diff.threshold_changed"
    assert finding.params["parameter"] == "accuracy"
    assert finding.reference == "2B201.a.1"
    assert finding.params["before"] == "≤ 6 µm"
    assert finding.params["after"] == "< 5 µm"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ('cas: ["111-48-8"]', 'cas: ["75-44-5"]', ["criterion_added", "criterion_removed"]),
        ("set: [nickel, glass]", "set: [nickel]", ["options_changed"]),
        ("basis: ISO 230-2", "basis: ISO 230-1", ["criterion_changed"]),
        ("title: Precursors", "title: Forerunners", ["title_changed"]),
        ("strength: direct", "strength: partial", ["hs_changed"]),
        ("yields_to: [2B001]", "yields_to: []", ["precedence_changed"]),
        (
            "      title: how good\n              any:",
            "      title: how good\n              all:",
            ["logic_changed"],
        ),
        ("    title: Software", "    title: Software\n    valid_to: '2026-01-01'", ["validity_changed"]),
    ],
)
def test_diff_names_each_kind_of_change(files, before, after, codes):
    found = changed(files, before, after)
    assert sorted(f.code.removeprefix("lists.diff.") for f in found) == codes


def test_diff_names_entries_that_come_and_go(files, small):
    at = files["all.yaml"].index("  - code: 3A100")
    shorter = load.parse({**files, "all.yaml": files["all.yaml"][:at]})
    assert [(f.code, f.reference) for f in diff(small, shorter)] == [("lists.diff.entry_removed", "3A100")]
    assert [(f.code, f.reference) for f in diff(shorter, small)] == [("lists.diff.entry_added", "3A100")]
