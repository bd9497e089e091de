"""Cases as a customs officer would write them, decided by the packaged list and pack."""

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from stratrade.apps import pack, shelf
from stratrade.engines.classify.identify import Candidate, Identification
from stratrade.engines.determination.served import Served
from stratrade.engines.verdict.declaration import Declaration, Item, Party, Regime, Transport
from stratrade.engines.verdict.judge import Bench, judge
from stratrade.engines.verdict.licence import LicenceView
from stratrade.kernel.finding import Finding, Severity

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted((Path(__file__).parents[2] / "cases" / "verdict").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {
    "case", "reference", "regime", "date", "goods", "met", "open", "licences", "hits", "route", "consignee",
    "lane", "because", "not", "basis", "uses",
}  # fmt: skip
ON = dt.date(2026, 6, 1)
AMOUNTS = ("net_kg", "quantity", "value")


def identification(met=(), opened=()):
    candidates = tuple(
        Candidate(paragraph.split(".")[0], paragraph, 0.9, status, (), (), supported=True)
        for status, paragraphs in (("met", met), ("open", opened))
        for paragraph in paragraphs
    )
    return Identification("controlled" if met else "insufficient_data", candidates, (), (), "test")


def goods(number, given):
    fields = {k: Decimal(str(v)) if k in AMOUNTS else v for k, v in given.items()}
    fields |= {k: tuple(fields[k]) for k in ("cas", "licences") if k in fields}
    return Item(number, **fields)


def licence(number, given):
    fields = {
        "reference": "EXP-2026-000001-X",
        "destination": "TH",
        "activity": "export",
        "status": "ISSUED",
        "valid_from": dt.date(2026, 1, 1),
        "valid_to": dt.date(2026, 12, 31),
        **given,
    }
    fields |= {name: tuple(fields[name]) for name in ("papers", "lacking") if name in fields}
    return LicenceView(
        line_id=number, line=number, **{**fields, "remaining": Decimal(str(fields["remaining"]))}
    )


def declaration(items, *, regime="EX", consignee="", route=()):
    parties = (Party("consignee", consignee),) if consignee else ()
    return Declaration(
        "KHTEST",
        "1",
        1,
        Regime(regime),
        tuple(items),
        parties=parties,
        transport=Transport(route=tuple(route)),
    )


@pytest.fixture(scope="module")
def kh():
    return pack.read("kh")


def bench(kh, on=ON):
    return Bench(kh.jurisdiction, shelf.read_edition(), pack.memberships(), kh.rules, on=on)


def _judged(case, kh):
    declared = declaration(
        [goods(1, case["goods"])],
        regime=case.get("regime", "EX"),
        consignee=case.get("consignee", ""),
        route=case.get("route", ()),
    )
    return bench(kh, case.get("date", ON)).judge(
        declared,
        identifications={1: identification(case.get("met", ()), case.get("open", ()))},
        licences=[licence(n, row) for n, row in enumerate(case.get("licences", ()), start=1)],
        hits=case.get("hits", ()),
    )


@pytest.mark.parametrize("case", CASES)
def test_case(case, kh):
    assert set(case) <= KEYS
    assert case["reference"]
    found = _judged(case, kh)
    (item,) = found.items
    codes = {f.code for f in item.findings}
    assert item.lane.value == case["lane"], codes
    assert set(case.get("because", ())) <= codes
    assert not set(case.get("not", ())) & codes
    if "uses" in case:
        assert [u.quantity for u in item.licences] == [Decimal(u) for u in case["uses"]]
    if "basis" in case:
        assert bool(found.legal_basis) is case["basis"]


@pytest.mark.parametrize("case", CASES)
def test_a_hold_has_a_reason_and_a_provision_and_nothing_else_has_one(case, kh):
    found = _judged(case, kh)
    blocked = [f for item in found.items for f in item.findings if f.severity is Severity.BLOCK]
    if found.lane.value == "hold":
        assert found.legal_basis
        assert blocked
    else:
        assert found.legal_basis == ""


def test_two_items_share_what_remains_of_a_line(kh):
    items = [
        goods(n, {"description": "valve", "destination": "TH", "quantity": 3, "unit": "C62"}) for n in (1, 2)
    ]
    found = bench(kh).judge(
        declaration(items),
        identifications={1: identification(["2B350.g"]), 2: identification(["2B350.g"])},
        licences=[licence(1, {"entry": "2B350.g", "remaining": 5, "unit": "C62"})],
    )
    assert [i.lane.value for i in found.items] == ["release", "hold"]
    assert found.lane.value == "hold"
    exhausted = next(f for f in found.items[1].findings if f.code == "enforcement.licence.exhausted")
    assert exhausted.params["remaining"] == 2
    assert exhausted.severity is Severity.BLOCK
    assert found.items[1].findings[0] is exhausted


def test_a_quoted_licence_is_taken_before_another_that_fits(kh):
    item = goods(
        1,
        {
            "description": "valve",
            "destination": "TH",
            "quantity": 1,
            "unit": "C62",
            "licences": ["exp-2026-000009-z"],
        },
    )
    rows = [
        licence(1, {"entry": "2B350.g", "remaining": 5, "unit": "C62"}),
        licence(2, {"entry": "2B350.g", "remaining": 5, "unit": "C62", "reference": "EXP-2026-000009-Z"}),
    ]
    found = bench(kh).judge(
        declaration([item]), identifications={1: identification(["2B350.g"])}, licences=rows
    )
    assert [u.reference for u in found.items[0].licences] == ["EXP-2026-000009-Z"]


def test_without_a_power_to_hold_papers_are_looked_at_and_the_case_referred(kh):
    powerless = dataclasses.replace(
        kh.jurisdiction, provisions=tuple(p for p in kh.jurisdiction.provisions if p.act != "goods.hold")
    )
    item = goods(1, {"description": "frequency changer", "hs": "850440", "destination": "IR"})
    found = judge(
        declaration([item]),
        identifications={1: identification(["3A225"])},
        licences=[],
        hits=[],
        rules=kh.rules,
        jurisdiction=powerless,
        edition=shelf.read_edition(),
        memberships=pack.memberships(),
        on=ON,
    )
    codes = [f.code for f in found.items[0].findings]
    assert found.lane.value == "documentary"
    assert codes.count("enforcement.item.refer") == 1
    assert "sanctions.prohibited" in codes


def test_the_strongest_reason_stands_first(kh):
    item = goods(1, {"description": "valve", "destination": "TH", "quantity": 1, "unit": "C62"})
    found = bench(kh).judge(declaration([item]), identifications={1: identification(["2B350.g"])})
    ranks = [f.severity.rank for f in found.items[0].findings]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(("read", "lane"), [("98", "hold"), ("", "documentary"), ("100", "documentary")])
def test_judge_counts_the_share_that_the_description_gives(kh, read, lane):
    """CWC VA Part VII and the export list: "98 %" in the words is as good as in a field, silence is a question."""
    params = {"cas": "111-48-8", "share": Decimal(read) if read else "", "path": "1C350.1"}
    because = (Finding("lists.substance.met", params=params),)
    met = Candidate("1C350", "1C350.1", 0.9, "met", because, (), supported=True)
    item = goods(
        1, {"description": "thiodiglycol", "cas": ["111-48-8"], "destination": "TH", "net_kg": "200"}
    )
    answer = Identification("controlled", (met,), (), (), "test")
    verdict = bench(kh).judge(declaration([item]), identifications={1: answer})
    assert verdict.items[0].lane.value == lane


NOTICE = Served("CAN-1", "told", since=dt.date(2026, 3, 1), basis="Act, art. 1", names=frozenset({"x"}))
TAP = {"description": "tap", "destination": "TH", "quantity": 3, "unit": "C62"}
UNLISTED = {"entry": "NOT_LISTED", "remaining": 5, "unit": "C62"}


def _told(kh, notice=NOTICE, given=(), quotes=(), regime="EX"):
    item = goods(1, {**TAP, "licences": quotes})
    (found,) = (
        bench(kh)
        .judge(
            declaration([item], regime=regime),
            identifications={1: identification()},
            licences=[licence(n, row) for n, row in enumerate(given, start=1)],
            notices={1: (notice,)},
        )
        .items
    )
    return found.lane.value, {f.code for f in found.findings}


def test_notice_holds_where_a_provision_carries_it_and_is_looked_at_where_none_does(kh):
    assert _told(kh)[0] == "hold"
    lane, codes = _told(kh, dataclasses.replace(NOTICE, basis=""))
    assert lane == "documentary"
    assert {"determination.catch_all.served", "enforcement.item.refer"} <= codes


def test_notice_does_not_hold_what_the_limb_of_the_pack_does_not_speak_of(kh):
    assert _told(kh, regime="IM")[0] == "documentary"


def test_licence_meets_a_notice_only_where_it_is_quoted_and_granted_since(kh):
    quotes = ("EXP-2026-000001-X",)
    since = {**UNLISTED, "valid_from": dt.date(2026, 3, 1)}
    assert _told(kh, given=[since], quotes=quotes)[0] == "release"
    assert _told(kh, given=[since])[0] == "hold"
    assert _told(kh, given=[UNLISTED], quotes=quotes)[0] == "hold"
