"""Who did what: staff read a person and their post in their own language, companies only the office."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts import trail
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency
from stratrade.apps.audit.models import EventRow
from stratrade.apps.enforcement.models import Declaration, Hold
from stratrade.interfaces.jobs import reference
from stratrade.interfaces.web import actors

SAMPLE = Path(__file__).parents[3] / "examples" / "declaration_chemicals.json"


@pytest.fixture
def customs(transactional_db):
    reference.load(lambda _line: None)
    return accounts.create_user(
        email="border@posts.example",
        name="Border Person",
        name_native="មន្ត្រីព្រំដែន",
        role="customs",
        agency=Agency.objects.get(code="GDCE"),
        by=SYSTEM,
    )


@pytest.fixture
def held(client, customs):
    client.force_login(customs)
    given = SimpleUploadedFile("d.json", SAMPLE.read_bytes())
    assert client.post(reverse("customs:upload"), {"file": given}).status_code == 302
    return Declaration.objects.get(status="HELD")


def _page(client, declaration, language):
    client.cookies["language"] = language
    html = client.get(reverse("customs:declaration", args=[declaration.public_id])).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") :]))


@pytest.mark.parametrize(
    ("language", "name", "post"),
    [
        ("en", "Border Person", "Customs officer"),
        ("fr", "Border Person", "Agent des douanes"),
        ("km", "មន្ត្រីព្រំដែន", "មន្ត្រីគយ"),
    ],
)
def test_history_names_person_and_post_and_the_hold_its_reason_in_the_language_of_the_reader(
    client, held, language, name, post
):
    said = _page(client, held, language)
    assert "@" not in said
    assert f"{name} · {post}" in said
    assert Agency.objects.get(code="GDCE").name(language) in said
    row = EventRow.objects.get(name="enforcement.GoodsHeld")
    with override(language):
        reason = trail.line(row).sentence
    assert re.split("[:៖]", reason, maxsplit=1)[1].strip()[:40] in said
    assert "No licence" in said or language != "en"
    assert "No licence" not in said or language == "en"


def test_hold_of_the_rules_is_kept_as_a_code_and_not_as_a_sentence(held):
    hold = Hold.objects.get(declaration=held)
    assert (hold.reason, hold.because["code"].count(".")) == ("", 2)
    payload = EventRow.objects.get(name="enforcement.GoodsHeld").payload
    assert payload["because"] == hold.because


def test_company_reads_the_office_alone(held):
    row = EventRow.objects.filter(actor__startswith="user:").last()
    assert actors.office(row) == Agency.objects.get(code="GDCE").name("en")


def test_trail_is_searched_by_name_as_by_address(held, db):
    auditor = accounts.create_user(
        email="a@posts.example", name="A", role="auditor", agency=Agency.objects.get(code="MEF"), by=SYSTEM
    )
    found = trail.page(for_=auditor, actor="border pers")
    assert found.exists()
    assert set(found) == set(trail.page(for_=auditor, actor="border@posts"))
