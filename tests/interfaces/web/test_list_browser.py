"""The list browser: tree, search as one types, and the page of an entry as it stood and as it changed."""

import datetime as dt

import pytest
from django.test import Client

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.lists import queries
from stratrade.apps.lists import services as lists

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def in_force(db):
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=dt.date(2025, 11, 15), by=SYSTEM)
    return row


def read(path, language="en", **headers):
    answer = Client().get(path, headers={"accept-language": language, **headers})
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_tree_opens_down_to_paragraphs_without_a_script(in_force):
    page = read("/list/")
    assert "Test, inspection and production equipment" in page
    assert page.count('class="stc-leafing"') == queries.entries().count()
    assert "2B230.c.1" not in page
    opened = read("/list/?open=2B230")
    assert "/list/2B230/#2B230.c.1" in opened
    part = read("/list/2B230/paragraphs/", **HTMX)
    assert "/list/2B230/#2B230.c.1" in part
    assert "<html" not in part
    away = Client().get("/list/2B230/paragraphs/")
    assert away["Location"] == "/list/?open=2B230#e-2B230"
    assert Client().get("/list/9Z999/paragraphs/", headers=HTMX).status_code == 404


WORDS = {
    "ស្នប់បូមសុញ្ញកាស": "2B231",
    "vanne à soufflet Hastelloy": "2B350",
    "78-38-6": "1C350",
    "78-3": "1C350",
    "9026.20": "2B230",
    "90262010": "2B230",
    "2b350.g": "2B350",
}


def test_search_as_one_types_answers_with_the_rows_alone(in_force):
    for words, first in WORDS.items():
        part = Client().get("/list/", {"q": words}, headers=HTMX).content.decode()
        assert "<html" not in part
        assert part.index(f"/list/{first}/") == part.index("/list/"), words
        assert ("#2B350.g" in part) is (words == "2b350.g")
    row = queries.entries().get(code="2B219")
    row.titles["km"] = "ផ្កាឈូករ័ត្ន"
    row.save()
    assert [hit.code for hit in queries.search("ឈូករ័ត្ន")] == ["2B219"]  # within a title, in any language


def test_entry_page_says_where_it_comes_from_and_answers_recolour_it(in_force):
    page = read("/list/2B230/")
    assert "draft, to be reviewed" in page  # the Khmer title
    assert "Capteurs de pression" in page
    assert "NSG 3.A.7" in page
    assert "worked out by us" in page or "as the official text says" in page
    assert "The entry stands in the first edition" in page
    derived = read("/list/2D201/")
    assert "Software for goods of" in derived
    assert "/list/2B204/" in derived
    _recolours()
    _asks_for_the_convention()


def _recolours():
    part = read(
        "/list/2B230/?v-measures_absolute_pressure=yes&v-full_scale_pressure=10&v-accuracy_pct_fs=2", **HTMX
    )
    assert "<html" not in part
    assert "Customs codes" not in part
    assert "The goods do not meet 2B230." in part
    assert "Yours: <strong>10 kPa</strong>" in " ".join(part.split())
    large = read("/list/6A005/")
    assert "stc-fold" in large
    assert '<details id="fold-' in large
    assert "stc-fold" not in part


def _asks_for_the_convention():
    inside = {"cas": "78-38-6", "v-concentration_pct": "20", "v-destination_is_cwc_party": "yes"}
    outside = {**inside, "v-destination_is_cwc_party": "no"}
    client = Client(headers={"accept-language": "en"})
    assert "v-destination_is_cwc_party" in client.get("/list/1C350/").content.decode()
    assert "do not meet" in client.get("/list/1C350/", inside).content.decode()
    assert "Still open" in client.get("/list/1C350/", outside).content.decode()
