"""General authorisations: registered, used at the border, reported by period, suspended where a return is missing."""

import dataclasses
import datetime as dt
import io

import pytest
import time_machine
from catch_all_steps import declared, reasons, small_state, work
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement.services import act
from stratrade.apps.licences import general
from stratrade.apps.licences.models import GeneralUse, Registration
from stratrade.apps.licences.services import general as services
from stratrade.apps.measures import standing
from stratrade.apps.nation import calendar
from stratrade.apps.nation.services import draft as treaty_draft
from stratrade.apps.nation.services import reminders
from stratrade.apps.nation.services.steps import Refused
from stratrade.apps.notices.models import Notice
from stratrade.apps.parties import services as parties
from stratrade.engines.verdict.general import WITHIN_DAYS
from stratrade.kernel.machine import IllegalTransition

CODE = "KH-GA-REPAIR"
ALL = ["same_goods_same_owner", "state_on_declaration", "keep_records"]
GOODS = "Maraging steel tube, 2050 MPa ultimate tensile strength, returned after repair"
COMPANY = "Placeholder Valves Co., Ltd."


@pytest.fixture
def state(transactional_db, settings):
    """The draft general authorisation of the demonstration State acts in exercises only."""
    settings.EXERCISE = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    return small_state()


def registered(state):
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    services.answer(row.public_id, "accept", version=None, by=state["officer"])
    return services.answer(row.public_id, "accept", version=None, by=state["head"])


def sent(state, number, **more):
    more = {"licences": [CODE], **more}
    return declared(state, number, exporter=COMPANY, hs="730441", destination="TH", goods=GOODS, **more)


def years_back(row, years=1):
    """As if it had been registered in an earlier year, where a return is owed."""
    Registration.objects.filter(pk=row.pk).update(registered_on=dt.date(today().year - years, 7, 1))
    row.refresh_from_db()


def test_draft_acts_in_exercises_only(state, settings):
    assert [r.id for r in general.authorisations(today())] == [CODE]
    settings.EXERCISE = False
    assert general.authorisations(today()) == []
    with pytest.raises(services.NotRegistrable):
        services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    said = reasons(sent(state, "D-1"))
    assert said["enforcement.general.conditions_unmet"]["params"]["unmet"] == "not_in_force"


def test_registration_takes_every_condition_and_an_officer(state):
    with pytest.raises(services.NotRegistrable) as refused:
        services.register(CODE, undertakings=ALL[:2], contact="Director", by=state["exporter"])
    assert refused.value.finding.code == "licences.registration.not_undertaken"
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    assert row.status == "REQUESTED"
    assert row.legal_basis == "draft law on strategic trade"
    with pytest.raises(services.NotRegistrable):
        services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    with pytest.raises(access.AccessDenied):
        services.answer(row.public_id, "accept", version=None, by=state["exporter"])
    services.answer(row.public_id, "refuse", reason="No premises", version=None, by=state["officer"])
    with pytest.raises(IllegalTransition):
        services.answer(row.public_id, "suspend", reason="x", version=None, by=state["officer"])
    work()
    told = Notice.objects.filter(user=state["exporter"]).values_list("code", flat=True)
    assert "notices.licences.registration_refused" in told


def test_two_people_register_where_the_authorisation_asks_for_two(state):
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    first = services.answer(row.public_id, "accept", version=1, by=state["officer"])
    assert (first.status, first.proposed_by, first.registered_on) == ("REQUESTED", state["officer"], None)
    assert general.of_trader([COMPANY], []) == {CODE: "REQUESTED"}
    assert "enforcement.general.not_registered" in reasons(sent(state, "T-1"))
    with pytest.raises(access.SamePerson):
        services.answer(row.public_id, "accept", version=None, by=state["officer"])
    assert row not in general.to_answer(state["officer"])
    assert row in general.to_answer(state["head"])
    officer, head = Client(), Client()
    officer.force_login(state["officer"])
    head.force_login(state["head"])
    address = f"/officer/general/{row.public_id}/"
    assert "Register the company" not in officer.get(address).content.decode()
    assert officer.post(f"{address}accept/", {"version": 2}).status_code == 404
    page = head.get(address).content.decode()
    assert "another person is to agree" in page
    assert head.post(f"{address}accept/", {"version": 2}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.seconded_by) == ("REGISTERED", state["head"])
    assert sent(state, "T-2")["status"] == "RELEASED"


def test_registration_made_on_paper_is_entered_and_owes_returns_from_its_day(state):
    officer, head = Client(), Client()
    officer.force_login(state["officer"])
    head.force_login(state["head"])
    day = dt.date(today().year - 1, 7, 1)
    typed = {
        "code": CODE,
        "company": "K000-700000011",
        "registered_on": day.isoformat(),
        "contact": "Director",
    }
    for wrong, said in (({"company": "Nobody"}, "Nobody"), ({"registered_on": "2999-01-01"}, "2999-01-01")):
        refused = officer.post("/officer/general/from-paper/", {**typed, **wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert (
        officer.post("/officer/general/from-paper/", {**typed, "registered_on": "0202-07-01"}).status_code
        == 422
    )
    assert not Registration.objects.exists()
    assert officer.post("/officer/general/from-paper/", typed).status_code == 302
    row = Registration.objects.get()
    assert (row.status, row.proposed_by) == ("REQUESTED", state["officer"])
    assert head.post(f"/officer/general/{row.public_id}/accept/", {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.registered_on) == ("REGISTERED", day)
    assert [owed.period.label for owed in general.returns(row, on=today())] == [str(day.year)]
    assert officer.post("/officer/general/from-paper/", typed).status_code == 422


def within_days(monkeypatch, **other):
    """As if the authorisation left thirty days to register, accepted by itself."""
    law = standing.law()
    other = {"registration": WITHIN_DAYS, "accept": "automatic", **other}
    later = [dataclasses.replace(r, **other) if r.id == CODE else r for r in law.reliefs]
    monkeypatch.setattr(standing, "law", lambda: dataclasses.replace(law, reliefs=tuple(later)))


def test_late_registration_has_the_consequence_that_the_pack_says(state, monkeypatch):
    within_days(monkeypatch, late="remind")
    passed = sent(state, "L-1")
    assert "enforcement.general.register_in_time" in reasons(passed)
    act.confirm_exit(passed["id"], by=state["customs"])
    GeneralUse.objects.update(on=today() - dt.timedelta(days=20))
    assert (services.watch(), services.watch()) == (1, 0)
    GeneralUse.objects.update(on=today() - dt.timedelta(days=31))
    services.watch()
    work()
    told = set(Notice.objects.filter(user=state["exporter"]).values_list("code", flat=True))
    assert {"notices.licences.registration_due", "notices.licences.registration_late"} <= told
    assert "notices.licences.registration_late" in set(
        Notice.objects.filter(user=state["officer"]).values_list("code", flat=True)
    )
    late = sent(state, "L-2")
    assert late["status"] == "RELEASED"
    assert "enforcement.general.register_late" in reasons(late)
    within_days(monkeypatch, late="refuse")
    refused = sent(state, "L-3")
    assert refused["status"] == "HELD"
    assert "enforcement.general.registration_overdue" in reasons(refused)
    within_days(monkeypatch, late="suspend")
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    assert (row.status, row.reason) == ("SUSPENDED", services.LATE)
    assert "enforcement.general.suspended" in reasons(sent(state, "L-4"))
    services.answer(row.public_id, "reinstate", reason="Explained", version=None, by=state["officer"])
    assert sent(state, "L-5")["status"] == "RELEASED"


def test_given_up_or_made_on_paper_in_time_a_registration_is_not_late(state, monkeypatch):
    within_days(monkeypatch, late="suspend")
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    act.confirm_exit(sent(state, "P-1")["id"], by=state["customs"])
    used = today() - dt.timedelta(days=90)
    GeneralUse.objects.update(on=used)
    services.give_up(row.public_id, version=None, by=state["exporter"])
    assert general.unregistered(today()) == []
    again = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    assert again.status == "REGISTERED"
    Registration.objects.all().delete()
    assert [late.due_on for late in general.unregistered(today())] == [used + general.DAYS_TO_REGISTER]
    said = {"contact": "Director", "by": state["officer"]}
    paper = services.take_over(CODE, COMPANY, registered_on=used + dt.timedelta(days=10), **said)
    assert paper.status == "REGISTERED"


def test_what_waits_for_nobody_is_not_proposed(state):
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    services.answer(row.public_id, "refuse", reason="No premises", version=None, by=state["officer"])
    with pytest.raises(IllegalTransition):
        services.answer(row.public_id, "accept", version=None, by=state["officer"])
    row.refresh_from_db()
    assert (row.status, row.proposed_by) == ("REFUSED", None)


def test_customs_holds_until_registered_and_counts_the_use_at_exit(state):
    held = sent(state, "G-1")
    assert held["status"] == "HELD"
    assert "enforcement.general.not_registered" in reasons(held)
    row = registered(state)
    passed = sent(state, "G-2")
    assert (passed["status"], passed["lane"]) == ("RELEASED", "audit")
    assert "enforcement.general.fits" in reasons(passed)
    assert "enforcement.licence.missing" in reasons(sent(state, "G-3", licences=[]))
    act.confirm_exit(passed["id"], by=state["customs"])
    act.confirm_exit(passed["id"], by=state["customs"])
    use = GeneralUse.objects.get()
    assert (use.authorisation, use.company, use.declaration, use.item) == (CODE, row.company, "KHTST/G-2", 1)
    assert (use.quantity, use.unit, use.destination, use.entry) == (10, "KGM", "TH", "1C216")


def test_number_and_name_are_those_of_one_company(state):
    row = registered(state)
    mine, other = "K000-700000011", "K000-700000012"
    assert general.of_trader([COMPANY], []) == {CODE: "REGISTERED"}
    assert general.of_trader([COMPANY.upper()], ["k000 700000011"]) == {CODE: "REGISTERED"}
    assert general.of_trader([], [mine]) == {CODE: "REGISTERED"}
    assert general.of_trader(["Unrelated Sample Trading"], [mine]) == {CODE: "CONTRADICTED"}
    assert general.of_trader([COMPANY], [other]) == {CODE: "CONTRADICTED"}
    assert general.of_trader(["Nobody Registered"], ["K000-999999999"]) == {}
    passed = sent(state, "N-1", trader={"id": mine})
    assert passed["status"] == "RELEASED"
    borrowed = sent(state, "N-2", trader={"id": mine, "name": "Borrowing Sample Trading"})
    assert borrowed["status"] == "HELD"
    assert "enforcement.general.other_company" in reasons(borrowed)
    act.confirm_exit(passed["id"], by=state["customs"])
    assert GeneralUse.objects.get().company == row.company


def test_return_is_owed_filed_from_customs_and_its_absence_suspends(state):
    row = registered(state)
    one = sent(state, "R-1")
    act.confirm_exit(one["id"], by=state["customs"])
    GeneralUse.objects.update(on=dt.date(today().year - 1, 9, 9))
    years_back(row)
    year = today().year
    with time_machine.travel(dt.datetime(year, 1, 20, 12, tzinfo=dt.UTC)):
        (owed,) = general.missing(state["exporter"])
        assert (owed.period.label, owed.period.due_on, owed.late) == (
            str(year - 1),
            dt.date(year, 1, 31),
            False,
        )
        assert services.watch() == 1
        assert services.watch() == 0
    with time_machine.travel(dt.datetime(year, 3, 2, 12, tzinfo=dt.UTC)):
        services.watch()
        row.refresh_from_db()
        assert row.status == "REGISTERED"  # due on 31 January, thirty days of grace: the last is 2 March
    with time_machine.travel(dt.datetime(year, 3, 4, 12, tzinfo=dt.UTC)):
        services.watch()
        work()
        row.refresh_from_db()
        assert (row.status, row.reason) == ("SUSPENDED", services.MISSING)
        told = Notice.objects.filter(user=state["exporter"]).values_list("code", flat=True)
        assert "notices.licences.registration_suspended_missing" in told
    assert "enforcement.general.suspended" in reasons(sent(state, "R-2"))
    filed = services.file(row.public_id, str(year - 1), besides="None", version=None, by=state["exporter"])
    assert [use["declaration"] for use in filed.uses] == ["KHTST/R-1, 1"]
    row.refresh_from_db()
    assert row.status == "REGISTERED"
    assert sent(state, "R-3")["status"] == "RELEASED"
    with pytest.raises(services.NotRegistrable):
        services.file(row.public_id, str(year - 1), version=None, by=state["exporter"])
    with pytest.raises(services.NotRegistrable):
        services.file(row.public_id, str(year), version=None, by=state["exporter"])


def test_given_up_registration_owes_the_return_of_what_was_used_and_a_later_one_counts_none_of_it(state):
    first = registered(state)
    unused = dt.date(today().year - 1, 3, 1)
    act.confirm_exit(sent(state, "E-1")["id"], by=state["customs"])
    services.give_up(first.public_id, version=None, by=state["exporter"])
    second = registered(state)
    act.confirm_exit(sent(state, "E-2")["id"], by=state["customs"])
    last = dt.date(today().year - 1, 9, 9)
    GeneralUse.objects.filter(declaration="KHTST/E-1").update(on=last)
    GeneralUse.objects.filter(declaration="KHTST/E-2").update(on=last + dt.timedelta(days=1))
    Registration.objects.filter(pk=first.pk).update(registered_on=unused, ended_on=last)
    Registration.objects.filter(pk=second.pk).update(registered_on=last)
    year = str(last.year)
    assert {(o.registration.pk, o.period.label) for o in general.missing(state["exporter"])} == {
        (first.pk, year),
        (second.pk, year),
    }
    for row, declaration in ((first, "KHTST/E-1, 1"), (second, "KHTST/E-2, 1")):
        filed = services.file(row.public_id, year, version=None, by=state["exporter"])
        assert [use["declaration"] for use in filed.uses] == [declaration]
    assert not list(general.missing(state["exporter"]))
    first.refresh_from_db()
    assert [o.period.label for o in general.returns(first, on=dt.date(last.year + 3, 1, 2))] == [year]


def test_suspension_by_an_officer_is_not_lifted_by_a_return(state):
    row = registered(state)
    years_back(row)
    services.answer(row.public_id, "suspend", reason="Doubts", version=None, by=state["officer"])
    services.file(row.public_id, str(today().year - 1), version=None, by=state["exporter"])
    row.refresh_from_db()
    assert row.status == "SUSPENDED"


def test_refusal_and_suspension_last_and_first_use_long_ago_wants_a_registration(state, monkeypatch):
    row = services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    services.answer(row.public_id, "refuse", reason="No premises", version=None, by=state["officer"])
    assert general.of_trader([COMPANY], []) == {CODE: "REFUSED"}
    row = registered(state)
    assert general.of_trader([COMPANY], []) == {CODE: "REGISTERED"}
    services.answer(row.public_id, "suspend", reason="Doubts", version=None, by=state["officer"])
    with pytest.raises(IllegalTransition):
        services.give_up(row.public_id, version=None, by=state["exporter"])
    assert general.of_trader([COMPANY], []) == {CODE: "SUSPENDED"}
    law = standing.law()
    later = [dataclasses.replace(r, registration=WITHIN_DAYS) if r.id == CODE else r for r in law.reliefs]
    monkeypatch.setattr(standing, "law", lambda: dataclasses.replace(law, reliefs=tuple(later)))
    use = {"authorisation": CODE, "holder_name": "Nobody Registered", "item": 1, "description": "Tube"}
    GeneralUse.objects.create(**use, declaration="KHTST/F-1", on=today() - dt.timedelta(days=30))
    assert general.of_trader(["Nobody Registered"], []) == {}
    GeneralUse.objects.create(**use, declaration="KHTST/F-2", on=today() - dt.timedelta(days=31))
    assert general.of_trader(["Nobody Registered"], []) == {CODE: "OVERDUE"}


def test_pages_of_both_desks_and_the_tables(state):
    row = registered(state)
    act.confirm_exit(sent(state, "P-1")["id"], by=state["customs"])
    GeneralUse.objects.update(on=dt.date(today().year - 1, 9, 9))
    years_back(row)
    own, stranger, officer = Client(), Client(), Client()
    own.force_login(state["exporter"])
    stranger.force_login(state["stranger"])
    officer.force_login(state["officer"])
    year = today().year - 1
    assert f"{CODE} · {year}" in own.get("/exporter/").content.decode()
    address = f"/exporter/general/{row.public_id}/returns/{year}/"
    page = own.get(address).content.decode()
    assert "KHTST/P-1" in page
    assert stranger.get(address).status_code == 404
    assert own.post(address, {"besides": "=1+1 drawings sent"}).status_code == 302
    assert f"{CODE} · {year}" not in own.get("/exporter/").content.decode()
    page = officer.get(f"/officer/general/{row.public_id}/").content.decode()
    assert "KHTST/P-1" in page
    table = officer.get("/officer/general/table.csv").content.decode("utf-8-sig")
    assert "KHTST/P-1" in table
    assert "'=1+1 drawings sent" in table
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get("/officer/general/table.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][0] == row.reference
    assert len(rows) == 2


def test_suspension_of_a_record_that_is_merged_holds_for_the_company(state):
    own = registered(state)
    other = parties.register(
        {"name": "Placeholder Valve Works Ltd.", "country": "KH"},
        identifiers={"tax": "K7"},
        by=state["officer"],
    )
    theirs = Registration.objects.create(
        reference="GEN-2026-00099-X", authorisation=CODE, company=other, undertakings=ALL, contact="Clerk",
        legal_basis="draft law on strategic trade", requested_at=timezone.now(),
        requested_by=state["officer"], registered_on=today(), status="REGISTERED",
    )  # fmt: skip
    services.answer(theirs.public_id, "suspend", reason="Resold", version=None, by=state["officer"])
    page = f"/officer/parties/{own.company.public_id}/merge/{other.public_id}/"
    officer, exporter = Client(), Client()
    officer.force_login(state["officer"])
    exporter.force_login(state["exporter"])
    assert "The suspension holds for the one record after the merge" in officer.get(page).content.decode()
    step = parties.propose_merge(own.company.public_id, other.public_id, reason="One", by=state["officer"])
    decide = officer.get(f"/officer/party-steps/{step.public_id}/").content.decode()
    assert theirs.reference in decide
    parties.agree_step(step.public_id, by=state["head"])
    work()
    assert general.of_trader([COMPANY], []) == {CODE: "SUSPENDED"}
    held = sent(state, "M-1")
    assert held["status"] == "HELD"
    for client, desk in ((officer, "officer"), (exporter, "exporter")):
        shown = client.get(f"/{desk}/general/{own.public_id}/").content.decode()
        assert "Suspended as a whole" in shown
        assert theirs.reference in shown
        assert client.get(f"/{desk}/general/{theirs.public_id}/").status_code == 200
    with pytest.raises(services.NotRegistrable):
        services.register(CODE, undertakings=ALL, contact="Director", by=state["exporter"])
    told = Notice.objects.filter(code="notices.licences.registration_carried")
    assert {row.user for row in told} >= {state["officer"], state["exporter"]}
    services.answer(theirs.public_id, "reinstate", reason="Settled", version=None, by=state["officer"])
    assert general.of_trader([COMPANY], []) == {CODE: "REGISTERED"}
    services.answer(theirs.public_id, "suspend", reason="Again", version=None, by=state["officer"])
    back = parties.propose_unmerge(
        own.company.merges.get().public_id, reason="Two after all", by=state["officer"]
    )
    parties.agree_step(back.public_id, by=state["head"])
    assert general.of_trader([COMPANY], []) == {CODE: "REGISTERED"}


def test_suspension_that_went_over_is_not_covered_by_a_later_registration_that_ended(state):
    own = registered(state)
    other = parties.register(
        {"name": "Placeholder Valve Works Ltd.", "country": "KH"}, identifiers={}, by=SYSTEM
    )
    Registration.objects.filter(pk=own.pk).update(status="SUSPENDED", company=other)
    Registration.objects.create(
        reference="GEN-2026-00099-X", authorisation=CODE, company=own.company, undertakings=ALL, contact="Clerk",
        legal_basis="draft", requested_at=timezone.now(), requested_by=state["officer"], status="ENDED",
        registered_on=today(), ended_on=today(),
    )  # fmt: skip
    step = parties.propose_merge(own.company.public_id, other.public_id, reason="One", by=state["officer"])
    parties.agree_step(step.public_id, by=state["head"])
    assert general.of_trader([COMPANY], []) == {CODE: "SUSPENDED"}


def test_returns_stand_in_the_calendar_of_the_state_and_an_overdue_one_goes_up(state, settings):
    settings.MAIL_NOTICES = False
    row = registered(state)
    years_back(row)
    made = {"minister": "MND", "focal": "NACW"}
    people = {
        role: account_services.create_user(
            email=f"{role}@measures.example", name=role, role=role, agency=accounts.agency(agency), by=SYSTEM
        )
        for role, agency in made.items()
    }
    period = str(today().year - 1)
    due = dt.date(today().year, 1, 31)

    def entry(person, on):
        found = [one for one in calendar.owed(for_=person, on=on) if one.duty.is_return]
        return next(one for one in found if one.period == f"{CODE} {period}")

    one = entry(people["minister"], due)
    assert (one.due_on, one.owner, one.late) == (due, "NACW", False)
    assert (one.evidence, one.expected, one.state) == (0, 1, "RETURNS_AWAITED")
    assert entry(people["focal"], due + dt.timedelta(days=1)).late
    assert calendar.owed(for_=state["exporter"], on=due) == []
    assert "Placeholder" not in str(one)
    reminders.remind_all(by=SYSTEM)
    told = Notice.objects.filter(code="notices.nation.duty_late", params__duty="GENERAL_RETURNS")
    assert set(told.values_list("user__email", flat=True)) == {
        "minister@measures.example",
        "focal@measures.example",
        "officer@measures.example",
    }
    client = Client()
    client.force_login(people["minister"])
    assert f"{CODE} {period}" in client.get("/nation/").content.decode()
    assert "0 of 1" in client.get("/nation/obligations/").content.decode()
    services.file(row.public_id, period, besides="", version=None, by=state["exporter"])
    one = entry(people["focal"], due + dt.timedelta(days=1))
    assert (one.state, one.late, one.done) == ("ALL_FILED", False, True)
    client.force_login(people["focal"])
    assert client.get("/nation/declarations/new/GENERAL_RETURNS/").status_code == 404
    with pytest.raises(Refused):
        treaty_draft.start("GENERAL_RETURNS", period=period, by=people["focal"])
