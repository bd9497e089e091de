"""A State's tariff is imported; from then on a declaration with one of its codes is judged by the subheading below."""

import datetime as dt
import json
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from stratrade.apps.accounts import services as accounts
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.enforcement.models import Declaration
from stratrade.interfaces.jobs import editions, reference

URL = "/api/v1/declarations"
TARIFF = (  # lines of chapter 98, which the nomenclature leaves to each State, stand below other subheadings
    "code,hs,description_en,description_km,unit\n"
    "98010001,841410,Vacuum pumps for investment projects,ស្នប់បូមសុញ្ញកាស,u\n"
    "98010002,903110,Balancing machines for investment projects,ម៉ាស៊ីន,u\n"
    "98010003,940139,Swivel seats for investment projects,កៅអី,u\n"
)
ITEMS = (
    {"description": "Dry scroll vacuum pump 20 m3/h", "hs": "98010001", "unit": "C62"},
    {"description": "Machine", "hs": "98010002", "unit": "C62"},
    {"description": "Office chairs", "hs": "98010003", "unit": "C62"},
)


@pytest.fixture
def machine(client, transactional_db):
    """Posts a declaration of `ITEMS` under a number, and gives the answer."""
    reference.load(lambda _line: None)
    user = accounts.create_user(email="posts@codes.example", name="posts", role="machine", by=SYSTEM)
    application = Application.objects.create(
        name="posts", user=user, client_type="confidential", authorization_grant_type="client-credentials"
    )
    word = secrets.token_urlsafe(20)
    expires = timezone.now() + dt.timedelta(minutes=15)
    AccessToken.objects.create(application=application, token=word, expires=expires, scope="api")

    def post(number):
        message = {
            "office": "KHPNH",
            "number": number,
            "version": 1,
            "regime": "EX",
            "date": today().isoformat(),
            "destination": "TH",
            "parties": [
                {"role": "exporter", "name": "Fictional Laboratories Ltd.", "country": "KH"},
                {"role": "consignee", "name": "Imaginary Research Co Ltd", "country": "TH"},
            ],
            "items": [
                {**item, "number": n, "quantity": "5", "net_kg": "5"} for n, item in enumerate(ITEMS, start=1)
            ],
        }
        headers = {"Authorization": f"Bearer {word}", "Idempotency-Key": number}
        answer = client.post(URL, json.dumps(message), content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.content[:500]
        return answer.json()

    return post


def _import(client, table):
    """Hand a tariff in as steward, have it read, propose it, and adopt it as head."""
    agency = Agency.objects.create(code="LISTS", names={"en": "Lists"})
    people = {
        role: User.objects.create(email=f"{role}@codes.example", name=role, role=role, agency=agency)
        for role in ("steward", "head")
    }
    client.force_login(people["steward"])
    typed = {
        "kind": "TARIFF",
        "instrument": "Tariff of the year",
        "in_force_from": today().isoformat(),
        "carry": "on",
        "file": SimpleUploadedFile("tariff.csv", table.encode()),
    }
    handed = client.post("/steward/editions/new/", typed)
    assert handed.status_code == 302, handed.content.decode()[:1000]
    editions.prepare(handed.url.rstrip("/").rpartition("/")[2])
    answer = client.post(handed.url, {"action": "propose", "version": "2"})
    assert answer.status_code == 302, answer.content.decode()[:1000]
    proposed = answer.url
    editions.weigh(proposed.rstrip("/").rpartition("/")[2])
    client.force_login(people["head"])
    adopted = client.post(proposed.replace("steward", "nation"), {"action": "adopt", "version": "1"})
    assert adopted.status_code == 302, adopted.content.decode()[:1000]
    client.logout()


def test_national_code_leads_to_lane_and_reasons_once_its_table_is_in_force(client, machine):
    before = machine("X-1")
    assert [item["lane"] for item in before["items"]] == ["release"] * 3  # chapter 98 says nothing by itself

    _import(client, TARIFF)
    after = machine("X-2")
    assert after["lane"] == "documentary"
    assert [item["lane"] for item in after["items"]] == ["documentary", "documentary", "release"]
    pump, vague, _ = after["items"]
    asked = {(finding["code"], finding["params"].get("entry")) for finding in pump["findings"]}
    assert ("enforcement.item.may_be_listed", "2B231") in asked
    assert [finding["code"] for finding in vague["findings"]] == ["enforcement.rule.vague_strategic"]

    kept = Declaration.objects.get(number="X-2")
    assert [item.hs for item in kept.items.order_by("number")] == [item["hs"] for item in ITEMS]
    assert kept.editions != Declaration.objects.get(number="X-1").editions
    customs = User.objects.create(
        email="desk@codes.example",
        name="Desk",
        role="customs",
        agency=Agency.objects.create(code="GDXX", names={"en": "Sample customs"}, kind="customs"),
    )
    client.force_login(customs)
    page = client.get(f"/customs/declarations/{kept.public_id}/items/1/").content.decode()
    assert "2B231" in page
    assert "98010001" in page.replace(".", "").replace(" ", "")
