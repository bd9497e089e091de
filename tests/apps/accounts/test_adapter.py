"""Signing in through the real pages: on the record, to the right desk, and locked out after failures."""

from typing import Any

import pytest
from django.test import Client

from stratrade.apps.accounts import access, services
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.models import EventRow

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery-staple"


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def exporter() -> User:
    return services.create_user(
        email="exporter@x.example", name="A Trader", role="exporter", password=PASSWORD, by=access.SYSTEM
    )


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def names(user: User) -> list[str]:
    rows = EventRow.objects.filter(subject=user.subject).order_by("seq")
    return [row.name.removeprefix("accounts.") for row in rows]


def test_sign_in_leads_to_the_desk_and_is_on_the_record(client: Client, exporter: User) -> None:
    response = sign_in(client, "Exporter@X.example", PASSWORD)
    assert response.status_code == 302
    assert response["Location"] == "/exporter/"
    client.post("/account/logout/")
    assert names(exporter) == ["UserCreated", "SignedIn", "SignedOut"]
    assert "_auth_user_id" not in client.session


def test_sign_in_wrong_password_is_refused_and_on_the_record(client: Client, exporter: User) -> None:
    response = sign_in(client, exporter.email, "wrong")
    assert response.status_code == 200
    assert names(exporter) == ["UserCreated", "SignInRefused"]
    assert "_auth_user_id" not in client.session


def test_sign_in_closed_account_is_refused(client: Client, exporter: User) -> None:
    services.deactivate(exporter.public_id, reason="left", version=1, by=access.SYSTEM)
    sign_in(client, exporter.email, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_sign_in_is_locked_after_five_failures(client: Client, exporter: User) -> None:
    for _ in range(5):
        sign_in(client, exporter.email, "wrong")
    response = sign_in(client, exporter.email, PASSWORD)
    assert response.status_code in {403, 429}
    assert "_auth_user_id" not in client.session


def test_sign_up_is_closed(client: Client) -> None:
    client.post("/account/new/", {"email": "new@x.example", "password1": PASSWORD})
    assert not User.objects.filter(email="new@x.example").exists()
