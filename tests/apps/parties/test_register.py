"""Parties entered, changed and acted for: by whom, and what the trail says."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from stratrade.apps.accounts.access import SYSTEM, AccessDenied
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.models import EventRow
from stratrade.apps.parties import queries, services
from stratrade.apps.parties.models import Party


@pytest.fixture
def people(transactional_db):
    return {
        role: User.objects.create(email=f"{role}@register.example", name=role, role=role)
        for role in ("officer", "head", "exporter", "customs")
    }


@pytest.fixture
def party(people):
    return services.register(
        {"name": "  Register Sample Ltd ", "country": "KH"},
        identifiers={"tax": " K1 "},
        by=people["officer"],
    )


def test_register_keeps_names_and_numbers_without_the_blanks_around_them(party):
    assert (party.name, party.status) == ("Register Sample Ltd", "REGISTERED")
    assert [i.value for i in party.identifiers.all()] == ["K1"]
    assert [r.name for r in EventRow.objects.filter(subject=party.subject)] == ["parties.PartyRegistered"]


@pytest.mark.parametrize("missing", ["name", "country"])
def test_register_without_name_or_country_is_refused(people, missing):
    fields = {"name": "Sample", "country": "KH", missing: " "}
    with pytest.raises(ValueError, match=missing):
        services.register(fields, identifiers={}, by=people["officer"])
    assert not Party.objects.exists()


@pytest.mark.parametrize("role", ["exporter", "customs"])
def test_register_is_for_the_licensing_authority(people, role):
    with pytest.raises(AccessDenied):
        services.register({"name": "Sample", "country": "KH"}, identifiers={}, by=people[role])


def test_change_of_a_stale_version_is_refused_and_nothing_is_lost(people, party):
    services.change(party.public_id, {"name": "Renamed Sample"}, version=1, by=people["officer"])
    with pytest.raises(StaleVersion):
        services.change(party.public_id, {"name": "Other"}, version=1, by=people["officer"])
    party.refresh_from_db()
    assert (party.name, party.version) == ("Renamed Sample", 2)


def test_person_sees_their_own_company_and_an_official_sees_all(people, party):
    other = services.register({"name": "Another", "country": "VN"}, identifiers={}, by=SYSTEM)
    services.add_member(party.public_id, people["exporter"], by=people["officer"])
    assert list(queries.visible(people["exporter"])) == [party]
    assert set(queries.visible(people["customs"])) == {party, other}
    assert queries.one(other.public_id, for_=people["exporter"]) is None
    assert queries.company_of(people["exporter"]) == party
    assert queries.members_of(party) == [people["exporter"]]


def test_page_finds_by_words_of_any_name_and_by_number(people, party):
    for words in ("register", "sample ltd", "K1"):
        assert list(queries.page(for_=people["officer"], words=words)) == [party]
    assert not queries.page(for_=people["officer"], words="nobody")


def _merged(stays, goes, people):
    step = services.propose_merge(stays.public_id, goes.public_id, reason="One company", by=people["officer"])
    services.agree_step(step.public_id, by=people["head"])
    return stays.merges.get(absorbed=goes)


def _parted(row, people):
    step = services.propose_unmerge(row.public_id, reason="Two after all", by=people["officer"])
    services.agree_step(step.public_id, by=people["head"])


def test_one_person_alone_merges_nothing_and_the_second_sees_it_at_home(people, party, client):
    twin = services.register({"name": "Register Sample Twin", "country": "KH"}, identifiers={}, by=SYSTEM)
    client.force_login(people["officer"])
    asked = f"/officer/parties/{party.public_id}/merge/{twin.public_id}/"
    assert client.post(asked, {"reason": "One company"}).status_code == 302
    step = party.steps.get()
    twin.refresh_from_db()
    assert (twin.merged_into, step.status, party.merges.exists()) == (None, "PROPOSED", False)
    assert "waits for a second person already" in client.post(asked, {"reason": "Again"}).content.decode()
    page = f"/officer/party-steps/{step.public_id}/"
    assert "Somebody else must do this" in client.post(page, {"agree": "yes"}).content.decode()
    assert "Somebody else must agree" in client.get(f"/officer/parties/{party.public_id}/").content.decode()
    assert page not in client.get("/officer/").content.decode()
    client.force_login(people["head"])
    assert page in client.get("/officer/").content.decode()
    assert page in client.get(f"/officer/parties/{twin.public_id}/").content.decode()
    assert client.post(page, {"agree": "no", "reason": ""}).status_code == 422
    assert client.post(page, {"agree": "no", "reason": "Two tax numbers"}).status_code == 302
    assert (party.steps.get().status, party.merges.exists()) == ("SENT_BACK", False)
    again = services.propose_merge(party.public_id, twin.public_id, reason="Same", by=people["officer"])
    done = client.post(f"/officer/party-steps/{again.public_id}/", {"agree": "yes"})
    assert done.url == f"/officer/parties/{party.public_id}/"
    twin.refresh_from_db()
    assert (twin.merged_into, party.merges.get().by) == (party, people["head"])
    assert client.get(page).status_code == 404
    with pytest.raises(services.Unfit, match="decided"):
        services.agree_step(again.public_id, by=people["head"])
    said = [row.name for row in EventRow.objects.filter(subject=party.subject, name__contains="Identity")]
    assert said == ["parties.IdentityProposed", "parties.IdentitySentBack", "parties.IdentityProposed"]


@pytest.mark.parametrize("status", ["PENDING", "REFUSED"])
def test_users_of_a_record_that_is_not_registered_do_not_come_with_it(people, party, status):
    asking = services.register({"name": "Register Sample", "country": "KH"}, identifiers={}, by=SYSTEM)
    Party.objects.filter(pk=asking.pk).update(status=status)
    services.add_member(asking.public_id, people["exporter"], by=SYSTEM)
    _merged(party, asking, people)
    assert not queries.companies_of(people["exporter"]).exists()
    assert queries.members_of(party) == []


def test_users_and_registration_go_over_with_a_registered_record_and_back(people, party):
    known = services.register({"name": "Register Sample", "country": "KH"}, identifiers={}, by=SYSTEM)
    Party.objects.filter(pk=known.pk).update(status="KNOWN", registered_at=None)
    services.add_member(party.public_id, people["exporter"], by=SYSTEM)
    row = _merged(known, party, people)
    assert [one.pk for one in queries.companies_of(people["exporter"])] == [known.pk]
    _parted(row, people)
    known.refresh_from_db()
    assert (known.status, known.registered_at) == ("KNOWN", None)
    assert list(queries.companies_of(people["exporter"])) == [party]


def test_paper_with_the_number_of_a_registered_party_gives_it_no_name(people, party):
    named = [services.Named("consignee", "Somebody On A List", "KH", "K1")]
    with transaction.atomic():
        services.note("casework.case:x", named, at=timezone.now())
    assert not party.other_names.exists()
    (dealing,) = party.dealings.all()
    assert dealing.name == "Somebody On A List"
    Party.objects.update(status="KNOWN")
    with transaction.atomic():
        services.note("casework.case:y", named, at=timezone.now())
    assert [name.text for name in party.other_names.all()] == ["Somebody On A List"]


def test_merge_is_not_taken_back_while_the_record_that_stayed_is_part_of_another(people, party, client):
    known = [
        services.register({"name": name, "country": "KH"}, identifiers={}, by=SYSTEM)
        for name in ("Second Sample", "Third Sample")
    ]
    first = _merged(known[0], party, people)
    second = _merged(known[1], known[0], people)
    client.force_login(people["officer"])
    refused = client.post(f"/officer/merges/{first.public_id}/", {"reason": "Two after all"})
    assert refused.status_code == 422
    assert "Second Sample has since become part of Third Sample" in refused.content.decode()
    for row in (second, first):
        _parted(row, people)
    party.refresh_from_db()
    assert (party.status, [i.value for i in party.identifiers.all()]) == ("REGISTERED", ["K1"])


def test_migration_fills_in_keys_as_they_were_on_its_day(party):
    step = import_module("stratrade.apps.parties.migrations.0002_entity_master")
    Party.objects.update(
        name="Société  SAMPLE ៤",
        address="12, Rue de l'Essai",
        phone="+855 23 000 1234",
        name_key="",
        phone_key="",
    )
    step.fill_keys(apps, None)
    party.refresh_from_db()
    assert (party.name_key, party.phone_key) == ("societe sample 4", "0001234")
    assert party.address_key == "12 rue de l'essai"


def test_main_address_of_a_merged_record_becomes_one_of_many_with_its_day_and_goes_back(people):
    by = people["officer"]
    stays = services.register(
        {"name": "Stays Ltd", "country": "KH", "address": "1 Sample Road"}, identifiers={}, by=by
    )
    goes = services.register(
        {"name": "Goes Ltd", "country": "KH", "address": "2 Example Quay", "phone": "023 555 0101"},
        identifiers={}, by=by,
    )  # fmt: skip
    services.add_address(goes.public_id, "1 SAMPLE ROAD", country="KH", source="Lease", by=by)
    row = _merged(stays, goes, people)
    stays.refresh_from_db()
    standing, ended = queries.addresses(stays)
    assert (stays.address, [a.text for a in standing]) == (
        "1 Sample Road",
        ["1 Sample Road", "2 Example Quay"],
    )
    came = standing[1]
    assert (came.main, came.was_main_of, came.was_main_until.date()) == (False, "Goes Ltd", row.at.date())
    assert [(a.text, a.end_reason) for a in ended] == [("1 SAMPLE ROAD", "merge")]
    assert not queries.addresses(goes)[0]
    neighbour = services.register(
        {"name": "Neighbour Ltd", "country": "KH", "phone": "+855 23 5550101"}, identifiers={}, by=by
    )
    assert [(one.party, one.by) for one in queries.links(neighbour)] == [(stays, "phone")]
    _parted(row, people)
    for party, texts in ((stays, ["1 Sample Road"]), (goes, ["2 Example Quay", "1 SAMPLE ROAD"])):
        party.refresh_from_db()
        assert [a.text for a in queries.addresses(party)[0]] == texts
        assert (party.address, queries.addresses(party)[0][0].main) == (texts[0], True)
    assert queries.addresses(goes)[0][0].was_main_of == ""


def test_record_without_an_address_takes_the_main_one_of_the_other_until_they_part(people):
    by = people["officer"]
    stays = services.register({"name": "Stays Ltd", "country": "KH"}, identifiers={}, by=by)
    goes = services.register(
        {"name": "Goes Ltd", "country": "KH", "address": "2 Example Quay"}, identifiers={}, by=by
    )
    row = _merged(stays, goes, people)
    stays.refresh_from_db()
    assert (stays.address, stays.addresses.get().main) == ("2 Example Quay", True)
    _parted(row, people)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.address, goes.address, goes.addresses.get().main) == ("", "2 Example Quay", True)


def test_kind_is_set_on_a_page_with_its_reason(people, party, client):
    client.force_login(people["officer"])
    page = f"/officer/parties/{party.public_id}/kind/"
    assert page in client.get(f"/officer/parties/{party.public_id}/").content.decode()
    asked = {"kind": "BODY", "reason": "Sub-decree 1", "version": party.version}
    assert "Give a reason" not in client.get(page).content.decode()
    assert client.post(page, {**asked, "reason": ""}).status_code == 422
    assert client.post(page, {**asked, "kind": "COW"}).status_code == 422
    assert client.post(page, asked).status_code == 302
    party.refresh_from_db()
    assert party.kind == "BODY"
    assert "of that kind already" in client.post(page, {**asked, "version": party.version}).content.decode()
    assert client.post(page, {**asked, "kind": "PERSON"}).status_code in {409, 422}  # somebody was faster
    shown = client.get(f"/officer/parties/{party.public_id}/").content.decode()
    assert "Body of a State" in shown
    assert "Not known → Body of a State. Sub-decree 1" in shown
    client.force_login(people["customs"])
    assert client.get(page).status_code == 403
    with pytest.raises(AccessDenied):
        services.set_kind(party.public_id, "PERSON", reason="x", version=None, by=people["customs"])


def test_address_that_an_earlier_merge_left_behind_goes_over_with_its_day(people):
    by = people["officer"]
    stays, goes = (
        services.register({"name": name, "country": "KH", "address": road}, identifiers={}, by=by)
        for name, road in (("Stays Ltd", "1 Sample Road"), ("Goes Ltd", "2 Example Quay"))
    )
    row = _merged(stays, goes, people)
    left = stays.addresses.get(text="2 Example Quay")
    left.party, left.main, left.was_main_of, left.was_main_until = goes, True, "", None
    left.save()
    row.moved = {name: found for name, found in row.moved.items() if "address" not in name}
    row.save()
    import_module("stratrade.apps.parties.migrations.0005_address_origins_and_kinds").let_go(apps, None)
    left.refresh_from_db()
    assert (left.party, left.main, left.was_main_of, left.was_main_until) == (
        stays, False, "Goes Ltd", row.at
    )  # fmt: skip
    row.refresh_from_db()
    _parted(row, people)
    left.refresh_from_db()
    assert (left.party, left.main, left.was_main_of) == (goes, True, "")
