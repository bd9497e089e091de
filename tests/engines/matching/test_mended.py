"""Slips in words that very many names share, short words with a slip, and words that companies leave out."""

import time

import pytest

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.mended import as_asked, mended
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.normalise import readings
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.matching.stored import Near, StoredNames

SECONDS = 1.0
LISTED = {
    "F1": "Zarbuloq Joint Stock Company", "F2": "Indutex Ltda.", "F3": "Nuri Farrukh Industry", "F4": "Donatta D.O.O.",
    "F5": "Limited Liability Company Belnefor", "F6": "Tamzor Stevedoring LLC",
    "F7": "Vostok Petrolux Energy LLC",
    "P1": "Abdul Rahim Sobirov", "P2": "Kadri Jameelov", "P3": "Adnan al-Sukhnivi", "P4": "Seyyed Hadi Faraj",
    "P5": "Abd Hai Temurzoda", "P6": "Mehmet Bahodirov", "P7": "Yassur Sibaevi",
}  # fmt: skip
FILLING = [f"Company{n} Energy Trading Ltd" for n in range(300)]
SLIPPED = [
    ("Zarbuloq Joint Stock Comparny", "F1"),
    ("Zarbuloq Joivnt Stock Company", "F1"),
    ("“Zarbuloq” Joivnt Stock Company", "F1"),
    ("Indutex LTpA.", "F2"),
    ("Nuri Farrukh Inudstry", "F3"),
    ("Donatta D.O.k.", "F4"),
    ("Ltd Liability Company Belnefor", "F5"),
    ("Tamzor LLC", "F6"),
    ("Stevedoring LLC", "F6"),
    ("Vostok Petrolux LLC", "F7"),
    ("Liability Company Belnefor", "F5"),
    ("Obshhestvo s Ogranichennoi Otvetstvennostyu Belnefor", "F5"),
    ("Obshchestvo Ogranichennoi Otvetstvennostyu Belnefor", "F5"),
    ("Socidead Anónia Zarbuloq", "F1"),
    ("Sociedad Zarbuloq", "F1"),
    ("Adurrahim Sobirov", "P1"),
    ("Abdlu Rahim Sobirov", "P1"),
    ("Kardi Jameelov", "P2"),
    ("Adnan Alsukhnivi", "P3"),
    ("Seyyde Hadi Faraj", "P4"),
    ("Abdul Temurzoda", "P5"),
    ("Muhammad Bahodirov", "P6"),
    ("Jassur Sibaevi", "P7"),
]
OTHERS = (
    "Tamzor Trading LLC", "Petrolux Sobirov Ltd", "Adelman Sobirov", "Joint Stock Comparny", "Comparny Ltpa", "Lmited",
    "Inudstry Group", "Seyyde", "Abdlu", "D.O.k.", "S.o.S.",
)  # fmt: skip


@pytest.fixture(scope="module")
def matcher():
    parties = [
        ListedParty("T", entry, "organisation" if entry[0] == "F" else "person", (ListedName(name),))
        for entry, name in LISTED.items()
    ]
    return Matcher(
        [
            *parties,
            *(ListedParty("T", f"N{n}", "organisation", (ListedName(t),)) for n, t in enumerate(FILLING)),
        ]
    )


@pytest.mark.parametrize(("name", "entry"), SLIPPED)
def test_a_name_is_found_in_spite_of_the_slip(matcher, name, entry):
    hits = matcher.screen(PartyQuery(name), floor=ALERT)
    assert [hit.entry_id for hit in hits][:1] == [entry]


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_shares_words_of_trade_or_half_a_name_is_left_alone(matcher, name):
    assert matcher.screen(PartyQuery(name), floor=ALERT) == []


def test_stored_names_with_slips_are_near_what_they_hit(matcher):
    names = [name for name, _ in SLIPPED]
    search = Near(StoredNames.opened(StoredNames.build(names).packed()), matcher, floor=ALERT)
    missing = [
        name
        for number, (name, entry) in enumerate(SLIPPED)
        if number not in search.find(next(party for party in matcher.parties if party.entry_id == entry))
    ]
    assert missing == []


@pytest.mark.parametrize("word", ["group", "sokha", "trach", "ltpa", "marshall", "adnan", "abdullah", "g"])
def test_other_words_stay_as_they_are(word):
    assert mended(word) == word


@pytest.mark.parametrize(
    "name",
    [
        "",
        "comparny " * 100_000,
        "comparny" * 100_000,
        "abdu" * 20_000,
        "S.o." * 50,
        "កម្ពុជា ltpa",
        "😀 ltpa 😀",
    ],
)
def test_mending_takes_bounded_time_and_keeps_the_readings(name):
    begun = time.perf_counter()
    found = as_asked(name)
    assert time.perf_counter() - begun < SECONDS
    assert found[: len(readings(name))] == readings(name)
    assert len(found) <= len(readings(name)) + 1
