"""Countries by any of their names, and treaties by date."""

from datetime import date

import pytest

from stratrade.apps import pack
from stratrade.kernel import country
from stratrade.kernel.country import Membership, Memberships
from stratrade.kernel.validity import Interval


@pytest.mark.parametrize("language", country.LANGUAGES)
@pytest.mark.parametrize("code", ["KH", "FR", "KP", "KR", "CI", "LA", "CD", "TL"])
def test_a_name_leads_back_to_its_country(code, language):
    assert country.parse(country.name(code, language)) == code


@pytest.mark.parametrize("language", country.LANGUAGES)
def test_every_country_has_a_name(language):
    assert [c for c in country.codes() if country.name(c, language) == c] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("kh", "KH"), (" KHM ", "KH"), ("Viet Nam", "VN"), ("VIETNAM", "VN"), ("DPRK", "KP"), ("កម្ពុជា", "KH"),
     ("Korea, Democratic People's Republic of", "KP"), ("Côte d’Ivoire", "CI"), ("cote d'ivoire", "CI"),
     ("XX", None), ("", None), ("Atlantis", None)],
)  # fmt: skip
def test_parse(text, code):
    assert country.parse(text) == code


def test_membership_begins_on_its_day():
    rows = Memberships([Membership("CWC", "KH", Interval(date(2005, 8, 18), None), "depositary")])
    assert rows.is_party("CWC", "KH", on=date(2005, 8, 18))
    assert not rows.is_party("CWC", "KH", on=date(2005, 8, 17))
    assert rows.source("CWC", "KH", on=date(2026, 1, 1)) == "depositary"
    assert rows.source("CWC", "VN", on=date(2026, 1, 1)) == ""


@pytest.mark.parametrize("outside", ["EG", "IL", "KP", "SS"])
def test_four_states_are_outside_the_chemical_weapons_convention(outside):
    assert not pack.memberships().is_party("CWC", outside, on=date(2026, 6, 1))


def test_cambodia_joined_the_chemical_weapons_convention_in_2005():
    assert not pack.memberships().is_party("CWC", "KH", on=date(2005, 8, 17))
    assert pack.memberships().is_party("CWC", "KH", on=date(2005, 8, 18))
