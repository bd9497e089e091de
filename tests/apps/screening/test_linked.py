"""Addresses of parties with their history, and alerts about what parties share with one that is confirmed listed."""

import json

import pytest
from django.db import transaction
from django.utils import timezone

from stratrade.apps.audit.models import EventRow
from stratrade.apps.casework.models import Case
from stratrade.apps.enforcement.services import declare
from stratrade.apps.notices.models import Notice
from stratrade.apps.parties import queries as register
from stratrade.apps.parties import services as parties
from stratrade.apps.parties.models import Party, PartyAddress
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services
from stratrade.apps.screening.models import Alert, Freeze, Screening
from stratrade.apps.screening.services.reactions import subjects
from stratrade.interfaces.exchange import canonical

from .conftest import EXAMPLES, adopt, decided, listed, work

QUARTZ = "Tonle Quartz Waterworks"
BAD = "Bassac Placeholder Holdings"
ROAD = "12 Placeholder Road, Sampletown"


def _registered(name, by, *, country="VN", **fields):
    made = parties.register({"name": name, "country": country, **fields}, identifiers={}, by=by)
    work()
    return made


def _confirmed(state, **fields):
    """A party of the register that is confirmed to be on a list."""
    adopt(listed("N7", BAD))
    made = _registered(BAD, state["officer"], **fields)
    decided(Alert.objects.get(subject=made.subject), "confirm", state, reason="The same number")
    return made


def test_address_is_added_corrected_and_ended_with_its_history_and_the_party_screened_each_time(state):
    officer = state["officer"]
    party = _registered("Fictional Mekong Optics", officer, address=ROAD)
    screened = Screening.objects.filter(subject=party.subject).count
    before = screened()
    store = parties.add_address(
        party.public_id, "7 Example Quay, Sampleport", country="KH", source="Invoice", by=officer
    )
    work()
    party.refresh_from_db()
    assert (party.address, store.main, screened()) == (ROAD, False, before + 1)
    with pytest.raises(parties.Unfit, match="already"):
        parties.add_address(party.public_id, ROAD.upper(), country="VN", source="Letter", by=officer)
    main = party.addresses.get(main=True)
    fresh = parties.correct_address(
        main.public_id, "21 Placeholder Road, Sampletown", country="VN", reason="Misread", by=officer
    )
    work()
    party.refresh_from_db()
    assert (party.address, fresh.main) == ("21 Placeholder Road, Sampletown", True)
    with pytest.raises(parties.Unfit, match="ended"):
        parties.end_address(main.public_id, reason="Again", by=officer)
    parties.end_address(fresh.public_id, reason="Moved away", by=officer)
    work()
    party.refresh_from_db()
    standing, ended = register.addresses(party)
    assert party.address == "7 Example Quay, Sampleport"
    assert [(a.text, a.main) for a in standing] == [("7 Example Quay, Sampleport", True)]
    assert [(a.end_reason, a.ended_by) for a in ended] == [("Moved away", officer), ("Misread", officer)]
    assert ended[1].corrected_to == fresh
    assert screened() == before + 3
    asked = Screening.objects.filter(subject=party.subject).order_by("pk").last().query[0]["address"]
    assert asked == "7 Example Quay, Sampleport"
    said = EventRow.objects.filter(subject=party.subject, name__startswith="parties.Address")
    assert [row.name for row in said.order_by("pk")] == [
        "parties.AddressAdded", "parties.AddressCorrected", "parties.AddressEnded"
    ]  # fmt: skip


def test_record_changed_with_another_address_keeps_the_old_one(state):
    party = _registered("Fictional Mekong Optics", state["officer"], address=ROAD)
    parties.change(
        party.public_id, {"address": "3 Other Lane, Sampletown"}, version=None, by=state["officer"]
    )
    standing, ended = register.addresses(party)
    assert ([a.text for a in standing], [a.text for a in ended]) == (["3 Other Lane, Sampletown"], [ROAD])


def test_shared_address_raises_an_alert_of_its_own_kind_below_the_threshold(state):
    _confirmed(state, address=ROAD)
    party = _registered("Fictional Mekong Optics", state["officer"], address=ROAD.replace(",", "  "))
    alert = Alert.objects.get(subject=party.subject)
    assert [r["code"] for r in alert.reasons] == ["screening.linked.address"]
    assert alert.reasons[0]["params"]["other"] == BAD
    assert alert.score < services.THRESHOLD
    with pytest.raises(services.Refused, match="link_only"):
        services.settle(alert.public_id, "confirm", reason="The same", version=None, by=state["officer"])
    services.settle(alert.public_id, "clear", reason="Moved in after it", version=None, by=state["officer"])
    work()
    parties.add_name(party.public_id, "Mekong Fictional Optics", kind="SPELLING", by=state["officer"])
    work()
    assert Alert.objects.filter(subject=party.subject, name=party.name).count() == 1
    assert not Freeze.objects.filter(name=party.name).exists()


def test_confirming_a_match_screens_whoever_shares_something_with_it(state):
    officer = state["officer"]
    neighbour = _registered("Fictional Mekong Optics", officer, phone="+84 28 5550 1234")
    led = _registered("Fictional Delta Ceramics", officer)
    adopt(listed("N7", BAD))
    bad = _registered(BAD, officer, phone="028 55501234")
    for owned in (led, bad):
        parties.relate(
            owned.public_id, kind="DIRECTS", name="Zarnigor Sample", country="VN", person=True,
            source="Register extract", by=officer,
        )  # fmt: skip
    work()
    assert not Alert.objects.exclude(subject=bad.subject).exists()
    decided(Alert.objects.get(subject=bad.subject), "confirm", state)
    found = {a.subject: a.reasons[0]["code"] for a in Alert.objects.exclude(subject=bad.subject)}
    assert found == {
        neighbour.subject: "screening.linked.phone",
        led.subject: "screening.linked.director",
    }


def test_alert_says_that_what_it_rests_on_is_gone(state, client):
    _confirmed(state, address=ROAD)
    party = _registered("Fictional Mekong Optics", state["officer"], address=ROAD)
    alert = Alert.objects.get(subject=party.subject)
    client.force_login(state["officer"])
    page = f"/officer/alerts/{alert.public_id}/"
    assert services.rests_on(alert) == (BAD, True)
    assert "rests on is gone" not in client.get(page).content.decode()
    adopt(listed("N8", "Somebody Else Placeholder"))
    work()
    assert services.rests_on(alert) == (BAD, False)
    shown = client.get(page).content.decode()
    assert f"rests on is gone: {BAD}" in shown
    assert "Is what they share a concern?" in shown


def test_what_very_many_share_raises_nothing(state):
    _confirmed(state, address=ROAD)
    rows = [Party(name=f"Tenant {n}", country="VN", status="KNOWN", name_key=f"tenant {n}") for n in range(9)]
    Party.objects.bulk_create(rows)
    key = PartyAddress.objects.get(party__name=BAD).key
    PartyAddress.objects.bulk_create(
        PartyAddress(party=p, text=ROAD, country="VN", key=key, source="Lease", added_at=timezone.now())
        for p in rows
    )
    party = _registered("Fictional Mekong Optics", state["officer"], address=ROAD)
    assert not Alert.objects.filter(subject=party.subject).exists()


def test_link_of_a_party_of_a_case_holds_nothing_but_is_told(state, case):
    quartz = Party.objects.get(name_key=QUARTZ.lower())
    parties.add_address(quartz.public_id, ROAD, country="VN", source="Lease", by=state["officer"])
    _confirmed(state, address=ROAD)
    alerts = Alert.objects.filter(subject=quartz.subject)
    assert [a.reasons[0]["code"] for a in alerts] == ["screening.linked.address"]
    with transaction.atomic():
        asked = [services.Subject("consignee", QUARTZ, "VN")]
        services.raise_alerts(subject=case.subject, parties=asked, by=state["officer"])
    work()
    assert Alert.objects.filter(subject=case.subject).count() == 1
    assert not Case.objects.get(pk=case.pk).held


def test_party_of_unknown_kind_is_held_against_all_and_screened_again_when_its_kind_is_set(state):
    officer = state["officer"]
    party = _registered("Zarnigor Placeholder", officer)
    assert (party.kind, {s.kind for s in subjects(party)}) == ("UNKNOWN", {""})
    screened = Screening.objects.filter(subject=party.subject)
    before = screened.count()
    for kind, asked in (("PERSON", "person"), ("BODY", "organisation"), ("AIRCRAFT", "aircraft")):
        parties.set_kind(party.public_id, kind, reason="Register extract", version=None, by=officer)
        work()
        assert screened.order_by("pk").last().query[0]["kind"] == asked
    assert screened.count() == before + 3
    said = EventRow.objects.filter(subject=party.subject, name="parties.PartyKindSet").order_by("pk")
    assert (said[0].payload["before"], said[0].payload["kind"]) == ("UNKNOWN", "PERSON")


def _declared(state, number, *, name=QUARTZ, address=("12 Placeholder Road", "Sampletown"), country="VN"):
    """A declaration of two lines whose consignee and notified party are one at an address."""
    message = json.loads((EXAMPLES / "declaration_chemicals.json").read_text(encoding="utf-8"))
    message["number"] = number
    others = [p for p in message["parties"] if p["role"] not in {"consignee", "notify"}]
    who = {"name": name, "address": list(address), "country": country}
    message["parties"] = [*others, {"role": "consignee", **who}, {"role": "notify", **who}]
    raw = json.dumps(message).encode()
    answer = declare.judge(
        canonical.parse(raw), raw=raw, media_type="application/json", key=number, by=state["customs"]
    )
    work()
    return f"enforcement.declaration:{answer['id']}"


def _at_the_border():
    return Alert.objects.filter(subject__startswith="enforcement.").order_by("pk")


def test_link_of_a_party_of_a_declaration_is_one_alert_that_customs_settle(state):
    _confirmed(state, address=ROAD)
    first = _declared(state, "5001")
    (alert,) = _at_the_border()
    assert (alert.subject, [r["code"] for r in alert.reasons]) == (first, ["screening.linked.address"])
    second = _declared(state, "5002")
    assert _at_the_border().count() == 1  # the same link waits already
    elsewhere = screening.links_waiting([QUARTZ.lower()], beside=second, for_=state["supervisor"])
    assert elsewhere == [alert]
    kept = Screening.objects.filter(subject=second).order_by("pk").last()
    assert [(hit["name"], hit["why"]) for hit in kept.set_aside] == [(BAD, "waits_elsewhere")]
    told = Notice.objects.filter(user=state["supervisor"], code="notices.screening.link_found")
    assert told.count() == 1
    services.settle(alert.public_id, "clear", reason="A new tenant", version=None, by=state["supervisor"])
    work()
    third = _declared(state, "5003")
    assert _at_the_border().count() == 1
    kept = Screening.objects.filter(subject=third).order_by("pk").last()
    assert [hit["why"] for hit in kept.set_aside] == ["cleared"]


def test_goods_within_reach_are_told_once_when_a_register_party_turns_out_to_be_linked(state):
    for number in ("5001", "5002", "5003"):
        last = _declared(state, number)
    _confirmed(state, address=ROAD)
    assert [a.subject for a in _at_the_border()] == [last]
    assert Alert.objects.filter(subject__startswith="parties.", name=QUARTZ).count() == 1


def test_party_with_several_names_has_one_alert_for_a_link(state):
    party = _registered("Fictional Mekong Optics", state["officer"], trade_name="Mekong Lenses", address=ROAD)
    _confirmed(state, address=ROAD)
    assert Alert.objects.filter(subject=party.subject).count() == 1


def test_screening_of_a_declaration_asks_no_more_where_nobody_was_ever_confirmed(
    state, django_assert_num_queries
):
    with django_assert_num_queries(1):
        services.raise_links(
            subject="x", parties=[services.Subject("consignee", QUARTZ)], by=state["customs"]
        )


def test_declarations_screened_again_for_an_owner_repeat_no_link(state):
    _confirmed(state, address=ROAD)
    subject = _declared(state, "5001")
    _at_the_border().delete()
    asked = [services.Subject("consignee", QUARTZ, "VN", address=ROAD)]
    stored = [services.Stored(subject, tuple(asked))]
    with transaction.atomic():
        assert services.again(stored, [QUARTZ], links=False, by=state["officer"]) == []
        assert len(services.again(stored, [QUARTZ], by=state["officer"])) == 1
