"""The public check of papers: by QR text, check code and number; every answer, in three languages, naming no party."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.documents import keys, tokens
from stratrade.apps.documents.models import Document, StoredFile
from stratrade.apps.licences.models import Licence, Line
from stratrade.apps.licences.services.issue import DESCRIBED, _statement
from stratrade.apps.parties.models import Party

REFERENCE = "EXP-2026-000042-7"
CODE = "7KQ2MX4B9TRW"
HOLDER = "Very Discreet Valves Co"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def licence():
    holder = Party.objects.create(name=HOLDER, country="KH", status="REGISTERED")
    row = Licence.objects.create(
        reference=REFERENCE,
        kind="individual_export",
        activity="export",
        case_subject="casework.case:none",
        holder=holder,
        holder_name=holder.name,
        consignee_name="Somebody Abroad",
        destination="VN",
        end_use="Test",
        valid_from=today() - dt.timedelta(days=10),
        valid_to=today() + dt.timedelta(days=300),
        legal_basis="None",
        issued_at=timezone.now(),
        issued_by=User.objects.create(email="h@x.example", name="Head", role="head"),
    )
    Line.objects.create(
        licence=row,
        number=1,
        entry="2B350.g",
        description="Corrosion-proof diaphragm valves for a water works",
        hs="848180",
        quantity=Decimal("12.500"),
        ceiling=Decimal("12.5"),
        unit="KGM",
    )
    return row


@pytest.fixture
def document(licence):
    home = Path(configured.STRATRADE_HOME)
    key, key_id = keys.signing_key(home)
    stated = _statement(licence, list(licence.lines.all()))
    token = tokens.make(
        {**stated, "r": REFERENCE, "v": 1, "c": CODE, "s": today().isoformat()}, key=key, key_id=key_id
    )
    file = StoredFile.objects.create(
        sha256="0" * 64, size=1, media_type="application/pdf", created_at=timezone.now()
    )
    return Document.objects.create(
        kind="licence",
        about=licence.subject,
        reference=REFERENCE,
        check_code=CODE,
        token=token,
        context={},
        file=file,
        issued_at=timezone.now(),
    )


def check(text, language="en"):
    answer = Client(headers={"accept-language": language}).get("/verify/?" + urlencode({"code": text}))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("by", ["token", "code"])
def test_goods_of_the_paper_are_shown(document, by):
    page = check(document.token if by == "token" else "7KQ2-MX4B-9TRW")
    assert "This document is genuine and stands in the register." in page
    assert "Corrosion-proof diaphragm valves for a water works"[:DESCRIBED] in page
    assert "12.5 kg" in page
    assert "<code>2B350.g</code>" in page
    assert "both days included" in page
    assert "Viet" in page
    assert HOLDER not in page
    assert "Somebody Abroad" not in page


def test_a_number_alone_says_how_the_licence_stands_and_no_goods(document):
    page = check(f" {REFERENCE.lower()} ")
    assert "A licence of this number stands in the register." in page
    assert "A number alone does not prove" in page
    assert "both days included" in page
    assert "diaphragm" not in page
    assert HOLDER not in page


def test_the_number_of_another_document_says_nothing(document):
    Document.objects.update(kind="refusal")
    assert "No document has this code or number." in check(REFERENCE)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("REVOKED", "This licence was revoked."),
        ("SUSPENDED", "This licence is suspended."),
        ("SURRENDERED", "The holder gave this licence back."),
    ],
)
@pytest.mark.parametrize("typed", [CODE, REFERENCE])
def test_a_licence_that_may_not_be_used_is_said_so(document, licence, status, said, typed):
    Licence.objects.filter(pk=licence.pk).update(status=status)
    page = check(typed)
    assert said in page
    assert "stands in the register" not in page


def test_an_expired_licence_is_said_so_by_token_code_and_number(document, licence):
    Licence.objects.filter(pk=licence.pk).update(valid_to=today() - dt.timedelta(days=1))
    for typed in (document.token, CODE, REFERENCE):
        assert "This licence has expired." in check(typed)
    Licence.objects.filter(pk=licence.pk).update(valid_to=today())
    assert "has expired" not in check(CODE)


def test_a_licence_of_tomorrow_is_not_valid_yet(document, licence):
    Licence.objects.filter(pk=licence.pk).update(valid_from=today() + dt.timedelta(days=1))
    assert "This licence is not valid yet." in check(CODE)


def test_a_replaced_paper_is_said_so(document):
    Document.objects.update(status="REPLACED")
    assert "a newer version replaced it" in check(document.token)


def test_a_genuine_paper_that_the_register_has_lost_is_said_so(document):
    token = document.token
    Document.objects.all().delete()
    page = check(token)
    assert "this register does not know the document" in page
    assert "12.5 kg" in page


@pytest.mark.parametrize(
    ("language", "altered", "unknown", "nothing", "genuine"),
    [
        ("en", "Altered", "Unknown key", "No document has this code or number", "This document is genuine"),
        ("fr", "Altéré", "Clé inconnue", "Aucun document", "Ce document est authentique"),
        ("km", "ត្រូវបានកែប្រែ", "មិនស្គាល់កូនសោ", "គ្មានឯកសារ", "ឯកសារនេះពិត ហើយមានក្នុងបញ្ជី"),
    ],
)
def test_every_answer_is_plain_in_every_language(document, language, altered, unknown, nothing, genuine):
    head, payload, signature = document.token.split(".")
    changed = payload[:-2] + ("A" if payload[-2] != "A" else "B") + payload[-1]
    assert altered in check(f"{head}.{changed}.{signature}", language)
    stranger = tokens.make({"r": "X-1"}, key=Ed25519PrivateKey.generate(), key_id="strange")
    page = check(stranger, language)
    assert unknown in page
    assert "X-1" not in page.split('<form method="get"')[0].split("stc-check--")[1]
    assert nothing in check("ABCD-EFGH-JKLM", language)
    assert genuine in check(document.token, language)
