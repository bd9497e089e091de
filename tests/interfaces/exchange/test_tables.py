"""National entries, official customs links and the national tariff as people hand them in."""

import io
import time
import zipfile

import pytest
import xlsxwriter

from stratrade.engines.lists import compose, load
from stratrade.interfaces.exchange.tables import reader, sheet, template
from stratrade.interfaces.exchange.unreadable import Unreadable

HEAD = 'id: base\ntitle: {en: List}\nlegal_status: For tests only.\nvalid_from: "2026-01-01"\n'
ENTRY = """
  - code: {0}
    title: Goods
    criteria: {{path: {0}, title: x, leaf: {{feature: {{parameter: is_{1}, question: {{en: "?"}}}}}}}}
"""
BODY = "entries:" + "".join(
    ENTRY.format(code, f"g{n}") for n, code in enumerate(["2B230", "2B350", "CWC-1A.1"])
)
BASE = load.read_documents({"edition.yaml": HEAD, "all.yaml": BODY})


def read(kind, text, name="table.csv", scope="named"):
    raw = text if isinstance(text, bytes) else text.encode()
    return reader.read(kind, raw, name, documents=BASE, base=load.assemble(BASE), scope=scope)


def faults(kind, text):
    return [(f.row, f.column, f.finding.code.removeprefix("lists.table.")) for f in read(kind, text).faults]


def xlsx(rows, **formulas):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for place, formula in formulas.items():
            page.write_formula(place, formula)
    return out.getvalue()


def repacked(raw, part, change):
    """The archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return out.getvalue()


@pytest.mark.parametrize("kind", reader.KINDS)
@pytest.mark.parametrize("form", template.MEDIA)
def test_templates_are_read_without_a_fault_and_make_an_edition(kind, form):
    table = read(kind, template.made(kind, form), f"template.{form}")
    assert table.faults == ()
    assert table.count == {"national": 1, "links": 2, "tariff": 2}[kind]
    documents = compose.composed(BASE, reader.KINDS[kind], table.content, on=load.date(2027, 1, 1))
    edition = load.assemble(documents)
    assert {
        "national": lambda: edition.entries["KH-001"].title["km"] == "ដ្រូនបាញ់ថ្នាំកសិកម្ម",
        "links": lambda: edition.entries["2B230"].hs[0].source == "official",
        "tariff": lambda: edition.tariff["90262090"].unit == "u",
    }[kind]()


def test_templates_say_the_same_in_both_forms():
    for kind in reader.KINDS:
        both = [read(kind, template.made(kind, form), f"t.{form}").content for form in template.MEDIA]
        assert both[0] == both[1]


def test_national_rows_go_on_and_are_checked():
    text = (
        "National list\ncode;title_en;hs;cas;strength;valid_from;valid_to;parameter;op;value;unit\n"
        "KH-001;Drones;8806.22;;;2027-01-01;;tank volume;>=;20;l\n"
        ";;;;;;;payload;>;10;kg\n"
        "KH-002;;;;;;;;;;\n"
        "KH-003;Acid;999999;7697-37-3;often;2027-02-30;;;;;\n"
        "KH-004;Late;;;;2027-02-01;2027-01-01;mass;>;;\n"
        "KH-001;Again;;;;;;;;;\n"
    )
    assert faults("national", text) == [
        (5, "title_en", "cell_missing"),
        (6, "strength", "strength_unfit"),
        (6, "hs", "hs_unknown"),
        (6, "valid_from", "day_unfit"),
        (6, "cas", "cas_unfit"),
        (7, "valid_to", "days_turned"),
        (7, "value", "criteria_part"),
        (8, "code", "code_twice"),
    ]


def test_links_are_checked_pair_by_pair():
    text = (
        "entry,hs,strength,reason\n2B230,9026.20,direct,x\n2b350.g,848180,partial,\n2B350.i,848180,direct,\n"
        "9Z999,902620,direct,\n2B230,9026,direct,\n2B230,902780,direct,\n2B230,902620,direct,\n"
        "2B230,902620,possible,\n2B230,902690,maybe,\nCWC-1A.1,293149,direct,\n,902620,direct,\n"
    )
    table = read("links", text)
    assert [(f.row, f.column, f.finding.code.rpartition(".")[2]) for f in table.faults] == [
        (5, "entry", "entry_unknown"),
        (6, "hs", "hs_unfit"),
        (7, "hs", "hs_unknown"),
        (8, "hs", "pair_twice"),
        (9, "strength", "strength_contradicts"),
        (10, "strength", "strength_unfit"),
        (12, "entry", "cell_missing"),
    ]
    assert [(p["entry"], p["code"], p["strength"]) for p in table.content["links"]["pairs"]] == [
        ("2B230", "902620", "direct"),
        ("2B350", "848180", "direct"),
        ("CWC-1A.1", "293149", "direct"),
    ]


def test_tariff_lines_stand_under_a_subheading():
    text = (
        "code,hs,description_en,description_km,unit\n9026.20.10,,Gauges,ឧបករណ៍,u\n90262010,902620,Again,,\n"
        "9026201,902620,Short,,\n99999910,,None,,\n90262090,902690,Wrong,,\n90278010,902781,Old,,\n84571000,,,,\n"
    )
    table = read("tariff", text)
    assert [(f.row, f.column, f.finding.code.rpartition(".")[2]) for f in table.faults] == [
        (3, "code", "eight_twice"),
        (4, "code", "eight_unfit"),
        (5, "code", "hs_unknown"),
        (6, "hs", "parent_unfit"),
        (8, "description_en", "cell_missing"),
    ]
    assert {line["code"]: line["hs"] for line in table.content["tariff"]}["90278010"] == "902781"


def test_rows_are_numbered_as_in_the_sheet():
    raw = xlsx([[], ["List of 2027"], [], ["code", "title_en"], ["KH-001", "Drones"], [], ["drone", "x"]])
    (found,) = read("national", raw, "list.xlsx").faults
    assert (found.row, found.column) == (7, "code")


def test_numbers_and_days_of_a_sheet_are_read_as_text():
    headings = ["code", "title_en", "hs", "value", "parameter", "op", "unit"]
    raw = xlsx([headings, ["KH-001", "Drones", 880622, 20.5, "mass", ">", "kg"]])
    (item,) = read("national", raw, "list.xlsx").content["entries"]
    assert item["hs"][0]["code"] == "880622"
    assert item["criteria"]["all"][1]["leaf"]["quantity"]["value"] == "20.5"


ROWS = [["code", "title_en"], ["KH-001", "Drones"]]


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("t.csv", "code,title_en\nKH-001,ដ្រូន".encode("utf-16"), "exchange.message.encoding"),
        ("t.csv", "code,title_en\nKH-001,énergie".encode("latin-1"), "exchange.message.encoding"),
        ("t.csv", b"code,title_en\nKH-001,\x00", "exchange.message.encoding"),
        ("t.csv", b'code,title_en\nKH-001,"open', "exchange.file.broken"),
        ("t.csv", b"code,title_en\nKH-001," + b"x" * 200_000, "exchange.file.broken"),
        ("t.csv", b"code,title_en\n" + b"KH-001,x\n" * 31_000, "lists.table.rows_many"),
        ("t.csv", b"code,title_en" + b",x" * 100, "lists.table.columns_many"),
        ("t.csv", b"code,title_en\nKH-001,=HYPERLINK(1)", "lists.table.formula"),
        ("t.csv", b"code,title_en\nKH-001,+cmd|' /C calc'!A0", "lists.table.formula"),
        ("t.csv", b"", "lists.table.no_headings"),
        ("t.csv", b"a,b\n1,2", "lists.table.no_headings"),
        ("t.csv", b"code,title_en\n", "lists.table.empty"),
        ("t.csv", b"x" * (sheet.MAX_BYTES + 1), "exchange.message.too_large"),
        ("t.pdf", b"%PDF", "lists.table.kind"),
        ("t.xls", b"\xd0\xcf\x11\xe0", "lists.table.kind"),
        ("t.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "exchange.file.broken"),
        ("t.xlsx", b"PK\x03\x04broken", "exchange.file.broken"),
        ("t.xlsx", xlsx(ROWS, B3="=1+1"), "lists.table.formula"),
        ("t.xlsx", xlsx([*ROWS, ["KH-002", "@SUM(1)"]]), "lists.table.formula"),
        ("t.xlsx", xlsx([["code", "title_en"], *([["KH-001", "x"]] * 30_001)]), "lists.table.rows_many"),
    ],
)
def test_hostile_files_get_one_clear_error(name, raw, code):
    with pytest.raises(Unreadable) as refused:
        read("national", raw, name)
    assert refused.value.finding.code == code


def test_a_formula_is_named_by_its_cell():
    with pytest.raises(Unreadable) as refused:
        read("national", xlsx(ROWS, B3="=1+1"), "t.xlsx")
    assert refused.value.finding.params["cell"] == "B3"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sheet: sheet.replace(b'r="B2"', b'r="XFD1048576"'), "lists.table.rows_many"),
        (lambda sheet: sheet.replace(b'r="B2"', b'r="XFD2"'), "lists.table.columns_many"),
        (lambda sheet: sheet.replace(b"</row>", b"<c/>" * 5_000 + b"</row>", 1), "lists.table.columns_many"),
        (lambda sheet: sheet + b" " * 70_000_000, "exchange.message.too_large"),
        (lambda sheet: sheet.decode().encode("utf-16"), "exchange.message.encoding"),
        (lambda _sheet: b"<worksheet><sheetData><row", "exchange.file.broken"),
    ],
)
def test_sheets_that_would_fill_the_memory_are_refused_at_once(change, code):
    raw = repacked(xlsx(ROWS), "xl/worksheets/sheet1.xml", change)
    started = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read("national", raw, "t.xlsx")
    assert refused.value.finding.code == code
    assert time.monotonic() - started < 5


def test_headings_are_named_where_they_mean_nothing():
    text = "Code,Title EN,colour,title_en\nKH-001,Drones,red,\n"
    assert faults("national", text) == [(1, "colour", "heading_unknown"), (1, "title_en", "heading_twice")]
    assert faults("national", "code,title_en\nKH-001,x,y\n") == [(2, "", "row_wide")]
    assert faults("national", f"code,title_en\nKH-001,{'x' * 5000}\n") == [(2, "title_en", "cell_long")]
