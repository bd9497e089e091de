"""Goods identified against the list in force."""

from datetime import date

import pytest

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.classification import services
from stratrade.apps.lists import queries
from stratrade.apps.lists import services as lists

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _in_force():
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=date(2026, 1, 1), by=SYSTEM)


def test_identify_a_chemical_by_its_number():
    found = services.identify("drums", cas="78-38-6", on=ON)
    assert found.verdict == "controlled"
    assert "1C350" in [candidate.entry for candidate in found.candidates]


def test_identify_reads_values_as_typed():
    text = "Triethanolamine solution"
    assert services.identify(text, values={"concentration_pct": "80 %"}, on=ON).verdict == "controlled"
    assert services.identify(text, values={"concentration_pct": "5"}, on=ON).verdict == "not_listed"


def test_identify_remarks_a_value_that_does_not_fit():
    found = services.identify("Triethanolamine solution", values={"colour": "red"}, on=ON)
    assert "classify.value.unreadable" in [finding.code for finding in found.findings]


def test_identify_needs_a_list_in_force():
    with pytest.raises(queries.NoEditionInForce):
        services.identify("pump", on=date(2025, 12, 31))
