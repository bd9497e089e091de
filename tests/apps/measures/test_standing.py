"""Declarations that have not left are judged again when a notice or a switch changes."""

import datetime as dt

import pytest
from catch_all_steps import declared, served, withdrawn, work
from django.db import transaction
from django.test import Client

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import record
from stratrade.apps.enforcement.models import Declaration, Rejudgement
from stratrade.apps.enforcement.services import act, again, noticed
from stratrade.apps.measures.events import SwitchSet
from stratrade.apps.measures.models import InformNotice, SwitchDetermination
from stratrade.apps.measures.services import withdraw
from stratrade.apps.notices.models import Notice

CODE = "determination.catch_all.served"


def standing(answer):
    return Declaration.objects.get(public_id=answer["id"])


def codes(row):
    return {f["code"] for item in row.items.all() for f in item.findings}


@pytest.fixture
def exercise(settings):
    """The law that carries a notice is a draft."""
    settings.EXERCISE = True


@pytest.mark.usefixtures("exercise")
def test_served_notice_holds_what_was_let_go_and_its_withdrawal_frees_it(state):
    one, other = declared(state, "S-1"), declared(state, "S-2", exporter="Unrelated Sample Trading")
    gone = declared(state, "S-3")
    act.confirm_exit(gone["id"], by=state["customs"])
    assert (one["status"], one["lane"]) == ("RELEASED", "release")
    work()
    notice = served(state)
    work()
    row = standing(one)
    assert (row.status, row.lane) == ("HELD", "hold")
    assert CODE in codes(row)
    assert row.holds.get().legal_basis
    assert standing(other).status == "RELEASED"
    assert standing(gone).status == "EXITED"
    changed = Rejudgement.objects.get()
    assert (changed.declaration, changed.cause, changed.reference) == (
        row, "measures.NoticeServed", notice.reference,
    )  # fmt: skip
    told = Notice.objects.filter(code="notices.enforcement.judged_again")
    assert {n.user for n in told} == {state["customs"]}
    client = Client()
    client.force_login(state["customs"])
    page = client.get(f"/customs/declarations/{row.public_id}/").content.decode()
    assert f"Judged again because of {notice.reference}" in page
    assert "Judged again" in client.get("/customs/").content.decode()
    withdrawn(state, notice)
    work()
    row.refresh_from_db()
    assert (row.status, row.lane) == ("RELEASED", "release")
    assert CODE not in codes(row)
    assert row.holds.get().lifted_at is not None
    assert "is gone" in client.get(f"/customs/declarations/{row.public_id}/").content.decode()
    assert Notice.objects.filter(code="notices.measures.notice_ended", user=state["customs"]).exists()


def test_notice_that_no_law_carries_brings_released_goods_back_to_an_officer(state):
    one = declared(state, "R-1")
    notice = served(state)
    work()
    row = standing(one)
    assert (row.status, row.lane) == ("WAITING", "documentary")
    act.release(row.public_id, reason="Seen", version=None, by=state["customs"])
    withdrawn(state, notice)
    work()
    row.refresh_from_db()
    assert (row.status, row.lane) == ("RELEASED", "release")


@pytest.mark.usefixtures("exercise")
def test_hold_of_an_officer_is_not_ended_by_a_withdrawal(state):
    one = declared(state, "O-1")
    act.hold(one["id"], reason="Seal broken", version=None, by=state["customs"])
    notice = served(state)
    work()
    assert standing(one).status == "HELD"
    withdrawn(state, notice)
    work()
    assert standing(one).status == "HELD"


@pytest.mark.usefixtures("exercise")
def test_two_notices_hold_until_both_are_gone(state):
    one = declared(state, "T-1")
    first = served(state)
    work()
    second = served(state, company="", name="Tonle Sample")
    work()
    withdrawn(state, first)
    work()
    assert standing(one).status == "HELD"
    withdrawn(state, second)
    work()
    assert standing(one).status == "RELEASED"


@pytest.mark.usefixtures("exercise")
def test_first_and_last_day_of_a_notice_are_acted_on(state):
    one = declared(state, "D-1")
    notice = served(
        state, valid_from=today() + dt.timedelta(days=3), valid_to=today() + dt.timedelta(days=90)
    )
    work()
    assert standing(one).status == "RELEASED"
    days = dt.timedelta(days=3)
    InformNotice.objects.update(  # as if the job had not run in the first two nights
        valid_from=today() - days / 3,
        valid_to=today() + dt.timedelta(days=90),
        decided_at=notice.decided_at - days,
    )
    assert withdraw.turn() == 1
    assert withdraw.turn() == 0
    work()
    assert standing(one).status == "HELD"
    InformNotice.objects.update(valid_from=today() - 2 * days, valid_to=today() - days)
    assert withdraw.turn() == 1
    assert withdraw.turn() == 0
    work()
    assert standing(one).status == "RELEASED"


def test_switch_judges_again_what_touches_its_countries(state):
    touched = declared(
        state, "I-1", goods="Maraging steel tube, 2050 MPa ultimate tensile strength", destination="IR"
    )
    other = declared(state, "I-2", destination="TH")
    assert touched["lane"] != "release"
    before = codes(standing(touched))
    row = SwitchDetermination.objects.create(
        switch="iran-snapback", position="OFF", paper="MFAIC 1", dated_on=today(), authority="MFAIC",
        status="SET", set_on=today(), proposed_at=dt.datetime.now(dt.UTC), decided_at=dt.datetime.now(dt.UTC),
        proposed_by=state["officer"], decided_by=state["head"],
    )  # fmt: skip
    with transaction.atomic():
        record(SwitchSet(row.switch, "OFF", row.paper), subject=row.subject, by=SYSTEM)
    work()
    doubted = EventRow.objects.filter(name="enforcement.JudgementDoubted").values_list("subject", flat=True)
    assert list(doubted) == [standing(touched).subject]
    assert standing(other).rejudgements.count() == 0
    assert codes(standing(touched)) != before


@pytest.mark.usefixtures("exercise")
def test_declaration_judged_beside_a_notice_being_signed_is_judged_again(state, monkeypatch):
    served(state)
    work()
    with monkeypatch.context() as patch:  # what a transaction saw that began before the notice was signed
        patch.setattr(noticed, "by_item", lambda _message, **_on: {})
        one = declared(state, "B-1")
    assert one["status"] == "RELEASED"
    work()
    assert standing(one).status == "HELD"
    assert EventRow.objects.filter(name="enforcement.JudgementDoubted").count() == 1


def test_nothing_changes_where_the_answer_is_the_same(state):
    one = declared(state, "N-1")
    assert again.rejudge(one["id"], cause="measures.NoticeServed", reference="X", by=state["customs"]) is None
    assert Rejudgement.objects.count() == 0
