"""Declarations over HTTP: judged once, refused with a problem document that names what is wrong."""

import datetime as dt
import errno
import json
import secrets
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.documents import files
from stratrade.interfaces.api import base
from stratrade.interfaces.jobs import reference

EXAMPLES = Path(__file__).parents[3] / "examples"
JSON = "application/json"
SAD = "application/vnd.asycuda.sad+xml"
URL = "/api/v1/declarations"


@pytest.fixture
def token(transactional_db):
    reference.load(lambda _line: None)
    user = accounts.create_user(email="posts@machines.example", name="posts", role="machine", by=SYSTEM)
    application = Application.objects.create(
        name="posts", user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    AccessToken.objects.create(
        application=application, token=word, expires=timezone.now() + dt.timedelta(minutes=5), scope="api"
    )
    return word


@pytest.fixture
def post(client, token):
    def send(raw, key="k1", media_type=JSON, **extra):
        return client.post(
            URL,
            data=raw,
            content_type=media_type,
            headers={"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})},
            **extra,
        )

    return send


def _message(**changes):
    message = json.loads((EXAMPLES / "declaration_chemicals.json").read_text(encoding="utf-8"))
    return json.dumps({**message, **changes}).encode()


def _problem(answer, status):
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)["code"]


def test_post_judges_and_a_repeated_key_gets_the_same_answer(post):
    first = post(_message())
    assert first.status_code == 200, first.content[:500]
    answer = first.json()
    assert answer["lane"] == "hold"
    assert [i["lane"] for i in answer["items"]] == ["hold", "release"]
    assert answer["items"][0]["findings"][0]["reference"]
    assert post(_message()).json() == answer
    assert post(_message(), key="k2").json()["id"] == answer["id"]
    assert _problem(post(_message(number="OTHER")), 409) == "enforcement.key.reused"
    taken = _message(destination="VN")
    assert _problem(post(taken, key="k3"), 409) == "enforcement.declaration.version_taken"


def test_post_takes_asycuda_xml(post):
    answer = post((EXAMPLES / "sad_export_valves.xml").read_bytes(), media_type=SAD)
    assert answer.status_code == 200, answer.content[:500]
    assert answer.json()["declaration"] == "KHSHV/E417"


def test_every_refusal_is_a_problem_document(post, client):
    assert _problem(client.post(URL, data=b"{}", content_type=JSON), 401) == "api.unauthenticated"
    assert _problem(client.get("/api/v1/nowhere"), 404) == "api.not_found"
    assert _problem(client.get("/api/elsewhere"), 404) == "api.not_found"
    assert _problem(post(_message(), media_type="text/plain"), 415) == "api.media_type"
    assert _problem(post(_message(), key=""), 422) == "exchange.field.missing"
    assert _problem(post(b"{"), 422) == "exchange.json.broken"
    assert _problem(post(b"<!DOCTYPE x><ASYCUDA/>", media_type=SAD), 422) == "exchange.xml.document_type"
    big = post(b"{}", CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert _problem(big, 413) == "exchange.message.too_large"


def test_full_disk_asks_the_sender_to_come_again(post, monkeypatch):
    def full(_raw):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write", full)
    answer = post(_message())
    assert _problem(answer, 503) == "api.unavailable"
    assert answer["Retry-After"]
    monkeypatch.undo()
    assert post(_message()).status_code == 200


def test_body_sent_in_chunks_is_read_and_limited(rf, monkeypatch):
    def sent(raw):
        environ = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": BytesIO(raw), "CONTENT_LENGTH": ""}
        return base.body_of(rf.post(URL, **environ))

    monkeypatch.setattr(base, "MAX_BODY_BYTES", 10)
    assert sent(b"0123456789") == b"0123456789"
    with pytest.raises(RequestDataTooBig):
        sent(b"0123456789A")
