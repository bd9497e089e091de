"""Files of watch lists: what is read, and the one error that names what is wrong with the rest."""

import datetime as dt
import json

import pytest

from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import files

UN = b"""<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00.000Z">
<INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>Sample</FIRST_NAME><SECOND_NAME>Placeholder</SECOND_NAME>
<REFERENCE_NUMBER>TSi.001</REFERENCE_NUMBER><NATIONALITY><VALUE>Iraq</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Old Sample; Other Sample</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1972</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X0001</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>Sample Trading</FIRST_NAME></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""
SDN = (
    b'36,"SAMPLE AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    b'173,"PLACEHOLDER, Anna","individual","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b"\"DOB 10 Dec 1948; nationality Iraq; Passport ABC12345; a.k.a. 'X'.\"\r\n\x1a\r\n"
)
ALT = b'173,1,"aka","PLACEHOLDER, Ana",-0- \r\n'
LINES = b"\n".join(
    json.dumps(
        {"list": "NAT", "entry_id": str(n), "kind": "person", "names": [[f"Name {n}", "strong", "Latin"]]}
    ).encode()
    for n in (1, 2)
)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"
)


def test_un_list_is_read_with_its_day_aliases_births_and_passports():
    found = files.read("un", UN)
    assert (found.code, found.published_on, len(found.parties)) == ("UN", dt.date(2026, 11, 20), 2)
    person = found.parties[0]
    assert [(n.text, n.quality) for n in person.names] == [
        ("Sample Placeholder", "strong"),
        ("Old Sample", "weak"),
        ("Other Sample", "weak"),
    ]
    assert person.dates_of_birth == ("1970", "1971", "1972")
    assert person.identifiers == {"passport": ("X0001",)}
    assert person.nationalities == ("IQ",)
    assert found.publisher
    assert found.digest == files.digest(UN)


def test_the_two_ofac_tables_are_two_lists():
    one, other = files.read("ofac", SDN, ALT), files.read("ofac_cons", SDN, ALT)
    assert (one.code, other.code) == ("OFAC", "OFAC-CONS")
    assert {p.list for p in other.parties} == {"OFAC-CONS"}
    assert [p.names for p in one.parties] == [p.names for p in other.parties]
    assert one.names != other.names


def test_ofac_list_is_read_with_its_aliases():
    found = files.read("ofac", SDN, ALT)
    company, person = found.parties
    assert (company.names[0].text, company.kind) == ("SAMPLE AIRLINES", "organisation")
    assert [n.text for n in person.names] == ["Anna PLACEHOLDER", "Ana PLACEHOLDER"]
    assert person.dates_of_birth == ("1948-12-10",)
    assert person.identifiers == {"passport": ("ABC12345",)}
    assert found.digest != files.read("ofac", SDN).digest


def test_national_list_is_named_by_its_rows():
    found = files.read("lines", LINES)
    assert (found.code, [p.entry_id for p in found.parties]) == ("NAT", ["1", "2"])


@pytest.mark.parametrize("raw", [UN, SDN, LINES])
def test_guessed_form_is_the_one_it_has(raw):
    form = {id(UN): "un", id(SDN): "ofac", id(LINES): "lines"}[id(raw)]
    assert files.guessed(raw) == form
    assert files.guessed(b"\xef\xbb\xbf" + raw) == form


@pytest.mark.parametrize(
    ("form", "raw", "code", "named"),
    [
        ("un", b"", "exchange.message.empty", ""),
        ("un", b"  \n", "exchange.message.empty", ""),
        ("un", BOMB, "exchange.xml.document_type", ""),
        ("un", UN.replace(b"<CONSOLIDATED", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><CONSOLIDATED', 1),
         "exchange.xml.document_type", ""),
        ("un", BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
         "exchange.xml.document_type", ""),
        ("un", UN[: len(UN) // 2], "exchange.xml.broken", ""),
        ("un", UN.replace(b"Sample", b"Sam\xff\xfeple", 1), "exchange.xml.encoding", "line="),
        ("un", b"<html><body>503</body></html>", "exchange.xml.root", "html"),
        ("un", b'<CONSOLIDATED_LIST dateGenerated="x"/>', "exchange.watchlist.empty", "UN"),
        ("un", UN.replace(b"<DATAID>2<", b"<DATAID>1<"), "exchange.watchlist.twice", "1"),
        ("un", UN.replace(b"<FIRST_NAME>Sample Trading</FIRST_NAME>", b""), "exchange.field.missing", "ENTITY"),
        ("un", SDN, "exchange.watchlist.is_csv", ""),
        ("un", LINES, "exchange.watchlist.is_lines", ""),
        ("un", b"PK\x03\x04\x00\x00", "exchange.watchlist.is_no_text", ""),
        ("ofac", UN, "exchange.watchlist.is_xml", ""),
        ("ofac", LINES, "exchange.watchlist.is_lines", ""),
        ("ofac", SDN[: SDN.index(b"ABC12345")], "exchange.watchlist.cut", "line=1"),
        ("ofac", SDN[: SDN.index(b'"individual"')], "exchange.watchlist.row", "line=2"),
        ("ofac", b"ent_num,SDN_Name,SDN_Type\r\n", "exchange.watchlist.row", "line=1"),
        ("lines", SDN, "exchange.watchlist.is_csv", ""),
        ("lines", LINES[:-9], "exchange.watchlist.row", "line=2"),
        ("lines", b"{}", "exchange.watchlist.row", "line=1"),
        ("lines", b"[1]", "exchange.watchlist.row", "line=1"),
        ("lines", b'{"a": "\xff"}', "exchange.message.encoding", "UTF-8"),
        ("lines", LINES.replace(b'"NAT"', b'"OTHER"', 1), "exchange.watchlist.mixed", "NAT, OTHER"),
        ("lines", LINES.replace(b'"entry_id": "2"', b'"entry_id": "1"'), "exchange.watchlist.twice", "1"),
    ],
)  # fmt: skip
def test_file_that_is_hostile_cut_off_or_another_gives_one_clear_error(form, raw, code, named):
    with pytest.raises(Unreadable) as refused:
        files.read(form, raw)
    assert refused.value.finding.code == code
    assert named in str(refused.value)


def test_aliases_that_are_no_such_file_are_refused():
    with pytest.raises(Unreadable) as refused:
        files.read("ofac", SDN, b"hello world\r\n")
    assert refused.value.finding.code == "exchange.watchlist.row"


def test_file_larger_than_any_list_is_not_read(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(Unreadable) as refused:
        files.read("un", UN)
    assert refused.value.finding.code == "exchange.message.too_large"
