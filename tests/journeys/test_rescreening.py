"""A list changes: from the file a steward hands in to the licence that may be used again, at four desks."""

import datetime as dt
import json
from importlib.resources import files

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.audit import applying
from stratrade.apps.audit.models import EventRow
from stratrade.apps.licences.models import Licence
from stratrade.apps.parties.models import Party
from stratrade.apps.screening.models import Alert

CONSIGNEE = "Journey Quartz Waterworks"
DONE = set()


def _work():
    """Apply every reaction that waits, as the worker does."""
    while jobs := [
        job
        for job in ProcrastinateJob.objects.filter(task_name="audit.react").order_by("id")
        if job.id not in DONE and EventRow.objects.filter(public_id=job.args["event_id"]).exists()
    ]:
        for job in jobs:
            DONE.add(job.id)
            applying.apply(job.args["event_id"], job.args["reaction"])


def _edition(*names):
    """The snapshot of the list with invented entries added."""
    raw = (files("stratrade") / "data" / "watchlists" / "un-2026-02-27.jsonl").read_bytes()
    more = [
        {"list": "UN", "entry_id": f"J{n}", "kind": "organisation", "names": [[name, "strong", "LATIN"]]}
        for n, name in enumerate(names)
    ]
    return raw.rstrip() + b"\n" + b"\n".join(json.dumps(one).encode() for one in more) + b"\n"


def _hand_in(steward, raw):
    steward.go("/steward/watch-lists/new/")
    steward.choose("form", "lines")
    steward.page.set_input_files(
        "main input[name=file]", {"name": "un.jsonl", "mimeType": "application/json", "buffer": raw}
    )
    steward.press()


@pytest.fixture
def licence(state):
    """A live licence to a consignee on no list."""
    holder = Party.objects.get(name__startswith="Journey Valves")
    return Licence.objects.create(
        reference="EXP-2026-000900-X",
        kind="individual_export",
        activity="export",
        case_subject="casework.case:none",
        holder=holder,
        holder_name=holder.name,
        consignee_name=CONSIGNEE,
        destination="VN",
        end_use="Water works",
        valid_from=dt.date(2026, 1, 1),
        valid_to=timezone.now().date() + dt.timedelta(days=300),
        legal_basis="None",
        issued_at=timezone.now(),
        issued_by=state["head"],
    )


def test_new_edition_flags_a_live_licence_until_it_is_cleared_and_raises_nothing_again(person, licence):
    steward = person("steward")
    _hand_in(steward, _edition(CONSIGNEE))
    assert "Added: 1" in steward.text
    steward.press()
    _work()

    supervisor = person("supervisor", width=360)
    supervisor.go("/inbox/")
    assert licence.reference in supervisor.text
    supervisor.go(f"/customs/licences/{licence.public_id}/")
    assert "alert" in supervisor.text.lower()

    officer = person("officer")
    officer.go(f"/officer/licences/{licence.public_id}/")
    assert CONSIGNEE in officer.text
    officer.go("/officer/alerts/")
    officer.page.keyboard.press("j")
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/officer/alerts/*-*/")
    assert "Side by side" in officer.text
    officer.picture("comparison")
    officer.page.keyboard.press("1")
    officer.fill(reason="Another waterworks: founded in another year")
    officer.press()
    assert "second person" in officer.text

    head = person("head", width=360)
    head.go("/officer/alerts/?status=SECOND")
    head.follow(CONSIGNEE)
    assert "Journey Officer found that it is somebody else" in head.text
    head.choose("agree", "yes")
    head.press()
    _work()
    licence.refresh_from_db()
    assert not licence.flagged
    assert Alert.objects.get().status == "FALSE"

    _hand_in(steward, _edition(CONSIGNEE))
    assert "in force already" in steward.text
    _hand_in(steward, _edition(CONSIGNEE, "Yet Another Invented Body"))
    steward.press()
    _work()
    assert Alert.objects.count() == 1
    officer.go("/officer/alerts/")
    assert "Nothing waits for you" in officer.text
    officer.go(f"/officer/licences/{licence.public_id}/")
    assert "Screenings" in officer.text
