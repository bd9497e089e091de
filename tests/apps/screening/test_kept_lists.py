"""Lists that are kept here: entered by form, over HTTP or from a refused case; in force at once, and ended in time."""

import datetime as dt
import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit.services import hosting, record
from stratrade.apps.casework.events import CaseRefused
from stratrade.apps.screening.models import Alert, KeptEntry, ListEdition
from stratrade.apps.screening.services import kept
from stratrade.apps.screening.services.screen import Subject, compare
from stratrade.interfaces.exchange.watchlists import national
from stratrade.interfaces.jobs import watchlists

from .conftest import work

PAGE = "/steward/watch-lists/kept/"
URL = "/api/v1/watch-lists/national/entries"
TODAY = timezone.now().date()
TYPED = {
    "list": "NATIONAL", "kind": "organisation", "name": "Prey Orchid Forwarding",
    "other_names": "Orchid Lines\nPOF Cargo",
    "registration": "KH-778899", "legal_basis": "Sub-decree on sample lists, article 4", "reference": "Order 12",
    "reason": "Sample reason", "listed_on": "2026-01-05",
}  # fmt: skip
SENT = {
    "kind": "person", "name": "Sample Chanrithy", "native_names": ["គំរូ ចាន់រិទ្ធី"], "date_of_birth": ["1970"],
    "nationality": ["KH"], "identifiers": {"passport": ["N0011223"]}, "reference": "Order 13",
    "legal_basis": "Sub-decree on sample lists, article 4", "reason": "Sample reason", "listed_on": "2026-01-05",
}  # fmt: skip


def hits(name, identifier=""):
    return {(h["list"], h["name"]) for h in compare([Subject("party", name, "", identifier)]).hits}


@pytest.fixture
def desk(client, state):
    client.force_login(state["steward"])
    return client


def test_steward_enters_somebody_and_takes_them_off(desk, licence):
    answer = desk.post(f"{PAGE}new/", {**TYPED, "name": "Tonle Quartz Waterworks"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    work()
    licence.refresh_from_db()
    assert licence.flagged
    assert hits("Nobody At All", "KH778899") == {("NATIONAL", "Tonle Quartz Waterworks")}
    assert hits("Orchid Lines")
    shown = desk.get(answer.url)
    assert "Sub-decree on sample lists, article 4" in shown.content.decode()
    version = shown.context["form"].initial["version"]
    stale = {"action": "withdraw", "reason": "Order 14", "version": version - 1}
    assert desk.post(answer.url, stale).status_code in {409, 422}
    assert desk.post(answer.url, {**stale, "version": version}).status_code == 302
    assert not hits("Tonle Quartz Waterworks")
    assert ListEdition.objects.get(list__code="NATIONAL", stands=True).count == 0
    assert "Tonle Quartz Waterworks" in desk.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("imo", "9074728"),
        ("date_of_birth", "yesterday"),
        ("nationality", "Nowhereland"),
        ("legal_basis", ""),
        ("listed_on", "2999-01-01"),
        ("ends_on", "2026-01-04"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_entered(desk, field, value):
    answer = desk.post(f"{PAGE}new/", {**TYPED, field: value})
    assert answer.status_code in {200, 422}
    assert list(answer.context["form"].errors) == [field]
    assert not KeptEntry.objects.exists()


def token_of(user):
    application = Application.objects.create(
        name=user.email, user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    AccessToken.objects.create(
        application=application, token=word, expires=timezone.now() + dt.timedelta(minutes=5), scope="api"
    )
    return {"Authorization": f"Bearer {word}"}


def test_another_system_enters_somebody_and_takes_them_off(client, state):
    steward, officer = token_of(state["steward"]), token_of(state["officer"])

    def send(url, body, headers):
        return client.post(url, body, content_type="application/json", headers=headers)

    assert send(URL, SENT, officer).status_code == 403
    unfit = send(URL, {**SENT, "date_of_birth": ["yesterday"]}, steward)
    assert unfit.status_code == 422
    assert "date_of_birth" in unfit.content.decode()
    assert not KeptEntry.objects.exists()
    made = send(URL, SENT, steward)
    assert made.status_code == 201, made.content
    assert hits("Chanrithy Sample") == {("NATIONAL", "Sample Chanrithy")}
    off = f"{URL}/{made.json()['id']}/withdraw"
    assert send(off, {"reason": "Order 14"}, steward).json()["status"] == "WITHDRAWN"
    assert send(off, {"reason": "Order 14"}, steward).status_code == 409
    assert not hits("Chanrithy Sample")


def test_another_system_does_not_reach_another_list_by_the_national_one(client, state):
    party = national.one({"list": "DENIALS", "kind": "organisation", "name": "Sample Denied Ltd"})
    entry = kept.enter(party, kept.Terms("Sub-decree", "Refused", TODAY), by=state["steward"])
    answer = client.post(
        f"{URL}/{entry.public_id}/withdraw",
        {"reason": "Order 14"},
        content_type="application/json",
        headers=token_of(state["steward"]),
    )
    entry.refresh_from_db()
    assert (answer.status_code, entry.list_code, entry.status) == (404, "DENIALS", "LISTED")


def test_another_system_cannot_name_another_list_among_the_numbers(client, state):
    def send(**more):
        body = {**SENT, "identifiers": more}
        headers = token_of(state["steward"])
        return client.post(URL, body, content_type="application/json", headers=headers)

    for heading in ("list", "name", "legal_basis"):
        answer = send(**{heading: ["DENIALS"]})
        assert answer.status_code == 422, heading
        assert heading in answer.content.decode()
    assert not KeptEntry.objects.exists()


def test_of_entries_made_at_once_none_is_lost(state):
    names = [f"Sample Barrier {word}" for word in ("Alpha", "Bravo", "Charlie", "Delta")]
    start = Barrier(len(names))

    def enter(name):
        try:
            start.wait(30)
            party = national.one({"list": "NATIONAL", "kind": "organisation", "name": name})
            terms = kept.Terms("Sub-decree on sample lists, article 4", "Sample", TODAY)
            kept.enter(party, terms, by=state["steward"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(enter, names))
    edition = ListEdition.objects.get(list__code="NATIONAL", stands=True)
    assert set(edition.entries.values_list("name", flat=True)) == set(names)


def test_who_was_to_receive_refused_goods_is_proposed_and_a_steward_decides(desk, case):
    with transaction.atomic(), hosting():
        record(
            CaseRefused(reference=case.reference, reason="Diversion", legal_basis="Law, article 9"),
            subject=case.subject,
            by=SYSTEM,
        )
    work()
    (proposed,) = KeptEntry.objects.all()
    assert (proposed.list_code, proposed.status, proposed.legal_basis) == (
        "DENIALS", "PROPOSED", "Law, article 9",
    )  # fmt: skip
    assert proposed.ends_on > TODAY + dt.timedelta(days=900)
    assert not hits("Tonle Quartz Waterworks")
    assert "Tonle Quartz Waterworks" in desk.get(PAGE).content.decode()
    page = f"{PAGE}{proposed.public_id}/"
    version = desk.get(page).context["form"].initial["version"]
    assert desk.post(page, {"action": "enter", "reason": "Agreed", "version": version}).status_code == 302
    assert hits("Tonle Quartz Waterworks") == {("DENIALS", "Tonle Quartz Waterworks")}
    work()
    assert Alert.objects.filter(list_code="DENIALS").exists()


def test_an_entry_ends_with_its_last_day(desk, state):
    ends = TODAY + dt.timedelta(days=30)
    desk.post(f"{PAGE}new/", {**TYPED, "ends_on": f"{ends:%Y-%m-%d}"})
    watchlists.expire_kept(0)
    assert hits("Prey Orchid Forwarding")
    assert kept.expire(on=ends, by=SYSTEM) == 0
    assert kept.expire(on=ends + dt.timedelta(days=1), by=SYSTEM) == 1
    assert not hits("Prey Orchid Forwarding")
    assert KeptEntry.objects.get().status == "EXPIRED"
