"""The switch of the Iran measures: on unless the foreign ministry's determination, signed by two, says otherwise."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.classification.services import transaction
from stratrade.apps.measures import queries
from stratrade.apps.measures.models import SwitchDetermination
from stratrade.apps.measures.services import switch
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.jobs import reference

PDF = (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "determination.pdf")
IRAN = "iran-snapback"


@pytest.fixture
def people(transactional_db):
    """Two people of the foreign ministry, one of another, an officer and somebody of a company."""
    reference.load(lambda _line: None)
    parts = {
        "first": ("reviewer", "MFAIC"),
        "second": ("reviewer", "MFAIC"),
        "other": ("reviewer", "MISTI"),
        "officer": ("officer", "NACW"),
        "exporter": ("exporter", None),
    }
    return {
        key: account_services.create_user(
            email=f"{key}@switch.example",
            name=key.title(),
            role=role,
            agency=accounts.agency(agency) if agency else None,
            by=SYSTEM,
        )
        for key, (role, agency) in parts.items()
    }


def proposed(by, position="OFF", **other):
    given = {"paper": "MFA 12/2026", "dated_on": today(), "document": PDF, **other}
    return switch.propose(IRAN, position, **given, by=by)


def answer():
    asked = Transaction("export", today(), destination="IR", origin="KH", entry="3A225")
    return transaction.ask(asked, on=today()).determination.outcome.value


@pytest.mark.parametrize(
    ("who", "other", "code"),
    [
        ("first", {"document": None}, "no_record"),
        ("first", {"paper": " "}, "no_record"),
        ("first", {"dated_on": None}, "no_record"),
        ("first", {"dated_on": dt.date(2099, 1, 1)}, "day_ahead"),
        ("first", {"position": "MAYBE"}, "unknown"),
        ("other", {}, "not_the_ministry"),
        ("officer", {}, "not_the_ministry"),
    ],
)
def test_try_without_the_record_is_refused_and_in_the_trail(people, who, other, code):
    with pytest.raises(switch.SwitchNotSet) as refused:
        proposed(people[who], **other)
    assert refused.value.finding.code == f"measures.switch.{code}"
    row = EventRow.objects.get(name="measures.SwitchRefused")
    assert row.actor_name == f"{who}@switch.example"
    assert row.payload["reason"] == f"measures.switch.{code}"
    assert not SwitchDetermination.objects.exists()
    assert queries.switched_off(today()) == frozenset()


def test_switch_goes_off_and_on_only_by_two_people_of_the_ministry(people):
    assert answer() == "prohibited"
    row = proposed(people["first"])
    with pytest.raises(access.SamePerson):
        switch.decide(row.public_id, sign=True, version=1, by=people["first"])
    with pytest.raises(switch.SwitchNotSet):
        switch.decide(row.public_id, sign=True, version=1, by=people["other"])
    assert EventRow.objects.filter(name="measures.SwitchRefused").count() == 1
    assert answer() == "prohibited"
    switch.decide(row.public_id, sign=True, version=1, by=people["second"])
    assert queries.switched_off(today()) == {IRAN}
    assert queries.switched_off(today() - dt.timedelta(days=1)) == frozenset()
    assert answer() != "prohibited"
    back = proposed(people["second"], position="ON", paper="MFA 13/2026")
    switch.decide(back.public_id, sign=True, version=1, by=people["first"])
    assert answer() == "prohibited"


def test_pages_lead_from_the_document_to_the_second_signature(people, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    clients = {who: Client() for who in people}
    for who, client in clients.items():
        client.force_login(people[who])
    typed = {"switch": IRAN, "position": "OFF", "paper": "MFA 12/2026", "dated_on": today().isoformat()}
    said = clients["first"].post("/officer/switches/", typed)
    assert said.status_code == 422
    assert "Give the number, the day and the document" in said.content.decode()
    assert EventRow.objects.filter(name="measures.SwitchRefused").count() == 1
    upload = SimpleUploadedFile(PDF[1], PDF[0], "application/pdf")
    assert clients["first"].post("/officer/switches/", {**typed, "document": upload}).status_code == 302
    row = SwitchDetermination.objects.get()
    assert "Sign it" not in clients["first"].get("/officer/switches/").content.decode()
    assert "Sign it" in clients["second"].get("/officer/switches/").content.decode()
    kept = clients["second"].get(f"/officer/switches/{row.public_id}/document/")
    assert kept.content == PDF[0]
    assert clients["exporter"].get("/officer/switches/").status_code == 403
    clients["second"].post(f"/officer/switches/{row.public_id}/sign/", {"version": 1})
    assert queries.switched_off(today()) == {IRAN}
    assert "MFA 12/2026" in clients["officer"].get("/officer/switches/").content.decode()
