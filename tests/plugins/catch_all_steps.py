"""Steps with notices of the catch-all that several tests take: serve, withdraw, declare, let the worker work."""

import datetime as dt
import json
from decimal import Decimal

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.audit import applying
from stratrade.apps.audit.models import EventRow
from stratrade.apps.audit.reactions import name_of
from stratrade.apps.casework.services import apply, draft
from stratrade.apps.enforcement.services import declare
from stratrade.apps.measures.services import serve, withdraw
from stratrade.apps.parties import services as parties
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs import reference
from stratrade.project import wiring

SECRET = "a source abroad speaks of a secret workshop"
TOLD = "Vacuum valves of your company may serve a programme of concern"
PEOPLE = {
    "exporter": None, "stranger": None, "officer": "NACW", "head": "NACW", "customs": "GDCE", "auditor": "NACW",
}  # fmt: skip


def small_state():
    """Two companies with somebody for each, and officials."""
    reference.load(lambda _line: None)
    people = {
        key: account_services.create_user(
            email=f"{key}@measures.example",
            name=key.title(),
            role="exporter" if agency is None else key,
            agency=accounts.agency(agency) if agency else None,
            by=SYSTEM,
        )
        for key, agency in PEOPLE.items()
    }
    for who, name, number in (
        ("exporter", "Placeholder Valves Co., Ltd.", "K000-700000011"),
        ("stranger", "Unrelated Sample Trading", "K000-700000012"),
    ):
        company = parties.register(
            {"name": name, "country": "KH", "address": f"{number} Sample Road"},
            identifiers={"tax": number},
            by=SYSTEM,
        )
        parties.add_member(company.public_id, people[who], by=SYSTEM)
    return people


def react(name=""):
    """Apply the reactions of the newest event of a name, or of every event, as the worker does."""
    rows = EventRow.objects.filter(name=name).order_by("-pk")[:1] if name else EventRow.objects.order_by("pk")
    by_name = {event.event_name(): reactions for event, reactions in wiring.REACTIONS.items()}
    for row in rows:
        for reaction in by_name.get(row.name, ()):
            applying.apply(row.public_id, name_of(reaction))


def work():
    """Apply reactions until none says anything new."""
    count = -1
    while count != EventRow.objects.count():
        count = EventRow.objects.count()
        react()


def fields(**other):
    return serve.Fields(
        **{
            "text": TOLD,
            "basis": SECRET,
            "review_on": today() + dt.timedelta(days=90),
            "company": "K000-700000011",
            **other,
        }
    )


def served(state, **other):
    notice = serve.propose(fields(**other), by=state["officer"])
    return serve.decide(notice.public_id, sign=True, version=1, by=state["head"])


def withdrawn(state, notice):
    withdraw.propose(notice.public_id, reason="Settled", version=None, by=state["officer"])
    return withdraw.decide(notice.public_id, sign=True, version=None, by=state["head"])


def declared(
    state,
    number,
    exporter="PLACEHOLDER VALVES CO LTD",
    hs="848180",
    destination="TH",
    goods="Water tap, brass, household",
    consignee="Tonle Sample",
    trader=None,
    **item,
):
    message = {
        "office": "KHTST",
        "number": number,
        "regime": "EX",
        "destination": destination,
        "parties": [
            {"role": "exporter", "name": exporter, **(trader or {})},
            {"role": "consignee", "name": consignee},
        ],
        "items": [
            {"number": 1, "description": goods, "hs": hs, "net_kg": "10", **item},
        ],
    }
    raw = json.dumps(message).encode()
    return declare.judge(
        canonical.parse(raw), raw=raw, media_type="application/json", key=number, by=state["customs"]
    )


def reasons(answer):
    return {f["code"]: f for f in answer["items"][0]["findings"]}


def application(by):
    case = draft.start(kind="individual_export", activity="export", title="Taps", by=by)
    draft.describe(
        case.public_id,
        {"destination": "TH", "end_use": "Water works", "purpose": "civil", "end_user_type": "private"},
        version=None,
        by=by,
    )
    goods = draft.ItemFields(
        description="Water tap, brass, household", quantity=Decimal(4), unit="C62", hs="848180"
    )
    draft.put_item(case.public_id, goods, version=None, by=by)
    for role in ("CONSIGNEE", "END_USER"):
        draft.put_party(case.public_id, role, name="Tonle Sample", country="TH", version=None, by=by)
    return apply.submit(case.public_id, declared_by="Director", version=None, by=by)
