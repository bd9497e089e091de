"""The index as one block of bytes: written, mapped into memory, and changed."""

import mmap

import numpy as np
import pytest

from stratrade.engines.matching import index
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import readings
from stratrade.engines.matching.policy import ALERT

FIRST = ("Farrukh", "Nikolai", "Ahmad", "Anatoly", "Sopheap", "Jong", "Wei", "Maria")
LAST = ("Temurzoda", "Zavarzin", "Suleimanov", "Chanrithy", "Mirzoev", "Kovalenkov", "Estrella", "Haddadian")
PARTIES = [
    ListedParty(
        "T",
        f"{n}",
        "person",
        (ListedName(f"{first} {last}"), ListedName(f"{last[:4]}ulla", "weak")),
        dates_of_birth=("1970",),
        identifiers={"passport": (f"P{n:07d}",)},
        sex="m",
        addresses=("1 Example Road, Sampletown",),
    )
    for n, (first, last) in enumerate((f, w) for f in FIRST for w in LAST)
] + [ListedParty("T", "ar", "person", (ListedName("سليم خليل المنصوري"),))]
ASKED = (
    "Farrukh Temurzoda",
    "Temurzada Farruh",
    "N. Zavarzin",
    "Salim Khalil al-Mansuri",
    "سليم خليل",
    "Nobody Here",
    "Temuulla",
)


def answers(matcher):
    return [matcher.screen(PartyQuery(name, date_of_birth="1970"), limit=10) for name in ASKED]


@pytest.fixture(scope="module")
def built():
    return Matcher(PARTIES)


def test_a_block_mapped_from_a_file_answers_as_what_was_built(built, tmp_path):
    path = tmp_path / "index"
    path.write_bytes(built.packed())
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    opened = Matcher.opened(memoryview(mapped))
    assert answers(opened) == answers(built)
    assert opened.parties == tuple(PARTIES)
    assert len(opened) == len(PARTIES)
    assert opened.screen(PartyQuery("Nobody", identifier="P0000003"))[0].entry_id == "3"
    with pytest.raises(ValueError, match="read-only"):
        opened._arrays["names.total"][0] = 9


def test_what_is_mapped_is_not_copied(built):
    block = built.packed()
    opened = Matcher.opened(block)
    assert all(
        np.shares_memory(a, np.frombuffer(block, dtype=np.uint8)) for a in opened._arrays.values() if len(a)
    )


def test_a_block_that_is_cut_off_or_another_file_is_refused(built):
    block = built.packed()
    for wrong in (block[:-1], block[: len(block) // 2], b"hello" * 100, b""):
        with pytest.raises(ValueError):  # noqa: PT011 - what it says is for the log
            Matcher.opened(wrong)


def _in_order(parties):
    return sorted(parties, key=lambda p: (p.list, p.entry_id))


def test_a_changed_index_is_the_one_built_anew_and_reads_only_what_changed(built, monkeypatch):
    new = ListedParty("T", "new", "person", (ListedName("Gulnora Zarifova / Blue Heron"),))
    renamed = ListedParty("T", "0", "person", (ListedName("Bahrom Yusufzoda"),))
    anew = Matcher(_in_order([*(p for p in PARTIES if p.entry_id not in {"0", "1"}), renamed, new]))
    seen = []
    monkeypatch.setattr(index, "readings", lambda name: seen.append(name) or readings(name))
    changed = Matcher.opened(built.packed()).changed([new, renamed], removed=[("T", "1")])
    assert changed.packed() == anew.packed()
    assert seen == [new.names[0].text, renamed.names[0].text]


def test_the_index_that_was_changed_stays_as_it_was(built):
    before = answers(built)
    built.changed([ListedParty("T", "0", "person", (ListedName("Somebody Else"),))], removed=[("T", "5")])
    assert answers(built) == before
    assert len(built) == len(PARTIES)


def test_changes_over_changes(built):
    once = built.changed([ListedParty("T", "x", "person", (ListedName("Gulnora Zarifova"),))])
    twice = once.changed([], removed=[("T", "x"), ("T", "0")])
    assert once.screen(PartyQuery("Gulnora Zarifova"), floor=ALERT)
    assert not twice.screen(PartyQuery("Gulnora Zarifova"), floor=ALERT)
    assert "0" not in {p.entry_id for p in twice.parties}
    assert twice.packed() == Matcher(_in_order(p for p in PARTIES if p.entry_id != "0")).packed()
