"""The walks of the architecture, by hand: from an application to a licence, and from a declaration to its exit."""

import json
from pathlib import Path

VALVE = "Bellows sealed valve DN25, wetted parts of nickel alloy with more than 40 % nickel"


def _declaration(number, quantity, licence="", destination="VN"):
    return {
        "office": "KHSHV",
        "number": number,
        "regime": "EX",
        "destination": destination,
        "parties": [
            {"role": "exporter", "name": "Journey Valves Co., Ltd.", "country": "KH"},
            {"role": "consignee", "name": "Journey Water Works", "country": destination},
        ],
        "items": [
            {
                "number": 1,
                "description": VALVE,
                "hs": "848180",
                "quantity": str(quantity),
                "unit": "C62",
                **({"licences": [licence]} if licence else {}),
            }
        ],
    }


def _hand_in(person, message):
    person.go("/customs/declarations/new/")
    person.page.set_input_files(
        "main input[type=file]",
        {"name": "d.json", "mimeType": "application/json", "buffer": json.dumps(message).encode()},
    )
    person.press()
    return person.text


def _apply(exporter):
    exporter.go("/exporter/applications/new/")
    exporter.choose("kind", "individual_export")
    exporter.fill(title="Valves for a water works")
    exporter.press()
    exporter.follow("Destination and end use")
    exporter.fill(
        destination="VN",
        end_use="Dosing at a fictional water works",
        purpose="industrial",
        end_user_type="company",
    )
    exporter.press()
    exporter.follow("Add goods")
    exporter.fill(description=VALVE, quantity="40", unit="C62", claimed_entry="2B350", hs="848180")
    exporter.press()
    for role in ("CONSIGNEE", "END_USER"):
        exporter.follow("Name consignee")
        exporter.fill(role=role, name="Journey Water Works", address="2 Journey Road", country="VN")
        exporter.press()
    exporter.follow("Hand in papers")
    exporter.page.set_input_files(
        "main input[type=file]",
        {"name": "end use.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%journey\n%%EOF\n"},
    )
    exporter.press()
    exporter.follow("Check and hand in")
    exporter.fill(declared_by="Journey Director")
    exporter.page.locator("main input[name=true]").check()
    exporter.press()
    assert "APP-" in exporter.text


def _grant(person):
    officer = person("officer")
    officer.go("/officer/cases/")
    officer.follow("APP-")
    officer.follow("Take this case")
    officer.press()
    officer.follow("Record the entry")
    officer.fill(entry="2B350.g.1", reason="As the data sheet shows")
    officer.press()
    officer.follow("Ask agencies")
    ticked = officer.page.locator("main input[name=agencies]:checked")
    while ticked.count():
        ticked.first.uncheck()
    officer.choose("agencies", "MFAIC")
    officer.press()
    assert "Ministry of Foreign Affairs" in officer.text
    reviewer = person("reviewer", width=360)
    reviewer.go("/officer/questions/")
    reviewer.follow("Valves for a water works")
    reviewer.choose("position", "NO_OBJECTION")
    reviewer.fill(reason="Nothing known against the end user")
    reviewer.press()
    assert "Nothing waits for you" in reviewer.text
    officer.page.reload()
    officer.follow("Propose a decision")
    officer.choose("outcome", "GRANT")
    officer.fill(reason="No objection; plausible quantity", valid_months="6")
    officer.press()
    officer.picture("case")
    case = officer.page.url
    head = person("head")
    head.go(case)
    head.follow("Decide")
    head.choose("choice", "decide")
    head.press()
    assert "EXP-" in head.text


def test_application_travels_to_a_licence_that_anybody_verifies_and_customs_writes_off(person):
    exporter = person("exporter")
    _apply(exporter)
    _grant(person)
    exporter.go("/exporter/licences/")
    exporter.follow("EXP-")
    reference = exporter.page.locator("main h1 code").inner_text()
    with exporter.page.expect_download() as waiting:
        exporter.page.evaluate(
            "u => { const a = document.createElement('a'); a.href = u; a.download = 'l.pdf';"
            " document.body.append(a); a.click(); }",
            exporter.page.locator("main a", has_text="PDF").get_attribute("href"),
        )
    pdf = Path(waiting.value.path()).read_bytes()
    assert pdf.startswith(b"%PDF")
    token = next(
        part for part in pdf.rsplit(b"%STC-SEAL ", 1)[1].decode().split() if part.startswith("STC1.")
    )
    anybody = person("", width=360)
    anybody.go(f"/verify/?code={token}")
    assert reference in anybody.text
    anybody.picture("phone")
    visitor = person("")
    visitor.go("/")
    visitor.picture("home")
    visitor.go("/list/2B350/")
    assert "2B350.g" in visitor.text
    visitor.picture("entry")
    altered = token[:-12] + ("A" if token[-12] != "A" else "B") + token[-11:]
    anybody.go(f"/verify/?code={altered}")
    assert reference not in anybody.text

    customs = person("customs")
    said = _hand_in(customs, _declaration("J-1", 15, reference))
    assert "Release" in said
    assert reference in said
    customs.follow("Confirm exit")
    customs.press()
    exporter.page.reload()
    assert "25" in exporter.text
    said = _hand_in(customs, _declaration("J-2", 26, reference))
    assert "Hold" in said
    assert "26 pcs declared, 25 pcs left" in said
    customs.picture("declaration")
    customs.follow("1. Bellows")
    assert "25" in customs.text
    assert "Hold" in person("customs", width=360).page.inner_text("body")


def test_hold_is_lifted_by_a_supervisor_only(person):
    customs = person("customs")
    said = _hand_in(customs, _declaration("J-3", 5, destination="KP"))
    assert "Hold" in said
    assert "Only a supervisor can lift this hold" in said
    address = customs.page.url
    supervisor = person("supervisor")
    assert "KHSHV J-3" in supervisor.text.split("Moving")[0]
    supervisor.go(address)
    supervisor.follow("Lift the hold")
    supervisor.fill(reason="Goods returned to the exporter under seal")
    supervisor.press()
    assert "Released" in supervisor.text
