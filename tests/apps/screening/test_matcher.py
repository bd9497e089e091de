"""One block of names for every process: what is asked after an edition rests on it."""

import os
from pathlib import Path

import pytest

from stratrade.apps import blocks
from stratrade.apps.screening import matcher
from stratrade.apps.screening.services.screen import Subject, compare
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import PartyQuery

from .conftest import adopt, listed, work

QUARTZ = "Tonle Quartz Waterworks"
MANY = [listed(f"N{n}", f"Placeholder Number{n} Trading") for n in range(1, 40)]


@pytest.fixture(autouse=True)
def nothing_held():
    matcher._held.clear()
    yield
    matcher._held.clear()


def hits(name):
    return [(h["entry_id"], h["score"], h["entry_digest"]) for h in compare([Subject("party", name)]).hits]


def test_block_is_built_before_the_edition_is_in_force_and_only_opened_afterwards(
    transactional_db, monkeypatch
):
    adopt(*MANY, listed("N92", QUARTZ))
    monkeypatch.setattr(Matcher, "__init__", lambda *_: pytest.fail("it is built again"))
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N92"]


def test_block_of_a_change_is_the_one_of_everything(transactional_db, monkeypatch):
    adopt(listed("D1", "Bassac Orchid Forwarding", code="DEN"), code="DEN")
    adopt(*MANY, listed("N90", QUARTZ))
    adopt(*MANY[2:], listed("N90", QUARTZ, "Quartz Water"), listed("N91", "Prey Orchid Forwarding"))
    with monkeypatch.context() as patch:
        patch.setattr(matcher, "_parties", lambda _: pytest.fail("all of it is read again"))
        adopt(*MANY[1:], listed("N90", QUARTZ), listed("N91", "Prey Orchid Forwarding"))
    made = matcher.standing()
    assert made.matcher.packed() == Matcher(matcher._parties(made.rows.values())).packed()
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N90"]


def test_block_that_is_gone_is_built_again(transactional_db, tmp_path, monkeypatch):
    adopt(*MANY, listed("N96", QUARTZ))
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    first = hits(QUARTZ)
    assert [entry for entry, *_ in first] == ["N96"]
    assert [path.name for path in tmp_path.rglob("parties")] == ["parties"]
    matcher._held.clear()
    assert hits(QUARTZ) == first


def test_block_that_is_cut_off_is_built_again(transactional_db):
    adopt(*MANY, listed("N97", QUARTZ))
    (block,) = [
        p
        for p in Path(os.environ["STRATRADE_HOME"]).rglob("parties")
        if p.stat().st_mtime_ns
        == max(q.stat().st_mtime_ns for q in Path(os.environ["STRATRADE_HOME"]).rglob("parties"))
    ]
    block.write_bytes(block.read_bytes()[:100])
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N97"]


def test_hit_tells_the_state_of_its_entry(transactional_db):
    edition = adopt(*MANY, listed("N93", QUARTZ))
    row = edition.entries.get(entry_id="N93")
    assert hits(QUARTZ)[0][2] == row.digest


def test_blocks_of_editions_no_longer_in_force_are_swept_and_whoever_maps_one_reads_on(
    transactional_db, tmp_path, monkeypatch
):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    adopt(*MANY, listed("N97", QUARTZ))
    old = matcher._place(matcher._name(matcher.standing().editions))
    mapped = Matcher.opened(memoryview(blocks.mapped(old)))
    adopt(*MANY)
    coming = blocks.path("0" * 64, "parties", built_by=matcher.BUILT_BY)
    blocks.keep(coming, b"of an edition that is not yet in force")
    other = blocks.path("stored-parties", "names", built_by=matcher.BUILT_BY)
    blocks.keep(other, b"another kind")
    work()
    now = matcher._place(matcher._name(matcher.standing().editions))
    assert (old.exists(), old.parent.exists(), now.exists()) == (False, False, True)
    assert coming.exists()
    assert other.exists()
    assert [h.entry_id for h in mapped.screen(PartyQuery(QUARTZ))] == ["N97"]
    adopt(*MANY, listed("N97", QUARTZ))
    work()
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N97"]
    assert not now.exists()
    assert not coming.exists()


def test_block_of_an_edition_that_comes_back_is_not_swept(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    adopt(*MANY, listed("N97", QUARTZ))
    first = matcher._place(matcher._name(matcher.standing().editions))
    adopt(*MANY)
    adopt(*MANY, listed("N97", QUARTZ))
    work()
    assert [p for p in tmp_path.rglob("parties") if p.is_file()] == [first]
