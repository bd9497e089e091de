"""A State with a register, a case, a licence and a declaration, and jobs that are done when a test says so."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.audit import applying
from stratrade.apps.casework.services import apply, draft
from stratrade.apps.enforcement.services import declare
from stratrade.apps.licences.models import Licence
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import services
from stratrade.engines.matching.model import ListedName, ListedParty
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs import reference

EXAMPLES = Path(__file__).parents[3] / "examples"
APPLIED = set()


def listed(entry, *names, code="NAT", identifiers=None):
    """An entry of a fictional national list."""
    return ListedParty(
        code, entry, "organisation", tuple(ListedName(n, "strong", "Latin") for n in names), (), (),
        identifiers or {},
    )  # fmt: skip


def adopt(*entries, code="NAT"):
    """Put entries in force as an edition of their own."""
    raw = repr([(e.entry_id, [n.text for n in e.names], e.identifiers) for e in entries]).encode()
    return services.adopt(code, entries, hashlib.sha256(raw).hexdigest(), by=SYSTEM)


def decided(alert, action, state, reason="Another company"):
    """Settle an alert by two people, as a likeness as strong as the same name asks for."""
    services.settle(alert.public_id, action, reason=reason, version=None, by=state["officer"])
    services.second(alert.public_id, agree=True, version=None, by=state["head"])
    work()


def work():
    """Apply every reaction that waits, and those that it leads to, as the worker does."""
    waiting = ProcrastinateJob.objects.filter(task_name="audit.react").order_by("id")
    while jobs := list(waiting.exclude(id__in=APPLIED)):
        for job in jobs:
            APPLIED.add(job.id)
            applying.apply(job.args["event_id"], job.args["reaction"])


@pytest.fixture
def state(transactional_db):
    """Reference data, an exporter with a company, an officer, a supervisor."""
    reference.load(lambda _line: None)
    people = {
        key: account_services.create_user(
            email=f"{key}@screening.example",
            name=key.title(),
            role=key,
            agency=accounts.agency(agency) if agency else None,
            by=SYSTEM,
        )
        for key, agency in {
            "exporter": None,
            "officer": "NACW",
            "head": "NACW",
            "supervisor": "GDCE",
            "customs": "GDCE",
            "steward": "NACW",
        }.items()
    }
    company = parties.register(
        {"name": "Mekong Sample Instruments Co., Ltd.", "country": "KH", "address": "1 Sample Road"},
        identifiers={"tax": "K000-700000002"},
        by=SYSTEM,
    )
    parties.add_member(company.public_id, people["exporter"], by=SYSTEM)
    work()
    return {**people, "company": company}


@pytest.fixture
def case(state):
    """An application that was handed in, to a consignee on no list."""
    by = state["exporter"]
    made = draft.start(kind="individual_export", activity="export", title="Valves", by=by)
    draft.describe(
        made.public_id,
        {"destination": "VN", "end_use": "Water works", "purpose": "civil", "end_user_type": "private"},
        version=None,
        by=by,
    )
    goods = draft.ItemFields(
        description="Bellows sealed valve of nickel alloy", quantity=Decimal(4), unit="C62"
    )
    draft.put_item(made.public_id, goods, version=None, by=by)
    for role in ("CONSIGNEE", "END_USER"):
        draft.put_party(
            made.public_id, role, name="Tonle Quartz Waterworks", country="VN", identifier="VN-99817263",
            version=None, by=by,
        )  # fmt: skip
    apply.submit(made.public_id, declared_by="Exporter", version=None, by=by)
    work()
    made.refresh_from_db()
    return made


@pytest.fixture
def licence(state):
    """A live licence of the company to the same consignee."""
    return Licence.objects.create(
        reference="EXP-2026-000077-X",
        kind="individual_export",
        activity="export",
        case_subject="casework.case:none",
        holder=state["company"],
        holder_name=state["company"].name,
        consignee_name="Tonle Quartz Waterworks",
        destination="VN",
        end_use="Water works",
        valid_from=dt.date(2026, 1, 1),
        valid_to=timezone.now().date() + dt.timedelta(days=300),
        legal_basis="None",
        issued_at=timezone.now(),
        issued_by=state["officer"],
    )


@pytest.fixture
def declaration(state):
    """A declaration that waits at the border, to the same consignee."""
    message = json.loads((EXAMPLES / "declaration_chemicals.json").read_text(encoding="utf-8"))
    for party in message["parties"]:
        if party["role"] == "consignee":
            party["name"] = "Tonle Quartz Waterworks"
    raw = json.dumps(message).encode()
    answer = declare.judge(
        canonical.parse(raw), raw=raw, media_type="application/json", key="waits", by=state["customs"]
    )
    work()
    return answer
