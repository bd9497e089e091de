"""Hostile declarations at the three doors: one clear error that names the field, and nothing is stored."""

import datetime as dt
import io
import json
import secrets
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency
from stratrade.apps.audit import queries as trail
from stratrade.interfaces.cli.main import main
from stratrade.interfaces.jobs import reference

EXAMPLES = Path(__file__).parents[2] / "examples"
SAD = "application/vnd.asycuda.sad+xml"
JSON = "application/json"
WHOLE = (EXAMPLES / "sad_export_valves.xml").read_bytes()
HUGE = 200 * 1024 * 1024
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE ASYCUDA [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(ord("a"), ord("j")))
    + b"]><ASYCUDA>&j;</ASYCUDA>"
)


def _unnumbered():
    message = json.loads((EXAMPLES / "declaration_chemicals.json").read_text(encoding="utf-8"))
    del message["items"][1]["number"]
    return json.dumps(message).encode()


REFUSED = {
    "document type": (
        WHOLE.replace(b"<ASYCUDA>", b'<!DOCTYPE ASYCUDA SYSTEM "sad.dtd"><ASYCUDA>', 1),
        "exchange.xml.document_type",
        "message",
        "document type",
    ),
    "entity bomb": (BOMB, "exchange.xml.document_type", "message", "entities"),
    "wrong encoding": (
        WHOLE.replace(b"Phnom Penh", b"Phnom P\xe9nh"),
        "exchange.xml.encoding",
        "message",
        "line 16",
    ),
    "unknown encoding": (
        WHOLE.replace(b"UTF-8", b"KHMER-7", 1),
        "exchange.xml.encoding_unknown",
        "message",
        "KHMER-7",
    ),
    "number of items missing": (
        WHOLE.replace(b"<Total_number_of_items>2</Total_number_of_items>", b""),
        "exchange.field.missing",
        "Property/Nbers/Total_number_of_items",
        "Total_number_of_items",
    ),
    "item number missing": (_unnumbered(), "exchange.field.missing", "items.1.number", "items.1.number"),
}
CASES = pytest.mark.parametrize(("raw", "code", "field", "said"), REFUSED.values(), ids=REFUSED)


@pytest.fixture
def stored(transactional_db):
    """Everything that is kept: rows of every table, heads of the trail, files."""
    reference.load(lambda _line: None)
    folder = Path(settings.STRATRADE_HOME) / "files"

    def count():
        rows = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
        return rows, trail.heads(), sorted(p.name for p in folder.rglob("*") if p.is_file())

    return count


@pytest.fixture
def bearer(stored):
    user = accounts.create_user(email="posts@machines.example", name="posts", role="machine", by=SYSTEM)
    application = Application.objects.create(
        name="posts", user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    expires = timezone.now() + dt.timedelta(minutes=5)
    AccessToken.objects.create(application=application, token=word, expires=expires, scope="api")
    return {"HTTP_AUTHORIZATION": f"Bearer {word}", "HTTP_IDEMPOTENCY_KEY": "hostile"}


@pytest.fixture
def officer(client, stored):
    agency = Agency.objects.get(code="GDCE")
    user = accounts.create_user(
        email="border@hostile.example", name="border", role="customs", agency=agency, by=SYSTEM
    )
    client.force_login(user)
    return client


class _Endless(io.RawIOBase):
    """A body of any length that is made while it is read."""

    def __init__(self, head, length, tail=b""):
        self.parts, self.rest, self.tail = head, length - len(head) - len(tail), tail

    def readable(self):
        return True

    def read(self, size=-1):
        assert size >= 0, "a body is never read whole before its length is known"
        if self.parts:
            out, self.parts = self.parts[:size], self.parts[size:]
        elif self.rest:
            out = b" " * min(size, self.rest)
            self.rest -= len(out)
        else:
            out, self.tail = self.tail[:size], self.tail[size:]
        return out


def _problem(answer, status, code, field):
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["code"], body["params"]["field"]) == (code, field)
    return body["detail"]


@CASES
def test_interface_refuses_with_a_problem_document_and_keeps_nothing(
    client, bearer, stored, raw, code, field, said
):
    before = stored()
    media_type = JSON if raw.startswith(b"{") else SAD
    answer = client.post("/api/v1/declarations", data=raw, content_type=media_type, **bearer)
    assert said in _problem(answer, 422, code, field)
    assert stored() == before


@pytest.mark.parametrize("announced", [True, False])
def test_interface_refuses_a_body_of_200_mb_and_keeps_nothing(client, bearer, stored, announced):
    before = stored()
    body = _Endless(b"<ASYCUDA>", HUGE)
    length = {"CONTENT_LENGTH": str(HUGE)} if announced else {"HTTP_TRANSFER_ENCODING": "chunked"}
    place = {"PATH_INFO": "/api/v1/declarations", "REQUEST_METHOD": "POST", "CONTENT_TYPE": SAD}
    answer = client.request(**place, **length, **bearer, **{"wsgi.input": body})
    assert "20 MB" in _problem(answer, 413, "exchange.message.too_large", "message")
    assert stored() == before
    assert body.rest > HUGE // 2


@CASES
def test_page_says_on_the_form_what_is_wrong_and_keeps_nothing(officer, stored, raw, code, field, said):
    before = stored()
    given = SimpleUploadedFile("declaration.xml", raw)
    answer = officer.post("/customs/declarations/new/", {"file": given})
    assert answer.status_code == 422
    errors = [str(e) for found in answer.context["form"].errors.values() for e in found]
    assert len(errors) == 1
    assert said in errors[0]
    assert stored() == before


def test_page_reads_past_a_body_of_200_mb(officer, stored, monkeypatch):
    before = stored()
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", None)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="d.xml"\r\n\r\n'
    answer = officer.request(
        PATH_INFO="/customs/declarations/new/",
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(HUGE),
        **{"wsgi.input": _Endless(head, HUGE, b"\r\n--x--\r\n")},
    )
    assert answer.status_code == 422
    errors = [str(e) for found in answer.context["form"].errors.values() for e in found]
    assert len(errors) == 1
    assert "20 MB" in errors[0]
    assert stored() == before


@CASES
def test_command_ends_with_one_line_and_writes_nothing(tmp_path, capsys, raw, code, field, said):
    path = tmp_path / ("d.json" if raw.startswith(b"{") else "d.xml")
    path.write_bytes(raw)
    _one_line(tmp_path, path, capsys, said)


def test_command_refuses_a_file_of_200_mb_unread(tmp_path, capsys, monkeypatch):
    path = tmp_path / "d.xml"
    with path.open("wb") as out:
        out.truncate(HUGE)  # a hole: no disk is used
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    _one_line(tmp_path, path, capsys, "20 MB")


def _one_line(folder, path, capsys, said):
    out = folder / "out.jsonl"
    assert main(["screen", str(path), "--output", str(out)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert said in lines[0]
    assert not out.exists()
    assert not list(folder.glob("*rejects*"))
