"""The vocabulary of the packaged list: how much of it there is, and what officers type first."""

import re

import pytest

from stratrade.apps import shelf
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.words import clean


@pytest.fixture(scope="module")
def index():
    return shelf.read_index()


@pytest.mark.parametrize(
    ("language", "least"), [("fr", 400), ("km", 400), ("vi", 150), ("zh", 150), ("th", 150), ("lines", 300)]
)
def test_every_language_has_the_words_of_commodities(language, least, index):
    nouns = {noun.lower() for noun in index.edition.glossary[language]}
    terms = {
        term.lower() for entry in index.edition.entries.values() for term in entry.terms.get(language, ())
    }
    assert len(nouns | terms) >= least


def test_goods_are_known_by_their_un_number(index):
    assert sum(bool(re.fullmatch(r" un\d{4} ", phrase)) for phrase in index.phrases) >= 120


@pytest.mark.parametrize(
    ("family", "entries", "numbers"),
    [
        ("fluorides", {"1C350"}, "1052 1690 1727 1811 1812 2439 2674 2817 3415 3421 3422"),
        ("phosphorus", {"1C350"}, "1340 1806 1809 1810 2323 2329"),
        ("sulphur and arsenic", {"1C350"}, "1385 1560 1828 1836 1849"),
        ("amines and alcohols", {"1C350"}, "1032 1135 1154 1158 1160 2383 2686"),
        ("cyanides", {"1C350"}, "1680 1689 3413 3414"),
        ("toxic gases", {"1C450"}, "1051 1076 1580 1581 1582 1583 1589 1613 1614 3294"),
        ("oxidisers and fuels", {"1C111", "1C238", "ML8"}, "1067 1163 1244 1442 1749 2029 2548"),
        ("dopant gases", {"3C004"}, "2188 2199 2676"),
        ("nuclear", {"0C001", "0C002", "0C003"}, "1957 2977 2978 3507"),
        ("metals", {"1C227", "1C230", "1C231", "1C011"}, "1326 1358 1401 1566 1567 2008 2545"),
        ("explosives", {"ML8"}, "0072 0160 0161 0226 0282 0391 0402 0483 0484 0509"),
        ("charges and cord", {"1A008"}, "0059 0065 0102 0124 0289 0290 0439 0440 0441 0494"),
        ("tear gas", {"ML7"}, "1693 1697 1698 1700 2017 3416 3448"),
        ("ammunition", {"ML1", "ML3"}, "0005 0006 0007 0012 0014 0321 0328 0338 0339 0348 0412 0417"),
        ("bombs, mines, torpedoes", {"ML4"}, "0033 0034 0035 0056 0136 0137 0138 0284 0291 0294 0329 0451"),
    ],
)
def test_a_un_number_alone_leads_to_its_family_and_stops_the_goods(family, entries, numbers, index):
    seen = {number: identify(Query(f"UN{number}"), index) for number in numbers.split()}
    assert {n for n, found in seen.items() if found.candidates[0].entry not in entries} == set(), family
    assert {n for n, found in seen.items() if found.verdict == "not_listed"} == set(), family


@pytest.mark.parametrize(("text", "verdict"), [("UN1613", "insufficient_data"), ("UN1051", "controlled")])
def test_the_number_of_a_solution_leaves_its_share_open(text, verdict, index):
    assert identify(Query(text), index).verdict == verdict


def test_every_product_line_is_read_as_goods_that_the_list_knows(index):
    unknown = []
    for line in index.edition.glossary["lines"]:
        typed = clean(line.replace("*", "1"))  # a star takes every model
        read = index.glossary.translated(typed)
        if typed == read or not identify(Query(read), index).candidates:
            unknown.append(line)
    assert unknown == []


@pytest.mark.parametrize(
    ("text", "entry", "asked"),
    [
        ("ស្នប់បូមសុញ្ញកាស", "2B231", "throat_size"),
        ("vanne à soufflet Hastelloy", "2B350", "valve_nominal_size"),
        ("78-38-6", "1C350", "consumer_goods_retail"),
        ("mil-spec IMU 0.5 deg/h", "7A003", "platform_aircraft_vehicle_vessel"),
    ],
)
def test_what_an_officer_types_gives_the_family_and_the_question(text, entry, asked, index):
    first = identify(Query(text), index).candidates[0]
    assert (first.entry, first.ask[0].parameter) == (entry, asked)


@pytest.mark.parametrize(
    ("text", "verdict", "entry"),
    [
        ("Toray T800HB-12000 carbon fiber tow, modulus 294 GPa, 5490 MPa, 1.81 g/cm3", "controlled", "1C010"),
        ("M46J carbon fibre tow 6K", "controlled", "1C210"),
        ("Hermle C42 U 5-axis simultaneous machining center", "controlled", "2B201"),
        ("DJI Mavic 3 Classic", "not_listed", ""),
        ("Trimethylindium 6N bubbler", "controlled", "3C003"),
        ("Yttria crucible 99.9 % 500 cm3", "controlled", "2A225"),
    ],
)
def test_product_lines_and_derived_figures_decide(text, verdict, entry, index):
    found = identify(Query(text), index)
    assert found.verdict == verdict
    assert not entry or entry in {c.entry for c in found.candidates if c.status == "met"}


def test_an_entry_named_by_its_number_stops_the_goods(index):
    found = identify(Query("spare parts for pump, ECCN 2B350"), index)
    assert found.verdict == "insufficient_data"
    assert found.candidates[0].entry == "2B350"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Development technology for hot isostatic presses", "2E001"),
        ("Software for the use of coordinate measuring machines and isostatic presses", "2D201"),
        ("Technology for development of software 1D103", "1E102"),
    ],
)
def test_software_and_technology_are_told_by_what_they_are_for(text, entry, index):
    assert entry in [c.entry for c in identify(Query(text), index).candidates[:3]]


def test_a_bare_word_for_software_answers_no_question(index):
    found = identify(Query("Source code for accounting"), index)
    assert found.verdict == "not_listed"
    assert all(candidate.status != "met" for candidate in found.candidates)
