"""The first day of a notified transfer stands on the paper, in its QR code and in the public check."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.documents import queries as documents
from stratrade.apps.licences.services import issue, papers
from stratrade.apps.parties.models import Party

CASE = "casework.case:00000000-0000-7000-8000-00000000000c"


@pytest.fixture
def head(db, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return User.objects.create(email="h@first.example", name="Head", role="head")


def issued(head, needed):
    return issue.issue(
        kind="individual_export",
        activity="export",
        pattern="EXP-{year}-{number:06d}-{check}",
        case_subject=CASE,
        holder=Party.objects.create(name="Discreet Laboratory", country="KH", status="REGISTERED"),
        consignee="Institute Abroad",
        end_user="",
        destination="FR",
        end_use="Protective research",
        lines=[issue.NewLine("CWC-1A", "A few milligrams", Decimal(5), "MGM", cas="107-44-8")],
        conditions=[],
        valid_from=today(),
        valid_to=today() + dt.timedelta(days=300),
        legal_basis="Sample law, 1",
        edition="",
        letterhead=LETTERHEAD,
        papers_needed=needed,
        by=head,
    )


LETTERHEAD = {
    "state_en": "Sample State", "state_km": "\u1780", "motto_km": "", "authority": "Sample authority",
    "authority_km": "", "note_km": "", "title_en": "Licence", "title_km": "",
}  # fmt: skip


def checked(code):
    return Client(headers={"accept-language": "en"}).get("/verify/", {"code": code}).content.decode()


def notified(head, day, version):
    return papers.notify(
        CASE,
        reference="Note 1",
        received_on=day,
        days=30,
        counterpart="NOTIFIED",
        version=version,
        by=head,
    )


def test_paper_says_what_it_waits_for_and_is_printed_again_with_the_day(head):
    licence = issued(head, ["notification"])
    first = documents.standing(licence.subject, "licence")
    assert first.context["first_day"] == issue.AWAITED
    assert "still wanted" in checked(first.token)
    day = today() - dt.timedelta(days=3)
    notified(head, day, 0)
    second = documents.standing(licence.subject, "licence")
    expected = day + dt.timedelta(days=30)
    assert (second.version, second.context["first_day"]) == (2, expected.isoformat())
    assert documents.verify(second.token).payload["b"] == expected.isoformat()
    assert "newer version replaced it" in checked(first.token)
    said = checked(second.token)
    assert "Transfer not before" in said
    assert str(expected.day) in said
    assert "Discreet" not in said
    notified(head, day, 1)
    assert documents.standing(licence.subject, "licence").version == 2


def test_day_known_at_the_decision_is_on_the_first_paper_and_others_bear_none(head):
    notified(head, today(), 0)
    licence = issued(head, ["notification"])
    paper = documents.standing(licence.subject, "licence")
    assert paper.context["first_day"] == (today() + dt.timedelta(days=30)).isoformat()
    other = issued(head, [])
    paper = documents.standing(other.subject, "licence")
    assert paper.context["first_day"] == ""
    assert "b" not in documents.verify(paper.token).payload
    assert "Transfer not before" not in checked(paper.token)
