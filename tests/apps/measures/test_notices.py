"""Notices of the catch-all: two people, at once in force, told to the company alone, silent to everybody else."""

import datetime as dt
import hashlib
import json
import re

import pytest
from catch_all_steps import (
    SECRET,
    TOLD,
    application,
    declared,
    fields,
    react,
    reasons,
    served,
    withdrawn,
    work,
)
from django.test import Client
from django.urls import reverse

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.enforcement.models import Rejudgement
from stratrade.apps.enforcement.services import touched
from stratrade.apps.measures import queries
from stratrade.apps.measures.services import serve, withdraw
from stratrade.apps.screening import services as screening
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.kernel.machine import IllegalTransition

CODE = "determination.catch_all.served"


def test_proposed_notice_stands_only_when_another_person_signs(state):
    notice = serve.propose(fields(), by=state["head"])
    assert queries.in_force(today()) == ()
    with pytest.raises(access.SamePerson):
        serve.decide(notice.public_id, sign=True, version=1, by=state["head"])
    with pytest.raises(access.AccessDenied):
        serve.decide(notice.public_id, sign=True, version=1, by=state["officer"])
    assert queries.in_force(today()) == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"company": ""}, "about_nothing"),
        ({"company": "Nobody Ltd"}, "no_such_company"),
        ({"hs_from": "84x"}, "no_hs_code"),
        ({"hs_from": "8485", "hs_to": "8481"}, "range_backwards"),
        ({"destination": "XX"}, "no_such_country"),
        ({"text": " "}, "no_text"),
        ({"basis": ""}, "no_reason"),
        ({"valid_to": dt.date(2020, 1, 1)}, "ends_before_it_begins"),
        ({"review_on": dt.date(2020, 1, 1)}, "review_outside"),
    ],
)
def test_notice_that_does_not_do_is_refused_by_its_field(state, wrong, code):
    with pytest.raises(serve.NotServable) as refused:
        serve.propose(fields(**wrong), by=state["officer"])
    assert refused.value.finding.code == f"measures.notice.{code}"


def test_next_declaration_is_held_in_an_exercise_and_looked_at_where_no_law_carries_it(state, settings):
    assert CODE not in reasons(declared(state, "M-1"))
    notice = served(state)
    assert notice.legal_basis == ""
    answer = declared(state, "M-2")
    assert answer["lane"] == "documentary"
    assert answer["status"] == "WAITING"
    assert "enforcement.item.refer" in reasons(answer)
    assert reasons(answer)[CODE]["params"] == {"notice": notice.reference, "served": TOLD}
    settings.EXERCISE = True
    answer = declared(state, "M-3")
    assert (answer["lane"], answer["status"]) == ("hold", "HELD")
    assert "draft" in reasons(answer)[CODE]["reference"].lower()
    assert SECRET not in json.dumps(answer)
    assert CODE not in reasons(declared(state, "M-4", exporter="Unrelated Sample Trading"))
    withdrawn(state, notice)
    assert CODE not in reasons(declared(state, "M-5"))


def test_every_mark_of_a_notice_must_fit(state):
    served(state, company="", hs_from="8481", hs_to="8483", destination="VN")
    assert CODE in reasons(declared(state, "N-1", destination="VN"))
    assert CODE not in reasons(declared(state, "N-2", destination="TH"))
    assert CODE not in reasons(declared(state, "N-3", hs="848410", destination="VN"))


def test_notice_on_another_party_ends_with_its_last_day(state):
    served(state, company="", name="tonle  SAMPLE", valid_to=today() + dt.timedelta(days=90))
    assert CODE in reasons(declared(state, "E-1"))
    assert queries.in_force(today() + dt.timedelta(days=90))
    assert queries.in_force(today() + dt.timedelta(days=91)) == ()
    assert queries.in_force(today() - dt.timedelta(days=1)) == ()


def test_open_case_is_assessed_anew_when_a_notice_is_served_and_when_it_ends(state):
    case = application(state["exporter"])
    other = application(state["stranger"])
    notice = served(state)
    react("measures.NoticeServed")
    assert other.assessments.count() == 1
    withdrawn(state, notice)
    react("measures.NoticeWithdrawn")
    before, under, after = (
        {f["code"] for f in a.determination["findings"]} for a in case.assessments.order_by("pk")
    )
    assert under - before == {CODE, "determination.catch_all", "determination.refer.agency"} - before
    assert CODE in under
    assert after == before


def test_standing_declarations_are_doubted_page_by_page_until_the_last(state, monkeypatch):
    monkeypatch.setattr(touched, "PAGE", 2)
    numbers = [declared(state, f"PG-{n}")["id"] for n in range(5)]
    declared(state, "PG-X", exporter="Unrelated Sample Trading")
    notice = served(state)
    work()
    doubted = EventRow.objects.filter(
        name="enforcement.JudgementDoubted", payload__cause="measures.NoticeServed"
    ).values_list("subject", flat=True)
    assert sorted(doubted) == sorted(f"enforcement.declaration:{one}" for one in numbers)
    goes_on = EventRow.objects.filter(name="enforcement.DoubtGoesOn", subject=notice.subject)
    assert goes_on.count() == 3
    assert Rejudgement.objects.count() == 5


def test_withdrawal_takes_two_people_and_may_be_sent_back(state):
    notice = served(state)
    withdraw.propose(notice.public_id, reason="Settled", version=None, by=state["head"])
    with pytest.raises(access.SamePerson):
        withdraw.decide(notice.public_id, sign=True, version=None, by=state["head"])
    with pytest.raises(access.AccessDenied):
        withdraw.decide(notice.public_id, sign=True, version=None, by=state["officer"])
    assert queries.in_force(today())
    notice.refresh_from_db()
    assert list(queries.awaiting(state["head"])) == []
    second = account_services.create_user(
        email="second@measures.example",
        name="Second",
        role="head",
        agency=accounts.agency("NACW"),
        by=SYSTEM,
    )
    assert list(queries.awaiting(second)) == [notice]
    withdraw.decide(notice.public_id, sign=False, reason="Not yet", version=None, by=second)
    assert queries.in_force(today())
    with pytest.raises(IllegalTransition):
        withdraw.decide(notice.public_id, sign=True, version=None, by=second)
    withdraw.propose(notice.public_id, reason="Settled", version=None, by=state["officer"])
    withdraw.decide(notice.public_id, sign=True, version=None, by=second)
    assert queries.in_force(today()) == ()


def test_why_is_read_only_with_the_permission_and_each_reading_is_recorded(state):
    notice = served(state)
    for who in ("exporter", "officer", "customs", "auditor"):
        with pytest.raises(access.AccessDenied):
            serve.read_basis(notice.public_id, by=state[who])
    assert not EventRow.objects.filter(name="measures.BasisRead").exists()
    assert serve.read_basis(notice.public_id, by=state["head"]) == SECRET
    row = EventRow.objects.get(name="measures.BasisRead")
    assert (row.actor_name, row.subject) == ("head@measures.example", notice.subject)
    assert not [e for e in EventRow.objects.all() if SECRET in json.dumps(e.payload)]


# ---- non-interference
PUBLIC = tuple(
    reverse(f"public:{name}") for name in ("home", "goods", "transaction", "self-start", "entries", "verify")
)
DESK = (
    "/exporter/",
    "/exporter/applications/",
    "/exporter/notices/",
    "/exporter/licences/",
    "/exporter/products/",
    "/exporter/rulings/",
    "/inbox/",
)
_MASKS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "ID"),
    (re.compile(r'(csrfmiddlewaretoken" value=")[^"]+'), r"\1T"),
    (re.compile(r'"X-CSRFToken": ?"[^"]+"|nonce="[^"]+"'), "T"),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?"), "TIME"),
)


def _masked(text):
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


def _answers(client, addresses):
    found = {}
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        found[address] = _masked(answer.content.decode())
    return found


def test_nobody_but_officials_can_tell_that_a_notice_denial_or_watch_entry_was_planted(state, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    case = application(state["stranger"])
    work()
    clients = {who: Client() for who in ("anonymous", "stranger", "officer")}
    for who in ("stranger", "officer"):
        clients[who].force_login(state[who])
    own = (f"/exporter/applications/{case.public_id}/",)

    def seen():
        return {
            **_answers(clients["anonymous"], PUBLIC),
            **{f"stranger {a}": t for a, t in _answers(clients["stranger"], (*PUBLIC, *DESK, *own)).items()},
        }

    before, officer = seen(), _answers(clients["officer"], ("/officer/notices/",))
    notice = served(state)
    served(state, company="", name="Tonle Sample")
    for code, name in (("DENIALS", "Placeholder Valves"), ("NAT", "Tonle Sample")):
        listed = ListedParty(code, f"{code}-1", "organisation", (ListedName(name, "strong", "Latin"),))
        screening.adopt(code, [listed], hashlib.sha256(code.encode()).hexdigest(), by=SYSTEM)
    work()
    case.refresh_from_db()
    assert case.held
    assert case.assessments.count() == 2
    assert seen() == before
    assert _answers(clients["officer"], ("/officer/notices/",)) != officer
    page = clients["officer"].get(f"/officer/notices/{notice.public_id}/").content.decode()
    assert TOLD in page
    assert SECRET not in page
    for who, desk in (("stranger", "exporter"), ("stranger", "officer")):
        assert clients[who].get(f"/{desk}/notices/{notice.public_id}/").status_code in {403, 404}
    head = Client()
    head.force_login(state["head"])
    answer = head.post(f"/officer/notices/{notice.public_id}/basis/")
    assert SECRET in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    readers = EventRow.objects.filter(name="measures.BasisRead").values_list("actor_name", flat=True)
    assert list(readers) == ["head@measures.example"]


def test_served_company_reads_what_it_was_told_and_acknowledges(state, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    notice = served(state)
    react("measures.NoticeServed")
    client = Client()
    client.force_login(state["exporter"])
    assert notice.reference in client.get("/exporter/").content.decode()
    said = client.get(f"/exporter/notices/{notice.public_id}/").content.decode()
    assert TOLD in said
    assert SECRET not in said
    assert "Officer" not in said
    client.post(f"/exporter/notices/{notice.public_id}/acknowledge/")
    notice.refresh_from_db()
    assert notice.acknowledged_by == state["exporter"]
    assert EventRow.objects.filter(name="measures.NoticeAcknowledged").count() == 1
    client.post(f"/exporter/notices/{notice.public_id}/acknowledge/")
    assert EventRow.objects.filter(name="measures.NoticeAcknowledged").count() == 1
