"""An index that was stored answers as the one that was built."""

import pytest

from stratrade.engines.classify import stored
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.lists import load
from stratrade.kernel.sections import SectionsError

TEXTS = (
    "vacuum pump 380 mm",
    "pressure transducer 5 kPa 0.5 %",
    "chemical 78-38-6 95 %",
    "nothing in particular",
)


@pytest.fixture(scope="module")
def documents():
    from stratrade.apps import shelf  # noqa: PLC0415

    return shelf.edition_documents()


@pytest.fixture(scope="module")
def built(documents):
    return Index.build(load.assemble(documents))


@pytest.fixture(scope="module")
def packed(documents, built):
    return stored.pack(documents, built)


def test_the_edition_comes_back_whole(packed, built):
    again = stored.open_index(packed).edition
    assert again.digest == built.edition.digest
    assert dict(again.entries) == dict(built.edition.entries)
    assert dict(again.parameters) == dict(built.edition.parameters)
    assert again.vocabulary == built.edition.vocabulary
    assert dict(again.families) == dict(built.edition.families)


@pytest.mark.parametrize("text", TEXTS)
def test_the_answers_are_the_same(packed, built, text):
    opened = stored.open_index(packed)
    assert identify(Query(text), opened) == identify(Query(text), built)
    assert (opened.needs, opened.spelt, opened.known) == (built.needs, built.spelt, built.known)


def test_entries_are_read_only_when_asked_for(packed):
    edition = stored.open_index(packed).edition
    assert "2B230" in edition.entries
    assert edition.entries["2B230"] is edition.entries["2B230"]
    with pytest.raises(KeyError):
        edition.entries["9Z999"]


def test_another_edition_is_refused(packed):
    with pytest.raises(stored.OtherFormatError):
        stored.open_index(packed, digest="0" * 64)


def test_a_file_cut_short_is_refused(packed):
    with pytest.raises(SectionsError):
        stored.open_index(packed[: len(packed) // 2])
