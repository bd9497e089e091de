"""Who saw what is confidential: once a person, thing and day; no reading is called a change."""

import datetime as dt

import pytest
import time_machine

from stratrade.apps.accounts import access, readings
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.screening.events import AlertEscalated, AlertSeen

THING = "screening.alert:one"
SAID = AlertSeen("NATIONAL", "N-1")


@pytest.fixture
def people(transactional_db):
    agency = Agency.objects.create(code="NACW", kind="licensing_authority", names={"en": "Authority"})
    return {
        role: User.objects.create(email=f"{role}@readings.example", name=role, role=role, agency=agency)
        for role in ("officer", "head", "auditor", "reviewer")
    }


def seen(by):
    readings.note(SAID, subject=THING, needs=Permission.SCREENING_ALERT_READ, by=by)


@use_case
def escalate(*, by):
    access.require(by, Permission.SCREENING_ALERT_DECIDE)
    record(AlertEscalated("casework.case:x", "Somebody", "Unclear"), subject=THING, by=by)


def test_reading_is_noted_once_a_person_and_legal_day(people, django_assert_num_queries):
    start = dt.datetime(2026, 11, 30, 16, 30, tzinfo=dt.UTC)  # half past eleven in the evening of the State
    with time_machine.travel(start, tick=False):
        seen(people["officer"])
        with django_assert_num_queries(1):
            seen(people["officer"])
        seen(people["head"])
    with time_machine.travel(start + dt.timedelta(hours=1), tick=False):
        seen(people["officer"])
    assert EventRow.objects.count() == 3
    first, second = readings.of(THING, for_=people["auditor"])
    assert (first.actor_name, first.times, second.times) == ("officer@readings.example", 2, 1)
    assert readings.of(THING, for_=people["reviewer"]) == []
    assert readings.page(for_=people["reviewer"]).count() == 0
    assert readings.page(for_=people["auditor"], actor="head").count() == 1
    assert readings.page(for_=people["auditor"], name="screening.EntrySeen").count() == 0
    with pytest.raises(access.AccessDenied):
        seen(people["reviewer"])


def test_reading_is_no_change_of_the_thing(people):
    escalate(by=people["officer"])
    seen(people["head"])
    assert queries.last_change(THING).name == "screening.AlertEscalated"
    assert [row.name for row in queries.changes_of_subject(THING)] == ["screening.AlertEscalated"]
