"""A lost password: the link goes by mail, works once, and says nothing of who has an account."""

import re
import stat
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit import queries as trail

OLD, NEW = "correct horse battery", "staple of a new field"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def user():
    return accounts.create_user(email="e@x.example", name="E", role="exporter", password=OLD, by=SYSTEM)


def ask(client, email):
    return client.post("/account/password/lost/", {"email": email})


def test_the_way_from_sign_in_to_a_new_password(user):
    client = Client(headers={"accept-language": "en"})
    assert 'href="/account/password/lost/"' in client.get("/account/login/").content.decode()
    assert ask(client, user.email)["Location"] == "/account/password/lost/sent/"
    assert "Look into your mail" in client.get("/account/password/lost/sent/").content.decode()
    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert letter.subject == "Stratrade: choose a new password"
    link = re.search(r"http://testserver(/account/password/new/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.content.decode()
    where = form.redirect_chain[-1][0]
    wrong = client.post(where, {"password1": NEW, "password2": NEW + "x"})
    assert "govuk-error-summary" in wrong.content.decode()
    weak = client.post(where, {"password1": "short", "password2": "short"})
    assert "govuk-error-summary" in weak.content.decode()
    assert (
        client.post(where, {"password1": NEW, "password2": NEW})["Location"] == "/account/password/new/done/"
    )
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert trail.of_subject(user.subject)[-1].name == "accounts.PasswordChanged"
    assert (
        "This link does not work"
        in Client(headers={"accept-language": "en"}).get(link, follow=True).content.decode()
    )
    signed = Client().post("/account/login/", {"login": user.email, "password": NEW})
    assert signed["Location"] == "/exporter/"


def test_mail_that_is_not_sent_lies_where_only_the_owner_reads_it(settings):
    folder = Path(settings.EMAIL_FILE_PATH)
    assert folder.parent == Path(settings.STRATRADE_HOME)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_stranger_learns_nothing_and_gets_no_mail(user):
    known = ask(Client(), user.email)
    mail.outbox.clear()
    unknown = ask(Client(), "nobody@x.example")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert mail.outbox == []


def test_a_closed_account_gets_no_link(user):
    accounts.deactivate(user.public_id, reason="Left.", version=None, by=SYSTEM)
    ask(Client(), user.email)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [("fr", "nouveau mot de passe", "Ouvrez ce lien"), ("km", "ពាក្យសម្ងាត់ថ្មី", "បើកតំណនេះ")],
)
def test_the_mail_speaks_the_language_of_the_page(user, language, title, said):
    ask(Client(headers={"accept-language": language}), user.email)
    assert title in mail.outbox[0].subject
    assert said in mail.outbox[0].body
    assert "&" not in mail.outbox[0].body
