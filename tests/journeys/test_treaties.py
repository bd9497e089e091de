"""From customs to the signed declaration: what crossed, the question, the answer, three people, the copy."""

import json
from pathlib import Path

import pytest

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today

PASSWORD = "a journey of a thousand steps"


@pytest.fixture
def focal(state):
    return account_services.create_user(
        email="focal@journey.example",
        name="Journey Focal",
        role="focal",
        agency=accounts.agency("NACW"),
        password=PASSWORD,
        by=SYSTEM,
    )


def _import(customs, supervisor, number, kilograms, **parameters):
    message = {
        "office": "KHSHV",
        "number": number,
        "regime": "IM",
        "origin": "MY",
        "destination": "KH",
        "parties": [
            {"role": "exporter", "name": "Journey Amines", "country": "MY"},
            {"role": "consignee", "name": "Journey Valves Co., Ltd.", "country": "KH"},
        ],
        "items": [
            {
                "number": 1,
                "description": "Triethanolamine in drums",
                "hs": "292215",
                "cas": ["102-71-6"],
                "quantity": str(kilograms),
                "unit": "KGM",
                "parameters": parameters,
            }
        ],
    }
    customs.go("/customs/declarations/new/")
    customs.page.set_input_files(
        "main input[type=file]",
        {"name": "d.json", "mimeType": "application/json", "buffer": json.dumps(message).encode()},
    )
    customs.press()
    supervisor.go(customs.page.url)
    for way in ("Release", "Lift the hold"):
        if supervisor.page.locator("main a", has_text=way).count():
            supervisor.follow(way)
            supervisor.fill(reason="Papers seen")
            supervisor.press()
    customs.page.reload()
    customs.follow("Confirm exit")
    customs.press()


def test_confirmed_imports_become_a_signed_declaration(focal, person):
    customs, supervisor = person("customs"), person("supervisor")
    _import(customs, supervisor, "J-31", 25000, concentration_pct="99 %")
    _import(customs, supervisor, "J-32", 8000)
    drafter = person("focal")
    drafter.go("/nation/")
    assert "What treaty bodies will see next" in drafter.text
    drafter.go("/nation/chemicals/")
    assert "24,750,000" in drafter.text  # 25000 kg x 0.99
    assert "open: questions decide" in drafter.text
    drafter.follow("Triethanolamine in drums")
    drafter.fill(pct="98", evidence="Certificate of analysis (journey)")
    drafter.press()
    assert "32,590,000" in drafter.text  # and 8000 kg x 0.98
    drafter.go(f"/nation/declarations/new/CWC_S3_PAST/?period={today().year}")
    drafter.press()
    address = drafter.page.url
    assert "32.6" in drafter.text
    drafter.follow("Hand on to review")
    drafter.press()
    assert "In review" in drafter.text
    reviewer = person("reviewer", width=360)
    reviewer.go("/nation/")
    reviewer.follow("Schedule 3")
    reviewer.follow("Approve")
    reviewer.press()
    head = person("head")
    head.go(address)
    head.follow("Sign")
    head.press()
    assert "Signed, to be sent" in head.text
    drafter.go(address)
    copy = drafter.page.locator("main a", has_text="PDF").get_attribute("href")
    with drafter.page.expect_download() as waiting:
        drafter.page.evaluate(
            "u => { const a = document.createElement('a'); a.href = u; a.download = 'd.pdf';"
            " document.body.append(a); a.click(); }",
            copy,
        )
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    drafter.follow("Record that it was sent")
    drafter.fill(sent_on=today().isoformat(), channel="Handed over", receipt="R-1")
    drafter.press()
    assert "R-1" in drafter.text
    assert "A copy of" in drafter.text
