"""Alerts are settled by as many people as the likeness asks for, and remembered as long as nothing changes."""

import datetime as dt
import sys
from uuid import uuid4

import pytest

from stratrade.apps.accounts.access import SamePerson
from stratrade.apps.accounts.clock import today
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services
from stratrade.apps.screening.models import Alert, Screening, Trusted
from stratrade.apps.screening.services import Subject

from .conftest import adopt, decided, listed, work

QUARTZ = "Tonle Quartz Waterworks"


def _screened(*subjects):
    return services.screen(list(subjects))


def _alert(case):
    adopt(listed("N9", QUARTZ))
    work()
    return Alert.objects.filter(subject=case.subject).get()


def test_strong_likeness_needs_two_people_and_a_proposal_can_be_sent_back(state, case):
    alert = _alert(case)
    by = {"version": None, "by": state["officer"]}
    services.settle(alert.public_id, "clear", reason="Another company", **by)
    alert.refresh_from_db()
    assert (alert.status, alert.proposed_action) == ("OPEN", "clear")
    with pytest.raises(SamePerson):
        services.second(alert.public_id, agree=True, **by)
    services.second(alert.public_id, agree=False, reason="Look at the number", version=None, by=state["head"])
    alert.refresh_from_db()
    assert (alert.status, alert.proposed_by) == ("OPEN", None)
    decided(alert, "clear", state)
    alert.refresh_from_db()
    assert (alert.status, alert.decided_by) == ("FALSE", state["head"])


def test_second_person_never_agrees_with_their_own_proposal_about_a_twin(state, case):
    alert = _alert(case)
    services.settle(alert.public_id, "clear", reason="Mine", version=None, by=state["officer"])
    twin = Alert.objects.get(pk=alert.pk)
    twin.pk, twin.public_id, twin.subject, twin.proposed_by = None, uuid4(), "casework.case:x", state["head"]
    twin.save()
    services.second(twin.public_id, agree=True, version=None, by=state["officer"])
    alert.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.status, twin.decided_by) == ("FALSE", state["officer"])
    assert (alert.status, alert.decided_by) == ("OPEN", None)


def test_trust_is_ended_only_by_who_may_see_the_alert(state, case):
    alert = _alert(case)
    decided(alert, "clear", state)
    until = today() + dt.timedelta(days=90)
    trusted = services.trust(
        alert.public_id, valid_to=until, reason="Long known", version=None, by=state["officer"]
    )
    with pytest.raises(Trusted.DoesNotExist):
        services.end_trust(trusted.public_id, reason="No more", by=state["supervisor"])
    services.end_trust(trusted.public_id, reason="No more", by=state["head"])


def test_memory_lapses_when_the_party_changes_and_the_evidence_says_what_was_set_aside(state, case):
    decided(_alert(case), "clear", state)
    same = Subject("consignee", QUARTZ, "VN", "VN-99817263")
    assert not _screened(same).hits
    assert [hit["why"] for hit in _screened(same).set_aside] == ["cleared"]
    assert _screened(Subject("consignee", QUARTZ, "VN", "VN-11112222")).hits
    assert _screened(Subject("consignee", QUARTZ, "LA", "VN-99817263")).hits
    services.raise_alerts(subject="casework.case:evidence", parties=[same], by=state["officer"])
    kept = Screening.objects.filter(subject="casework.case:evidence").get()
    assert (kept.hits, kept.set_aside[0]["entry_id"]) == ([], "N9")
    assert kept.editions["NAT"]
    assert kept.configuration == services.configuration()


def test_trusted_party_raises_nothing_until_its_day_unless_a_number_is_shared(state, case, monkeypatch):
    alert = _alert(case)
    decided(alert, "clear", state)
    until = today() + dt.timedelta(days=90)
    asked = {"reason": "Long known here", "version": None}
    with pytest.raises(SamePerson):
        services.trust(alert.public_id, valid_to=until, **asked, by=state["head"])
    with pytest.raises(services.Refused, match="term"):
        services.trust(
            alert.public_id, valid_to=today() + dt.timedelta(days=4000), **asked, by=state["officer"]
        )
    services.trust(alert.public_id, valid_to=until, **asked, by=state["officer"])
    adopt(listed("N9", QUARTZ, "An Alias Nobody Had"))
    work()
    assert not Alert.objects.filter(status="OPEN").exists()
    same = Subject("consignee", QUARTZ, "VN", "VN-99817263")
    assert [hit["why"] for hit in _screened(same).set_aside] == ["trusted"]
    with monkeypatch.context() as later:
        module = sys.modules["stratrade.apps.screening.services.screen"]
        later.setattr(module, "today", lambda: until + dt.timedelta(days=1))
        assert _screened(same).hits
    adopt(listed("N9", QUARTZ, identifiers={"registration": ("VN 99817263",)}))
    assert _screened(same).hits


def test_open_alert_follows_the_party_when_the_register_changes_it(state):
    adopt(listed("N9", QUARTZ))
    made = parties.register({"name": QUARTZ, "country": "VN"}, identifiers={}, by=state["officer"])
    work()
    (first,) = Alert.objects.filter(subject=made.subject)
    parties.change(made.public_id, {"country": "LA"}, version=None, by=state["officer"])
    work()
    (second,) = Alert.objects.filter(subject=made.subject)
    assert (second.pk, second.version) == (first.pk, first.version + 1)
    assert second.party_state != first.party_state
