"""The sets of items that sanctions rules refer to: each entry stands in the list and carries the regime."""

import pytest

from stratrade.apps import pack, shelf

RULES = [rule for rule in pack.read("kh").jurisdiction.sanctions if rule.sets]
REGIME = {"infcirc-254-part-1": "NSG", "infcirc-254-part-2": "NSG", "mtcr-items": "MTCR"}
ARMS = {"arms", "heavy-arms", "small-arms"}
SETS = {one.id: one for rule in RULES for one in rule.sets if one.id not in ARMS}


def regimes(code):
    return {regime.regime for regime in shelf.read_edition().entries[code].regimes}


def test_each_set_is_held_against_its_regime():
    assert SETS.keys() == REGIME.keys()


@pytest.mark.parametrize("name", sorted(REGIME))
def test_each_entry_named_carries_the_regime(name):
    one = SETS[name]
    for code in shelf.read_edition().entries:
        if one.names(code) or one.may_name(code):
            assert REGIME[name] in regimes(code), code


@pytest.mark.parametrize("regime", ["NSG", "MTCR"])
def test_each_entry_of_the_regime_stands_in_a_set(regime):
    sets = [one for name, one in SETS.items() if REGIME[name] == regime]
    left_out = [
        code
        for code in shelf.read_edition().entries
        if regime in regimes(code) and not any(one.names(code) or one.may_name(code) for one in sets)
    ]
    assert left_out == [], "name them under `partly` in the pack of the Security Council"


def test_the_document_is_cited_with_the_paragraph():
    part = SETS["infcirc-254-part-2"]
    assert part.names("2B230.a")
    assert not part.names("1A007")
    assert part.may_name("1A007.a")
