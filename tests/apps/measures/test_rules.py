"""Rules of the sanctions pack changed here: drafted, weighed, put in force by another person, withdrawn."""

import datetime as dt
import json

import pytest
import time_machine
import yaml
from django.test import Client
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit.models import EventRow
from stratrade.apps.classification.services import transaction
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.enforcement.services import again, declare
from stratrade.apps.measures import caps, rulebook, standing
from stratrade.apps.measures.models import CommitteeApproval, RuleChange
from stratrade.apps.measures.services import rules
from stratrade.apps.pack import overlay
from stratrade.apps.pack.measures import sanctions
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.cli.checks import standing as standing_check
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs import reference
from stratrade.interfaces.jobs.rules import show_effect
from stratrade.interfaces.web import rule_changes

PEOPLE = {"steward": "NACW", "head": "NACW", "officer": "NACW", "customs": "GDCE"}
TAPS = {
    "regime": "XA-2026",
    "country": "VN",
    "direction": "to",
    "outcome": "prohibited",
    "hs": ["8481"],
    "reference": "UNSCR 9999 (2026) para 4",
    "source": "fictional",
}
DAY = dt.timedelta(days=1)


@pytest.fixture
def people(transactional_db):
    reference.load(lambda _line: None)
    return {
        role: account_services.create_user(
            email=f"{role}@rules.example",
            name=role.title(),
            role=role,
            agency=accounts.agency(agency),
            by=SYSTEM,
        )
        for role, agency in PEOPLE.items()
    }


def fields(**other):
    given = {"kind": "ADD", "rule": "XA-TAPS", "content": TAPS, "starts_on": today(), "ends_on": None}
    return rules.Fields(**{**given, "instrument": "Note 4/2026", **other})


def drafted(people, **other):
    row = rules.draft(fields(**other), by=people["steward"])
    show_effect(str(row.public_id), row.version)
    row.refresh_from_db()
    return row


def in_force(people, **other):
    row = drafted(people, **other)
    rules.offer(row.public_id, version=None, by=people["steward"])
    return rules.adopt(row.public_id, version=None, by=people["head"])


def declared(people, number, destination="VN", **other):
    message = {
        "office": "KHTST",
        "number": number,
        "regime": "EX",
        "destination": destination,
        **other,
        "parties": [{"role": "exporter", "name": "Rule Sample"}, {"role": "consignee", "name": "Somebody"}],
        "items": [{"number": 1, "description": "Water tap, brass, household", "hs": "848180", "net_kg": "5"}],
    }
    raw = json.dumps(message).encode()
    answer = declare.judge(
        canonical.parse(raw), raw=raw, media_type="application/json", key=number, by=people["customs"]
    )
    return answer["lane"], {
        f["params"].get("rule", ""): f["reference"] for f in answer["items"][0]["findings"]
    }


def answer(on, destination="VN", **other):
    asked = Transaction("export", on, destination=destination, hs_code="848180", origin="KH", **other)
    return transaction.ask(asked, on=on).determination.outcome.value


WRONG = [
    ({"rule": "no name"}, "rule", "no_id"),
    ({"rule": "DPRK-CRUDE"}, "rule", "taken"),
    ({"kind": "CHANGE", "rule": "XA-TAPS"}, "rule", "not_in_force"),
    ({"kind": "CLOSE", "rule": "DPRK-ARMS-FIRST"}, "rule", "not_in_force"),
    ({"starts_on": dt.date(2020, 1, 1)}, "starts_on", "past"),
    ({"ends_on": dt.date(2020, 1, 1)}, "ends_on", "ends_before_it_begins"),
    ({"content": {**TAPS, "hs": ["84x"]}}, "hs", "unfit"),
    ({"content": {**TAPS, "country": "XQ"}}, "country", "unfit"),
    ({"content": {**TAPS, "entries": "^2B("}}, "entries", "unfit"),
    ({"content": {**TAPS, "sets": ["no-such-set"]}}, "sets", "unfit"),
    ({"content": {**TAPS, "outcome": "maybe"}}, "outcome", "unfit"),
    ({"content": {n: v for n, v in TAPS.items() if n != "reference"}}, "reference", "missing"),
    ({"content": {n: v for n, v in TAPS.items() if n != "hs"}}, "hs", "about_nothing"),
    ({"instrument": " "}, "instrument", "missing"),
]


def test_draft_that_does_not_do_is_refused_by_its_field(people):
    for wrong, field, code in WRONG:
        with pytest.raises(rules.NotChangeable) as refused:
            rules.draft(fields(**wrong), by=people["steward"])
        assert (refused.value.field, refused.value.finding.code) == (field, f"measures.rule.{code}"), wrong


def test_new_rule_holds_from_its_first_day_until_it_is_withdrawn_by_two_people(people):
    assert declared(people, "R-1")[0] != "hold"
    row = drafted(people)
    (turned,) = row.effect["rows"]
    assert (turned["reference"], turned["after"]) == ("KHTST/R-1/1", "hold")
    assert turned["reasons"][0]["reference"] == "UNSCR 9999 (2026) para 4"
    assert row.effect["of"]["declaration"] == 1
    assert declared(people, "R-2")[0] != "hold"
    with pytest.raises(access.AccessDenied):
        rules.offer(row.public_id, version=None, by=people["officer"])
    rules.offer(row.public_id, version=None, by=people["steward"])
    with pytest.raises(access.SamePerson):
        rules.adopt(row.public_id, version=None, by=people["steward"])
    before = standing.digest()
    rules.adopt(row.public_id, version=None, by=people["head"])
    assert standing.digest() != before
    lane, why = declared(people, "R-3")
    assert lane == "hold"
    assert why["XA-TAPS"] == "UNSCR 9999 (2026) para 4"
    assert declared(people, "R-4", destination="LA")[0] != "hold"
    assert answer(today()) == "prohibited"
    assert answer(today() - DAY) != "prohibited"
    rules.leave(row.public_id, reason="the measure was lifted", version=None, by=people["steward"])
    assert declared(people, "R-5")[0] == "hold"
    rules.settle(row.public_id, withdraw=True, reason="", version=None, by=people["head"])
    assert declared(people, "R-6")[0] != "hold"
    assert standing.digest() != before


def test_goods_that_have_not_left_are_bound_by_the_rule_of_today(people):
    day = (today() - DAY).isoformat()
    assert declared(people, "B-1", date=day)[0] == "release"
    in_force(people)
    row = Declaration.objects.get(number="B-1")
    again.rejudge(row.public_id, cause="test", reference="SAN", by=SYSTEM)
    row.refresh_from_db()
    assert (row.lane, row.status) == ("hold", "HELD")
    assert declared(people, "B-2", date=day)[0] == "hold"


def test_change_turns_on_its_first_day_and_after_its_last(people):
    row = in_force(people, starts_on=today() + 2 * DAY, ends_on=today() + 3 * DAY)
    assert answer(today()) != "prohibited"
    for days, turned in (
        (1, 0),
        (2, 1),
        (2, 0),
        (3, 0),
        (6, 1),
        (6, 0),
    ):  # nothing ran on the fourth and fifth
        with time_machine.travel(dt.datetime.now(dt.UTC) + days * DAY, tick=False):
            assert rules.turn(by=SYSTEM) == turned
            assert (answer(today()) == "prohibited") is (days in {2, 3})
    assert EventRow.objects.filter(subject=row.subject, name="measures.RuleTurned").count() == 2


def test_nobody_offers_what_it_is_not_known_to_change(people):
    row = rules.draft(fields(), by=people["steward"])
    with pytest.raises(rules.NotChangeable):
        rules.offer(row.public_id, version=None, by=people["steward"])
    edited = rules.draft(
        fields(content={**TAPS, "hs": ["8482"]}), public_id=row.public_id, version=1, by=people["steward"]
    )
    show_effect(str(row.public_id), 1)  # of the draft as it was
    edited.refresh_from_db()
    assert edited.effect_at is None
    show_effect(str(row.public_id), edited.version)
    edited.refresh_from_db()
    assert edited.effect["rows"] == []


def test_shipped_rule_is_closed_and_changed_for_a_time(people):
    assert answer(today(), "KP") == "prohibited"
    until = today() + 3 * DAY
    row = in_force(people, kind="CLOSE", rule="DPRK-EXP-2397-7", content={}, ends_on=until)
    assert answer(today(), "KP") != "prohibited"
    assert answer(today() - DAY, "KP") == "prohibited"
    kept = rulebook.row_of("DPRK-EXP-2397-7", on=until + DAY)
    assert kept == row.before
    rules.leave(row.public_id, reason="back", version=None, by=people["steward"])
    rules.settle(row.public_id, withdraw=True, reason="", version=None, by=people["head"])
    assert answer(today(), "KP") == "prohibited"
    changed = {**row.before, "hs": ["90"]}
    in_force(people, kind="CHANGE", rule="DPRK-EXP-2397-7", content=changed)
    assert answer(today(), "KP") != "prohibited"
    assert rulebook.row_of("DPRK-EXP-2397-7", on=today())["hs"] == ["90"]
    (_hs, gone, come), *rest = [
        d for d in rulebook.differences(RuleChange.objects.order_by("-pk")[0]) if d[0] == "hs"
    ]
    assert ("84" in gone, come, rest) == (True, ["90"], [])


def test_changed_list_of_items_changes_every_rule_that_names_it(people):
    assert answer(today(), "LY") != "prohibited"
    arms = rulebook.part_of("sets", "arms", on=today())
    row = in_force(people, kind="LIST", rule="arms", content={**arms, "hs": [*arms["hs"], "8481"]})
    assert [d[0] for d in rulebook.differences(row)] == ["hs"]
    assert answer(today(), "LY") == "prohibited"
    assert answer(today(), "SS") == "prohibited"
    assert answer(today() - DAY, "LY") != "prohibited"
    assert standing_check.faults(None) == []
    later = in_force(people, kind="LIST", rule="arms", content=arms)
    assert answer(today(), "LY") != "prohibited"
    assert standing_check.faults(None) == []
    rules.leave(later.public_id, reason="back", version=None, by=people["steward"])
    rules.settle(later.public_id, withdraw=True, reason="", version=None, by=people["head"])
    assert answer(today(), "LY") == "prohibited"
    rules.leave(row.public_id, reason="back", version=None, by=people["steward"])
    rules.settle(row.public_id, withdraw=True, reason="", version=None, by=people["head"])
    assert answer(today(), "LY") != "prohibited"
    with pytest.raises(rules.NotChangeable):
        rules.draft(fields(kind="LIST", rule="arms", content={"document": ""}), by=people["steward"])


def test_changed_words_for_people_change_whom_measures_are_aimed_at(people):
    def yemen(on, who):
        asked = Transaction("export", on, destination="YE", hs_code="930190", origin="KH", end_user_type=who)
        return transaction.ask(asked, on=on).determination.outcome.value

    assert yemen(today(), "hill front") == "ask"
    words = rulebook.part_of("people", "armed-group", on=today())["words"]
    with pytest.raises(rules.NotChangeable) as refused:
        rules.draft(fields(kind="PEOPLE", rule="armed-group", content={"words": []}), by=people["steward"])
    assert refused.value.field == "words"
    row = in_force(people, kind="PEOPLE", rule="armed-group", content={"words": [*words, "hill front"]})
    assert yemen(today(), "hill front") == "prohibited"
    assert yemen(today() - DAY, "hill front") == "ask"
    assert rulebook.countries_of(row.public_id) is None  # a rule that names them looks at every country
    assert standing_check.faults(None) == []
    rules.leave(row.public_id, reason="no such group", version=None, by=people["steward"])
    rules.settle(row.public_id, withdraw=True, reason="", version=None, by=people["head"])
    assert yemen(today(), "hill front") == "ask"


def test_changed_yearly_cap_is_weighed_against_the_approvals_that_stand(people):
    crude = rulebook.row_of("DPRK-CRUDE", on=today())
    for wrong in ({"unit": "firkin"}, {"starts": "02-30"}, {"quantity": 0}):
        content = {**crude, "cap": {**crude["cap"], **wrong}}
        with pytest.raises(rules.NotChangeable) as refused:
            rules.draft(fields(kind="CHANGE", rule="DPRK-CRUDE", content=content), by=people["steward"])
        assert refused.value.field == "cap"
    approved(people["officer"], ceiling=150, unit="TNE")  # counted by the tonnes of the resolution
    smaller = {
        **crude,
        "cap": {"quantity": 1000, "unit": "BLL", "per": "year", "or": [{"quantity": 131, "unit": "TNE"}]},
    }
    row = drafted(people, kind="CHANGE", rule="DPRK-CRUDE", content=smaller)
    cap = row.effect["cap"]
    assert (cap["before"], cap["after"], cap["exceeded"]) == ("4000000 bbl", "1000 bbl", "yes")
    assert cap["approved"] == "1145.038 bbl"
    rules.offer(row.public_id, version=None, by=people["steward"])
    rules.adopt(row.public_id, version=None, by=people["head"])
    assert caps.of(caps.named("DPRK-CRUDE", today()), today()).exceeded
    told = transaction.ask(Transaction("export", today(), destination="KP", hs_code="270900"), on=today())
    said = {f.code: f.params for f in told.determination.findings}
    assert said["sanctions.cap"] == {"rule": "DPRK-CRUDE", "quantity": "1000", "unit": "bbl"}
    assert rulebook.row_of("DPRK-CRUDE", on=today())["cap"]["quantity"] == 1000


def approved(by, *, ceiling, unit):
    """A confirmed approval of crude oil, for what it takes of the cap."""
    other = account_services.create_user(
        email="second@rules.example", name="Second", role="officer", agency=accounts.agency("NACW"), by=SYSTEM
    )
    return CommitteeApproval.objects.create(
        reference="CAP-1", status="CONFIRMED", rule="DPRK-CRUDE", lifts="committee-1718#DPRK-CRUDE",
        letter="L-1", letter_on=today(), applicant_state="KH", applicant="Sample Oil", goods="Crude oil",
        hs=["2709"], ceiling=ceiling, unit=unit, destination="KP", valid_from=today(), valid_to=today(),
        proposed_at=timezone.now(), proposed_by=by, decided_by=other,
    )  # fmt: skip


def test_standing_rules_are_written_as_a_file_of_a_pack(people, tmp_path):
    in_force(people)
    in_force(people, kind="CLOSE", rule="IRAN-1737-OTHER", content={})
    assert standing_check.faults(tmp_path / "sanctions.yaml") == []
    written = yaml.safe_load((tmp_path / "sanctions.yaml").read_text(encoding="utf-8"))
    assert tuple(sanctions(written)) == standing.law().sanctions
    assert {r.id for r in sanctions(written)} >= {"XA-TAPS", "DPRK-CRUDE"}


def test_instant_rule_is_parted_at_midnight_of_the_state():
    row = {"id": "I-1", "begins": "2025-09-28T00:00:00+00:00"}
    change = overlay.Change("CLOSE", "I-1", {}, dt.date(2026, 6, 1), stopped=dt.date(2026, 7, 1))
    before, after = overlay.laid([row], [change], "Asia/Phnom_Penh")
    assert before["ends"] == "2026-05-31T17:00:00+00:00"
    assert after["begins"] == "2026-06-30T17:00:00+00:00"
    earlier = overlay.Change("CLOSE", "I-1", {}, dt.date(2025, 1, 1))
    assert overlay.laid([row], [earlier], "UTC") == []


def test_pages_lead_from_draft_to_withdrawal(people, settings):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    steward, head, officer = Client(), Client(), Client()
    for client, who in ((steward, "steward"), (head, "head"), (officer, "officer")):
        client.force_login(people[who])
    typed = {**TAPS, "hs": "8481", "rule": "XA-TAPS", "starts_on": today(), "instrument": "Note 4/2026"}
    wrong = steward.post("/steward/rules/new/", {**typed, "hs": "84x", "exemptions": "{"})
    assert wrong.status_code == 422
    assert "does not fit here" in wrong.content.decode() or "cannot be read" in wrong.content.decode()
    assert steward.post("/steward/rules/new/", typed).status_code == 302
    row = RuleChange.objects.get()
    page, other = f"/steward/rules/{row.public_id}/", f"/nation/rules/{row.public_id}/"
    assert "are judged again" in steward.get(page).content.decode()
    show_effect(str(row.public_id), row.version)
    assert "Nothing stored would be answered otherwise" in steward.get(page).content.decode()
    steward.post(page, {"action": "offer", "version": row.version})
    assert row.reference in head.get("/nation/").content.decode()
    assert head.post(other, {"action": "send_back", "version": row.version + 1}).status_code == 422
    assert head.post(other, {"action": "adopt", "version": row.version + 1}).status_code == 302
    assert "XA-TAPS" in steward.get("/steward/rules/?q=9999").content.decode()
    assert steward.get("/steward/rules/XA-TAPS/change/").status_code == 200
    end = {"starts_on": today(), "instrument": "Note 5/2026"}
    assert steward.post("/steward/rules/XA-TAPS/end/", end).status_code == 302
    assert "kalashnikov" in steward.get("/steward/rules/lists/arms/").content.decode()
    listed = {**end, "source": "domain", "hs": "93\n8710", "document": ""}
    assert steward.post("/steward/rules/lists/arms/", listed).status_code == 302
    assert officer.get(page).status_code == 403


SENT_AS_SHOWN = [
    ("DPRK-EXP-2397-7", "{}/change/"),
    ("DPRK-CRUDE", "{}/change/"),
    ("arms", "lists/{}/"),
    ("armed-group", "people/{}/"),
]


@pytest.mark.parametrize(("name", "address"), SENT_AS_SHOWN)
def test_form_that_is_sent_as_it_is_shown_changes_nothing_of_a_rule_or_list(people, settings, name, address):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    steward = Client()
    steward.force_login(people["steward"])
    page = f"/steward/rules/{address.format(name)}"
    shown = steward.get(page).context["form"]
    typed = {n: shown.get_initial_for_field(f, n) for n, f in shown.fields.items()}
    typed = {n: v for n, v in typed.items() if v not in (None, "")} | {"instrument": "Note 6/2026"}
    assert steward.post(page, typed).status_code == 302
    row = RuleChange.objects.get()
    named = ("outcome", [], ["prohibited"])  # which the file leaves unsaid
    assert [one for one in rulebook.differences(row) if one != named] == []
    strange = [
        {**typed, "exemptions": text}
        for text in ("- {id: x, until: 2026-01-01}", "&a [*a]", "{2026-01-01: x}")
    ]
    for each in strange if name.startswith("DPRK-EXP") else ():
        RuleChange.objects.all().delete()
        assert steward.post(page, each).status_code == 422


def test_who_wrote_a_draft_last_does_not_put_it_in_force(people):
    row = drafted(people)
    other = account_services.create_user(
        email="other@rules.example", name="Other", role="steward", agency=accounts.agency("NACW"), by=SYSTEM
    )
    row = rules.draft(fields(note="again"), public_id=row.public_id, version=row.version, by=other)
    show_effect(str(row.public_id), row.version)
    rules.offer(row.public_id, version=None, by=people["steward"])
    other.role = "head"
    other.save(update_fields=["role"])
    with pytest.raises(access.SamePerson):
        rules.adopt(row.public_id, version=None, by=other)
    assert rules.adopt(row.public_id, version=None, by=people["head"]).status == "IN_FORCE"


def test_matters_that_a_reader_may_not_open_are_counted_and_not_shown(people):
    declared(people, "E-1")
    row = drafted(people)
    assert [one["reference"] for one in row.effect["rows"]] == ["KHTST/E-1/1"]
    for role, desk in (("steward", "steward"), ("head", "nation")):
        client = Client()
        client.force_login(people[role])
        page = client.get(f"/{desk}/rules/{row.public_id}/", headers={"hx-request": "true"}).content.decode()
        assert "1 lines answered otherwise, 1 looked at" in page
        assert "are counted above and not shown" in page
        assert "KHTST/E-1" not in page
        assert "Water tap" not in page
    seen = rule_changes.read_by(people["customs"], row.effect)
    assert [one["text"] for one in seen["rows"]] == ["Water tap, brass, household"]
    (shown,) = rule_changes.read_by(people["customs"], row.effect)["rows"]
    assert shown["text"].startswith("Water tap")
