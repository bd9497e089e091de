"""The queue of alerts by party: one row for each, with its count, opened to its alerts; and the figures of quality."""

import datetime as dt
from decimal import Decimal

import pytest

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import queries
from stratrade.apps.screening.models import Alert

AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.fixture
def people(transactional_db):
    agency = Agency.objects.create(code="GROUPS", names={"en": "Groups"})
    return {
        role: User.objects.create(email=f"{role}@groups.example", name=role, role=role, agency=agency)
        for role in ("officer", "supervisor", "head", "auditor")
    }


def alert(name, subject, entry="N1", score="0.9", **more):
    return Alert.objects.create(
        subject=subject, party_key=name.lower(), role="consignee", name=name, country="VN", list_code="NAT",
        entry_id=entry, entry_digest="d", listed_name=f"Holdings {entry}", listed={}, score=Decimal(score),
        reasons=[], raised_at=more.pop("raised_at", AT), **more,
    )  # fmt: skip


def test_queue_shows_one_row_for_a_party_whatever_name_its_alerts_stand_under(people, client):
    party = parties.register(
        {"name": "Tonle Quartz", "country": "VN", "trade_name": "Quartz Works"}, identifiers={}, by=SYSTEM
    )
    for number in range(60):
        alert("Tonle Quartz", f"casework.case:{number}", entry=f"N{number % 3}", score="0.8")
    alert("Quartz Works", party.subject, entry="N7", score="0.95", raised_at=AT - dt.timedelta(days=2))
    lone = alert("Delta Ceramics", "casework.case:1")
    client.force_login(people["officer"])
    shown = client.get("/officer/alerts/").content.decode()
    assert "62 alerts" in shown
    assert "about 2 parties" in shown
    assert shown.count("data-step") == 2
    assert "61 alerts" in shown
    assert "and 3 other entries" in shown
    assert f"/officer/alerts/{lone.public_id}/" in shown
    opened = client.get("/officer/alerts/", {"party": "tonle quartz", "country": "VN"}).content.decode()
    assert "61 alerts" in opened
    assert "Quartz Works" in opened
    assert "Delta Ceramics" not in opened
    assert "Page 1 of" in opened
    group = {"party": "tonle quartz", "country": "VN"}
    pages = [client.get("/officer/alerts/", {**group, "page": n}).content.decode() for n in (1, 2, 3)]
    assert [page.count("data-step") for page in pages] == [25, 25, 11]
    home = client.get("/officer/").content.decode()
    assert "62 alerts wait for an answer" in home
    assert "61 alerts about one party" in home
    narrowed = client.get("/officer/alerts/", {"q": "N7"}).content.decode()
    assert (narrowed.count("data-step"), "1 alert\n" in narrowed) == (1, True)


def test_same_name_in_another_country_is_another_party(people):
    alert("Tonle Quartz", "casework.case:1")
    other = alert("Tonle Quartz", "casework.case:2")
    Alert.objects.filter(pk=other.pk).update(country="KH")
    rows = queries.queue(for_=people["officer"])
    assert [(g.country, g.count) for g in queries.opened(queries.groups(rows), rows)] == [
        ("KH", 1),
        ("VN", 1),
    ]


def test_next_alert_is_of_the_same_party_first(people):
    first = alert("Tonle Quartz", "casework.case:1", score="0.75")
    same = alert("Tonle Quartz", "casework.case:1", entry="N2", score="0.7")
    stronger = alert("Delta Ceramics", "casework.case:1", score="0.99")
    assert queries.next_after(first, for_=people["officer"]) == same
    same.delete()
    assert queries.next_after(first, for_=people["officer"]) == stronger


def test_supervisor_finds_the_alerts_of_the_border_at_home(people, client):
    alert("Tonle Quartz", "casework.case:1")
    border = alert("Delta Ceramics", "enforcement.declaration:1")
    client.force_login(people["supervisor"])
    home = client.get("/customs/").content.decode()
    assert f"/customs/alerts/{border.public_id}/" in home
    assert "Tonle Quartz" not in home


def test_quality_counts_what_was_decided_by_list_and_channel(people):
    now = dt.datetime.now(dt.UTC)
    for number, (status, hours) in enumerate([("FALSE", 2), ("FALSE", 4), ("TRUE", 30), ("OPEN", None)]):
        raised = now - dt.timedelta(hours=40)
        alert(
            f"Party {number}", "casework.case:1", status=status, raised_at=raised,
            decided_at=None if hours is None else raised + dt.timedelta(hours=hours),
        )  # fmt: skip
    alert("At the border", "enforcement.declaration:1", raised_at=now)
    found = {row.channel: row for row in queries.quality(for_=people["auditor"], days=30)}
    cases = found["cases"]
    assert (cases.raised, cases.decided, cases.false, cases.false_pct) == (4, 3, 2, 67)
    assert (cases.median_hours, cases.longest_hours) == (4, 30)
    assert (found["border"].raised, found["border"].decided, found["border"].median_hours) == (1, 0, 0)
    assert queries.quality(for_=people["supervisor"], days=30) == []


def test_party_with_very_much_is_shown_by_pages(people, client):
    party = parties.register({"name": "Tonle Quartz", "country": "VN"}, identifiers={}, by=SYSTEM)
    for number in range(12):
        parties.add_name(party.public_id, f"Quartz Works {number:02d}", kind="SPELLING", by=people["officer"])
        parties.relate(
            party.public_id,
            kind="DIRECTS",
            name=f"Director {number:02d}",
            country="VN",
            source="Extract",
            by=people["officer"],
        )
        parties.add_address(
            party.public_id, f"{number} Long Road", country="VN", source="Lease", by=people["officer"]
        )
        alert("Tonle Quartz", f"casework.case:{number}", entry=f"N{number}")
    client.force_login(people["officer"])
    page = f"/officer/parties/{party.public_id}/"
    shown = client.get(page).content.decode()
    assert shown.count("All 12") == 4
    assert "11 Long Road" not in shown.split('id="held_by"')[0].split('id="addresses"')[1]
    whole = client.get(page, {"of": "addresses"}).content.decode()
    assert "11 Long Road" in whole.split('id="held_by"')[0].split('id="addresses"')[1]
    assert "Back to the short view" in whole
    assert client.get(page, {"of": "nothing"}).status_code == 200
