"""Goods sets of our own, invoice-like and as brokers write, keep the figures that were promised.

The rows are made up from what entries ask for and from ordinary trade; they are no real consignments. Each set was
written whole before it was run for the first time; what those runs gave stands in the README beside the files.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.identify import Query, identify

SETS = Path(__file__).parents[2] / "cases" / "goods"
LEAST = {
    "invoice": {
        "first": 0.90,
        "among_five": 0.98,
        "flagged": 0.97,
        "decided": 0.72,  # of all sets together; 0.75 is asked of the evaluation's own
        "asked": 0.0,
        "passed": 0.92,
        "no_false": 0.98,
    },
    "declared": {
        "first": 0.82,
        "among_five": 0.93,
        "flagged": 0.93,
        "decided": 0.50,
        "asked": 0.80,
        "passed": 0.97,
        "no_false": 0.92,
    },
}


def _rows(name):
    for path in sorted(SETS.glob(f"{name}_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _share(found, of):
    return {name: found[name] / of[name] for name in of}


@pytest.mark.parametrize("name", LEAST)
def test_own_set_keeps_its_figures(name):
    index = shelf.read_index()
    found, of = Counter(), Counter()

    def tick(figure, good):
        found[figure] += bool(good)
        of[figure] += 1

    for row in _rows(name):
        answer = identify(Query(row["description"], row["hs_code"]), index)
        wanted = {code for code in row["expected_entries"].split(";") if code}
        codes = [candidate.entry for candidate in answer.candidates]
        kind = row.get("controlled") or ("yes" if wanted else "no")
        if wanted:
            tick("first", wanted & set(codes[:1]))
            tick("among_five", wanted & set(codes[:5]))
        if kind == "yes":
            tick("flagged", answer.verdict != "not_listed")
            met = {candidate.entry for candidate in answer.candidates if candidate.status == "met"}
            tick("decided", answer.verdict == "controlled" and wanted & met)
        elif kind == "depends":
            tick("asked", answer.verdict == "insufficient_data")
        else:
            tick("no_false", answer.verdict != "controlled")
            if name == "invoice" or row["style"] == "benign":
                tick("passed", answer.verdict == "not_listed")
    shares = _share(found, of)
    assert {figure: share for figure, share in shares.items() if share < LEAST[name][figure]} == {}
