"""A committee's approval: two people, one paragraph, a ledger that is never exceeded, withdrawn by two people."""

import datetime as dt
import json
import threading
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit import services as audit
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.services import use_case
from stratrade.apps.casework.models import Case, CaseItem, CaseParty
from stratrade.apps.casework.services import assess, decide
from stratrade.apps.casework.services.approved import Lifting
from stratrade.apps.casework.services.approved import reserve as reserve_for_licence
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.enforcement.services import act, again, declare
from stratrade.apps.licences.models import Line
from stratrade.apps.measures import approvals
from stratrade.apps.measures.events import ApprovalEnding
from stratrade.apps.measures.models import CommitteeApproval
from stratrade.apps.measures.services import approve, ledger
from stratrade.apps.parties.models import Party
from stratrade.engines.determination.approved import Taken
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs import reference
from stratrade.project import wiring

LETTER = (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "letter.pdf")
RULE = "DPRK-EXP-2397-7"
PEOPLE = {
    "first": ("reviewer", "MFAIC"),
    "second": ("reviewer", "MFAIC"),
    "other": ("reviewer", "MISTI"),
    "officer": ("officer", "NACW"),
    "customs": ("customs", "GDCE"),
    "supervisor": ("supervisor", "GDCE"),
    "exporter": ("exporter", None),
}


@pytest.fixture
def people(transactional_db):
    """Two people of the competent agency, one of another, an officer, customs and somebody of a company."""
    reference.load(lambda _line: None)
    return {
        key: account_services.create_user(
            email=f"{key}@approval.example",
            name=key.title(),
            role=role,
            agency=accounts.agency(agency) if agency else None,
            by=SYSTEM,
        )
        for key, (role, agency) in PEOPLE.items()
    }


def fields(**other):
    return approve.Fields(
        **{
            "rule": RULE,
            "letter": "S/AC.49/2026/1",
            "letter_on": today(),
            "applicant_state": "KH",
            "applicant": "Relief Placeholder",
            "goods": "Water taps for a hospital",
            "quantity": Decimal(100),
            "unit": "KGM",
            "destination": "KP",
            "hs": ["8481"],
            "valid_from": today(),
            "valid_to": today() + dt.timedelta(days=90),
            **other,
        }
    )


def confirmed(people, **other):
    row = approve.enter(fields(**other), document=LETTER, by=people["first"])
    return approve.decide(row.public_id, sign=True, version=1, by=people["second"])


def declared(people, number, kg="60", version=1, hs="848180"):
    message = {
        "office": "KHTST",
        "number": number,
        "version": version,
        "regime": "EX",
        "destination": "KP",
        "parties": [
            {"role": "exporter", "name": "RELIEF PLACEHOLDER"},
            {"role": "consignee", "name": "Sample Hospital"},
        ],
        "items": [{"number": 1, "description": "Water tap, brass, household", "hs": hs, "net_kg": kg}],
    }
    raw = json.dumps(message).encode()
    answer = declare.judge(
        canonical.parse(raw),
        raw=raw,
        media_type="application/json",
        key=f"{number}/{version}",
        by=people["customs"],
    )
    return answer["lane"], {f["code"]: f["params"] for f in answer["items"][0]["findings"]}


def balance(row):
    row.refresh_from_db()
    return row.reserved, row.committed, row.remaining


def standing(number):
    return Declaration.objects.filter(number=number).order_by("-revision").first()


WRONG = [
    ({"rule": "DPRK-WMD"}, "no_rule"),
    ({"letter": " "}, "no_letter"),
    ({"letter_on": dt.date(2099, 1, 1)}, "day_ahead"),
    ({"applicant": ""}, "no_applicant"),
    ({"hs": []}, "no_mark_of_goods"),
    ({"hs": ["84x"]}, "no_hs"),
    ({"entries": ["9Z999"]}, "no_entry"),
    ({"quantity": Decimal(0)}, "no_quantity"),
    ({"unit": "parsnips"}, "no_unit"),
    ({"destination": "XX"}, "no_country"),
    ({"valid_to": dt.date(2020, 1, 1)}, "ends_before_it_begins"),
]


def test_approvals_here_never_let_go_more_than_all_states_together_may_send(people):
    oil = {"rule": "DPRK-REFINED", "hs": ["2710"], "unit": "BLL"}
    confirmed(people, **oil, letter="L-1", quantity=Decimal(300_000))
    with pytest.raises(approve.NotApprovable) as refused:
        approve.enter(
            fields(**oil, letter="L-2", quantity=Decimal(200_001)), document=LETTER, by=people["first"]
        )
    assert refused.value.finding.code == "measures.approval.over_cap"
    assert refused.value.finding.params["approved"] == "500001"
    row = confirmed(people, **oil, letter="L-2", quantity=Decimal(200_000))
    assert row.citation == "UNSCR 2397 (2017) para 5; UNSCR 2397 (2017) para 25"
    year = today().year + 3
    between = {"valid_from": dt.date(year, 5, 1), "valid_to": dt.date(year, 6, 1)}
    confirmed(people, **oil, **between, letter="L-3", quantity=Decimal(300_000))
    around = {"valid_from": dt.date(year - 1, 5, 1), "valid_to": dt.date(year + 1, 6, 1)}
    long = fields(**oil, **around, letter="L-4", quantity=Decimal(200_001))
    with pytest.raises(approve.NotApprovable) as refused:
        approve.enter(long, document=LETTER, by=people["first"])
    assert refused.value.finding.code == "measures.approval.over_cap"


def test_letter_that_does_not_do_is_refused_by_its_field(people):
    for wrong, code in WRONG:
        with pytest.raises(approve.NotApprovable) as refused:
            approve.enter(fields(**wrong), document=LETTER, by=people["first"])
        assert refused.value.finding.code == f"measures.approval.{code}", wrong


def test_only_two_people_of_the_competent_agency_make_it_stand(people):
    for who in ("other", "officer"):
        with pytest.raises(approve.NotApprovable):
            approve.enter(fields(), document=LETTER, by=people[who])
    with pytest.raises(approve.NotApprovable):
        approve.enter(fields(), document=None, by=people["first"])
    row = approve.enter(fields(), document=LETTER, by=people["first"])
    with pytest.raises(access.SamePerson):
        approve.decide(row.public_id, sign=True, version=1, by=people["first"])
    with pytest.raises(approve.NotApprovable):
        approve.decide(row.public_id, sign=True, version=1, by=people["other"])
    with pytest.raises(approve.NotApprovable) as twice:
        approve.enter(fields(letter=" s/ac.49/2026/1"), document=LETTER, by=people["second"])
    assert twice.value.finding.code == "measures.approval.entered_before"
    assert declared(people, "A-1")[0] == "hold"
    approve.decide(row.public_id, sign=True, version=1, by=people["second"])
    lane, why = declared(people, "A-2")
    assert lane == "inspect"
    assert why["determination.approval.lifts"]["remaining"] == "40"
    assert "sanctions.prohibited" not in why


def test_ledger_holds_writes_off_and_gives_back(people):
    row = confirmed(people)
    assert declared(people, "L-1")[0] == "inspect"
    assert balance(row) == (60, 0, 40)
    assert declared(people, "L-1", kg="30", version=2)[0] == "inspect"
    assert balance(row) == (30, 0, 70)
    act.release(standing("L-1").public_id, reason="papers seen", version=None, by=people["supervisor"])
    act.confirm_exit(standing("L-1").public_id, by=people["customs"])
    act.confirm_exit(standing("L-1").public_id, by=people["customs"])
    assert balance(row) == (0, 30, 70)
    lane, why = declared(people, "L-2", kg="70.5")
    assert lane == "hold"
    assert why["determination.approval.exhausted"]["remaining"] == "70"
    assert declared(people, "L-3", kg="70")[0] == "inspect"
    assert balance(row) == (70, 30, 0)
    act.cancel(standing("L-3").public_id, reason="not shipped", by=people["supervisor"])
    assert balance(row) == (0, 30, 70)
    assert EventRow.objects.filter(name="measures.ApprovalMoved").count() == 5


def test_other_prohibitions_on_the_same_goods_stay(people):
    confirmed(people, hs=["8803", "8481"])
    lane, why = declared(people, "O-1", hs="890120")
    assert lane == "hold"
    assert why["sanctions.prohibited"]["rule"].startswith("DPRK-")


def test_withdrawal_stops_at_once_and_ends_by_the_second_person(people):
    row = confirmed(people)
    with pytest.raises(approve.NotApprovable):
        approve.end(row.public_id, reason=" ", version=None, by=people["first"])
    approve.end(row.public_id, reason="the committee took it back", version=None, by=people["first"])
    lane, why = declared(people, "W-1")
    assert lane == "hold"
    assert "determination.approval.withdrawn" in why
    with pytest.raises(access.SamePerson):
        approve.settle(row.public_id, withdraw=True, reason="", version=None, by=people["first"])
    approve.settle(row.public_id, withdraw=False, reason="a mistake", version=None, by=people["second"])
    assert declared(people, "W-2")[0] == "inspect"
    approve.end(row.public_id, reason="now really", version=None, by=people["second"])
    approve.settle(row.public_id, withdraw=True, reason="", version=None, by=people["first"])
    assert declared(people, "W-3")[0] == "hold"


def case_of(people):
    company = Party.objects.create(name="Relief Placeholder", country="KH", status="REGISTERED")
    case = Case.objects.create(
        kind="individual_export",
        activity="export",
        applicant=company,
        title="Taps",
        destination="KP",
        created_by=people["exporter"],
        created_at="2026-01-01T00:00:00Z",
    )
    for number, quantity in ((1, 60), (2, 60)):
        CaseItem.objects.create(
            case=case, number=number, description="Water tap", hs="848180", quantity=quantity, unit="KGM"
        )
    CaseParty.objects.create(case=case, role="CONSIGNEE", name="Sample Hospital", country="KP")
    return case


@use_case
def reserved(taken, *, by):
    access.require(by, access.Permission.LICENCES_LEDGER_MOVE)
    reserve_for_licence(taken, licence="EXP-1", lines={1: 1}, by=by)


def test_case_is_lifted_up_to_the_quantity_and_its_licence_holds_it(people):
    row = confirmed(people)
    case = case_of(people)
    lifting = Lifting(case, on=today())
    first, second = assess.answers(case, on=today(), lifting=lifting)
    assert first.outcome.value != "prohibited"
    assert second.outcome.value == "prohibited"
    reserved(lifting.taken, by=SYSTEM)
    assert balance(row) == (60, 0, 40)


def granted(case, people):
    """The lines of the licence that the case leads to, by two people."""
    head = account_services.create_user(
        email="head@approval.example", name="Head", role="head", agency=accounts.agency("NACW"), by=SYSTEM
    )
    Case.objects.filter(pk=case.pk).update(
        status="CONSOLIDATION", reference="APP-1", submitted_at=timezone.now()
    )
    decide.propose(case.public_id, "GRANT", reason="agreed", version=None, by=people["officer"])
    decide.decide(case.public_id, version=None, by=head)
    return list(Line.objects.order_by("number"))


def test_grant_holds_the_part_of_every_unlisted_item(people, settings):
    settings.EXERCISE = True  # a draft carries licences for unlisted goods
    row = confirmed(people, quantity=Decimal(200))
    case = case_of(people)
    case.items.update(entry="NOT_LISTED")
    lines = granted(case, people)
    assert [line.quantity for line in lines] == [60, 60]
    assert balance(row) == (120, 0, 80)
    moves = list(row.movements.values_list("matter", "item", "quantity"))
    assert moves == [(lines[0].licence.reference, 1, 60), (lines[0].licence.reference, 2, 60)]


def test_grant_gives_a_line_to_unlisted_goods_of_which_something_is_asked(people):
    case = case_of(people)
    Case.objects.filter(pk=case.pk).update(destination="VN", flags=["informed"])
    case.parties.update(country="VN")
    case.items.filter(number=1).update(entry="2B350.g")
    case.items.filter(number=2).update(entry="NOT_LISTED")
    assert [line.entry for line in granted(case, people)] == ["2B350.g", "NOT_LISTED"]


def test_two_at_once_never_exceed_it(people):
    row = confirmed(people, quantity=Decimal(50))
    start, refused, failed = threading.Barrier(2), [], []

    @use_case
    def take(number, *, by):
        access.require(by, access.Permission.LICENCES_LEDGER_MOVE)
        ledger.reserve(row.pk, matter=f"OFFICE/{number}", item=1, quantity=Decimal(3), by=by)

    def work(numbers):
        start.wait()
        try:
            for number in numbers:
                try:
                    take(number, by=SYSTEM)
                except ledger.Overdraw:
                    refused.append(number)
        except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(range(k, 40, 2),)) for k in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert balance(row) == (48, 0, 2)
    assert len(refused) == 40 - 16


def test_newer_versions_that_change_approvals_at_once_lock_them_in_one_order(people, monkeypatch):
    taps, pumps = confirmed(people), confirmed(people, hs=["8413"], letter="S/AC.49/2026/2")
    failed, deadlocks, start = [], [], threading.Barrier(2)
    known = audit._worth_another_try
    monkeypatch.setattr(audit, "_worth_another_try", lambda error: deadlocks.append(error) or known(error))

    def work(number, codes):
        start.wait()
        try:
            for version in range(1, 9):
                declared(people, number, kg="10", version=version, hs=codes[version % 2])
        except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
            failed.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=work, args=(number, codes))
        for number, codes in (("V-1", ("848180", "841370")), ("V-2", ("841370", "848180")))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, deadlocks) == ([], [])
    assert (balance(taps), balance(pumps)) == ((10, 0, 90), (10, 0, 90))


def test_pages_lead_from_the_letter_to_the_border(people, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    clients = {who: Client() for who in people}
    for who, client in clients.items():
        client.force_login(people[who])
    typed = {
        **{
            k: v
            for k, v in vars_of(fields()).items()
            if k not in {"by_value", "entries", "recipients", "route"}
        },
        "hs": "8481",
        "route": "China\nvn",
    }
    assert clients["first"].post("/officer/approvals/new/", typed).status_code == 422
    upload = SimpleUploadedFile(LETTER[1], LETTER[0], "application/pdf")
    assert clients["first"].post("/officer/approvals/new/", {**typed, "document": upload}).status_code == 302
    row = CommitteeApproval.objects.get()
    assert row.route == ["CN", "VN"]
    address = f"/officer/approvals/{row.public_id}/"
    assert "Confirm the approval" not in clients["first"].get(address).content.decode()
    assert row.reference in clients["second"].get("/officer/").content.decode()
    assert "Confirm the approval" in clients["second"].get(address).content.decode()
    assert clients["second"].get(f"{address}letter/").content == LETTER[0]
    assert clients["second"].post(f"{address}confirm/", {"version": 1}).status_code == 302
    declared(people, "P-1")
    shown = clients["customs"].get(f"/customs/declarations/{standing('P-1').public_id}/").content.decode()
    assert row.reference in shown
    assert "40 kg left" in shown
    assert "KHTST/P-1" in clients["customs"].get(f"/customs/approvals/{row.public_id}/").content.decode()
    assert clients["exporter"].get(address).status_code == 403
    assert clients["customs"].get(address).status_code == 403


def vars_of(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_declaration_that_has_not_left_is_judged_again_when_the_approval_ends(people):
    row = confirmed(people)
    assert declared(people, "J-1")[0] == "inspect"
    again.rejudge(standing("J-1").public_id, cause="test", reference=row.reference, by=SYSTEM)
    assert balance(row) == (60, 0, 40)
    act.release(standing("J-1").public_id, reason="seen", version=None, by=people["supervisor"])
    approve.end(row.public_id, reason="taken back", version=None, by=people["first"])
    assert again.doubt_standing in wiring.REACTIONS[ApprovalEnding]
    again.rejudge(standing("J-1").public_id, cause="test", reference=row.reference, by=SYSTEM)
    assert standing("J-1").status == "HELD"
    assert balance(row) == (0, 0, 100)


def test_declaration_draws_on_what_its_licence_holds_and_gives_it_back(people):
    row = confirmed(people)
    reserved({1: [Taken(row.pk, row.reference, RULE, Decimal(90), "KGM", Decimal(10))]}, by=SYSTEM)
    assert declared(people, "D-1")[0] == "hold"

    @use_case
    def under_licence(*, by):
        access.require(by, access.Permission.LICENCES_LEDGER_MOVE)
        ledger.reserve(row.pk, matter="OFFICE/1", item=1, quantity=Decimal(40), licences=("EXP-1",), by=by)

    under_licence(by=SYSTEM)
    assert balance(row) == (90, 0, 10)
    assert {a.held.get("EXP-1") for a in approvals.of_destination("KP")} == {Decimal(50)}

    @use_case
    def given_back(*, back_to, by):
        access.require(by, access.Permission.LICENCES_LEDGER_MOVE)
        ledger.release("OFFICE/1", back_to=back_to, by=by)

    given_back(back_to=("EXP-1",), by=SYSTEM)
    assert {a.held.get("EXP-1") for a in approvals.of_destination("KP")} == {Decimal(90)}
    under_licence(by=SYSTEM)
    given_back(back_to=(), by=SYSTEM)
    assert balance(row) == (50, 0, 50)


def test_what_is_given_back_to_a_licence_is_given_back_once_and_the_trail_tells_what_is_left(people):
    row = confirmed(people)
    reserved({1: [Taken(row.pk, row.reference, RULE, Decimal(50), "KGM", Decimal(50))]}, by=SYSTEM)

    @use_case
    def set_to(quantity, *, by):
        access.require(by, access.Permission.LICENCES_LEDGER_MOVE)
        taken = ledger.reserve(
            row.pk, matter="OFFICE/1", item=1, quantity=Decimal(quantity), licences=("EXP-1",), by=by
        )
        assert taken.remaining == 100 - taken.reserved

    def last():
        return EventRow.objects.filter(name="measures.ApprovalMoved").order_by("-pk").first().payload

    set_to(80, by=SYSTEM)
    assert balance(row) == (80, 0, 20)
    set_to(30, by=SYSTEM)
    assert {a.held.get("EXP-1") for a in approvals.of_destination("KP")} == {Decimal(50)}
    set_to(10, by=SYSTEM)
    assert {a.held.get("EXP-1") for a in approvals.of_destination("KP")} == {Decimal(50)}
    assert balance(row) == (60, 0, 40)
    assert last()["remaining"] == "40"
