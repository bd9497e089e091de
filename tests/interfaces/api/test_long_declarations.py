"""A declaration of more than five hundred items: taken in at once, judged in a job, the answer fetched."""

import json
import uuid

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.accounts.models import User
from stratrade.apps.audit import applying
from stratrade.apps.audit.models import EventRow
from stratrade.apps.enforcement.models import Declaration, Received
from stratrade.apps.enforcement.services import receive

from .test_declarations_http import _message, _problem, post, token  # noqa: F401 - fixtures of the short ones

LONG = 501


def _long(count=LONG, **changes):
    first, second = json.loads(_message())["items"]
    items = [{**(first if n == 1 else second), "number": n} for n in range(1, count + 1)]
    return _message(items=items, number="LONG-1", **changes)


def _work():
    for job in ProcrastinateJob.objects.filter(task_name="audit.react").order_by("id"):
        if job.args["reaction"].endswith("judge_received") and EventRow.objects.filter(
            public_id=job.args["event_id"]
        ):
            applying.apply(job.args["event_id"], job.args["reaction"])


@pytest.fixture
def get(client, token):  # noqa: F811
    return lambda url: client.get(url, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def _few(monkeypatch):
    """What is long is set low, as the number of items alone decides; one test keeps the real one."""
    monkeypatch.setattr(receive, "MOST_AT_ONCE", 3)


def test_more_than_five_hundred_items_are_taken_in_and_judged_in_a_job(post, get):  # noqa: F811
    taken = post(_long())
    assert taken.status_code == 202, taken.content[:500]
    url = taken["Location"]
    assert url == f"/api/v1/declarations/{taken.json()['id']}"
    assert not Declaration.objects.exists()
    waiting = get(url)
    assert (waiting.status_code, waiting.json()["status"]) == (202, "BEING_JUDGED")
    assert waiting["Retry-After"]
    _work()
    answer = get(url)
    assert answer.status_code == 200
    assert (len(answer.json()["items"]), answer.json()["lane"]) == (LONG, "hold")
    assert get(f"/api/v1/declarations/{answer.json()['id']}").json() == answer.json()


def test_exactly_five_hundred_items_are_judged_at_once(post, monkeypatch):  # noqa: F811
    assert receive.MOST_AT_ONCE == 500
    monkeypatch.setattr(receive, "MOST_AT_ONCE", 3)
    assert post(_long(3)).status_code == 200
    assert not Received.objects.exists()


@pytest.mark.usefixtures("_few")
def test_repeated_key_finds_what_was_taken_in_and_another_body_is_refused(post, get):  # noqa: F811
    first = post(_long(4))
    assert post(_long(4))["Location"] == first["Location"]
    assert _problem(post(_long(5)), 409) == "enforcement.key.reused"
    _work()
    again = post(_long(4))
    assert (again.status_code, again["Location"]) == (202, first["Location"])
    _work()
    assert Declaration.objects.count() == 1
    assert get(first["Location"]).status_code == 200


@pytest.mark.usefixtures("_few")
def test_declaration_that_cannot_be_judged_says_why_at_its_address(post, get):  # noqa: F811
    post(_long(4))
    _work()
    taken = post(_long(5), key="k2")
    assert taken.status_code == 202
    _work()
    assert _problem(get(taken["Location"]), 409) == "enforcement.declaration.version_taken"
    assert EventRow.objects.filter(name="enforcement.DeclarationTurnedAway").count() == 1


@pytest.mark.usefixtures("_few")
def test_sender_who_left_meanwhile_is_refused(post, get):  # noqa: F811
    taken = post(_long(4))
    User.objects.filter(email="posts@machines.example").update(is_active=False)
    _work()
    assert Received.objects.get().refused["code"] == "accounts.access.denied"
    assert not Declaration.objects.exists()
    assert get(taken["Location"]).status_code == 401


def test_address_of_nobodys_declaration_is_not_found(get):
    assert _problem(get(f"/api/v1/declarations/{uuid.uuid4()}"), 404) == "api.not_found"
