"""ASYCUDA World single administrative document (SAD) XML to the canonical declaration.

Element names are those of the files that ASYCUDA World writes, misspellings included; the specification's
own names (`Sad`, `Tariff`) do not occur in them. Every element may be empty or hold a `<null/>` child.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from stratrade.engines.verdict.declaration import (
    AttachedDocument,
    Declaration,
    Item,
    Party,
    Regime,
    Transport,
)
from stratrade.interfaces.exchange.amounts import amount
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.xml import open_xml
from stratrade.kernel import country

PARSER_VERSION = "asycuda-sad-1"
DATE_FORMATS = ("%m/%d/%y", "%m/%d/%Y", "%Y-%m-%d")
"""Month first, as in the files seen; a State whose instance writes day first passes its own."""

_LAST_VERSION = 999
_FLOW = {"E": Regime.EXPORT, "I": Regime.IMPORT, "T": Regime.TRANSIT}
_TYPE = {
    "EX": Regime.EXPORT,
    "IM": Regime.IMPORT,
    "TR": Regime.TRANSIT,
    "RE": Regime.RE_EXPORT,
    "TS": Regime.TRANSHIPMENT,
}
_RE_EXPORT_PROCEDURE = "3"  # general procedure 3 with type EX is re-exportation in ASYCUDA models
_CAS = re.compile(r"(?<!\d)(\d{2,7}-\d{2}-\d)(?!\d)")
_UN = re.compile(r"\bUN\s?(?:NO\.?\s?)?(\d{4})\b", re.IGNORECASE)


class _Reader:
    """Reads one SAD and remembers where each field stood and which were not given."""

    def __init__(self, root: etree._Element, date_formats: tuple[str, ...]) -> None:
        self.root = root
        self.date_formats = date_formats
        self.paths: dict[str, str] = {}
        self.missing: list[str] = []

    def text(self, field: str, *paths: str, under: etree._Element | None = None, label: str = "") -> str:
        """The first non-empty text among `paths`; notes its path, or notes `field` as missing."""
        base = self.root if under is None else under
        for path in paths:
            for element in base.iterfind(path):
                value = _clean(element)
                if value:
                    self.paths[field] = f"{label}{path}"
                    return value
        self.missing.append(field)
        return ""

    def lines(self, field: str, path: str) -> tuple[str, ...]:
        """The lines of a multi-line text, trimmed, empty ones dropped."""
        element = self.root.find(path)
        if element is None or not (element.text or "").strip():
            self.missing.append(field)
            return ()
        self.paths[field] = path
        return tuple(line for line in (" ".join(part.split()) for part in element.text.splitlines()) if line)

    def number(
        self, field: str, *paths: str, under: etree._Element | None = None, label: str = ""
    ) -> Decimal | None:
        """A decimal; thousands commas are dropped.

        Raises:
            Unreadable: the text is no number.
        """
        raw = self.text(field, *paths, under=under, label=label)
        if not raw:
            return None
        try:
            return amount(raw.replace(",", ""))
        except ValueError:
            raise Unreadable("exchange.field.not_a_number", field=self.paths[field], value=raw[:40]) from None

    def day(
        self, field: str, *paths: str, under: etree._Element | None = None, label: str = ""
    ) -> date | None:
        """A date in one of the formats.

        Raises:
            Unreadable: the text is no date in any of them.
        """
        raw = self.text(field, *paths, under=under, label=label)
        if not raw:
            return None
        return self.parse_day(self.paths[field], raw)

    def parse_day(self, path: str, raw: str) -> date:
        """`raw` as a date; see `day`."""
        for form in self.date_formats:
            try:
                return datetime.strptime(raw, form).date()  # noqa: DTZ007 - a day, not an instant
            except ValueError:
                continue
        raise Unreadable("exchange.field.not_a_date", field=path, value=raw[:40])


def parse(raw: bytes, *, date_formats: tuple[str, ...] = DATE_FORMATS) -> Declaration:
    """Read one SAD.

    Args:
        raw: the file as received.
        date_formats: strptime formats tried in turn.

    Returns:
        The canonical declaration, with `paths` (where each field stood) and `missing`.

    Raises:
        Unreadable: hostile or broken XML, no office, no items, a count of items that does not agree.
    """
    root = open_xml(raw, root="ASYCUDA")
    reader = _Reader(root, date_formats)
    office = reader.text("office", "Identification/Office_segment/Customs_clearance_office_code")
    if not office:
        raise Unreadable(
            "exchange.field.missing", field="Identification/Office_segment/Customs_clearance_office_code"
        )
    sha256 = hashlib.sha256(raw).hexdigest()
    elements = root.findall("Item")
    _check_count(reader, elements)
    transport = _transport(reader)
    destination = reader.text(
        "destination", "General_information/Country/Destination/Destination_country_code"
    )
    regime = _regime(reader)
    items = tuple(_item(reader, element, number) for number, element in enumerate(elements, start=1))
    declaration = Declaration(
        office=office,
        number=_number(reader, sha256),
        version=_version(reader),
        regime=regime,
        items=items,
        date=reader.day(
            "date",
            "Identification/Registration/Date",
            "Identification/Assessment/Date",
            "Property/Date_of_declaration",
        ),
        reference=reader.text("reference", "Declarant/Reference/Number"),
        manifest=reader.text("manifest", "Identification/Manifest_reference_number"),
        procedure=reader.text("procedure", "Identification/Type/Declaration_gen_procedure_code"),
        origin=_country(
            reader.text(
                "origin",
                "General_information/Country/Export/Export_country_code",
                "General_information/Country/Country_of_origin_name",
            )
        ),
        destination=_country(destination),
        currency=reader.text("currency", "Valuation/Gs_Invoice/Currency_code"),
        invoice_total=reader.number(
            "invoice_total", "Valuation/Gs_Invoice/Amount_foreign_currency", "Valuation/Total/Total_invoice"
        ),
        incoterm=reader.text("incoterm", "Transport/Delivery_terms/Code"),
        total_packages=reader.number("total_packages", "Property/Nbers/Total_number_of_packages"),
        parties=tuple(_parties(reader)),
        transport=transport,
        missing=tuple(reader.missing),
        paths=dict(reader.paths),
        source_system=PARSER_VERSION,
        sha256=sha256,
    )
    _check_lengths(declaration)
    return declaration


def _check_lengths(declaration: Declaration) -> None:
    """Refuse texts longer than any real one; the limits are those of the canonical form."""
    texts = [("office", declaration.office, 32), ("number", declaration.number, 64)]
    texts += [(f"parties.{p.role}.name", p.name, 500) for p in declaration.parties]
    for item in declaration.items:
        texts += [
            (f"items.{item.number}.hs", item.hs, 14),
            (f"items.{item.number}.description", item.description, 4000),
            (f"items.{item.number}.tariff_description", item.tariff_description, 4000),
        ]
    for field, text, longest in texts:
        if len(text) > longest:
            raise Unreadable("exchange.field.unfit", field=field, reason=f"is over {longest} characters")


def _version(reader: _Reader) -> int:
    """The version of the registration, 1 where none is given."""
    said = reader.number("version", "Identification/Registration/Version")
    if not said:
        return 1
    if said != said.to_integral_value() or not 1 <= said <= _LAST_VERSION:
        raise Unreadable("exchange.field.unfit", field=reader.paths["version"], reason="is none of 1 to 999")
    return int(said)


def _check_count(reader: _Reader, elements: list[etree._Element]) -> None:
    if not elements:
        raise Unreadable("exchange.items.none")
    path = "Property/Nbers/Total_number_of_items"
    said = reader.number("total_items", path)
    if said is None:
        raise Unreadable("exchange.field.missing", field=path)
    if said != len(elements):
        raise Unreadable("exchange.items.count", declared=str(said), found=len(elements))


def _number(reader: _Reader, sha256: str) -> str:
    """The registration number with its serial, else the declarant's own, else one made from the content."""
    serial = reader.text("serial", "Identification/Registration/Serial_number")
    number = reader.text("number", "Identification/Registration/Number", "Declarant/Reference/Number")
    if number:
        return f"{serial}{number}" if serial else number
    return f"UNREGISTERED-{sha256[:12]}"


def _regime(reader: _Reader) -> Regime:
    kind = reader.text("type", "Identification/Type/Type_of_declaration").upper()
    flow = reader.text("regime", "Property/Sad_flow").upper()
    procedure = reader.text("procedure", "Identification/Type/Declaration_gen_procedure_code")
    regime = _TYPE.get(kind[:2]) or _FLOW.get(flow[:1])
    if regime is None:
        raise Unreadable("exchange.field.missing", field="Property/Sad_flow")
    if regime is Regime.EXPORT and procedure == _RE_EXPORT_PROCEDURE:
        return Regime.RE_EXPORT
    return regime


def _parties(reader: _Reader) -> Iterator[Party]:
    """Name and address share one text in ASYCUDA: the first line is the name, the last may be a country."""
    for role, code, name in (
        ("exporter", "Traders/Exporter/Exporter_code", "Traders/Exporter/Exporter_name"),
        ("consignee", "Traders/Consignee/Consignee_code", "Traders/Consignee/Consignee_name"),
        ("financial", "Traders/Financial/Financial_code", "Traders/Financial/Financial_name"),
        ("declarant", "Declarant/Declarant_code", "Declarant/Declarant_name"),
    ):
        identifier = reader.text(f"parties.{role}.id", code)
        lines = reader.lines(f"parties.{role}.name", name)
        if not lines:
            continue
        last = lines[-1].rsplit(",", 1)[-1].strip(" .")
        yield Party(
            role=role,
            name=lines[0].rstrip(","),
            id=identifier,
            id_type="customs" if identifier else "",
            address=lines[1:],
            country=(country.parse(last) or "") if len(lines) > 1 else "",
        )


def _transport(reader: _Reader) -> Transport:
    border = "Transport/Means_of_transport/Border_information"
    containers = []
    for element in reader.root.iterfind("Container/Container_identity"):
        value = _clean(element)
        if value:
            containers.append(value)
    return Transport(
        mode=reader.text("transport.mode", f"{border}/Mode"),
        conveyance=reader.text(
            "transport.conveyance",
            f"{border}/Identity",
            "Transport/Means_of_transport/Departure_arrival_information/Identity",
        ),
        nationality=_country(reader.text("transport.nationality", f"{border}/Nationality")),
        office_exit=reader.text("transport.office_exit", "Transport/Border_office/Code"),
        port_of_loading=reader.text("transport.port_of_loading", "Transport/Place_of_loading/Code"),
        route=tuple(
            c
            for c in (
                _country(
                    reader.text(
                        "transport.first_destination", "General_information/Country/Country_first_destination"
                    )
                ),
            )
            if c
        ),
        containers=tuple(containers),
    )


def _item(reader: _Reader, element: etree._Element, number: int) -> Item:
    label = f"Item[{number}]/"

    def text(field: str, *paths: str) -> str:
        return reader.text(f"items.{number}.{field}", *paths, under=element, label=label)

    def amount(field: str, *paths: str) -> Decimal | None:
        return reader.number(f"items.{number}.{field}", *paths, under=element, label=label)

    hs = text("hs", "Tarification/HScode/Commodity_code")
    for extra in range(1, 5):
        part = element.findtext(f"Tarification/HScode/Precision_{extra}") or ""
        hs += part.strip() if hs else ""
    commercial = text("description", "Goods_description/Commercial_Description")
    tariff = text("tariff_description", "Goods_description/Description_of_goods")
    marks = " ".join(
        m
        for m in (
            text("marks", "Packages/Marks1_of_packages"),
            _under(element, "Packages/Marks2_of_packages"),
        )
        if m
    )
    free = " ".join(m for m in (_under(element, "Free_text_1"), _under(element, "Free_text_2")) if m)
    words = f"{commercial} {tariff} {marks} {free}"
    licence = text("licence", "Licence_number")
    documents = list(_documents(reader, element, label))
    if licence:
        documents.append(
            AttachedDocument(
                type="licence",
                reference=licence,
                quantity=amount("licence_quantity", "Quantity_deducted_from_licence"),
                unit=_under(element, "Tarification/Supplementary_unit/Suppplementary_unit_code"),
            )
        )
    un = _UN.search(words)
    return Item(
        number=number,
        description=commercial or tariff,
        tariff_description=tariff,
        hs=hs,
        cas=tuple(dict.fromkeys(_CAS.findall(words))),
        un_number=un.group(1) if un else "",
        marks=marks,
        packages=amount("packages", "Packages/Number_of_packages"),
        package_kind=text("package_kind", "Packages/Kind_of_packages_code"),
        net_kg=amount("net_kg", "Valuation_item/Weight_itm/Net_weight_itm"),
        gross_kg=amount("gross_kg", "Valuation_item/Weight_itm/Gross_weight_itm"),
        quantity=amount("quantity", "Tarification/Supplementary_unit/Suppplementary_unit_quantity"),
        unit=text("unit", "Tarification/Supplementary_unit/Suppplementary_unit_code"),
        value=amount(
            "value", "Valuation_item/Item_Invoice/Amount_foreign_currency", "Tarification/Item_price"
        ),
        currency=text("currency", "Valuation_item/Item_Invoice/Currency_code"),
        origin=_country(text("origin", "Goods_description/Country_of_origin_code")),
        procedure=text("procedure", "Tarification/Extended_customs_procedure"),
        licences=(licence,) if licence else (),
        documents=tuple(documents),
    )


def _documents(reader: _Reader, element: etree._Element, label: str) -> Iterator[AttachedDocument]:
    """Several documents may stand in one `Attached_documents`, their elements repeating in order."""
    for group in element.iterfind("Attached_documents"):
        current: dict[str, str] = {}
        for child in group:
            tag = etree.QName(child).localname
            value = _clean(child)
            if tag == "Attached_document_code" and current:
                yield _document(reader, current, label)
                current = {}
            if value:
                current[tag.removeprefix("Attached_document_")] = value
        if current.get("code") or current.get("reference"):
            yield _document(reader, current, label)


def _document(reader: _Reader, fields: dict[str, str], label: str) -> AttachedDocument:
    raw = fields.get("date", "")
    return AttachedDocument(
        type=fields.get("code", ""),
        reference=fields.get("reference", ""),
        date=reader.parse_day(f"{label}Attached_documents/Attached_document_date", raw) if raw else None,
        issuer=fields.get("Authority", ""),
    )


def _country(raw: str) -> str:
    if not raw:
        return ""
    return country.parse(raw) or ""


def _under(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else _clean(found)


def _clean(element: etree._Element) -> str:
    return " ".join((element.text or "").split())
