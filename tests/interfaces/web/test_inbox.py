"""The inbox: whose it is, what it counts, what opening and marking do, and that nobody reads another's."""

import pytest
from django.test import Client
from django.urls import reverse

from stratrade.apps.accounts import queries as people
from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.roles import ROLES
from stratrade.apps.notices import queries, services

CODE = "notices.casework.case_accepted"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def exporter():
    return accounts.create_user(email="exporter@x.example", name="Exporter", role="exporter", by=SYSTEM)


@pytest.fixture
def client(exporter):
    client = Client(headers={"accept-language": "en"})
    client.cookies["language"] = "en"
    client.force_login(exporter, backend=BACKEND)
    return client


@pytest.fixture
def told(exporter):
    return services.tell(exporter, CODE, {"reference": "EXP-2026-1"}, link="/exporter/applications/")[0]


def test_every_page_counts_what_is_not_read(client, told):
    for path in ("/", "/exporter/", "/inbox/", "/list/"):
        page = client.get(path).content.decode()
        assert '<span class="stc-header__count">1<' in page, path
    assert "stc-header__count" not in Client().get("/").content.decode()


def test_a_notice_is_said_in_words_with_the_way_to_the_thing(client, told):
    page = client.get("/inbox/").content.decode()
    assert "Your application EXP-2026-1 was taken on." in page
    answer = client.post(reverse("inbox-open", args=[told.public_id]))
    assert answer["Location"] == "/exporter/applications/"
    told.refresh_from_db()
    assert told.read_at is not None
    page = client.get("/inbox/").content.decode()
    assert '<a class="govuk-link" href="/exporter/applications/">Your application' in page
    assert "Everything is read." in page


def test_marking_one_stays_on_the_page_and_leaves_the_others(client, exporter, told):
    services.tell(exporter, CODE, {"reference": "EXP-2026-2"})
    answer = client.post(reverse("inbox-read", args=[told.public_id]), {"page": "1", "unread": "1"})
    assert answer["Location"] == "/inbox/?page=1&unread=1"
    assert queries.unread_count(exporter) == 1
    page = client.get("/inbox/?unread=1").content.decode()
    assert "EXP-2026-2" in page
    assert "EXP-2026-1" not in page
    assert client.post(reverse("inbox-read", args=[told.public_id])).status_code == 302


def test_marking_all_leaves_nothing_unread(client, exporter, told):
    services.tell(exporter, CODE, {"reference": "EXP-2026-2"})
    assert client.post(reverse("inbox-read-all"))["Location"] == "/inbox/"
    assert queries.unread_count(exporter) == 0
    assert client.post(reverse("inbox-read-all")).status_code == 302


def test_nobody_reads_the_notices_of_another(told):
    other = accounts.create_user(email="o@x.example", name="Other", role="exporter", by=SYSTEM)
    client = Client()
    client.force_login(other, backend=BACKEND)
    assert "EXP-2026-1" not in client.get("/inbox/").content.decode()
    for name in ("inbox-open", "inbox-read"):
        assert client.post(reverse(name, args=[told.public_id])).status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_a_stranger_signs_in_first(told):
    assert Client().get("/inbox/")["Location"].startswith("/account/login/")
    assert Client().post(reverse("inbox-read-all"))["Location"].startswith("/account/login/")


def test_an_empty_inbox_says_so(client):
    assert "You have not been told anything yet." in client.get("/inbox/").content.decode()


@pytest.mark.parametrize("code", [code for code, role in ROLES.items() if role.person])
def test_every_role_has_an_inbox(code):
    kinds = ROLES[code].agency_kinds
    if kinds:
        accounts.load_agencies([{"code": "A", "kind": kinds[0], "names": {"en": "A"}}], pack="t", by=SYSTEM)
    agency = people.agency("A") if kinds else None
    user = accounts.create_user(email="p@x.example", name="P", role=code, agency=agency, by=SYSTEM)
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.get("/inbox/").status_code == 200
    assert 'href="/inbox/"' in client.get("/").content.decode()


def test_news_stand_apart_from_what_must_be_done_at_home(client, told):
    page = client.get("/exporter/").content.decode()
    todo, news = page.split('id="band-news"')
    assert "Nothing waits for you." in todo
    assert "EXP-2026-1 was taken on" in news
    assert "EXP-2026-1 was taken on" not in todo
