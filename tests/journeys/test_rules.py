"""A rule of the sanctions pack: drafted, shown with what it would change, put in force by another person, withdrawn."""

import json

from stratrade.apps.accounts.clock import today
from stratrade.apps.measures.models import RuleChange
from stratrade.interfaces.jobs.rules import show_effect

PARAGRAPH = "UNSCR 9999 (2026) para 4"


def _declare(customs, number):
    message = {
        "office": "KHSHV",
        "number": number,
        "regime": "EX",
        "destination": "VN",
        "parties": [
            {"role": "exporter", "name": "Journey Valves Co., Ltd.", "country": "KH"},
            {"role": "consignee", "name": "Journey Water Works", "country": "VN"},
        ],
        "items": [
            {"number": 1, "description": "Household water tap of brass", "hs": "848180", "net_kg": "9"}
        ],
    }
    customs.go("/customs/declarations/new/")
    customs.page.set_input_files(
        "main input[type=file]",
        {"name": "d.json", "mimeType": "application/json", "buffer": json.dumps(message).encode()},
    )
    customs.press()
    return customs.text


def test_drafted_rule_stops_goods_once_another_person_puts_it_in_force(person, worker):
    steward, customs = person("steward"), person("customs")
    assert _declare(customs, "S-1").split()[1] != "Hold"
    steward.go("/steward/")
    steward.way("Rules of sanctions")
    steward.follow("Draft a new rule")
    steward.fill(
        rule="XA-TAPS",
        regime="XA-2026",
        country="VN",
        direction="to",
        outcome="prohibited",
        reference=PARAGRAPH,
        source="fictional",
        hs="8481",
        starts_on=today().isoformat(),
        instrument="Note 4/2026",
    )
    steward.press()
    assert "are judged again" in steward.text
    row = RuleChange.objects.get()
    worker(lambda public_id: show_effect(public_id, 1), str(row.public_id))
    steward.go(steward.page.url)
    assert "KHSHV/S-1/1" in steward.text
    assert PARAGRAPH in steward.text
    steward.picture("rule-effect")
    steward.choose("action", "offer")
    steward.press()
    assert _declare(customs, "S-2").split()[1] != "Hold"
    head = person("head", width=360)
    head.go("/nation/")
    head.follow(row.reference)
    head.picture("rule-decision")
    head.choose("action", "adopt")
    head.press()
    assert "In force" in head.text
    stopped = _declare(customs, "S-3")
    assert stopped.split()[1] == "Hold"
    assert PARAGRAPH in stopped
    steward.go(steward.page.url)
    steward.choose("action", "leave")
    steward.fill(reason="The measure was lifted")
    steward.press()
    assert _declare(customs, "S-4").split()[1] == "Hold"
    head.go("/nation/")
    head.follow(row.reference)
    head.choose("action", "withdraw")
    head.press()
    assert "Withdrawn" in head.text
    assert _declare(customs, "S-5").split()[1] != "Hold"
