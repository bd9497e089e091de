"""A committee's approval is told to officials and to the company whose it is; everybody else is answered as before."""

import datetime as dt
import json
import re
import secrets
from decimal import Decimal

import catch_all_steps as steps
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.measures.models import CommitteeApproval
from stratrade.apps.parties import queries as parties

ASKED = "/transaction/?activity=export&destination=KP&hs_code=848180&quantity=5&unit=KGM"
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+|"X-CSRFToken": ?"[^"]+"|nonce="[^"]+"')


@pytest.fixture
def state(transactional_db, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return steps.small_state()


def _approved(state, **other):
    return CommitteeApproval.objects.create(
        **{
            "reference": "CAP-2026-00001-A", "status": "CONFIRMED", "rule": "DPRK-EXP-2397-7",
            "lifts": "committee-1718#DPRK-EXP-2397-7", "citation": "UNSCR 2397 (2017) para 25",
            "letter": "S/AC.49/2026/7", "letter_on": today(), "applicant_state": "KH",
            "applicant": "Placeholder Valves Co., Ltd.", "company": parties.company_of(state["exporter"]),
            "goods": "Water taps for a hospital", "hs": ["8481"], "ceiling": Decimal(100), "unit": "KGM",
            "destination": "KP", "valid_from": today(), "valid_to": today() + dt.timedelta(days=30),
            "proposed_at": timezone.now(), "proposed_by": state["officer"], "decided_by": state["head"],
            **other,
        }
    )  # fmt: skip


def _client(state, who):
    client = Client()
    if who:
        client.force_login(state[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _api(user):
    application = Application.objects.create(
        name=user.name, user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    expires = timezone.now() + dt.timedelta(hours=1)
    AccessToken.objects.create(application=application, token=word, expires=expires, scope="api")
    client = Client(headers={"Authorization": f"Bearer {word}"})

    def ask(**other):
        asked = {"activity": "export", "destination": "KP", "hs_code": "848180", "quantity": 5, "unit": "kg"}
        body = json.dumps({**asked, **other})
        return client.post("/api/v1/determinations", data=body, content_type="application/json")

    return ask


def test_nobody_else_can_tell_that_an_approval_exists(state):
    asks = {who: _api(state[who]) for who in ("stranger", "exporter")}
    outside = {who: _client(state, who) for who in ("", "stranger")}

    def seen():
        with time_machine.travel(instant, tick=False):
            pages = [TOKEN.sub("T", c.get(ASKED).content.decode()) for c in outside.values()]
            sheet = outside["stranger"].get(ASKED.replace("/?", "/answer.pdf?")).content
            return [*pages, sheet, asks["stranger"]().content]

    instant = timezone.now() + dt.timedelta(seconds=5)
    before = seen()
    assert asks["exporter"]().json()["approvals"] == []
    _approved(state)
    assert seen() == before
    (own,) = asks["exporter"]().json()["approvals"]
    assert (own["letter"], own["remaining"], own["fits"]) == ("S/AC.49/2026/7", "100", True)


def test_officer_and_own_company_are_told_what_it_lifts(state):
    _approved(state)
    own = _client(state, "exporter").get(ASKED).content.decode()
    assert "S/AC.49/2026/7" in own
    assert "Prohibited" in own
    assert "between the people of the letter" in own
    official = _client(state, "officer")
    assert "Placeholder Valves" in official.get(ASKED).content.decode()
    official.get(ASKED)
    readers = EventRow.objects.filter(name="measures.ApprovalSeen").values_list("actor_name", flat=True)
    assert [name.split("@")[0] for name in readers] == ["officer"]
    answer = _api(state["exporter"])()
    assert answer.json()["outcome"] == "prohibited"
    assert answer.json()["outcome_with_approvals"] == "no_licence_required"
    too_much = _api(state["exporter"])(quantity=101).json()
    assert too_much["approvals"][0]["because"]["code"] == "determination.approval.exhausted"
    assert too_much["outcome_with_approvals"] == ""
    other = _api(state["exporter"])(hs_code="841370").json()
    assert (other["approvals"][0]["fits"], other["outcome_with_approvals"]) == (False, "")


@pytest.mark.parametrize(
    "other",
    [
        {"status": "PROPOSED", "decided_by": None},
        {"status": "ENDING"},
        {"valid_to": dt.date(2020, 1, 2), "valid_from": dt.date(2020, 1, 1)},
        {"rule": "LIBYA-ARMS-TO"},
        {"destination": "LY"},
    ],
)
def test_what_does_not_stand_or_speaks_of_something_else_is_not_told(state, other):
    _approved(state, **other)
    assert "S/AC.49/2026/7" not in _client(state, "officer").get(ASKED).content.decode()
