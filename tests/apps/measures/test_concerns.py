"""What an exporter notifies of its own transfer: at once a duty for those goods and parties, freed by the answer."""

import pytest
from catch_all_steps import application, declared, reasons, work
from django.test import Client

from stratrade.apps.accounts import access
from stratrade.apps.audit.models import EventRow
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.measures.models import NotifiedConcern
from stratrade.apps.measures.services import notify
from stratrade.apps.notices.models import Notice
from stratrade.kernel.machine import IllegalTransition

OPEN, ANSWERED = "determination.catch_all.notified", "determination.catch_all.answered"
KNOWN = "the buyer's engineer spoke of a rocket stage"


def notified(state, who="exporter", **other):
    fields = {
        "description": "Water tap, brass",
        "hs": "8481.80",
        "destination": "TH",
        "consignee": "Tonle Sample",
        "how": "AWARE",
        "concern": "MISSILE",
        "statement": KNOWN,
        **other,
    }
    return notify.notify(notify.Fields(**fields), by=state[who])


def answered(state, row, outcome):
    notify.propose(row.public_id, outcome=outcome, answer="As agreed", version=None, by=state["officer"])
    return notify.decide(row.public_id, sign=True, version=None, by=state["head"])


def status(answer):
    return Declaration.objects.get(public_id=answer["id"]).status


def test_concern_holds_these_goods_to_these_parties_at_once_and_no_objection_frees_them(state, settings):
    settings.EXERCISE = True  # the law that carries it is a draft
    standing = declared(state, "C-1")
    row = notified(state)
    assert row.rule == "draft law on strategic trade"
    work()
    assert status(standing) == "HELD"
    fresh = declared(state, "C-2")
    assert (fresh["lane"], fresh["status"]) == ("hold", "HELD")
    assert reasons(fresh)[OPEN]["params"] == {"notice": row.reference}
    assert reasons(fresh)[OPEN]["reference"]
    assert KNOWN not in str(fresh)
    others = (
        declared(state, "C-3", exporter="Unrelated Sample Trading"),
        declared(state, "C-4", hs="732690"),
        declared(state, "C-5", consignee="Mekong Sample"),
    )
    assert [one["status"] for one in others] == ["RELEASED"] * 3
    answered(state, row, "NO_OBJECTION")
    work()
    assert (status(standing), status(fresh)) == ("RELEASED", "RELEASED")
    assert declared(state, "C-6")["status"] == "RELEASED"


def test_licence_required_stands_on_as_a_duty_and_may_be_answered_otherwise_later(state, settings):
    settings.EXERCISE = True
    row = notified(state, how="SUSPECT", end_user="Tonle Sample Works")
    done = answered(state, row, "LICENCE_REQUIRED")
    assert "draft" in done.legal_basis.lower()
    work()
    one = declared(state, "L-1")
    assert one["status"] == "HELD"
    assert ANSWERED in reasons(one)
    assert OPEN not in reasons(one)
    answered(state, row, "NO_OBJECTION")
    work()
    assert status(one) == "RELEASED"


def test_duty_that_was_signed_stands_while_another_answer_is_proposed_and_when_it_is_sent_back(
    state, settings
):
    settings.EXERCISE = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    row = notified(state, how="SUSPECT")
    signed = answered(state, row, "LICENCE_REQUIRED")
    work()
    own = Client()
    own.force_login(state["exporter"])

    def propose():
        notify.propose(
            row.public_id, outcome="NO_OBJECTION", answer="Go on", version=None, by=state["officer"]
        )

    def stands(number):
        said = reasons(declared(state, number))
        assert ANSWERED in said
        assert OPEN not in said
        page = own.get(f"/exporter/concerns/{row.public_id}/").content.decode()
        assert "As agreed" in page
        assert "Go on" not in page

    propose()
    work()
    stands("S-1")
    back = notify.decide(row.public_id, sign=False, reason="No", version=None, by=state["head"])
    assert (back.status, back.outcome, back.answer) == ("LICENCE_REQUIRED", "LICENCE_REQUIRED", "As agreed")
    assert (back.decided_at, back.decided_by) == (signed.decided_at, state["head"])
    work()
    stands("S-2")
    propose()
    notify.decide(row.public_id, sign=True, version=None, by=state["head"])
    work()
    assert declared(state, "S-3")["status"] == "RELEASED"


def test_open_case_shows_the_duty_and_loses_it_with_the_answer(state):
    case = application(state["exporter"])
    row = notified(state, hs="848180", consignee="Tonle Sample")
    item = case.items.get()
    assert item.hs == "848180"
    work()
    answered(state, row, "LICENCE_REQUIRED")
    work()
    answered(state, row, "NO_OBJECTION")
    work()
    said = [
        {f["code"] for f in a.determination["findings"]} & {OPEN, ANSWERED}
        for a in case.assessments.order_by("pk")
    ]
    assert said == [set(), {OPEN}, {ANSWERED}, set()]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"description": " "}, "no_goods"),
        ({"hs": "84x"}, "no_hs_code"),
        ({"destination": "XX"}, "no_such_country"),
        ({"consignee": ""}, "no_party"),
        ({"statement": ""}, "no_statement"),
        ({"how": "GUESS"}, "no_statement"),
    ],
)
def test_concern_that_does_not_do_is_refused_by_its_field(state, wrong, code):
    with pytest.raises(notify.NotNotifiable) as refused:
        notified(state, **wrong)
    assert refused.value.finding.code == f"measures.concern.{code}"
    assert not NotifiedConcern.objects.exists()


def test_answer_takes_two_people_and_questions_go_to_the_exporter(state):
    row = notified(state)
    with pytest.raises(access.AccessDenied):
        notify.ask(row.public_id, question="Who?", version=None, by=state["exporter"])
    notify.ask(row.public_id, question="Who told you?", version=None, by=state["officer"])
    work()
    assert Notice.objects.filter(code="notices.measures.concern_asked", user=state["exporter"]).count() == 1
    with pytest.raises(NotifiedConcern.DoesNotExist):
        notify.reply(row.public_id, text="x", version=None, by=state["stranger"])
    notify.reply(row.public_id, text="Their engineer", version=None, by=state["exporter"])
    notify.propose(row.public_id, outcome="NO_OBJECTION", answer="Go on", version=None, by=state["head"])
    with pytest.raises(access.SamePerson):
        notify.decide(row.public_id, sign=True, version=None, by=state["head"])
    with pytest.raises(access.AccessDenied):
        notify.decide(row.public_id, sign=True, version=None, by=state["officer"])
    with pytest.raises(IllegalTransition):
        notify.propose(row.public_id, outcome="NO_OBJECTION", answer="x", version=None, by=state["officer"])
    assert not [e for e in EventRow.objects.all() if KNOWN in str(e.payload)]


def test_exporter_reads_its_own_concern_without_names_of_officials_and_others_do_not(state, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    row = notified(state)
    page = f"/exporter/concerns/{row.public_id}/"
    own, stranger, officer = Client(), Client(), Client()
    own.force_login(state["exporter"])
    stranger.force_login(state["stranger"])
    officer.force_login(state["officer"])
    notify.propose(
        row.public_id, outcome="LICENCE_REQUIRED", answer="Apply first", version=None, by=state["officer"]
    )
    said = own.get(page).content.decode()
    assert "Apply first" not in said
    assert "Proposed" not in said
    assert stranger.get(page).status_code == 404
    assert officer.get(f"/officer/concerns/{row.public_id}/").status_code == 200
    notify.decide(row.public_id, sign=True, version=None, by=state["head"])
    said = own.get(page).content.decode()
    assert "Apply first" in said
    assert "draft law on strategic trade" in said
    assert "Officer" not in said
    assert "Head" not in said
