"""A State with its agencies, people of the national authorities, and customs that confirm what crosses."""

import datetime as dt
import json
from importlib.resources import files

import pytest
import yaml
from django.contrib.auth import get_user_model

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts import services as account_services
from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.enforcement.services import act, declare
from stratrade.apps.law import services as law
from stratrade.apps.lists import services as lists
from stratrade.interfaces.exchange import canonical

PEOPLE = {
    "focal": ("focal", "NACW"),
    "reviewer": ("reviewer", "MND"),
    "head": ("head", "NACW"),
    "minister": ("minister", "MND"),
    "auditor": ("auditor", "MEF"),
    "health": ("reviewer", "MOH"),
    "outsider": ("reviewer", "MPTC"),
    "customs": ("customs", "GDCE"),
    "supervisor": ("supervisor", "GDCE"),
}


@pytest.fixture
def people(transactional_db):
    folder = files("stratrade") / "data" / "packs" / "kh"
    pages = {n: yaml.safe_load((folder / n).read_text("utf-8")) for n in ("agencies.yaml", "law.yaml")}
    account_services.load_agencies(pages["agencies.yaml"]["agencies"], pack="kh", by=SYSTEM)
    law.load(pages["law.yaml"], pack="kh", by=SYSTEM)
    lists.adopt(lists.load(by=SYSTEM).digest, in_force_from=dt.date(2025, 11, 15), by=SYSTEM)
    return {
        key: get_user_model().objects.create(
            email=f"{key}@treaty.example", name=key.title(), role=role, agency=accounts.agency(agency)
        )
        for key, (role, agency) in PEOPLE.items()
    }


@pytest.fixture
def crossing(people):
    """crossing("X-1", "EX", cas, kg, pct) is judged, let go and confirmed; `then` says how far it gets."""

    def cross(number, regime, cas, kg, pct="", then="exit", text="Drums of a chemical", country="TH"):
        abroad = {"EX": "destination", "RE": "destination", "TR": "destination", "IM": "origin"}[regime]
        item = {
            "number": 1,
            "description": text,
            "hs": "292215",
            "quantity": str(kg),
            "unit": "KGM",
            "net_kg": str(kg),
        }
        item |= {"cas": [cas]} if cas else {}
        item |= {"parameters": {"concentration_pct": f"{pct} %"}} if pct else {}
        body = {
            "office": "KHSHV",
            "number": number,
            "regime": regime,
            "destination": "KH",
            abroad: country,
            "items": [item],
            "parties": [
                {
                    "role": "exporter",
                    "name": "Fictional Drums",
                    "country": "KH" if regime != "IM" else country,
                },
                {
                    "role": "consignee",
                    "name": "Fictional Tanks",
                    "country": country if regime != "IM" else "KH",
                },
            ],
        }
        raw = json.dumps(body).encode()
        answer = declare.judge(
            canonical.parse(raw), raw=raw, media_type="application/json", key=number, by=people["customs"]
        )
        if then == "wait":
            return answer
        if then == "cancel":
            act.cancel(answer["id"], reason="Entered twice", by=people["supervisor"])
            return answer
        if answer["status"] != "RELEASED":
            act.release(answer["id"], reason="Seen", version=None, by=people["supervisor"])
        act.confirm_exit(answer["id"], by=people["customs"])
        return answer

    return cross
