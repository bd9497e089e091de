"""Who is found on a list, under which spelling, and who is left alone. All names are made up."""

import pytest

from stratrade.engines.matching.index import ALERT, Matcher, calibrated
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery

FILLING = (
    "Ahmad Karim Suleiman", "Mohammed Yusuf Hassan", "Ali Hassan Omar", "Viktor Petrov", "Sergei Ivanov",
    "Pak Jong Nam", "Kim Chol Su", "Wang Wei", "Chan Sopheap", "Orient Star Shipping Co", "Global Trading Ltd",
    "Golden Lotus Trading LLC", "Pacific Marine Services", "Mohammad Reza Karimi", "Hassan Ali Ahmad",
)  # fmt: skip


def person(entry, *names, weak=(), **more):
    listed = tuple(ListedName(n) for n in names) + tuple(ListedName(n, quality="weak") for n in weak)
    return ListedParty("T", entry, "person", listed, **more)


@pytest.fixture(scope="module")
def matcher():
    return Matcher(
        [
            person(
                "P1",
                "Farrukh Bahadir Temurzoda",
                weak=("Abu Sayf",),
                dates_of_birth=("1971-04-09",),
                nationalities=("TJ",),
                identifiers={"passport": ("N00123456",)},
            ),
            person("P2", "Nikolai Sergeyevich Zavarzin", "Николай Сергеевич Заварзин"),
            person("P3", "Ri Hyong Gwon", "리형권"),
            person("P4", "سليم خليل المنصوري"),
            person("P5", "Sok Chanrithy", "សុខ ច័ន្ទរិទ្ធី"),
            ListedParty(
                "T", "O1", "organisation", (ListedName("Zarbuloq Heavy Industries Company Limited"),)
            ),
            ListedParty(
                "T", "V1", "vessel", (ListedName("MV Blue Heron Nine"),), identifiers={"imo": ("9074729",)}
            ),
            *(person(f"F{n}", name) for n, name in enumerate(FILLING)),
        ]
    )


def found(matcher, name, **more):
    hits = matcher.screen(PartyQuery(name, **more), floor=ALERT)
    return hits[0].entry_id if hits else None


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Farrukh Bahadir Temurzoda", "P1"),
        ("TEMURZODA, Farrukh Bahadir", "P1"),
        ("Farruh Bahadir Temurzoda", "P1"),
        ("Farrukh Bahadir Temurzada", "P1"),
        ("Mr. Farrukh B. Temurzoda", "P1"),
        ("Nikolay Zavarzin", "P2"),
        ("Заварзин Николай Сергеевич", "P2"),
        ("Ri Hyong-gwon", "P3"),
        ("리형권", "P3"),
        ("سليم خليل المنصوري", "P4"),
        ("សុខ ច័ន្ទរិទ្ធី", "P5"),
        ("Zarbuloq Heavy Industries Co., Ltd.", "O1"),
        ("Zar buloq Heavy Industries", "O1"),
        ("Blue Heron Nine", "V1"),
    ],
)
def test_a_listed_party_is_found_under_its_spellings(matcher, name, entry):
    assert found(matcher, name) == entry


@pytest.mark.parametrize(
    "name",
    [
        "Sophea Rattanak",
        "Temur Bakery and Sweets",
        "Heavy Machinery Services Co Ltd",
        "Mohammed",
        "Ali Trading Company Limited",
        "John Bahadir Smith",
        "",
        "  ",
        "-",
    ],
)
def test_whoever_is_not_listed_is_left_alone(matcher, name):
    assert found(matcher, name) is None


def test_an_identifier_finds_whatever_the_name(matcher):
    assert found(matcher, "Somebody Else Entirely", identifier="N-00123456") == "P1"
    assert found(matcher, "Renamed Ship", imo="IMO 9074729") == "V1"


def test_a_ship_number_with_a_wrong_check_digit_finds_nothing(matcher):
    assert found(matcher, "Renamed Ship", imo="9074728") is None


def test_a_weak_alias_alone_raises_no_higher_score_than_its_cap(matcher):
    strong = matcher.screen(PartyQuery("Farrukh Bahadir Temurzoda"))[0].score
    weak = matcher.screen(PartyQuery("Abu Sayf"))[0].score
    assert weak < ALERT < strong


def test_another_birth_date_takes_away_and_a_missing_one_does_not(matcher):
    name = "Farrukh Bahadir Temurzoda"
    bare = matcher.screen(PartyQuery(name, kind="person"))[0].score
    same = matcher.screen(PartyQuery(name, kind="person", date_of_birth="1971-04-09"))[0]
    other = matcher.screen(PartyQuery(name, kind="person", date_of_birth="1989-12-01"))[0]
    assert other.score < bare <= same.score
    assert "matching.birth_date.same" in {reason.code for reason in same.reasons}
    assert "matching.birth_date.differs" in {reason.code for reason in other.reasons}


def test_each_hit_says_word_by_word_what_matched(matcher):
    hit = matcher.screen(PartyQuery("Temurzoda Farrukh"))[0]
    said = next(reason for reason in hit.reasons if reason.code == "matching.name")
    assert "temurzoda = temurzoda" in str(said.params["words"])
    assert said.params["theirs"] == "Farrukh Bahadir Temurzoda"


def test_the_best_comes_first_and_no_more_than_asked(matcher):
    hits = matcher.screen(PartyQuery("Ali Hassan Omar"), limit=3, floor=0.0)
    assert len(hits) <= 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].name == "Ali Hassan Omar"


def test_an_empty_list_finds_nobody():
    assert Matcher([]).screen(PartyQuery("Farrukh Bahadir Temurzoda")) == []


@pytest.mark.parametrize(("raw", "shown"), [(0.0, 0.0), (0.805, ALERT), (1.0, 1.0), (1.3, 1.0), (-1.0, 0.0)])
def test_scores_are_shown_so_that_the_alert_lies_at_one_place(raw, shown):
    assert calibrated(raw) == shown
