"""A general authorisation at the border, by the law of the EU-style State: stated, registered, or asked for."""

import datetime as dt

import pytest

from stratrade.apps import pack, shelf
from stratrade.engines.classify.identify import Candidate, Identification
from stratrade.engines.verdict.declaration import AttachedDocument, Declaration, Item, Regime
from stratrade.engines.verdict.judge import Bench

ON = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def bench():
    law = pack.read("_eu_style").jurisdiction
    return Bench(law, shelf.read_edition(), pack.memberships(), (), on=ON)


def judged(bench, *, entry="2B201.a", to="US", quoted=(), registrations=None, regime="EX"):
    papers = tuple(AttachedDocument("X1", code) for code in quoted)
    item = Item(1, "Machine tool", quantity=None, documents=papers)
    message = Declaration("EU1", "1", 1, Regime(regime), (item,), destination=to)
    met = Candidate(entry.split(".")[0], entry, 0.9, "met", (), (), supported=True)
    found = Identification("controlled", (met,), (), (), "test")
    verdict = bench.judge(message, identifications={1: found}, registrations=registrations or {})
    (row,) = verdict.items
    return row, {f.code: f for f in row.findings}


def test_stated_and_registered_it_covers_and_counts_as_used(bench):
    row, said = judged(bench, quoted=["eu001"], registrations={"EU001": "REGISTERED"})
    assert (row.lane.value, row.general) == ("audit", "EU001")
    assert said["enforcement.general.fits"].reference.startswith("Reg. 2021/821")


def test_not_stated_it_is_asked_for(bench):
    row, said = judged(bench, registrations={"EU001": "REGISTERED"})
    assert (row.lane.value, row.general) == ("documentary", "")
    assert "enforcement.general.not_stated" in said


def test_first_use_within_thirty_days_of_registration_passes_with_a_reminder(bench):
    row, said = judged(bench, quoted=["EU001"])
    assert (row.lane.value, row.general) == ("audit", "EU001")
    assert "enforcement.general.register_in_time" in said


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("SUSPENDED", "suspended"),
        ("REQUESTED", "not_registered"),
        ("REFUSED", "not_registered"),
    ],
)
def test_registration_that_does_not_stand_stops_the_goods(bench, status, code):
    row, said = judged(bench, quoted=["EU001"], registrations={"EU001": status})
    assert row.lane.value in {"hold", "documentary"}
    assert f"enforcement.general.{code}" in said
    assert row.general == ""


@pytest.mark.parametrize(
    ("authorisation", "entry", "to", "code", "used"),
    [
        ("EU001", "2B201.a", "US", "register_late", "EU001"),
        ("EU002", "1A004", "KR", "registration_overdue", ""),
        ("EU005", "5A001.d", "KR", "registration_overdue", ""),
    ],
)
def test_what_follows_on_a_late_registration_is_said_by_the_authorisation(
    bench, authorisation, entry, to, code, used
):
    overdue = {authorisation: "OVERDUE"}
    row, said = judged(bench, entry=entry, to=to, quoted=[authorisation], registrations=overdue)
    assert f"enforcement.general.{code}" in said
    assert row.general == used
    assert (row.lane.value == "audit") is bool(used)


def test_registration_before_first_use_is_wanted_first(bench):
    _, said = judged(bench, entry="5E001.a", to="TH", quoted=["EU007"])
    assert "enforcement.general.not_registered" in said
    row, said = judged(
        bench, entry="5E001.a", to="TH", quoted=["EU007"], registrations={"EU007": "REGISTERED"}
    )
    assert row.general == "EU007"


@pytest.mark.parametrize(
    ("given", "unmet"),
    [
        ({"to": "CN"}, "other_destination"),
        ({"entry": "7A117", "to": "US"}, "other_goods"),
    ],
)
def test_conditions_that_are_not_met_are_named_and_a_licence_is_wanted(bench, given, unmet):
    row, said = judged(bench, quoted=["EU001"], registrations={"EU001": "REGISTERED"}, **given)
    assert said["enforcement.general.conditions_unmet"].params["unmet"] == unmet
    assert "enforcement.licence.missing" in said
    assert row.general == ""
