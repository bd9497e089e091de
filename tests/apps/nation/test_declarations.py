"""Declarations: drafted, asked about, reviewed and signed by three people, frozen, amended, never sent by itself."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
import time_machine
from django.core import mail

from stratrade.apps.accounts.access import SYSTEM, AccessDenied, SamePerson
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit import queries as trail
from stratrade.apps.documents import queries as documents
from stratrade.apps.nation import calendar, national_data, queries, snapshot
from stratrade.apps.nation.models import CalendarFeed, Declaration
from stratrade.apps.nation.services import calls, draft, facilities, feeds, figures, reminders, sign
from stratrade.apps.nation.services.steps import Refused
from stratrade.apps.notices import queries as notices
from stratrade.kernel.machine import IllegalTransition

TEA = "102-71-6"


@pytest.fixture
def year(people):
    return str(today().year)


@pytest.fixture
def past(people, year):
    return draft.start("CWC_S3_PAST", period=year, by=people["focal"])


def _signed(people, row):
    sign.hand_on(row.public_id, version=None, by=people["focal"])
    sign.review(row.public_id, version=None, by=people["reviewer"])
    return sign.sign(row.public_id, version=None, by=people["head"])


def test_past_activities_are_frozen_at_review_and_signed_by_a_third_person(crossing, people, past, year):
    crossing("M-1", "IM", TEA, "40000", "99", country="MY")
    crossing("M-2", "IM", TEA, "1000", country="TH")
    focal = people["focal"]
    with pytest.raises(Refused) as refused:
        sign.hand_on(past.public_id, version=None, by=focal)
    assert refused.value.finding.params == {"count": 1}
    (line,) = national_data.open_lines(int(year), for_=focal)
    figures.answer_line(line.movement.key, int(year), pct=Decimal(50), evidence="Data sheet", by=focal)
    row = sign.hand_on(past.public_id, version=None, by=focal)
    national = next(s for s in row.frozen["sections"] if s["id"] == "national")
    assert [(r["cas"], r["country"], r["amount"], r["note"]) for r in national["rows"]] == [
        (TEA, "", "40.1", "CWC VA Part VIII para 3"),  # 39600000 + 500000
        (TEA, "MY", "39.6", ""),
        (TEA, "TH", "0.5", "< 30"),
    ]
    crossing("M-3", "IM", TEA, "9000", "99", country="MY")
    with pytest.raises(AccessDenied):
        sign.review(past.public_id, version=None, by=focal)
    reviewed = sign.review(past.public_id, version=None, by=people["reviewer"])
    signed = sign.sign(past.public_id, version=None, by=people["head"])
    assert snapshot.digest(signed.frozen) == signed.sha256 == row.sha256 == reviewed.sha256
    assert documents.content(documents.standing(past.subject, "treaty_declaration")).startswith(b"%PDF")
    assert mail.outbox == []
    sent = sign.record_sent(
        past.public_id, sent_on=today(), channel="By hand", receipt="R-1", version=None, by=focal
    )
    assert sent.status == "SENT"
    told = [event.name for event in trail.of_subject(past.subject)]
    assert [name.partition(".")[2] for name in told if "Treaty" in name][-4:] == [
        "TreatyDeclarationHandedOn",
        "TreatyDeclarationReviewed",
        "TreatyDeclarationSigned",
        "TreatyDeclarationSent",
    ]


def test_days_on_paper_are_those_of_the_state_and_not_of_greenwich(people, past, client):
    with time_machine.travel("2027-02-09T20:00:00Z", tick=False):  # the tenth, three hours after midnight
        row = _signed(people, past)
    printed = sign._printed(row)
    assert [day for _, _, day in printed["hands"]] == ["2027-02-10"] * 3
    paper = documents.standing(row.subject, "treaty_declaration")
    assert documents.verify(paper.check_code).issued_on == "2027-02-10"
    client.force_login(people["focal"])
    page = client.get(f"/nation/declarations/{row.public_id}/copy/json/").content.decode()
    assert "2027-02-10" in page
    assert "2027-02-09" not in page


def test_the_same_person_never_has_two_hands_on_a_declaration(people, past):
    row = sign.hand_on(past.public_id, version=None, by=people["focal"])
    Declaration.objects.filter(pk=row.pk).update(drafted_by=people["reviewer"])
    with pytest.raises(SamePerson):
        sign.review(past.public_id, version=None, by=people["reviewer"])
    Declaration.objects.filter(pk=row.pk).update(drafted_by=people["focal"])
    sign.review(past.public_id, version=None, by=people["reviewer"])
    Declaration.objects.filter(pk=row.pk).update(drafted_by=people["head"])
    with pytest.raises(SamePerson):
        sign.sign(past.public_id, version=None, by=people["head"])


def test_steps_of_another_agency_or_out_of_turn_are_refused(people, past, year):
    assert queries.one(past.public_id, for_=people["outsider"]) is None
    with pytest.raises(Declaration.DoesNotExist):
        sign.review(past.public_id, version=None, by=people["outsider"])
    with pytest.raises(IllegalTransition):
        sign.review(past.public_id, version=None, by=people["reviewer"])
    with pytest.raises(AccessDenied):
        draft.start("CWC_S2_PAST", period=year, by=people["minister"])
    with pytest.raises(Refused) as refused:
        draft.start("CWC_S3_PAST", period=year, by=people["focal"])
    assert refused.value.finding.code == "nation.declaration.stands"
    for kind, period in (("CWC_S3_PAST", "2026-Q1"), ("AP_ANNEX_II", "2026"), ("CWC_S3_PAST", "nonsense")):
        with pytest.raises(Refused) as refused:
            draft.start(kind, period=period, by=people["focal"])
        assert refused.value.finding.code == "nation.declaration.no_period"
    with pytest.raises(StaleVersion):
        draft.write(past.public_id, "authority", {"authority": "x"}, version=9, by=people["focal"])


def test_sent_back_draft_is_open_again_and_amendment_takes_the_place_when_signed(people, past):
    focal, head = people["focal"], people["head"]
    sign.hand_on(past.public_id, version=None, by=focal)
    with pytest.raises(Refused):
        draft.write(past.public_id, "authority", {"authority": "x"}, version=None, by=focal)
    back = sign.send_back(past.public_id, reason="Name the office", version=None, by=people["reviewer"])
    assert (back.status, back.frozen, back.sent_back_reason) == ("DRAFT", None, "Name the office")
    draft.write(
        past.public_id, "authority", {"authority": "NACW", "contact": "Office 3"}, version=None, by=focal
    )
    _signed(people, past)
    amended = sign.amend(past.public_id, by=focal)
    assert (amended.reference, amended.revision) == (f"{past.reference}/2", 2)
    with pytest.raises(Refused):
        sign.amend(past.public_id, by=focal)
    _signed(people, amended)
    past.refresh_from_db()
    assert past.status == "SUPERSEDED"
    assert queries.standing(past.kind, past.period, for_=head) == amended


def test_confidence_building_forms_are_called_for_and_may_have_nothing(people, year):
    focal = people["focal"]
    row = draft.start("BWC_CBM", period=year, by=focal)
    assert row.due_on == dt.date(int(year) + 1, 4, 15)
    laws = next(s for s in snapshot.take(row, for_=focal)["sections"] if s["id"] == "E")
    assert any("Weapons" in r["name"] for r in laws["rows"])
    soon = today() + dt.timedelta(days=20)
    count = calls.ask_everybody(row.public_id, question="Your part?", due_on=soon, version=None, by=focal)
    assert count == 6
    for section in ("A1", "A2", "B", "C", "F", "G"):
        draft.say_nothing(row.public_id, section, version=None, by=focal)
    with pytest.raises(IllegalTransition) as refused:
        sign.hand_on(row.public_id, version=None, by=focal)
    assert refused.value.finding.code == "nation.declaration.call_open"
    health = people["health"]
    asked = list(queries.calls_of(health))
    assert {call.section for call in asked} == {"A1", "B", "C", "G"}
    for call in asked:
        calls.answer(call.public_id, text="", nothing=True, by=health)
    for call in queries.calls_of(people["reviewer"]):
        calls.answer(call.public_id, text="None since 1946.", nothing=False, by=people["reviewer"])
    assert list(queries.calls_of(health)) == []
    with pytest.raises(Refused):
        calls.answer(asked[0].public_id, text="more", nothing=False, by=health)
    draft.add_row(row.public_id, "B", {"name": "Sample fever", "cases": "១២"}, version=None, by=focal)
    sign.hand_on(row.public_id, version=None, by=focal)
    row.refresh_from_db()
    outbreaks = next(s for s in row.frozen["sections"] if s["id"] == "B")
    assert (outbreaks["nothing"], outbreaks["rows"][0]["cases"]) == (False, "12")


def test_unfit_cell_is_refused_by_name(people):
    row = draft.start("CWC_S3_ANTICIPATED", period="2028", by=people["focal"])
    for values in (
        {"activity": "", "amount": "1"},
        {"activity": "Import", "amount": "minus one"},
        {"activity": "Import", "amount": "1", "cas": "102-71-5"},
        {"activity": "Import", "amount": "NaN"},
        {"activity": "Import", "amount": "1e999999999999"},
    ):
        with pytest.raises(Refused) as refused:
            draft.add_row(row.public_id, "planned", values, version=None, by=people["focal"])
        assert refused.value.finding.params["column"], values


def test_source_consent_and_import_confirmation_follow_their_event(people):
    focal = people["focal"]
    shipped = dt.date(2027, 3, 10)
    source = draft.start("SOURCE_CONSENT", event_date=shipped, about="Sample source", by=focal)
    asked = draft.start("AP_IMPORT_CONFIRMATION", event_date=shipped, about="Letter", by=focal)
    assert (source.due_on, asked.due_on) == (dt.date(2027, 3, 3), dt.date(2027, 5, 9))
    with pytest.raises(Refused):
        draft.start("SOURCE_CONSENT", about="Sample source", by=focal)
    with pytest.raises(Refused) as refused:
        draft.write(source.public_id, "shipment", {"category": "3"}, version=None, by=focal)
    assert refused.value.finding.code == "nation.declaration.cell_unfit"


def test_calendar_shows_what_is_late_and_reminds_once_a_stage(people, settings):
    settings.MAIL_NOTICES = False
    focal, minister = people["focal"], people["minister"]
    with time_machine.travel(dt.datetime(2026, 11, 30, 3, tzinfo=dt.UTC), tick=False):
        rows = calendar.owed(for_=minister, on=today())
        late = [(one.duty.id, one.period) for one in calendar.overdue(rows)]
        assert ("AP_ANNEX_II", "2026-Q3") in late
        assert ("CWC_S1_ANTICIPATED", "2027") in late
        assert ("AP_ANNEX_II", "2026-Q4") not in late
        assert calendar.owed(for_=people["outsider"], on=today()) == []
        told = reminders.remind_all(by=SYSTEM)
        assert told == len(late)
        assert reminders.remind_all(by=SYSTEM) == 0
    assert {n.code for n in notices.inbox(minister)} == {"notices.nation.duty_late"}
    assert notices.inbox(focal).count() == told


def test_calendar_address_is_kept_as_a_digest_and_dies_when_closed(people):
    token = feeds.open_feed(by=people["focal"])
    row = CalendarFeed.objects.get()
    assert row.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert all(token not in str(event.payload) for event in trail.of_subject(row.subject))
    assert queries.reader_of(token) == people["focal"]
    fresh = feeds.open_feed(by=people["focal"])
    assert (queries.reader_of(token), queries.reader_of(fresh)) == (None, people["focal"])
    assert feeds.revoke(by=people["focal"]) is True
    assert queries.reader_of(fresh) is None


def test_site_is_known_only_to_agencies_of_its_treaty_and_feeds_the_declaration(people, year):
    focal = people["focal"]
    fields = facilities.FacilityFields("SCHEDULE_3", "Sample Works", "Sample Province")
    site = facilities.register(fields, agency="MISTI", by=focal)
    day = today()
    facilities.inspect(
        site.public_id,
        made_by="NATIONAL",
        began_on=day,
        ended_on=day,
        outcome="In order",
        follow_up_due=None,
        by=focal,
    )
    assert queries.facility(site.public_id, for_=people["reviewer"]).inspections.count() == 1
    assert queries.facility(site.public_id, for_=people["health"]) is None
    assert queries.facility(site.public_id, for_=people["minister"]) is None
    figure = figures.OwnFigure(
        day, "production", TEA, Decimal(31_000_000), Decimal(100), "Return 1", facility="Sample Works"
    )
    figures.enter_own([figure], file="own.csv", by=focal)
    row = draft.start("CWC_S3_PAST", period=year, by=focal)
    sites = next(s for s in snapshot.take(row, for_=focal)["sections"] if s["id"] == "sites")
    assert [(r["name"], r["amount"]) for r in sites["rows"]] == [("Sample Works", "31")]
    with pytest.raises(Refused):
        facilities.register(fields, agency="MISTI", by=focal)


def test_site_cannot_be_moved_to_a_treaty_that_the_agency_has_no_part_in(people):
    health = people["health"]
    health.role = "focal"
    health.save()
    fields = facilities.FacilityFields("BIOLOGICAL", "Sample Laboratory", "Sample Province")
    site = facilities.register(fields, agency="MOH", by=health)
    other = facilities.FacilityFields("NUCLEAR", "Sample Laboratory", "Sample Province")
    with pytest.raises(AccessDenied):
        facilities.change(site.public_id, other, version=None, by=health)
    assert queries.facility(site.public_id, for_=health).kind == "BIOLOGICAL"


def test_forms_a_and_g_begin_with_the_sites_of_the_register(people, year):
    focal = people["focal"]
    for name, parts, level, scope, closed in (
        ("Sample Laboratory", ["RESEARCH", "VACCINES"], "BSL-3", "Fevers", None),
        ("Sample Vaccines", ["VACCINES"], "", "Rabies", None),
        ("Closed Laboratory", ["RESEARCH"], "BSL-2", "", dt.date(int(year) - 1, 12, 31)),
        ("Sample Store", [], "", "", None),
    ):
        fields = facilities.FacilityFields(
            "BIOLOGICAL", name, "Sample Province", "Sample Institute", parts, level, scope, closed_on=closed
        )
        facilities.register(fields, agency="MOH", by=focal)
    with pytest.raises(Refused) as unfit:
        facilities.register(
            facilities.FacilityFields("BIOLOGICAL", "Wrong", "Sample Province", parts=["PROTECTIVE"]),
            agency="MOH",
            by=focal,
        )
    assert unfit.value.finding.code == "nation.facility.part_unfit"
    row = draft.start("BWC_CBM", period=year, by=focal)

    def part(name):
        return next(s for s in snapshot.take(row, for_=focal)["sections"] if s["id"] == name)

    assert [(r["name"], r["operator"], r["level"]) for r in part("A1")["rows"]] == [
        ("Sample Laboratory", "Sample Institute", "BSL-3")
    ]
    assert [(r["name"], r["scope"]) for r in part("G")["rows"]] == [
        ("Sample Laboratory", "Fevers"),
        ("Sample Vaccines", "Rabies"),
    ]
    draft.add_row(row.public_id, "A1", {"name": "Abroad with ours"}, version=None, by=focal)
    row.refresh_from_db()
    assert [r["name"] for r in part("A1")["rows"]] == ["Sample Laboratory", "Abroad with ours"]
    assert part("A1")["recorded"] == 1
    draft.take_out_row(row.public_id, "A1", 1, version=None, by=focal)
    draft.say_nothing(row.public_id, "G", version=None, by=focal)
    row.refresh_from_db()
    assert len(part("A1")["rows"]) == 1
    assert part("G")["nothing"] is False
    for section in ("A2", "B", "C", "F"):
        draft.say_nothing(row.public_id, section, version=None, by=focal)
    assert sign.hand_on(row.public_id, version=None, by=focal).status == "REVIEW"


def test_schedule_1_declaration_names_facilities_by_type_and_what_they_did(people, year):
    focal = people["focal"]
    fields = facilities.FacilityFields("SCHEDULE_1", "Sample Bench", "Sample Province", parts=["LABORATORY"])
    facilities.register(fields, agency="MND", by=focal)
    day = dt.date(int(year), 6, 1)
    figures.enter_own(
        [
            figures.OwnFigure(
                day, "production", "107-44-8", Decimal(40), Decimal(50), "R 1", facility="Sample Bench"
            ),
            figures.OwnFigure(
                day, "production", "107-44-8", Decimal(5), Decimal(100), "R 2", facility="Sample Bench"
            ),
            figures.OwnFigure(
                day, "consumption", TEA, Decimal(5), Decimal(100), "R 3", facility="Sample Bench"
            ),
        ],
        file="own.csv",
        by=focal,
    )
    row = draft.start("CWC_S1_PAST", period=year, by=focal)
    found = {s["id"]: s["rows"] for s in snapshot.take(row, for_=focal)["sections"]}
    assert [(r["name"], r["parts"]) for r in found["facilities"]] == [("Sample Bench", "LABORATORY")]
    assert [(r["site"], r["cas"], r["activity"], r["amount"]) for r in found["activities"]] == [
        ("Sample Bench", "107-44-8", "production", "25")
    ]
    with pytest.raises(Refused):
        draft.add_row(
            row.public_id,
            "activities",
            {"activity": "alchemy", "amount": "1"},
            version=None,
            by=focal,
        )
