"""Scheduled chemicals: no licence without the recipient's certificate, no shipment before the thirty days are over."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from stratrade.apps.accounts.clock import today
from stratrade.apps.casework import queries as casework
from stratrade.apps.casework.services import apply, assess, draft, refer, triage
from stratrade.apps.licences.models import Licence

TEA = {
    "description": "Triethanolamine 99 %",
    "cas": "102-71-6",
    "entry": "CWC-3B.17",
    "concentration_pct": Decimal(99),
    "quantity": Decimal(500),
    "unit": "KGM",
    "destination": "EG",
    "purpose": "industrial",
}
TOXIN = {
    "description": "Saxitoxin reference standard",
    "cas": "35523-89-8",
    "entry": "CWC-1A.7",
    "concentration_pct": None,
    "quantity": Decimal(100),
    "unit": "MGM",
    "destination": "FR",
    "purpose": "research",
}
STATED = (
    "non_prohibited_purposes",
    "no_retransfer",
    "types_and_quantities",
    "end_uses",
    "end_users",
    "end_user",
    "recipient_government",
)


@pytest.fixture
def application(state):
    """application(goods) is a case in which the last agency has answered; an officer may propose now."""

    def made(goods):
        exporter, officer, reviewer = state["exporter"], state["officer"], state["reviewer"]
        case = draft.start(
            kind="individual_export", activity="export", title=goods["description"], by=exporter
        )
        key = case.public_id
        details = {
            "destination": goods["destination"],
            "end_use": "Fictional use",
            "end_user_type": "company",
        }
        draft.describe(key, {**details, "purpose": goods["purpose"]}, version=None, by=exporter)
        fields = draft.ItemFields(
            description=goods["description"],
            quantity=goods["quantity"],
            unit=goods["unit"],
            claimed_entry=goods["entry"],
            cas=goods["cas"],
            concentration_pct=goods["concentration_pct"],
        )
        draft.put_item(key, fields, version=None, by=exporter)
        for role in ("CONSIGNEE", "END_USER"):
            draft.put_party(
                key, role, name="Journey Chemicals", country=goods["destination"], version=None, by=exporter
            )
        apply.submit(key, declared_by="Journey Director", version=None, by=exporter)
        triage.accept(key, version=None, by=officer)
        assess.rate(key, 1, goods["entry"], reason="CAS number", version=None, by=officer)
        refer.refer(key, ["MFAIC"], version=None, by=officer)
        asked = casework.referrals_for(reviewer).get()
        refer.answer(asked.public_id, position="NO_OBJECTION", reason="Known", version=None, by=reviewer)
        return f"/officer/cases/{key}/"

    return made


def _propose(officer, case):
    officer.go(case)
    officer.follow("Propose a decision")
    officer.choose("outcome", "GRANT")
    officer.fill(reason="Plausible", valid_months="6")
    officer.press()


def _decide(head, case):
    head.go(case)
    head.follow("Decide")
    head.choose("choice", "decide")
    head.press()
    return head.text


def _declare(customs, goods, number, licence=""):
    share = goods["concentration_pct"]
    lane = customs.declare(
        number,
        destination=goods["destination"],
        consignee="Journey Chemicals",
        description=goods["description"],
        cas=[goods["cas"]],
        quantity=str(goods["quantity"] / 10),
        unit=goods["unit"],
        **({"parameters": {"concentration_pct": str(share)}} if share else {}),
        **({"licences": [licence]} if licence else {}),
    )
    customs.follow(f"1. {goods['description'].split()[0]}")
    return lane + customs.text


def _certificate(officer, case, states):
    officer.go(case)
    officer.follow("Record the certificate")
    officer.fill(reference="EUC-7", issuer="Fictional chemical authority", received_on=today().isoformat())
    for name in STATED:
        officer.page.locator(f"main input[name=states][value='{name}']").set_checked(name in states)
    officer.press()


def test_schedule_3_waits_for_the_certificate_and_passes_with_it(person, application):
    case = application(TEA)
    officer, head, customs = person("officer"), person("head"), person("customs")
    said = _declare(customs, TEA, "P-1")
    assert "Hold" in said
    assert "must certify the end use" in said
    _propose(officer, case)
    assert "still wanted" in officer.text
    said = _decide(head, case)
    assert "the end-use certificate of Egypt is not there, or not whole" in said
    _certificate(officer, case, STATED[:-1])
    assert "Certified by an authority of the recipient State" in officer.text
    assert "not whole" in _decide(head, case)
    _certificate(officer, case, STATED)
    assert "there and whole" in officer.text
    officer.picture("papers")
    assert "EXP-" in _decide(head, case)
    licence = Licence.objects.get()
    said = _declare(customs, TEA, "P-2", licence.reference)
    assert "Release" in said
    assert "carries the papers that the treaty asks for" in said
    exporter = person("exporter", width=360)
    exporter.go(f"/exporter/licences/{licence.public_id}/")
    assert "EUC-7" in exporter.text


def test_schedule_1_is_held_the_day_before_and_passes_on_the_day(person, application, monkeypatch):
    case = application(TOXIN)
    officer, head, customs = person("officer"), person("head"), person("customs")
    _propose(officer, case)
    assert "EXP-" in _decide(head, case)
    licence = Licence.objects.get()
    said = _declare(customs, TOXIN, "P-3", licence.reference)
    assert "Hold" in said
    assert "has not been notified to the OPCW yet" in said
    day = today() + dt.timedelta(days=1)
    officer.go(case)
    officer.follow("Record the notification")
    received = today() - dt.timedelta(days=29)
    officer.fill(reference="NV-12", received_on=received.isoformat())
    officer.choose("counterpart", "NOT_NOTIFIED")
    officer.press()
    assert "The goods may go on" in officer.text
    said = _declare(customs, TOXIN, "P-4", licence.reference)
    assert "the other State has not notified the transfer yet" in said
    officer.follow("Record the notification")
    officer.choose("counterpart", "NOTIFIED")
    officer.press()
    said = _declare(customs, TOXIN, "P-5", licence.reference)
    assert "Hold" in said
    assert f"lets the goods go from {day:%-d %b %Y} on" in said
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + dt.timedelta(days=1))
    customs = person("customs")  # a day later the first one has been signed out
    said = _declare(customs, TOXIN, "P-6", licence.reference)
    assert "Release" in said
    customs.go(f"/customs/licences/{licence.public_id}/")
    assert "NV-12" in customs.text
