"""A State's own tables over an edition: entries, official links, eight-digit tariff."""

from datetime import date

import pytest

from stratrade.engines.classify import stored as index_file
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.lists import compose, load
from stratrade.engines.lists.diff import diff
from stratrade.engines.lists.national import Criterion, NationalEntry, document
from stratrade.engines.lists.reading import EditionError

HEAD = 'id: base\ntitle: {en: List, fr: Liste}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
BODY = """
parameters:
  - {id: flow_rate, kind: quantity, unit: m3/h, label: {en: flow rate}, aliases: {en: [flow rate, flow]}}
  - {id: material, kind: member, label: {en: material}, options: {nickel: {en: nickel}, steel: {en: steel}}}
entries:
  - code: 2B201
    title: Machines
    hs: [{code: "845710", strength: partial, reason: ours}, {code: "845811", strength: direct, reason: ours}]
    terms: {en: [machining centre]}
    criteria:
      path: 2B201
      title: any
      all: [{path: 2B201, title: x, leaf: {feature: {parameter: is_cnc, question: {en: "Is it?"}}}}]
  - code: 2B202
    title: Pumps
    hs: [{code: "841350", strength: direct, reason: ours}]
    criteria:
      path: 2B202
      title: any
      all: [{path: 2B202, title: x, leaf: {quantity: {parameter: flow_rate, op: gt, value: 2, unit: m3/h}}}]
"""
BASE = load.read_documents({"edition.yaml": HEAD, "all.yaml": BODY})
DAY = date(2026, 12, 1)
DRONE = NationalEntry(
    2,
    "KH-001",
    {"en": "Crop spraying drones", "km": "ដ្រូនបាញ់ថ្នាំ"},
    description="Unmanned aircraft that spray.",
    terms={"en": ("spraying drone", "agricultural drone")},
    hs=("880622",),
    regime="NATIONAL",
    valid_from=DAY,
    criteria=(Criterion(2, "Tank volume", ">=", "20", "l"), Criterion(3, "flow rate", ">", "5", "m3/h")),
)
ACID = NationalEntry(
    4,
    "KH-002",
    {"en": "Nitric acid"},
    cas=("7697-37-2",),
    criteria=(Criterion(4, "concentration", ">", "60", "%"),),
)


def of(*cells):
    return NationalEntry(2, "KH-1", {"en": "x"}, criteria=(Criterion(2, *cells),))


def made(*entries):
    base = load.assemble(BASE)
    content, faults = document(entries, base, taken=compose.entry_codes(BASE))
    assert faults == ()
    documents = compose.composed(BASE, compose.NATIONAL, content, on=DAY)
    return documents, load.assemble(documents)


def opened(documents):
    return index_file.open_index(index_file.pack(documents, Index.build(load.assemble(documents))))


def test_entries_of_the_table_decide_goods():
    documents, _ = made(DRONE, ACID)
    index = opened(documents)
    met = identify(Query("spraying drone, tank volume 30 l, flow rate 6 m3/h", on=DAY), index)
    assert (met.verdict, met.candidates[0].entry) == ("controlled", "KH-001")
    below = identify(Query("spraying drone, tank volume 19 l, flow rate 6 m3/h", on=DAY), index)
    assert below.verdict == "not_listed"
    open_one = identify(Query("spraying drone", on=DAY), index)
    assert open_one.verdict == "insufficient_data"
    assert {ask.parameter for ask in open_one.candidates[0].ask} == {"tank_volume", "flow_rate"}
    assert identify(Query("nitric acid 70 %", cas=("7697-37-2",), on=DAY), index).verdict == "controlled"
    assert identify(Query("nitric acid 50 %", cas=("7697-37-2",), on=DAY), index).verdict == "not_listed"


def test_an_entry_counts_from_its_first_day():
    documents, _ = made(DRONE)
    text = "spraying drone, tank volume 30 l, flow rate 6 m3/h"
    assert identify(Query(text, on=date(2026, 11, 30)), opened(documents)).verdict == "not_listed"


def test_stored_edition_is_the_assembled_one():
    documents, _ = made(DRONE, ACID)
    pairs = [{"entry": "2B202", "code": "841370", "strength": "direct", "reason": "official"}]
    documents = compose.composed(documents, compose.LINKS, {"links": {"pairs": pairs}}, on=DAY)
    line = {
        "code": "84137099",
        "hs": "841370",
        "title": {"en": "Other", "km": "ផ្សេង"},
        "unit": "u",
        "valid_to": "2030-01-01",
    }
    documents = compose.composed(documents, compose.TARIFF, {"tariff": [line]}, on=DAY)
    assert opened(documents).edition == load.assemble(documents)


@pytest.mark.parametrize(
    ("entry", "column", "code"),
    [
        (NationalEntry(2, "drone", {"en": "x"}), "code", "code_unfit"),
        (NationalEntry(2, "2B201", {"en": "x"}), "code", "code_taken"),
        (NationalEntry(2, "KH-1", {"en": "x"}, cas=("7697-37-3",)), "cas", "cas_unfit"),
        (of("mass", "~", "1", "kg"), "op", "op_unknown"),
        (of("mass", ">", "1,5", "kg"), "value", "number_unfit"),
        (of("mass", ">", "1", "blob"), "unit", "unit_unknown"),
        (of("flow rate", ">", "1", "kg"), "unit", "unit_unfit"),
        (of("material", ">", "1", "kg"), "parameter", "parameter_kind"),
        (of("material", "in", "wood"), "value", "option_unknown"),
        (of("mass", "between", "5..2", "kg"), "value", "number_unfit"),
        (of("ម៉ាស", ">", "5", "kg"), "parameter", "parameter_unfit"),
    ],
)  # fmt: skip
def test_faults_name_row_and_column(entry, column, code):
    _, (found,) = document([entry], load.assemble(BASE), taken=compose.entry_codes(BASE))
    assert (found.row, found.column, found.finding.code) == (2, column, f"lists.table.{code}")


def test_a_code_stands_once():
    one = NationalEntry(2, "KH-1", {"en": "x"})
    _, (found,) = document(
        [one, NationalEntry(3, "KH-1", {"en": "y"})], load.assemble(BASE), taken=frozenset()
    )
    assert (found.row, found.finding.code) == (3, "lists.table.code_twice")


@pytest.mark.parametrize(
    ("scope", "of_201", "of_202"),
    [
        ("named", {"845710": "official"}, {"841350": ""}),
        ("none", {"845710": "official", "845811": ""}, {"841350": ""}),
        ("all", {"845710": "official"}, {}),
    ],
)
def test_official_links_over_ours(scope, of_201, of_202):
    pairs = [{"entry": "2B201", "code": "845710", "strength": "direct"}]
    content = {"links": {"scope": scope, "pairs": pairs}}
    edition = load.assemble(compose.composed(BASE, compose.LINKS, content, on=DAY))
    assert {link.hs: link.source for link in edition.entries["2B201"].hs} == of_201
    assert {link.hs: link.source for link in edition.entries["2B202"].hs} == of_202


def test_official_links_name_entries_that_are_there_once():
    pair = {"entry": "2B201", "code": "845710", "strength": "direct"}
    for pairs in ([{**pair, "entry": "9Z999"}], [pair, pair]):
        with pytest.raises(EditionError):
            load.assemble(compose.composed(BASE, compose.LINKS, {"links": {"pairs": pairs}}, on=DAY))


def test_tables_are_carried_to_an_edition_of_another_origin():
    documents, _ = made(DRONE)
    pairs = [{"entry": code, "code": "845710", "strength": "direct"} for code in ("2B201", "2B202")]
    standing = compose.composed(documents, compose.LINKS, {"links": {"pairs": pairs}}, on=DAY)
    fresh = load.read_documents({"edition.yaml": HEAD, "all.yaml": BODY.replace("2B201", "2B209")})
    taken, missing = compose.carried(fresh, standing, on=date(2027, 1, 1))
    assert missing == ("2B201",)
    edition = load.assemble(taken)
    assert edition.id == "base+2027-01-01"
    assert edition.title["fr"] == "Liste (avec les tables nationales du 2027-01-01)"
    assert set(edition.entries) == {"2B202", "2B209", "KH-001"}
    assert {link.hs for link in edition.entries["2B202"].hs} == {"845710"}


def test_eight_digits_count_as_the_subheading_they_stand_under():
    line = {"code": "84571099", "hs": "845811", "title": {"en": "Other"}}
    documents = compose.composed(BASE, compose.TARIFF, {"tariff": [line]}, on=DAY)
    index = opened(documents)

    def link(hs):
        found = identify(Query("machining centre", hs=hs), index).candidates[0].because
        return next(f.params["strength"] for f in found if f.code == "classify.hs.link")

    assert (link("8457.10.99"), link("8457.10.10"), link("8458.11")) == ("direct", "partial", "direct")
    (told,) = [f for f in diff(load.assemble(BASE), load.assemble(documents)) if "tariff" in f.code]
    assert dict(told.params) == {"added": 1, "removed": 0, "changed": 0}
