"""What a stale form, an address and an upload must not do: tell secrets, fall over, fill the memory."""

import pytest
from django.core.exceptions import BadRequest

from stratrade.apps.documents.files import MAX_UPLOAD_BYTES, UploadRefused
from stratrade.interfaces.web import pages
from stratrade.interfaces.web.exporter import applications
from stratrade.interfaces.web.officer import cases


class _Thing:
    subject = "test.thing:1"


class _Row:
    actor = actor_name = "system"

    def __init__(self, name, payload):
        self.name, self.payload = name, payload


HELD = _Row("casework.CaseHeld", {"reference": "APP-1", "reason": "Sample Person ~ Listed Person"})
FLAGGED = _Row("licences.LicenceFlagged", {"reference": "EXP-1", "reason": "Sample Person ~ Listed Person"})
ANSWERED = _Row("casework.ReferralAnswered", {"reference": "APP-1", "agency": "MOX", "position": "OBJECT"})
FROZEN = _Row(
    "screening.FreezeOpened",
    {"reference": "FRZ-1", "name": "Sample Person", "listed_name": "Listed Person", "agency": "MOX"},
)
WRITTEN = _Row("casework.DraftChanged", {"part": "details"})


def _meanwhile(view, row, rf, monkeypatch):
    monkeypatch.setattr(pages.trail, "last_change", lambda _subject: row)
    page = view()
    page.show = lambda _request, **_kwargs: {"thing": _Thing()}
    return page._meanwhile(rf.post("/"))


@pytest.mark.parametrize("row", [HELD, FLAGGED, ANSWERED, FROZEN])
def test_stale_form_tells_an_exporter_nothing_of_holds_flags_and_positions(row, rf, monkeypatch):
    said = _meanwhile(applications.Withdraw, row, rf, monkeypatch)
    assert said
    assert "Listed Person" not in said
    assert "MOX" not in said
    assert "The system" not in said


def test_stale_form_tells_an_exporter_who_of_the_company_wrote(rf, monkeypatch):
    assert "The system changed this meanwhile" in _meanwhile(applications.Details, WRITTEN, rf, monkeypatch)


def test_stale_form_tells_a_reviewer_nothing_of_other_agencies(rf, monkeypatch):
    assert "MOX" not in _meanwhile(cases.AnswerPage, ANSWERED, rf, monkeypatch)
    assert "MOX" in _meanwhile(cases.Decide, ANSWERED, rf, monkeypatch)


def test_address_with_a_nul_character_is_refused(rf):
    with pytest.raises(BadRequest):
        pages.Page.as_view()(rf.get("/list/?q=%00"))


def test_oversized_paper_is_refused_before_it_is_read(rf):
    class _Upload:
        size = MAX_UPLOAD_BYTES + 1
        name = "x.pdf"

        def read(self):
            raise AssertionError("was read")

    class _Form:
        cleaned_data = {"file": _Upload(), "kind": "other"}

    with pytest.raises(UploadRefused):
        applications.Paper().act(rf.post("/"), _Form(), public_id=None)
