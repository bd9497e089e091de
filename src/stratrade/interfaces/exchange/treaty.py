"""A declaration to a treaty body as a file that people hand over: JSON, XML, XLSX, DOCX. Made from the frozen copy."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from django.utils import translation
from lxml import etree

from stratrade.apps.wording.labels import LABELS
from stratrade.kernel import country, quantity

NAMESPACE = "urn:stratrade:treaty-declaration:1"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA: Mapping[str, str] = {
    "json": "application/json",
    "xml": "application/xml",
    "xlsx": _XLSX,
    "docx": _DOCX,
}
_LABELLED = frozenset({"label", "labels", "activity"})
_LONGEST_SHEET = 31
_BAD_IN_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Paper = Mapping[str, Any]


def made(form: str, frozen: Paper, *, sha256: str, hands: Sequence[Sequence[str]], language: str) -> bytes:
    """The file.

    Args:
        form: json, xml, xlsx or docx.
        frozen: the copy that was reviewed.
        sha256: of that copy.
        hands: (what was done, by whom, day) for each who has drafted, reviewed, signed.
        language: of titles in XLSX and DOCX; JSON and XML carry every language.

    Raises:
        KeyError: no such form.
    """
    return _FORMS[form](frozen, sha256, hands, language)


def _json(frozen: Paper, sha256: str, hands: Sequence[Sequence[str]], _language: str) -> bytes:
    whole = {"declaration": frozen, "sha256": sha256, "hands": [list(one) for one in hands]}
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _xml(frozen: Paper, sha256: str, hands: Sequence[Sequence[str]], _language: str) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}declaration", nsmap={None: NAMESPACE})
    for name in (
        "reference",
        "revision",
        "kind",
        "treaty",
        "body",
        "period",
        "about",
        "event_date",
        "due_on",
    ):
        root.set(name, str(frozen.get(name) or ""))
    root.set("sha256", sha256)
    for done, who, day in hands:
        etree.SubElement(root, f"{{{NAMESPACE}}}hand", act=done, by=who, on=day)
    for section in frozen["sections"]:
        part = etree.SubElement(root, f"{{{NAMESPACE}}}section", id=section["id"])
        part.set("nothing", "true" if section["nothing"] else "false")
        for field in section["fields"]:
            etree.SubElement(part, f"{{{NAMESPACE}}}field", id=field["id"]).text = field["value"]
        for row in section["rows"]:
            line = etree.SubElement(part, f"{{{NAMESPACE}}}row")
            for column in section["columns"]:
                cell = etree.SubElement(line, f"{{{NAMESPACE}}}cell", id=column["id"])
                cell.text = str(row.get(column["id"], ""))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _xlsx(frozen: Paper, sha256: str, hands: Sequence[Sequence[str]], language: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
        cover = book.add_worksheet(frozen["reference"].translate(_BAD_IN_SHEETS)[:_LONGEST_SHEET])
        cover.set_column(0, 1, 42, text)
        for number, pair in enumerate([*_head(frozen, language), ("SHA-256", sha256), *_hands(hands)]):
            cover.write_string(number, 0, pair[0], bold)
            cover.write_string(number, 1, pair[1], text)
        for place, section in enumerate(frozen["sections"], start=1):
            title = f"{place} {_own(section['titles'], language)}".translate(_BAD_IN_SHEETS)
            page = book.add_worksheet(title[:_LONGEST_SHEET].strip())
            page.set_column(0, max(len(section["columns"]), 2) - 1, 24, text)
            for number, row in enumerate(_grid(section, language)):
                for column, value in enumerate(row):
                    page.write_string(number, column, value, bold if not number else text)
    return out.getvalue()


def _docx(frozen: Paper, sha256: str, hands: Sequence[Sequence[str]], language: str) -> bytes:
    """A plain document of headings, paragraphs and tables: the parts a reader of the format needs, no more."""
    body = [_paragraph(_own(frozen["titles"], language), size=32, bold=True)]
    body.append(_table([list(pair) for pair in _head(frozen, language)], headed=False))
    for section in frozen["sections"]:
        body.append(_paragraph(_own(section["titles"], language), size=26, bold=True))
        rows = _grid(section, language)
        body.append(_table(rows, headed=bool(section["columns"])) if rows else _paragraph("–"))
    body.append(_table([[*one] for one in hands], headed=False) if hands else "")
    body.append(_paragraph(f"SHA-256 {sha256}", size=16))
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>'
        + "".join(body)
        + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000"'
        ' w:left="1000" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_PACKAGE, ("word/document.xml", document)):
            archive.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def _head(frozen: Paper, language: str) -> list[tuple[str, str]]:
    names = _HEADINGS.get(language, _HEADINGS["en"])
    values = (
        frozen["reference"],
        frozen["body"],
        frozen["period"] or frozen["about"],
        frozen["due_on"],
        f"{frozen['legal_reference']} ({frozen['legal_source']})",
    )
    return list(zip(names, values, strict=True))


def _hands(hands: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [(one[0], f"{one[1]}, {one[2]}") for one in hands]


def _grid(section: Paper, language: str) -> list[list[str]]:
    """A section as rows of text: fields by name, or columns under their headings."""
    if section["nothing"]:
        return [[_NOTHING.get(language, _NOTHING["en"])]]
    fields = [
        [_own(one["titles"], language), _value(one, one["value"], language)] for one in section["fields"]
    ]
    if not section["columns"]:
        return [["", ""], *fields] if fields else []
    headings = [_own(column["titles"], language) for column in section["columns"]]
    return [headings, *_rows(section, language)]


def _rows(section: Paper, language: str) -> Iterator[list[str]]:
    for row in section["rows"]:
        yield [_value(column, str(row.get(column["id"], "")), language) for column in section["columns"]]


def _value(column: Paper, value: str, language: str) -> str:
    if column["kind"] == "country" and value:
        return country.name(value, language)
    if column["kind"] in _LABELLED and value:
        with translation.override(language):
            return ", ".join(str(LABELS.get(code, code)) for code in value.split())
    return quantity.unit(value).symbol if column["kind"] == "unit" and value else value


def _own(titles: Mapping[str, str], language: str) -> str:
    return titles.get(language) or titles["en"]


def _run(text: str, *, size: int, bold: bool) -> str:
    marks = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    plain = "".join(c for c in text if c >= " " or c in "\t\n")
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(plain)}</w:t></w:r>'


def _paragraph(text: str, *, size: int = 20, bold: bool = False) -> str:
    return f"<w:p>{_run(text, size=size, bold=bold)}</w:p>"


def _table(rows: Sequence[Sequence[str]], *, headed: bool) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="B1B4B6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    drawn = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr/>{_paragraph(cell, size=18, bold=headed and not number)}</w:tc>" for cell in row
        )
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    shape = f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{shape}</w:tblPr>{drawn}</w:tbl>"


_HEADINGS: Mapping[str, Sequence[str]] = {
    "en": ("Reference", "Addressed to", "Period or subject", "Owed by", "Rule"),
    "fr": ("Référence", "Destinataire", "Période ou objet", "Échéance", "Règle"),
    "km": ("លេខយោង", "ជូនចំពោះ", "រយៈពេល ឬកម្មវត្ថុ", "ត្រូវផ្ញើត្រឹមថ្ងៃទី", "បទដ្ឋាន"),
}
_NOTHING: Mapping[str, str] = {
    "en": "Nothing to declare.",
    "fr": "Rien à déclarer.",
    "km": "គ្មានអ្វីត្រូវប្រកាសទេ។",
}
_PACKAGE = (
    (
        "[Content_Types].xml",
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/'
            'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/'
            'document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
            '+xml"/></Types>'
        ),
    ),
    (
        "_rels/.rels",
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.'
            'org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
    ),
)
_FORMS: Mapping[str, Callable[[Paper, str, Sequence[Sequence[str]], str], bytes]] = {
    "json": _json,
    "xml": _xml,
    "xlsx": _xlsx,
    "docx": _docx,
}
