"""Self-assessment without signing in: questions, a code to go on, a frozen outcome, and nothing confidential."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.classification.models import SelfAssessment
from stratrade.apps.classification.services import self_assess, self_steps
from stratrade.apps.documents import files
from stratrade.apps.lists import services as lists
from stratrade.apps.lists.models import Adoption

HOME = "/self-assessment/"
DRUM = {"text": "Triethanolamine solution in drums", "cas": "102-71-6"}
CONFIDENTIAL = (
    "screening_",
    "casework_",
    "licences_",
    "enforcement_",
    "parties_",
    "notices_",
    "law_",
    "search_",
)
"""Tables that hold what an authority knows of people and cases."""


@pytest.fixture
def in_force(transactional_db):
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=date(2020, 1, 1), by=SYSTEM)
    Adoption.objects.update(instrument="Prakas 1/2020")


def begun(client, goods=DRUM):
    answer = client.post(HOME, goods)
    assert answer.status_code == 302, answer.content.decode()
    return client.cookies["self_assessment"].value


def text(client, path):
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(page):
    return re.search(r'name="parameter"\s+value="([^"]*)"', page)[1]


def walk(client, answers):
    """Answer what is asked until the answers are looked over; what is not among them is not known."""
    for _ in range(40):
        page = text(client, HOME + "step/")
        if 'name="parameter"' not in page:
            return page
        parameter = asked(page)
        typed = {"parameter": parameter}
        typed |= {f"v-{parameter}": answers[parameter]} if parameter in answers else {"skip": "1"}
        assert client.post(HOME + "step/", typed).status_code == 302
    raise AssertionError("it never ends")


def test_assessment_is_resumed_by_its_code_elsewhere_and_ends_in_a_frozen_outcome(in_force):
    here, there = Client(), Client()
    code = begun(here)
    assert code in text(here, HOME + "step/")
    assert "no account" in text(there, HOME + "step/")
    refused = there.post(HOME + "resume/", {"code": code[:-1] + ("A" if code[-1] != "A" else "B")})
    assert refused.status_code == 422
    assert there.post(HOME + "resume/", {"code": code.lower().replace("-", " ")}).status_code == 302
    review = walk(there, {"concentration_pct": "80"})
    assert "Finish" in review
    assert "80" in review
    assert there.post(HOME + "review/").url == HOME + "outcome/"
    page = text(here, HOME + "step/")
    for said in ("no determination", "only a signed ruling", "15 November 2025", "Prakas 1/2020", "1C350"):
        assert said in page, said
    first, again = (here.get(HOME + "outcome/print/").content for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == again
    assert here.post(HOME + "step/", {"parameter": "concentration_pct", "skip": "1"}).url == HOME + "outcome/"
    with pytest.raises(DatabaseError), transaction.atomic():
        SelfAssessment.objects.update(description="Changed")


def test_unreadable_answer_names_the_fact_and_is_kept_typed(in_force):
    client = Client()
    begun(client, {"text": "Pressure transducer, absolute pressure, sensing element of nickel"})
    for _ in range(20):
        parameter = asked(text(client, HOME + "step/"))
        if parameter == "full_scale_pressure":
            break
        client.post(HOME + "step/", {"parameter": parameter, "skip": "1"})
    wrong = client.post(HOME + "step/", {"parameter": parameter, f"v-{parameter}": "much"})
    assert wrong.status_code == 422
    assert "much" in wrong.content.decode()
    assert "cannot be read" in wrong.content.decode()
    assert SelfAssessment.objects.get().answers == {}


def test_not_listed_says_which_entry_of_the_kind_is_still_open_and_what_settles_it(in_force):
    client = Client()
    begun(client, {"text": "Vacuum pump, input throat 400 mm, ultimate vacuum 20 mPa"})
    review = walk(client, {})
    for said in (
        "no entry of the control list covers",
        "Nothing that was said excludes",
        "2B350.i",
        "ask=wetted_material",
    ):
        assert said in review, said
    assert 'name="parameter"' in text(client, HOME + "step/?ask=wetted_material")
    client.post(HOME + "review/")
    page = text(client, HOME + "outcome/")
    assert "Nothing that was said excludes" in page
    assert "Of what material are all the surfaces" in page
    printed = self_assess._printed(SelfAssessment.objects.get())["still_open"]
    assert [one["paragraph"] for one in printed] == ["2B350.i"]
    answered = Client()
    begun(answered, {"text": "Vacuum pump, input throat 400 mm, ultimate vacuum 20 mPa"})
    for name, value in (("wetted_material", "zirconium"), ("pump_maximum_flow", "10 m3/h")):
        answered.post(HOME + "step/", {"parameter": name, f"v-{name}": value})
    review = text(answered, HOME + "review/")
    assert "meet an entry" in review
    assert "Nothing that was said excludes" not in review


def test_answers_touch_nothing_confidential_and_name_nobody(in_force):
    client = Client()
    with CaptureQueriesContext(connection) as asked_:
        begun(client)
        walk(client, {"concentration_pct": "80"})
        client.post(HOME + "review/")
        text(client, HOME + "outcome/")
        client.get(HOME + "outcome/print/")
    statements = " ".join(query["sql"] for query in asked_.captured_queries)
    assert "classification_selfassessment" in statements
    assert "classification_ruling" not in statements
    assert [table for table in CONFIDENTIAL if f'"{table}' in statements] == []
    said = " ".join(str(row.payload) for row in EventRow.objects.all())
    assert "Triethanolamine" not in said
    assert {row.actor_name for row in EventRow.objects.filter(name__contains="SelfAssessment")} == {"public"}


def test_code_is_kept_as_a_digest_only_and_expires_with_everything(in_force):
    client = Client()
    code = begun(client)
    walk(client, {"concentration_pct": "80"})
    client.post(HOME + "review/")
    row = SelfAssessment.objects.get()
    plain = code.replace("-", "")
    assert plain not in str(vars(row))
    held = [kept.get_decoded() for kept in Session.objects.all()]
    assert {"self_assessment": row.code_digest}.items() <= held[0].items()
    assert not [one for one in held if code in str(one) or plain in str(one)]
    cookie = client.cookies["self_assessment"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, HOME, "Strict")
    assert len({self_steps.new_code() for _ in range(200)}) == 200
    stored = row.file.sha256
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE classification_selfassessment SET expires_on = %s", [today() - timedelta(days=2)]
        )
        cursor.execute("SET session_replication_role = DEFAULT")
    assert "no account" in text(client, HOME + "outcome/")
    assert Client().post(HOME + "resume/", {"code": code}).status_code == 422
    assert self_assess.forget_old(by=SYSTEM) == 1
    assert not SelfAssessment.objects.exists()
    assert not files.path(stored).exists()


def test_nobody_begins_so_many_that_they_fill_the_register(in_force, settings, monkeypatch):
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "self_assessment", "2/h/ip")
    client = Client(REMOTE_ADDR="192.0.2.7")
    answers = [client.post(HOME, DRUM).status_code for _ in range(3)]
    assert answers == [302, 302, 422]
    assert Client(REMOTE_ADDR="192.0.2.8").post(HOME, DRUM).status_code == 302
    assert SelfAssessment.objects.count() == 3


@pytest.mark.parametrize(
    ("limit", "path", "data"),
    [
        ("self_assessment_step", "step/", {"parameter": "description", "v-description": "yes"}),
        ("self_assessment_step", "describe/", DRUM),
        ("self_assessment_step", "review/", {}),
        ("self_assessment_code", "resume/", {"code": "0000-0000-0000"}),
    ],
)
def test_answers_and_codes_are_limited_as_beginnings_are(
    client, in_force, settings, monkeypatch, limit, path, data
):
    begun(client)
    before = SelfAssessment.objects.values().get()
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, limit, "1/h/ip")
    client.post(HOME + ("resume/" if path == "resume/" else "describe/"), {})
    client.post(HOME + path, data)
    refused = client.post(HOME + path, data)
    assert refused.status_code in {409, 422}
    assert "Wait a while" in refused.content.decode()
    assert SelfAssessment.objects.values().get() == before or path == "resume/"


def test_without_a_list_in_force_nothing_is_begun(transactional_db):
    refused = Client().post(HOME, DRUM)
    assert refused.status_code == 422
    assert "No control list is in force" in refused.content.decode()


@pytest.mark.parametrize("typed", ["\x00", "sodium cyanide"])
def test_words_are_no_answer_to_a_question_about_the_whole(client, in_force, typed):
    begun(client)
    answer = client.post(HOME + "step/", {"parameter": "description", "v-description": typed})
    assert answer.status_code == 302
    row = SelfAssessment.objects.get()
    assert ("description" in row.answers, row.unknown) == (False, ["description"])


@pytest.mark.parametrize("typed", ["\x00", "5\x00"])
def test_answer_that_cannot_be_kept_is_refused(client, in_force, typed):
    begun(client)
    name = asked(text(client, HOME + "step/"))
    answer = client.post(HOME + "step/", {"parameter": name, f"v-{name}": typed})
    assert answer.status_code == 422
    assert SelfAssessment.objects.get().answers == {}


def test_leaving_takes_the_code_from_browser_and_session(in_force):
    client = Client()
    code = begun(client)
    assert code in text(client, HOME + "step/")
    client.cookies["self_assessment"] = "AAAAA-AAAAA-AAAAA-AAAAA"
    shown = text(client, HOME + "step/")
    assert "AAAAA" not in shown
    assert 'name="parameter"' in shown
    assert client.post(HOME + "leave/").url == HOME
    assert client.cookies["self_assessment"].value == ""
    assert "self_assessment" not in client.session
    assert "no account" in text(client, HOME + "step/")
