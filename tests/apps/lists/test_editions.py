"""Editions of the control list: stored once, in force by day, opened by digest."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from stratrade.apps import shelf
from stratrade.apps.accounts.access import SYSTEM, AccessDenied
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.models import EventRow
from stratrade.apps.lists import queries, services
from stratrade.apps.lists.models import Adoption, EditionRow, EntryRow, HsLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return services.load(by=SYSTEM)


def another(row, digest):
    return EditionRow.objects.create(
        code="other",
        digest=digest,
        titles={"en": "Other"},
        legal_status="For tests only.",
        documents={},
        loaded_at=row.loaded_at,
    )


def test_load_stores_every_entry_and_link(row):
    edition = shelf.read_edition()
    assert row.digest == edition.digest
    assert list(EntryRow.objects.values_list("code", flat=True)) == sorted(edition.entries)
    links = sum(len({link.hs for link in entry.hs}) for entry in edition.entries.values())
    assert HsLink.objects.count() == links


def test_load_twice_changes_nothing(row):
    events = EventRow.objects.count()
    assert services.load(by=SYSTEM).pk == row.pk
    assert (EditionRow.objects.count(), EventRow.objects.count()) == (1, events)


def test_load_is_refused_to_those_who_may_not():
    with pytest.raises(AccessDenied):
        services.load(by=User(email="exporter@demo.example", name="An exporter", role="exporter"))
    assert not EditionRow.objects.exists()


def test_open_edition_gives_back_what_was_stored(row):
    services.open_index.cache_clear()
    assert services.open_edition(row.digest) == shelf.read_edition()


def test_in_force_before_any_adoption(row):
    with pytest.raises(queries.NoEditionInForce):
        queries.in_force(date(2030, 1, 1))


def test_in_force_from_its_first_day(row):
    services.adopt(row.digest, in_force_from=date(2026, 1, 1), by=SYSTEM)
    assert queries.in_force(date(2026, 1, 1)).pk == row.pk
    with pytest.raises(queries.NoEditionInForce):
        queries.in_force(date(2025, 12, 31))


def test_in_force_follows_the_newest_adoption_by_day(row):
    other = another(row, "f" * 64)
    services.adopt(other.digest, in_force_from=date(2026, 6, 1), by=SYSTEM)
    services.adopt(row.digest, in_force_from=date(2026, 1, 1), by=SYSTEM)
    assert queries.in_force(date(2026, 5, 31)).pk == row.pk
    assert queries.in_force(date(2026, 6, 1)).pk == other.pk


def test_adopt_the_standing_edition_again_changes_nothing(row):
    services.adopt(row.digest, in_force_from=date(2026, 1, 1), by=SYSTEM)
    services.adopt(row.digest, in_force_from=date(2026, 2, 1), by=SYSTEM)
    assert Adoption.objects.count() == 1


def test_adopt_what_was_never_loaded():
    with pytest.raises(services.NotLoaded):
        services.adopt("0" * 64, in_force_from=date(2026, 1, 1), by=SYSTEM)


def test_digest_is_unique_in_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        another(row, row.digest)


@pytest.fixture
def in_force(row):
    services.adopt(row.digest, in_force_from=date(2020, 1, 1), by=SYSTEM)
    return row


def test_search_by_code_words_and_number(in_force):
    assert queries.search("1C350")[0].code == "1C350"
    assert "1C350" in [hit.code for hit in queries.search("78-38-6")]


def test_exists_for_entries_and_paragraphs(in_force):
    assert queries.exists("1C350")
    assert not queries.exists("1C350.nowhere")
    assert queries.entry("1C350.1").code == "1C350"


def test_entries_of_hs(in_force):
    link = HsLink.objects.first()
    assert link in queries.entries_of_hs(link.hs + "00")
    assert link in queries.entries_of_hs(link.hs[:4])
