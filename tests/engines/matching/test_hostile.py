"""Input that means harm or nothing: answered in bounded time, and nobody is alerted."""

import time

import pytest

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.policy import ALERT

SECONDS = 1.0
MEGABYTE = 1024 * 1024
LISTED = (
    "Farrukh Bahadir Temurzoda", "Zarbuloq Heavy Industries Company Limited", "Ltd Trading", "Global Company Co Ltd",
    "Mohammed Ahmad", "Ali Hassan", "Ri Jong Nam", "A.B.C. Limited", "سليم خليل", "สมชาย ใจดี", "😀 Trading 😀",
)  # fmt: skip


@pytest.fixture(scope="module")
def matcher():
    many = (
        ListedParty("T", f"N{n}", "organisation", (ListedName(f"Company{n} Example Trading Ltd"),))
        for n in range(2000)
    )
    return Matcher([*(ListedParty("T", f"L{n}", "", (ListedName(t),)) for n, t in enumerate(LISTED)), *many])


@pytest.mark.parametrize(
    "name",
    [
        "",
        " \t\n",
        "-",
        "CO LTD",
        "Co., Ltd.",
        "Limited Liability Company",
        "S.A. de C.V.",
        "LLC",
        "Ltd " * 1000,
        "😀😀😀",
        "\u200f\u202e\u200b\ufeff",
        "\x00\x01",
        "." * MEGABYTE,
        "a" * MEGABYTE,
        "a " * (MEGABYTE // 2),
        "Ө" * MEGABYTE,
        "ا" * MEGABYTE,
        "ក" * MEGABYTE,
        "e\u0301" * (MEGABYTE // 2),
        "\u0301" * MEGABYTE,
        "က္" * 100_000,
        "abdal" * 200_000,
        "%s%n{}\\x00';--",
        "\ud800",
    ],
    ids=lambda name: repr(name[:12]) + str(len(name)),
)
def test_answered_in_bounded_time_and_nobody_is_alerted(matcher, name):
    begun = time.perf_counter()
    hits = matcher.screen(PartyQuery(name), limit=1000, floor=ALERT)
    assert time.perf_counter() - begun < SECONDS
    assert hits == []


@pytest.mark.parametrize(
    "name",
    [
        "\u200fFarrukh\u202e Bahadir\u200b Temur\u200dzoda\ufeff",
        "Farrukh 😀 Bahadir\u2060 Temurzoda",
        "Farrukh\x00 Bahadir Temurzoda",
        "Ｆａｒｒｕｋｈ Ｂａｈａｄｉｒ Ｔｅｍｕｒｚｏｄａ",
        "farrukh bahadir temurzoda" + " " * MEGABYTE,
        "F\u0301arrukh Bahadir Temurzoda",
    ],
)
def test_a_name_is_found_through_what_cannot_be_seen(matcher, name):
    hits = matcher.screen(PartyQuery(name), floor=ALERT)
    assert [hit.name for hit in hits] == ["Farrukh Bahadir Temurzoda"]


def test_a_number_of_a_megabyte_finds_nobody(matcher):
    begun = time.perf_counter()
    assert matcher.screen(PartyQuery("Nobody", identifier="9" * MEGABYTE), floor=ALERT) == []
    assert time.perf_counter() - begun < SECONDS


def test_words_that_all_companies_bear_raise_no_storm(matcher):
    assert len(matcher.screen(PartyQuery("Example Trading Ltd"), limit=5000, floor=ALERT)) <= 5
