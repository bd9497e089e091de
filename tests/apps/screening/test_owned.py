"""Whoever a confirmed listed party owns is found, with the road, wherever they stand; records merge and part again."""

from decimal import Decimal

import pytest

from stratrade.apps.casework.models import Case
from stratrade.apps.parties import queries as register
from stratrade.apps.parties import services as parties
from stratrade.apps.parties.models import Party
from stratrade.apps.screening import services
from stratrade.apps.screening.models import Alert
from stratrade.apps.screening.services import Subject

from .conftest import adopt, decided, listed, work

QUARTZ = "Tonle Quartz Waterworks"
OWNER = "Bassac Placeholder Holdings"


def _relate(owned, name, share, by, country="VN"):
    made = parties.relate(
        owned.public_id,
        kind="OWNS",
        name=name,
        country=country,
        share_pct=Decimal(share),
        source="A register extract",
        by=by,
    )
    work()
    return made


def _quartz():
    return Party.objects.get(name_key=QUARTZ.lower(), merged_into=None)


def test_confirmed_owner_raises_alerts_on_what_it_owns_with_the_road(state, case, licence):
    officer = state["officer"]
    adopt(listed("N7", OWNER))
    work()
    between = _relate(_quartz(), "Fictional Middle Company", 100, officer).owner
    _relate(between, OWNER, 60, officer)
    assert {a.name for a in Alert.objects.all()} == {OWNER}
    decided(Alert.objects.get(), "confirm", state, reason="The same number")
    found = Alert.objects.exclude(name=OWNER)
    assert {(a.name, a.subject.split(":")[0]) for a in found} == {
        ("Fictional Middle Company", "parties.party"),
        (QUARTZ, "parties.party"),
        (QUARTZ, "casework.case"),
        (QUARTZ, "licences.licence"),
    }
    reason = Alert.objects.get(subject=case.subject).reasons[0]
    assert reason["code"] == "screening.owned.share"
    assert reason["params"]["path"] == f"{OWNER} → Fictional Middle Company → {QUARTZ}"
    assert reason["params"]["share"] == "100"
    case.refresh_from_db()
    licence.refresh_from_db()
    assert (case.held, licence.flagged) == (True, True)
    hit = services.screen([Subject("consignee", QUARTZ, "VN")]).hits[0]
    assert (hit["list"], hit["entry_id"]) == ("NAT", "N7")


def test_minority_and_ended_shares_raise_nothing(state, case):
    officer = state["officer"]
    adopt(listed("N7", OWNER))
    work()
    relation = _relate(_quartz(), OWNER, 49, officer)
    decided(Alert.objects.get(), "confirm", state)
    assert {a.name for a in Alert.objects.all()} == {OWNER}
    with pytest.raises(parties.Unfit, match="whole"):
        _relate(_quartz(), "Another Fictional Owner", 60, officer)
    parties.end_relation(relation.public_id, reason="Sold", by=officer)
    _relate(_quartz(), OWNER, 51, officer)
    assert {a.name for a in Alert.objects.all()} == {OWNER, QUARTZ}


def test_records_merge_with_all_that_names_them_and_part_again(state, case):
    officer, company = state["officer"], state["company"]
    twin = parties.register(
        {"name": "Mekong Sample Instrument Company", "country": "KH"},
        identifiers={"registration": "MOC-00012345"},
        by=officer,
    )
    work()
    same = parties.propose_merge(twin.public_id, company.public_id, reason="One tax number", by=officer)
    parties.agree_step(same.public_id, by=state["head"])
    row = twin.merges.get()
    case.refresh_from_db()
    assert case.applicant == twin
    assert register.company_of(state["exporter"]) == twin
    assert {i.value for i in twin.identifiers.all()} == {"MOC-00012345", "K000-700000002"}
    dealt = register.dealt(register.dealings(twin, for_=officer), for_=officer)
    assert [(d.role, d.kind) for d in dealt] == [("applicant", "case")]
    assert "Mekong Sample Instruments Co., Ltd." in {n.text for n in twin.other_names.all()}
    with pytest.raises(parties.Unfit, match="already"):
        parties.propose_merge(twin.public_id, company.public_id, reason="Again", by=officer)
    two = parties.propose_unmerge(row.public_id, reason="Two companies after all", by=officer)
    parties.agree_step(two.public_id, by=state["head"])
    case.refresh_from_db()
    company.refresh_from_db()
    assert (case.applicant, company.status) == (company, "REGISTERED")
    assert [i.value for i in twin.identifiers.all()] == ["MOC-00012345"]
    assert register.company_of(state["exporter"]) == company


def test_one_record_parts_into_two(state, case):
    party = _quartz()
    assert {d.role for d in party.dealings.all()} == {"consignee", "end_user"}
    moved = party.dealings.get(role="end_user")
    step = parties.propose_split(
        party.public_id,
        name="Tonle Quartz Water Board",
        country="VN",
        dealings=[moved.pk],
        identifiers=[],
        reason="Two bodies of one name",
        by=state["officer"],
    )
    assert {d.role for d in party.dealings.all()} == {"consignee", "end_user"}
    fresh = parties.agree_step(step.public_id, by=state["head"])
    assert [d.role for d in fresh.dealings.all()] == ["end_user"]
    assert [d.role for d in party.dealings.all()] == ["consignee"]
    assert Case.objects.get(pk=case.pk).parties.count() == 2


def test_pages_of_a_party_say_what_each_desk_may_see(state, case, declaration, client):
    party, other = Party.objects.filter(name_key=QUARTZ.lower()).order_by("pk")
    client.force_login(state["officer"])
    assert other.name in client.get(f"/officer/parties/{party.public_id}/").content.decode()
    step = f"/officer/parties/{party.public_id}/merge/{other.public_id}/"
    assert client.post(step, {"reason": "One waterworks"}).status_code == 302
    parties.agree_step(party.steps.get().public_id, by=state["head"])
    assert client.get(f"/officer/parties/{other.public_id}/").url == f"/officer/parties/{party.public_id}/"
    work()
    _relate(party, OWNER, 30, state["officer"])
    client.force_login(state["officer"])
    said = client.get(f"/officer/parties/{party.public_id}/").content.decode()
    assert case.reference in said
    assert OWNER in said
    assert "at another desk" in said
    assert party.name in client.get("/officer/parties/?q=quartz").content.decode()
    for step in ("owner", "name", "split"):
        assert client.get(f"/officer/parties/{party.public_id}/{step}/").status_code == 200
    client.force_login(state["supervisor"])
    said = client.get(f"/customs/parties/{party.public_id}/").content.decode()
    assert case.reference not in said
    assert "/customs/declarations/" in said
    client.force_login(state["exporter"])
    assert client.get(f"/officer/parties/{party.public_id}/").status_code == 403
