"""What speaks for and against a likeness besides the name."""

import pytest

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import ListedName, ListedParty, PartyQuery
from stratrade.engines.matching.policy import ALERT

FILLING = [
    ListedParty("T", f"F{n}", "person", (ListedName(f"Filler{n} Example{n % 7} Ahmad"),)) for n in range(60)
]


@pytest.fixture(scope="module")
def matcher():
    return Matcher(
        [
            *FILLING,
            ListedParty(
                "T",
                "P1",
                "person",
                (ListedName("Gulnora Zarifova"),),
                sex="f",
                nationalities=("TJ",),
                identifiers={"passport": ("AB 1234567",), "tax": ("99887766",), "national_id": ("4411223344",)},
                addresses=("4 Sadriddin Lane, Khujandabad, Tajikistan",),
            ),
            ListedParty(
                "T",
                "V1",
                "vessel",
                (ListedName("Zarnigor"),),
                identifiers={"imo": ("9074729",), "mmsi": ("514123456",), "call_sign": ("XU7Z",)},
            ),
            ListedParty("T", "A1", "aircraft", (ListedName("EP-ZZQ"),), identifiers={"tail": ("EP-ZZQ",)}),
            ListedParty("T", "O1", "organisation", (ListedName("Zarnigoriston Optics SA"),),
                        identifiers={"registration": ("RC-55 66 77",)}),
        ]
    )  # fmt: skip


def best(matcher, name, **more):
    hits = matcher.screen(PartyQuery(name, **more), floor=0.3)
    return hits[0] if hits else None


@pytest.mark.parametrize(
    ("kind", "number", "entry"),
    [
        ("passport", "AB1234567", "P1"),
        ("tax", "99-88-77-66", "P1"),
        ("national_id", "4411223344", "P1"),
        ("registration", "RC556677", "O1"),
        ("imo", "IMO 9074729", "V1"),
        ("mmsi", "514123456", "V1"),
        ("call_sign", "XU7Z", "V1"),
        ("tail", "EPZZQ", "A1"),
    ],
)
def test_the_same_number_finds_under_any_name(matcher, kind, number, entry):
    hit = best(matcher, "Completely Unlike", identifiers={kind: number})
    assert (hit.entry_id, hit.score) == (entry, 1.0)
    assert hit.reasons[0].code == "matching.identifier"
    assert hit.reasons[0].params["value"] == number


def test_a_number_of_another_kind_is_another_number(matcher):
    assert best(matcher, "Completely Unlike", identifiers={"passport": "99887766"}) is None
    assert best(matcher, "Completely Unlike", identifiers={"imo": "9074728"}) is None


def test_a_number_of_unknown_kind_is_looked_for_among_all_kinds(matcher):
    assert best(matcher, "Completely Unlike", identifier="99887766").entry_id == "P1"
    assert best(matcher, "Completely Unlike", identifier="XU7Z") is None  # too short to be anybody's


def test_sex_that_differs_takes_away_and_missing_says_nothing(matcher):
    bare, same, other = (best(matcher, "Gulnora Zarifova", sex=sex) for sex in ("", "f", "m"))
    assert other.score < bare.score == same.score
    assert "matching.sex.differs" in {r.code for r in other.reasons}


def test_address_in_common_adds_and_another_says_nothing(matcher):
    near = best(matcher, "Gulnora Zarif", address="Khujandabad, Tajikistan")
    far = best(matcher, "Gulnora Zarif", address="Sampletown, Tajikistan")
    bare = best(matcher, "Gulnora Zarif")
    assert far.score == bare.score < near.score
    assert next(r for r in near.reasons if r.code == "matching.address.same").params["words"] == "khujandabad"


def test_country_that_differs_is_no_reason_to_clear(matcher):
    assert best(matcher, "Gulnora Zarifova", country="FR").score >= ALERT


def test_a_ship_is_not_a_company(matcher):
    assert best(matcher, "Zarnigor", kind="vessel").score >= ALERT
    assert best(matcher, "Zarnigor Ltd", kind="organisation").score < ALERT


def test_words_between_the_name_and_the_form_of_a_company_may_be_left_out(matcher):
    assert best(matcher, "Zarnigoriston S.A.", kind="organisation").entry_id == "O1"
    assert best(matcher, "Zarnigoriston S.A.", kind="organisation").score >= ALERT
