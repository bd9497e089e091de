"""A committee's approval lifts one rule, for the goods, people, way and quantity of its letter, and nothing else."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from stratrade.apps import pack, shelf
from stratrade.engines.classify.identify import Identification
from stratrade.engines.determination.approved import Approval, Asked, fitting
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Transaction
from stratrade.engines.verdict.declaration import Declaration, Item, Party, Regime, Transport
from stratrade.engines.verdict.judge import Bench

ON = dt.date(2026, 6, 1)
NOTHING = Identification("not_listed", (), (), (), "test")
APPROVAL = Approval(
    key=1,
    reference="CAP-2026-00001-X",
    letter="S/AC.49/1",
    rule="DPRK-EXP-2397-7",
    lifts="committee-1718#DPRK-EXP-2397-7",
    citation="UNSCR 2397 (2017) para 7",
    valid_from=dt.date(2026, 1, 1),
    valid_to=dt.date(2026, 12, 31),
    destination="KP",
    remaining=Decimal(100),
    unit="KGM",
    names=frozenset({"relief co"}),
    recipients=frozenset({"ward one"}),
    hs=("8413",),
    route=frozenset({"CN"}),
)
LINE = Asked(
    names=frozenset({"relief co", "ward one"}),
    ids=frozenset(),
    recipients=frozenset({"ward one"}),
    hs="841370",
    entries=(),
    destination="KP",
    route=("CN",),
    net_kg=Decimal(60),
)


@pytest.fixture(scope="module")
def law():
    return pack.read("kh").jurisdiction


@pytest.mark.parametrize(
    "other",
    [
        {"names": frozenset({"ward one"})},
        {"recipients": frozenset({"ward one", "ministry two"})},
        {"recipients": frozenset()},
        {"hs": "848180"},
        {"destination": "IR"},
        {"route": ("CN", "RU")},
    ],
)
def test_approval_says_nothing_of_what_its_letter_does_not_name(other):
    found = fitting([APPROVAL], dataclasses.replace(LINE, **other), on=ON)
    assert (found.flags, dict(found.refused)) == ((), {})


@pytest.mark.parametrize(
    ("approval", "line", "on", "code"),
    [
        ({}, {"net_kg": Decimal("100.1")}, ON, "exhausted"),
        ({}, {"net_kg": None}, ON, "unmeasured"),
        ({}, {}, dt.date(2027, 1, 1), "not_valid"),
        ({}, {}, dt.date(2025, 12, 31), "not_valid"),
        ({"standing": False}, {}, ON, "withdrawn"),
        ({"by_value": True, "unit": "USD"}, {"value": Decimal(5), "currency": "EUR"}, ON, "unmeasured"),
    ],
)
def test_approval_that_lifts_nothing_says_why(approval, line, on, code):
    one = dataclasses.replace(APPROVAL, **approval)
    found = fitting([one], dataclasses.replace(LINE, **line), on=on)
    assert found.flags == ()
    (why,) = found.reasons([APPROVAL.rule])
    assert why.code == f"determination.approval.{code}"
    assert found.reasons(["DPRK-WMD"]) == []


def test_licence_of_the_transfer_leaves_it_what_it_holds():
    held = dataclasses.replace(APPROVAL, remaining=Decimal(0), held={"EXP-1": Decimal(60)})
    assert fitting([held], LINE, on=ON).flags == ()
    assert fitting([held], dataclasses.replace(LINE, licences=("EXP-1",)), on=ON).flags == (held.lifts,)


def test_only_the_named_rule_is_lifted(law):
    book = Rulebook(law, shelf.read_edition(), pack.memberships())
    asked = Transaction("export", ON, destination="KP", hs_code="841370", approvals=(APPROVAL.lifts,))
    assert book.determine(asked, on=ON).outcome.value != "prohibited"
    listed = dataclasses.replace(asked, entry="2B350.i")
    answer = book.determine(listed, on=ON)
    assert answer.outcome.value == "prohibited"
    assert {f.params["rule"] for f in answer.findings if f.code == "sanctions.prohibited"} == {"DPRK-LISTED"}


def test_lines_of_one_declaration_share_what_is_left(law):
    items = tuple(Item(n, "Water pump", hs="841370", net_kg=Decimal(60)) for n in (1, 2))
    message = Declaration(
        "KHTST",
        "1",
        1,
        Regime.EXPORT,
        items,
        destination="KP",
        parties=(Party("exporter", "Relief Co."), Party("consignee", "Ward One")),
        transport=Transport(route=("CN",)),
    )
    bench = Bench(law, shelf.read_edition(), pack.memberships(), (), on=ON)
    verdict = bench.judge(message, identifications=dict.fromkeys((1, 2), NOTHING), approvals=[APPROVAL])
    first, second = verdict.items
    assert [(t.key, t.quantity, t.remaining) for t in first.approvals] == [(1, Decimal(60), Decimal(40))]
    assert {f.code for f in first.findings} >= {"determination.approval.lifts", "sanctions.inspect"}
    assert first.lane.value == "inspect"
    assert second.approvals == ()
    assert {f.code for f in second.findings} >= {"sanctions.prohibited", "determination.approval.exhausted"}
