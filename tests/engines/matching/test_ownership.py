"""Shares are added over owners and along roads; circles end; control needs no share."""

from decimal import Decimal

import pytest

from stratrade.engines.matching.ownership import Holding, held


def _rows(*rows):
    return [Holding(owner, owned, Decimal(str(share))) for owner, owned, share in rows]


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        ([("L", "X", 50)], "50"),
        ([("L", "X", 49)], None),
        ([("L", "X", 30), ("M", "X", 25)], "55"),  # two listed owners together
        ([("L", "A", 60), ("A", "X", 50)], "50"),  # A counts in full
        ([("L", "A", 40), ("A", "X", 100), ("L", "X", 10)], "50"),  # 40 of 100 and 10
        ([("L", "A", 40), ("A", "X", 100)], None),
        ([("L", "A", 50), ("A", "B", 50), ("B", "C", 50), ("C", "X", 50)], "50"),
        ([("L", "A", 30), ("A", "X", 60), ("X", "A", 40)], None),  # a circle adds nothing twice
        ([("L", "A", 90), ("L", "X", 90), ("A", "X", 90)], "100"),  # never above the whole
    ],
)
def test_share_held_by_listed_parties(rows, share):
    found = held(_rows(*rows), ["L", "M"])
    assert (str(found["X"].share) if "X" in found else None) == share


def test_control_reaches_through_a_chain_without_any_share():
    rows = [
        Holding("L", "A", controls=True),
        Holding("A", "X", Decimal(51)),
        Holding("X", "Y", controls=True),
    ]
    found = held(rows, ["L"])
    assert {name: f.controlled for name, f in found.items()} == {"A": True, "X": False, "Y": True}
    assert found["Y"].paths == (("L", "A", "X", "Y"),)


def test_roads_name_every_listed_owner_shortest_first():
    found = held(_rows(("L", "X", 30), ("M", "A", 80), ("A", "X", 30)), ["L", "M"])["X"]
    assert found.paths == (("L", "X"), ("M", "A", "X"))
    assert found.owners == ("L", "M")


def test_nobody_listed_holds_nothing():
    assert held(_rows(("A", "B", 100)), []) == {}
