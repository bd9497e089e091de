"""Each desk settles its own alerts: officers those of cases and licences, supervisors those of the border."""

import datetime as dt
from decimal import Decimal

import pytest

from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.screening.models import Alert


def _alert(subject, entry="N1"):
    return Alert.objects.create(
        subject=subject,
        party_key="tonle quartz",
        role="consignee",
        name="Tonle Quartz",
        country="VN",
        list_code="NAT",
        entry_id=entry,
        entry_digest="d",
        listed_name="Tonle Quartz Holdings",
        listed={"kind": "organisation", "names": [], "reference": ""},
        score=Decimal("0.9"),
        reasons=[],
        raised_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
    )


@pytest.fixture
def sits(client, transactional_db):
    agency = Agency.objects.create(code="ALERTS", names={"en": "Alerts"})

    def sit(role):
        user = User.objects.create(email=f"{role}@alerts.example", name=role, role=role, agency=agency)
        client.force_login(user)
        return client

    return sit


def _settle(client, alert, desk, action="clear"):
    return client.post(
        f"/{desk}/alerts/{alert.public_id}/", {"action": action, "reason": "Another company", "version": 1}
    )


def test_supervisor_settles_an_alert_of_the_border_at_the_customs_desk(sits):
    alert = _alert("enforcement.declaration:1")
    client = sits("supervisor")
    assert str(alert.public_id) in client.get("/customs/alerts/").content.decode()
    assert client.get(f"/customs/alerts/{alert.public_id}/").status_code == 200
    answer = _settle(client, alert, "customs")
    assert (answer.status_code, answer.url) == (302, "/customs/alerts/")
    alert.refresh_from_db()
    assert alert.status == "FALSE"


def test_customs_see_no_alert_of_a_case(sits):
    alert = _alert("casework.case:1")
    client = sits("supervisor")
    assert str(alert.public_id) not in client.get("/customs/alerts/").content.decode()
    assert client.get(f"/customs/alerts/{alert.public_id}/").status_code == 404


def test_customs_officer_reads_and_may_not_settle(sits):
    alert = _alert("enforcement.declaration:1")
    client = sits("customs")
    assert client.get(f"/customs/alerts/{alert.public_id}/").status_code == 200
    assert _settle(client, alert, "customs").status_code == 403


def test_officer_is_told_what_else_a_decision_settles(sits):
    alert, other = _alert("casework.case:1"), _alert("licences.licence:1")
    third = _alert("casework.case:1", entry="N2")
    client = sits("officer")
    assert "settles 1 other alert" in client.get(f"/officer/alerts/{alert.public_id}/").content.decode()
    assert _settle(client, alert, "officer", "confirm").url == "/officer/alerts/"
    for row, status in ((alert, "TRUE"), (other, "TRUE"), (third, "OPEN")):
        row.refresh_from_db()
        assert row.status == status
