"""Exemptions and general authorisations lift the licence duty of the list, and nothing else: each against each."""

import dataclasses
import datetime as dt

import pytest

from stratrade.apps import pack, shelf
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Outcome, Transaction
from stratrade.engines.determination.rules import Relief

ON = dt.date(2026, 6, 1)
LIFTABLE = {name: pack.read(name).jurisdiction.reliefs for name in pack.ids()}
RELIEFS = [pytest.param(name, relief, id=relief.id) for name, found in LIFTABLE.items() for relief in found]
ALL = {
    "goods": "^.",
    "but": "",
    "activities": ("export", "itt", "technical_assistance", "brokering"),
    "destinations": frozenset(),
    "bars": (),
    "status": "in_force",
}
"""The same relief with nothing left out: if even this lifts nothing else, no relief does."""
OTHERS = {
    "sanction": ({"hs_code": "8458", "destination": "KP", "entry": "2B352"}, Outcome.PROHIBITED),
    "arms embargo": ({"entry": "ML1", "destination": "SS"}, Outcome.PROHIBITED),
    "treaty prohibition": (
        {"cas": "107-44-8", "entry": "CWC-1A.1", "purpose": "research", "destination": "IL"},
        Outcome.PROHIBITED,
    ),
    "treaty notice": (
        {"cas": "107-44-8", "entry": "CWC-1A.1", "purpose": "research", "destination": "FR"},
        Outcome.NOTIFICATION,
    ),
    "treaty certificate": (
        {"cas": "102-71-6", "entry": "CWC-3B.17", "concentration_pct": 99, "destination": "EG"},
        Outcome.END_USE_CERTIFICATE,
    ),
    "served catch-all": ({"description": "valve", "destination": "TH"}, Outcome.LICENCE),
    "known catch-all": ({"description": "valve", "destination": "TH"}, Outcome.NOTIFICATION),
}
HOW = {"served catch-all": ("informed", "wmd"), "known catch-all": ("aware", "wmd")}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize(("name", "relief"), RELIEFS)
def test_a_relief_lifts_nothing_but_the_duty_of_the_list(name, relief, other):
    law = pack.read(name).jurisdiction
    wide: Relief = dataclasses.replace(relief, **ALL, flags=(), words=())
    book = Rulebook(dataclasses.replace(law, reliefs=(wide,)), shelf.read_edition(), pack.memberships())
    given, least = OTHERS[other]
    found = book.determine(
        Transaction(activity="export", date=ON, origin="DE", flags=HOW.get(other, ()), **given), on=ON
    )
    assert found.outcome is least, found.findings


@pytest.mark.parametrize(("name", "relief"), RELIEFS)
def test_the_same_relief_does_lift_the_duty_of_the_list(name, relief):
    law = pack.read(name).jurisdiction
    wide = dataclasses.replace(relief, **ALL, flags=(), words=())
    asked = Transaction(activity="export", date=ON, origin="DE", destination="TH", entry="2B352")
    with_it = Rulebook(dataclasses.replace(law, reliefs=(wide,)), shelf.read_edition(), pack.memberships())
    without = Rulebook(dataclasses.replace(law, reliefs=()), shelf.read_edition(), pack.memberships())
    assert without.determine(asked, on=ON).outcome is Outcome.LICENCE
    assert with_it.determine(asked, on=ON).outcome is Outcome.NONE


@pytest.mark.parametrize(("name", "relief"), RELIEFS)
def test_goods_left_out_and_facts_that_bar_keep_the_duty(name, relief):
    law = pack.read(name).jurisdiction
    tight = dataclasses.replace(relief, **{**ALL, "but": "^2B352", "bars": ("informed",)}, flags=(), words=())
    book = Rulebook(dataclasses.replace(law, reliefs=(tight,)), shelf.read_edition(), pack.memberships())
    asked = Transaction(activity="export", date=ON, origin="DE", destination="TH", entry="2B352")
    barred = dataclasses.replace(asked, entry="3A225", flags=("informed",))
    assert book.determine(asked, on=ON).outcome is Outcome.LICENCE
    assert book.determine(barred, on=ON).outcome is Outcome.LICENCE
