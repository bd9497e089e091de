"""A committee's approval: goods to the DPRK stop, pass once it is confirmed, and stop again when it is used up."""

import datetime as dt

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today

LETTER = {
    "name": "letter.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
}
PARAGRAPH = "2397 (2017)"


def _taps(customs, number, kg):
    goods = {"description": "Household water tap of brass", "hs": "848180", "net_kg": kg}
    return customs.declare(number, destination="KP", consignee="Journey Hospital", **goods)


def test_approval_lets_goods_pass_up_to_its_quantity(state, person):
    account_services.create_user(
        email="second@journey.example",
        name="Journey Second",
        role="reviewer",
        agency=accounts.agency("MFAIC"),
        password="a journey of a thousand steps",
        by=SYSTEM,
    )
    first, customs = person("reviewer"), person("customs")
    stopped = _taps(customs, "K-1", "60")
    assert stopped.split()[1] == "Hold"
    assert PARAGRAPH in stopped
    first.go("/officer/")
    first.way("Approvals of committees")
    first.follow("Enter an approval")
    first.fill(
        rule="DPRK-EXP-2397-7",
        letter="S/AC.49/2026/7",
        letter_on=today().isoformat(),
        applicant_state="KH",
        applicant="Journey Valves Co., Ltd.",
        goods="Water taps for a hospital",
        hs="8481",
        quantity="100",
        unit="KGM",
        destination="KP",
        valid_from=today().isoformat(),
        valid_to=(today() + dt.timedelta(days=90)).isoformat(),
    )
    first.page.set_input_files("main input[type=file]", LETTER)
    first.picture("approval-entered")
    first.press()
    reference = first.page.inner_text("h1").split()[0]
    assert "Confirm the approval" not in first.text
    assert _taps(customs, "K-2", "60").split()[1] == "Hold"
    second = person("second", width=360)
    second.go("/officer/")
    second.follow(reference)
    second.follow("Confirm the approval")
    second.press()
    assert "Confirmed" in second.text
    second.picture("approval-confirmed")
    passed = _taps(customs, "K-3", "60")
    assert passed.split()[1] == "Inspect"  # cargo to the DPRK is always inspected
    assert reference in passed
    assert "40 kg left" in passed
    customs.picture("approval-at-customs")
    customs.way("Approvals of committees")
    customs.follow(reference)
    assert "KHSHV/K-3" in customs.text
    customs.picture("approval-ledger")
    again = _taps(customs, "K-4", "60")
    assert again.split()[1] == "Hold"
    customs.follow("Household water tap")
    assert "does not reach: 60 kg asked, 40 kg left" in customs.text
    second.go(second.page.url)
    second.follow("Ask to withdraw it")
    second.fill(reason="The committee took it back")
    second.press()
    assert _taps(customs, "K-5", "10").split()[1] == "Hold"
    first.go("/officer/")
    first.follow(reference)
    first.follow("Withdraw it for good")
    first.press()
    assert "Withdrawn" in first.text
