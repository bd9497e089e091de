"""A steward hands in an edition of a watch list, sees what it changes, and puts it in force."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.screening import services
from stratrade.apps.screening.models import ListEdition, Receipt
from stratrade.interfaces.exchange.watchlists.arrival import arrival

PAGE = "/steward/watch-lists/"


def _lines(names):
    return b"\n".join(
        json.dumps(
            {"list": "NAT", "entry_id": key, "kind": "person", "names": [[name, "strong", "Latin"]]}
        ).encode()
        for key, name in names.items()
    )


NAMES = {f"N{n}": f"Sample Person{n}" for n in range(30)}


@pytest.fixture
def sits(client, transactional_db):
    """Somebody of a role at their desk."""
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})

    def sit(role):
        user = User.objects.create(email=f"{role}@lists.example", name=role.title(), role=role, agency=agency)
        client.force_login(user)
        return client

    return sit


@pytest.fixture
def in_force(transactional_db):
    """An edition of thirty."""
    services.take(arrival("lines", _lines(NAMES), label="First"), by=SYSTEM)
    return ListEdition.objects.get(stands=True)


def _hand_in(client, raw, form="lines", **typed):
    return client.post(PAGE + "new/", {"form": form, "file": SimpleUploadedFile("x.txt", raw), **typed})


def test_new_edition_is_previewed_and_put_in_force(sits, in_force):
    client = sits("steward")
    changed = {**NAMES, "N1": "Sample Renamed", "N99": "Sample Newcomer"}
    del changed["N2"]
    answer = _hand_in(client, _lines(changed), published_on="2026-11-20", label="Second")
    assert answer.status_code == 302, answer.content.decode()[:2000]
    receipt = Receipt.objects.get(edition=None)
    preview = client.get(answer.url)
    shown = preview.content.decode()
    assert [c["section"].total for c in preview.context["changes"]] == [1, 1, 1]
    assert "Sample Newcomer" in shown
    assert "Sample Renamed" in shown
    assert "Sample Person2" in shown
    assert receipt.digest in shown
    assert "despite" not in preview.context["form"].fields
    assert ListEdition.objects.get(stands=True) == in_force
    assert client.post(answer.url).status_code == 302
    standing = ListEdition.objects.get(stands=True)
    assert (standing.count, standing.label, standing.received_at) == (30, "Second", receipt.received_at)
    assert standing.adopted_by.role == "steward"
    assert "Second" in client.get(PAGE).content.decode()


def test_edition_that_has_shrunk_needs_a_reason(sits, in_force):
    client = sits("steward")
    few = dict(list(NAMES.items())[:20])
    url = _hand_in(client, _lines(few)).url
    refused = client.post(url, {"despite": " "})
    assert refused.status_code == 422
    assert "10 of the 30" in refused.content.decode()
    assert ListEdition.objects.get(stands=True) == in_force
    assert client.post(url, {"despite": "Ten were taken off by the committee"}).status_code == 302
    assert ListEdition.objects.get(stands=True).count == 20


def test_another_list_under_the_same_code_needs_a_reason_too(sits, in_force):
    client = sits("steward")
    url = _hand_in(client, _lines({f"X{n}": f"Other {n}" for n in range(30)})).url
    assert client.post(url, {}).status_code == 422
    assert ListEdition.objects.get(stands=True) == in_force


def test_file_that_cannot_be_read_is_said_on_the_form(sits, in_force):
    client = sits("steward")
    answer = _hand_in(client, b"<!DOCTYPE x><CONSOLIDATED_LIST/>", form="un")
    assert answer.status_code == 422
    assert not Receipt.objects.filter(edition=None).exists()
    answer = _hand_in(client, b"ent_num,name\r\n", form="un")
    assert answer.status_code == 422
    assert "CSV" in answer.content.decode()


def test_same_file_twice_waits_once_and_is_seen_to_be_in_force(sits, in_force):
    client = sits("steward")
    first, second = (_hand_in(client, _lines({"N0": "Sample"})).url for _ in range(2))
    assert first == second
    again = client.get(_hand_in(client, _lines(NAMES)).url).content.decode()
    assert "in force already" in again


@pytest.mark.parametrize(
    ("role", "desk"), [("officer", "officer"), ("reviewer", "officer"), ("auditor", "steward")]
)
def test_officials_see_the_ages_and_cannot_adopt(sits, in_force, role, desk):
    client = sits(role)
    shown = client.get(f"/{desk}/watch-lists/")
    assert shown.status_code == 200
    assert "First" in shown.content.decode()
    assert client.get(PAGE + "new/").status_code == 403
