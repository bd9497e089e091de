"""Stored names held against listed parties find all that a screening of every name finds."""

import random
from importlib.resources import files

import pytest

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.matching.stored import Near, StoredNames
from stratrade.interfaces.exchange.watchlists import lines

CHANGED = 40


@pytest.fixture(scope="module")
def listed():
    return lines.parse((files("stratrade") / "data" / "watchlists" / "un-2026-02-27.jsonl").read_bytes())


def written_otherwise(name, others, rng):
    """A name as somebody else may write it, near the listed one or not."""
    words = name.split()
    at = rng.randrange(len(words))
    word = words[at]
    cut = rng.randrange(len(word))
    match rng.randrange(10):
        case 0:
            rng.shuffle(words)
        case 1:
            words[at] = word[:cut] + word[cut + 1 :]
        case 2:
            words[at] = word[:cut] + rng.choice("aeioukhstnm") + word[cut:]
        case 3:
            words[at] = word[0]
        case 4:
            words.pop(at)
        case 5:
            words.insert(at, rng.choice(others).split()[0])
        case 6:
            words[at : at + 2] = ["".join(words[at : at + 2])]
        case 7:
            words[at] = f"{word[:cut]} {word[cut:]}"
        case 8:
            words[at] = rng.choice(others).split()[-1]
        case _:
            words.append("Co Ltd")
    return " ".join(words)


@pytest.mark.parametrize("seed", range(4))
def test_every_hit_on_changed_entries_is_among_the_names_that_are_near(listed, seed):
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice, not a secret
    changed = rng.sample(listed, CHANGED)
    matcher = Matcher(listed)
    every = [name.text for party in listed for name in party.names]
    asked = [name.text for party in changed for name in party.names] + rng.sample(every, 150)
    asked += [written_otherwise(name, every, rng) for name in asked for _ in range(3)]
    names = list(dict.fromkeys(name for name in asked if name.strip()))
    search = Near(StoredNames.opened(StoredNames.build(names).packed()), matcher, floor=ALERT)
    near = {number for party in changed for number in search.find(party)}
    keys = {party.entry_id for party in changed}
    hits = {
        number
        for number, name in enumerate(names)
        if any(hit.entry_id in keys for hit in matcher.screen(PartyQuery(name), floor=ALERT, limit=50))
    }
    assert len(hits) > CHANGED
    assert hits <= near
    assert len(near) < len(hits) * 2 + 30


def test_names_are_near_by_what_only_one_side_writes_together_or_shortens():
    party = ListedParty(
        "T",
        "1",
        "person",
        (ListedName("Abdul Rahman Temurzoda"), ListedName("J. Zavarzin"), ListedName("سليم خليل المنصوري")),
    )
    names = ["Abdulrahman Temurzoda", "John Zavarzin", "Salim Khalil al-Mansuri", "Nobody\nHere", ""]
    matcher = Matcher([party])
    found = Near(StoredNames.build(names), matcher, floor=ALERT).find(party)
    assert found >= {n for n, name in enumerate(names) if matcher.screen(PartyQuery(name), floor=ALERT)}
    assert {0, 2} <= found
    assert not found & {3, 4}


def test_no_names_are_near_nobody(listed):
    empty = StoredNames.opened(StoredNames.build([]).packed())
    assert empty.names == []
    assert Near(empty, Matcher(listed[:3]), floor=ALERT).find(listed[0]) == set()


def test_a_block_of_names_that_is_cut_off_is_refused():
    block = StoredNames.build(["Farrukh Temurzoda"]).packed()
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is for the log
        StoredNames.opened(block[:-1])
