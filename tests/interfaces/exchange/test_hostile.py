"""Declarations that must be refused whole, with one reason that names what is wrong."""

import json
from pathlib import Path

import pytest

from stratrade.engines.verdict.declaration import Regime
from stratrade.interfaces.exchange import asycuda, canonical
from stratrade.interfaces.exchange.unreadable import Unreadable

SAMPLE = Path(__file__).parents[3] / "examples" / "sad_export_valves.xml"
RAW = SAMPLE.read_bytes()
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE ASYCUDA [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<ASYCUDA>&b;</ASYCUDA>"""


def _without(start, end):
    a = RAW.index(start)
    return RAW[:a] + RAW[RAW.index(end, a) + len(end) :]


@pytest.mark.parametrize(
    ("raw", "code", "named"),
    [
        (
            RAW.replace(b"<ASYCUDA>", b'<!DOCTYPE ASYCUDA SYSTEM "x.dtd"><ASYCUDA>', 1),
            "exchange.xml.document_type",
            "",
        ),
        (BOMB, "exchange.xml.document_type", ""),
        (
            BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
            "exchange.xml.document_type",
            "",
        ),
        (b" " * (asycuda.open_xml.__globals__["MAX_BYTES"] + 1), "exchange.message.too_large", ""),
        (RAW.replace(b"Phnom Penh", b"Phnom \xff\xfe Penh"), "exchange.xml.encoding", "line=16"),
        (RAW[:-200], "exchange.xml.broken", ""),
        (b"", "exchange.message.empty", ""),
        (b"<other/>", "exchange.xml.root", "other"),
        (
            RAW.replace(b"<Total_number_of_items>2<", b"<Total_number_of_items>3<"),
            "exchange.items.count",
            "3",
        ),
        (
            _without(b"<Total_number_of_items>", b"</Total_number_of_items>"),
            "exchange.field.missing",
            "Property/Nbers/Total_number_of_items",
        ),
        (
            _without(b"<Customs_clearance_office_code>", b"</Customs_clearance_office_code>"),
            "exchange.field.missing",
            "Identification/Office_segment/Customs_clearance_office_code",
        ),
        (RAW.replace(b">6500<", b">many<"), "exchange.field.not_a_number", "many"),
        (RAW.replace(b">11/20/26<", b">20.11.2026<"), "exchange.field.not_a_date", "20.11.2026"),
    ],
)
def test_sad_that_is_hostile_or_broken_is_refused(raw, code, named):
    with pytest.raises(Unreadable) as refused:
        asycuda.parse(raw)
    assert refused.value.finding.code == code
    assert named in str(refused.value)


def test_sad_gives_office_number_parties_and_goods():
    read = asycuda.parse(RAW)
    assert read.identity == "KHSHV/E417/1"
    assert read.regime is Regime.EXPORT
    assert [(p.role, p.name, p.country) for p in read.parties] == [
        ("exporter", "Example Instruments Co., Ltd.", "KH"),
        ("consignee", "Sample Water Works Supply JSC", "VN"),
        ("declarant", "Demo Customs Brokers", ""),
    ]
    assert [i.hs for i in read.items] == ["84818000000", "73181500"]
    assert read.items[0].description.startswith("BELLOWS SEALED VALVE")
    assert read.paths["items.1.description"] == "Item[1]/Goods_description/Commercial_Description"
    assert "manifest" in read.missing


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda d: d["items"][0].pop("number"), "exchange.field.missing", "items.0.number"),
        (lambda d: d.update(items=[]), "exchange.field.unfit", "items"),
        (lambda d: d["items"][0].update(number="1"), "exchange.field.unfit", "items.0.number"),
        (lambda d: d["items"][1].update(number=1), "exchange.items.twice", "1"),
        (lambda d: d["items"][0].update(quantity="1e999999"), "exchange.field.unfit", "items.0.quantity"),
        (lambda d: d["items"][0].update(quantity="NaN"), "exchange.field.unfit", "items.0.quantity"),
        (lambda d: d["items"][0].update(description="a\x00b"), "exchange.field.unfit", "items.0.description"),
        (lambda d: d.update(destination="Thailand"), "exchange.field.unfit", "destination"),
        (lambda d: d.update(surprise=1), "exchange.field.unfit", "surprise"),
    ],
)
def test_canonical_that_does_not_fit_names_the_field(change, code, field):
    message = json.loads((SAMPLE.parent / "declaration_chemicals.json").read_text(encoding="utf-8"))
    change(message)
    with pytest.raises(Unreadable) as refused:
        canonical.parse(json.dumps(message).encode())
    assert refused.value.finding.code == code
    assert field in str(refused.value)


@pytest.mark.parametrize("raw", [b"\xff\xfe{", b"{", b"[" * 5000, b"null"])
def test_canonical_that_is_no_message_is_refused(raw):
    with pytest.raises(Unreadable):
        canonical.parse(raw)
