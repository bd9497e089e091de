"""“What applies to my transaction?”: page, paper and API give the same answer, to everybody alike."""

import datetime as dt
import json
import re
import secrets

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts import queries as account_queries
from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.interfaces.jobs import reference

AGENCIES = {"officer": "NACW", "customs": "GDCE"}
SCHEDULE_3 = {
    "activity": "export",
    "origin": "KH",
    "destination": "EG",
    "cas": "102-71-6",
    "concentration_pct": "99",
    "quantity": "500",
    "unit": "KGM",
    "end_user_type": "company",
}


@pytest.fixture
def state(transactional_db, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    reference.load(lambda _line: None)


@pytest.fixture
def client_of(state):
    def signed_in(role):
        if not role:
            return Client()
        agency = account_queries.agency(AGENCIES[role]) if role in AGENCIES else None
        user = accounts.create_user(email=f"{role}@x.example", name=role, role=role, agency=agency, by=SYSTEM)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def _main(page):
    html = page.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]))


def test_the_page_answers_with_outcome_duties_and_paragraphs(client_of):
    anybody = client_of("")
    said = _main(anybody.get("/transaction/", SCHEDULE_3))
    assert "End-use certificate" in said
    assert "CWC VA Part VIII para 26" in said
    assert "Egypt" in said
    assert "not checked against the text" in said
    held = _main(anybody.get("/transaction/", {**SCHEDULE_3, "concentration_pct": ""}))
    assert "What share of the goods by weight is the scheduled chemical?" in held
    banned = _main(
        anybody.get("/transaction/", {"activity": "export", "destination": "KP", "hs_code": "8458"})
    )
    assert "UNSCR 2397 (2017) para 7" in banned
    assert "PDF" not in said


def test_the_law_of_a_past_day_is_applied_where_a_list_was_in_force(client_of):
    anybody = client_of("")
    iran = {"activity": "export", "destination": "IR", "entry": "3A225"}
    assert "UNSCR 1737" in _main(anybody.get("/transaction/", {**iran, "on": "2026-06-01"}))
    nothing = _main(anybody.get("/transaction/", {**iran, "on": "1999-01-01"}))
    assert "No control list was in force on that day" in nothing


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("activity", "fly"),
        ("destination", "XX"),
        ("hs_code", "84x"),
        ("concentration_pct", "101"),
        ("on", "soon"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_answered(client_of, field, value):
    page = client_of("").get("/transaction/", {**SCHEDULE_3, field: value})
    assert page.status_code == 200
    html = page.content.decode()
    assert "govuk-error-message" in html
    assert 'id="answer"' not in html


def test_the_printed_answer_is_a_pdf_for_those_who_signed_in(client_of):
    assert client_of("").get("/transaction/answer.pdf", SCHEDULE_3).status_code == 302
    exporter = client_of("exporter")
    assert "Print this answer" in _main(exporter.get("/transaction/", SCHEDULE_3))
    for language in ("en", "fr", "km"):
        sheet = exporter.get("/transaction/answer.pdf", SCHEDULE_3, headers={"accept-language": language})
        assert sheet.status_code == 200
        assert sheet["Content-Type"] == "application/pdf"
        assert sheet.content.startswith(b"%PDF")
    assert exporter.get("/transaction/answer.pdf", {"activity": "fly"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "home"), [("exporter", "/exporter/"), ("officer", "/officer/"), ("customs", "/customs/")]
)
def test_the_page_is_reached_from_the_desk(client_of, role, home):
    assert 'href="/transaction/"' in client_of(role).get(home).content.decode()


def test_everybody_is_answered_alike(client_of):
    def answer(client):
        html = client.get("/transaction/", SCHEDULE_3).content.decode()
        section = html[html.index('id="answer"') : html.index("</section>", html.index('id="answer"'))]
        return section.split('<p class="govuk-body"><a')[0].split()

    assert answer(client_of("")) == answer(client_of("exporter")) == answer(client_of("officer"))


@pytest.fixture
def posted(client, state):
    user = accounts.create_user(email="asks@machines.example", name="asks", role="machine", by=SYSTEM)
    application = Application.objects.create(
        name="asks", user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    AccessToken.objects.create(
        application=application, token=word, expires=timezone.now() + dt.timedelta(minutes=5), scope="api"
    )

    def send(**asked):
        return client.post(
            "/api/v1/determinations",
            data=json.dumps(asked),
            content_type="application/json",
            headers={"Authorization": f"Bearer {word}"},
        )

    return send


def test_api_answers_for_a_day_with_edition_and_unverified_rules(posted):
    answer = posted(activity="export", destination="Egypt", cas="102-71-6", date="2026-06-01")
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["outcome"] == "ask"
    assert [q["parameter"] for q in said["ask"]] == ["concentration_pct"]
    assert said["edition"]
    assert "CWC-S3-LOW" in said["unverified"]
    toxin = posted(
        activity="export",
        destination="FR",
        cas="107-44-8",
        purpose="research",
        date="2026-06-01",
        notified_on="2026-05-03",
        counterpart_notified=False,
        regime="CWC",
    ).json()
    (need,) = toxin["requirements"]
    assert (need["not_before"], need["counterpart"]) == ("2026-06-02", "not_notified")
    rail = posted(activity="transit", origin="VN", destination="RU", via=["KP"], hs_code="8413").json()
    assert rail["outcome"] == "prohibited"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"activity": "export", "via": ["Atlantis"]}, "via"),
        ({"activity": "export", "destination": "FR", "date": "1999-01-01"}, "date"),
    ],
)
def test_api_names_what_it_cannot_read(posted, asked, field):
    answer = posted(**asked)
    assert answer.status_code == 422
    assert field in answer.content.decode()
