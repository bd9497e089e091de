"""Pages as a browser gets them: gates, languages, the public desk, stale forms, error pages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.lists import services as lists
from stratrade.interfaces.web import errors, navigation

PASSWORD = "correct horse battery"
PUBLIC = ["/", "/goods/", "/list/", "/verify/", "/about/", "/accessibility/", "/account/login/"]


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def person(db):
    def make(role, **more):
        return accounts.create_user(
            email=f"{role}@x.example", name=role.title(), role=role, password=PASSWORD, by=SYSTEM, **more
        )

    return make


@pytest.fixture
def signed_in(person):
    client = Client()
    client.force_login(person("exporter"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def in_force(db):
    row = lists.load(by=SYSTEM)
    lists.adopt(row.digest, in_force_from=dt.date(2025, 11, 15), by=SYSTEM)
    return row


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["km", "fr", "en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_opens_in_every_language(path, language):
    page = Client().get(path, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_language_switch_comes_back_to_the_page(path):
    client = Client()
    answer = client.post("/language/", {"language": "km", "next": path})
    assert answer.status_code == 302
    assert answer["Location"] == path
    assert '<html lang="km"' in client.get(path).content.decode()


@pytest.mark.django_db
def test_language_switch_leads_nowhere_else():
    answer = Client().post("/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_language_is_kept_with_the_person(signed_in):
    signed_in.post("/language/", {"language": "fr", "next": "/"})
    signed_in.cookies.pop("language")
    assert '<html lang="fr"' in signed_in.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("desk", sorted(navigation.DESK_TITLES))
def test_desk_asks_to_sign_in(desk):
    answer = Client().get(f"/{desk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_desk_of_others_is_refused(signed_in):
    assert signed_in.get("/exporter/").status_code == 200
    refused = signed_in.get("/officer/")
    assert refused.status_code == 403
    assert "This desk is not yours." in refused.content.decode()


@pytest.mark.django_db
def test_sign_in_leads_to_the_own_desk(person):
    person("exporter")
    answer = Client().post("/account/login/", {"login": "exporter@x.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"] == "/exporter/"


@pytest.mark.django_db
def test_sign_in_with_a_wrong_password_says_so(person):
    person("exporter")
    answer = Client().post("/account/login/", {"login": "exporter@x.example", "password": "wrong"})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_goods_that_are_controlled_are_named(in_force):
    page = Client().get("/goods/", {"text": "Thionyl chloride 98 %"}).content.decode()
    assert "1C350" in page
    assert reverse("public:entry", args=["1C350"]) in page


def test_goods_of_a_product_line_are_asked_about_and_their_figures_not_filled_in(in_force):
    page = Client().get("/goods/", {"text": "Sinamics G120 drive"}).content.decode()
    assert "Typical of this product line: 550 Hz. Confirm it for this model." in page
    assert 'value="550' not in page
    french = (
        Client(headers={"Accept-Language": "fr"})
        .get("/goods/", {"text": "MKS Baratron 626A"})
        .content.decode()
    )
    assert "Typique de cette gamme : Alliage à plus de 60 % de nickel" in french


def test_goods_in_another_language_say_how_they_were_read(in_force):
    page = Client().get("/goods/", {"text": "ស្នប់បូមសុញ្ញកាស"}).content.decode()
    assert "Read as: vacuum pump" in page


def test_the_public_is_not_asked_what_the_list_says_itself(in_force):
    page = Client().get("/goods/", {"text": "vanne à soufflet Hastelloy"}).content.decode()
    assert "v-valve_nominal_size" in page
    assert "v-meets_" not in page


def test_goods_part_is_swapped_alone(in_force):
    page = (
        Client().get("/goods/", {"text": "Thionyl chloride"}, headers={"HX-Request": "true"}).content.decode()
    )
    assert "1C350" in page
    assert "<html" not in page


def test_goods_with_a_bad_cas_number_says_which_field(in_force):
    page = Client().get("/goods/", {"text": "acid", "cas": "12"}).content.decode()
    assert "Enter a CAS number such as 78-38-6" in page


def test_entry_shows_criteria_and_hs(in_force):
    page = Client().get("/list/1C350/").content.decode()
    assert "stc-tree" in page
    assert "stc-node--met" not in page


def test_entry_recolours_with_answers(in_force):
    untouched = Client().get("/list/CWC-3B.14/").content.decode()
    page = (
        Client().get("/list/CWC-3B.14/", {"cas": "7719-09-7", "v-concentration_pct": "98"}).content.decode()
    )
    assert "stc-node--leaf stc-node--met" in page
    assert "stc-node--met" not in untouched


@pytest.mark.parametrize("code", ["9Z999", "<script>", "1C"])
def test_entry_that_is_not_there_is_not_found(in_force, code):
    assert Client().get(f"/list/{code}/").status_code == 404


@pytest.mark.parametrize("words", ["1C350", "thionyl", "7719-09-7", "2812"])
def test_list_search_finds_by_code_word_cas_and_hs(in_force, words):
    page = Client().get("/list/", {"q": words}).content.decode()
    assert reverse("public:entry", args=["1C350"]) in page


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["ABCD", "STC1.a.b", "STC1." + "x" * 200])
def test_verify_of_nonsense_never_says_genuine(code):
    page = Client().get("/verify/", {"code": code}).content.decode()
    assert "stc-check" in page
    assert "stc-check--genuine" not in page


@pytest.mark.django_db
def test_page_that_is_not_there_is_not_found():
    page = Client().get("/nowhere/")
    assert page.status_code == 404
    assert "Page not found" in page.content.decode()


def test_failure_page_needs_neither_database_nor_request_user(rf):
    page = errors.broken(rf.get("/"))
    assert page.status_code == 500
    assert b"The fault is ours" in page.content


def test_navigation_leads_somewhere():
    lost = [
        way.name for ways in navigation.WAYS.values() for way in ways if not navigation._address(way.name)
    ]
    assert lost == []


@pytest.mark.django_db
def test_policy_allows_only_ourselves():
    policy = Client().get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


def _titles(language):
    with translation.override(language):
        return [str(way.title) for ways in navigation.WAYS.values() for way in ways]


@pytest.mark.parametrize("language", ["km", "fr"])
def test_navigation_is_translated(language):
    same = {here for here, english in zip(_titles(language), _titles("en"), strict=True) if here == english}
    assert same <= {"Licences", "Parties"}  # French writes them the same way


def test_head_with_one_link_for_a_person_is_that_link(db):
    reviewer, officer = (User(email=f"{r}@x.example", name=r, role=r) for r in ("reviewer", "officer"))
    row = navigation.ways("officer", reviewer, "/officer/questions/")
    link = next(one for one in row if one.get("url") == "/officer/questions/")
    assert link["here"]
    assert all(len(one["ways"]) > 1 for one in row if "ways" in one)
    assert len(navigation.ways("officer", officer, "/officer/")) <= 6
