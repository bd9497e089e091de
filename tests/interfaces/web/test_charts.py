"""Charts are drawn on the server, to scale, with the table beside them; the nation desk shows figures only."""

import pytest
from django.test import Client
from lxml import html

from stratrade.apps.accounts import queries as accounts
from stratrade.interfaces.jobs import demonstrate, reference
from stratrade.interfaces.web import bands, charts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def test_bars_are_to_scale_and_begin_at_nought():
    chart = charts.bars([bands.Count("a", 10), bands.Count("b", 5), bands.Count("c", 0)])
    assert chart is not None
    full, half, none = chart.bars
    assert full.width == charts.WIDTH - charts.NUMBER_ROOM
    assert half.width == full.width / 2
    assert none.width == 0
    assert chart.height == 3 * charts.ROW
    assert full.number_x < charts.WIDTH


def test_nothing_to_compare_draws_nothing():
    assert charts.bars([]) is None
    assert charts.bars([bands.Count("a", 0)]) is None


def test_a_long_label_is_cut_and_says_so():
    chart = charts.bars([bands.Count("x" * 90, 1)])
    assert chart is not None
    assert len(chart.bars[0].label) == charts.LABEL_MOST
    assert chart.bars[0].label.endswith("…")


def test_every_desk_home_draws_its_table(db):
    reference.load(lambda _line: None)
    demonstrate.build(lambda _line: None)
    for role, desk in (
        ("exporter", "exporter"),
        ("officer", "officer"),
        ("customs", "customs"),
        ("focal", "nation"),
        ("steward", "steward"),
    ):
        client = Client()
        client.cookies["language"] = "en"
        client.force_login(accounts.by_email(f"{role}@demo.example"), backend=BACKEND)
        page = html.fromstring(client.get(f"/{desk}/").content.decode())
        drawings = page.xpath("//svg[@role='img'][@aria-label]")
        assert drawings, desk
        for drawing in drawings:
            drawn = [text.strip() for text in drawing.xpath(".//text[@class='stc-chart__number']/text()")]
            written = drawing.xpath("following-sibling::table[1]//td/text()")
            assert drawn == [text.strip() for text in written], desk
            assert not drawing.xpath(".//script | .//@style | .//@onclick")
    assert "Chemical Weapons Convention" in (nation := page_of("focal", "/nation/"))
    assert "Law on Customs" in nation
    assert "2005" in nation
    for company in ("Co., Ltd", "APP-2026"):
        assert company not in nation


def page_of(role, path):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(accounts.by_email(f"{role}@demo.example"), backend=BACKEND)
    return client.get(path).content.decode()


def test_a_home_says_that_more_waits_than_it_shows():
    rows = [bands.Row("/", str(number)) for number in range(6)]
    full = bands.needs(bands.together(rows, rows[:2]))
    assert not full.cut
    cut = bands.needs(bands.together(rows, rows[:3]))
    assert cut.cut
    assert len(cut.rows) == bands.MOST
    assert bands.moving([*rows, *rows]).cut
