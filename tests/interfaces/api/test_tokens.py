"""Access tokens of machines: whatever goes wrong is answered in JSON."""

import errno

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from oauth2_provider.models import Application

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM

WORD = "a secret of this test alone"


@pytest.fixture
def asking(db):
    user = accounts.create_user(email="asks@machines.example", name="asks", role="machine", by=SYSTEM)
    application = Application.objects.create(
        name="asks",
        user=user,
        client_type="confidential",
        authorization_grant_type="client-credentials",
        client_secret=WORD,
    )
    return {
        "grant_type": "client_credentials",
        "client_id": application.client_id,
        "client_secret": WORD,
    }


def test_client_gets_a_token_without_a_cookie_of_a_browser(asking):
    answer = Client(enforce_csrf_checks=True).post("/oauth/token", asking)
    assert answer.status_code == 200, answer.content
    assert answer.json()["token_type"] == "Bearer"


def test_wrong_secret_is_said_in_json(client, asking):
    answer = client.post("/oauth/token", {**asking, "client_secret": "another"})
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("failure", "status", "error"),
    [
        (OperationalError("connection refused"), 503, "temporarily_unavailable"),
        (InterfaceError("connection is closed"), 503, "temporarily_unavailable"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "temporarily_unavailable"),
        (RuntimeError("a fault of ours"), 500, "server_error"),
    ],
)
def test_failure_below_is_answered_in_json_without_its_words(
    client, asking, monkeypatch, failure, status, error
):
    def fails(*_args, **_more):
        raise failure

    monkeypatch.setattr("oauth2_provider.views.TokenView.create_token_response", fails)
    answer = client.post("/oauth/token", asking)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["error"] == error
    assert str(failure) not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_another_method_is_refused_in_json(client, db):
    answer = client.get("/oauth/token")
    assert answer.status_code == 405
    assert answer.json()["error"] == "invalid_request"
    assert "POST" in answer["Allow"]


@pytest.mark.parametrize("path", ["/api/v1/declarations", "/oauth/token"])
def test_error_before_the_view_is_answered_in_json(path, db, monkeypatch):
    client = Client(raise_request_exception=False)
    assert "json" in client.post(path, headers={"Host": "elsewhere.example"})["Content-Type"]

    def fails(*_args, **_more):
        raise OperationalError("connection refused")

    monkeypatch.setattr("stratrade.interfaces.web.middleware.LanguageOfPerson.__call__", fails)
    answer = client.post(path)
    assert answer.status_code == 500
    assert "json" in answer["Content-Type"]
    assert "refused" not in answer.content.decode()
