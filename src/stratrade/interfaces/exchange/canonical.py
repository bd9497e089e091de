"""The canonical declaration as JSON: the shape that the HTTP interface and the command line take."""

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from stratrade.engines.verdict.declaration import (
    AttachedDocument,
    Declaration,
    Item,
    Party,
    Regime,
    Transport,
)
from stratrade.interfaces.exchange.amounts import bounded
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import country

PARSER_VERSION = "canonical-json-1"
MAX_ITEMS = 9999


def _printable(value: str) -> str:
    if "\x00" in value:
        raise ValueError("holds a NUL character")
    return " ".join(value.split())


def _country(value: str) -> str:
    if value and not country.is_code(value.upper()):
        raise ValueError("is no ISO 3166 alpha-2 code")
    return value.upper()


Short = Annotated[str, Field(max_length=64), AfterValidator(_printable)]
Line = Annotated[str, Field(max_length=500), AfterValidator(_printable)]
Prose = Annotated[str, Field(max_length=4000), AfterValidator(_printable)]
Country = Annotated[str, Field(max_length=2), AfterValidator(_country)]
Amount = Annotated[
    Decimal,
    Field(ge=0, max_digits=24, decimal_places=9, allow_inf_nan=False),
    AfterValidator(bounded),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PartyIn(_Strict):
    """A person or company named on the declaration."""

    role: Annotated[
        str, Field(pattern="^(exporter|consignee|declarant|carrier|notify|end_user|agent|financial)$")
    ]
    name: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_printable)]
    id: Short = ""
    id_type: Short = ""
    address: list[Line] = []
    country: Country = ""


class DocumentIn(_Strict):
    """A document quoted on an item."""

    type: Short
    reference: Line
    date: dt.date | None = None
    issuer: Line = ""
    quantity: Amount | None = None
    unit: Short = ""
    exemption_code: Short = ""


class TransportIn(_Strict):
    """How the goods cross the border."""

    mode: Short = ""
    conveyance: Line = ""
    nationality: Country = ""
    imo: Short = ""
    voyage: Short = ""
    office_exit: Short = ""
    port_of_loading: Short = ""
    port_of_discharge: Short = ""
    route: list[Country] = []
    containers: list[Short] = []
    bill_of_lading: Short = ""


class ItemIn(_Strict):
    """One line of goods."""

    number: Annotated[int, Field(ge=1, le=MAX_ITEMS, strict=True)]
    description: Prose
    tariff_description: Prose = ""
    hs: Annotated[str, Field(max_length=14, pattern=r"^[0-9. ]*$")] = ""
    cas: list[Short] = []
    un_number: Short = ""
    marks: Line = ""
    packages: Amount | None = None
    package_kind: Short = ""
    net_kg: Amount | None = None
    gross_kg: Amount | None = None
    quantity: Amount | None = None
    unit: Short = ""
    value: Amount | None = None
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    origin: Country = ""
    destination: Country = ""
    procedure: Short = ""
    licences: list[Short] = []
    documents: list[DocumentIn] = []
    parameters: dict[Short, Line] = {}


class DeclarationIn(_Strict):
    """A customs declaration in the canonical form."""

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        json_schema_extra={
            "example": {
                "office": "KHPP1",
                "number": "E-2026-000417",
                "version": 1,
                "regime": "EX",
                "date": "2026-11-20",
                "destination": "VN",
                "parties": [
                    {"role": "exporter", "name": "Example Instruments Co., Ltd.", "country": "KH"},
                    {"role": "consignee", "name": "Sample Process Engineering JSC", "country": "VN"},
                ],
                "items": [
                    {
                        "number": 1,
                        "description": "Capacitance manometer, full scale 1 kPa, accuracy 0.25 %",
                        "hs": "902620",
                        "quantity": "4",
                        "unit": "C62",
                        "net_kg": "6.2",
                    }
                ],
            }
        },
    )

    office: Annotated[str, Field(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9._-]+$")]
    number: Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_printable)]
    version: Annotated[int, Field(ge=1, le=999, strict=True)] = 1
    regime: Regime
    items: Annotated[list[ItemIn], Field(min_length=1, max_length=MAX_ITEMS)]
    date: dt.date | None = None
    reference: Short = ""
    ucr: Short = ""
    manifest: Short = ""
    procedure: Short = ""
    origin: Country = ""
    destination: Country = ""
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    invoice_total: Amount | None = None
    incoterm: Short = ""
    total_packages: Amount | None = None
    parties: list[PartyIn] = []
    transport: TransportIn = TransportIn()


def parse(raw: bytes) -> Declaration:
    """Read one declaration in canonical JSON.

    Args:
        raw: the body, UTF-8.

    Raises:
        Unreadable: not UTF-8, not JSON, or a field that does not fit; the first one is named.
    """
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("exchange.message.encoding", field="message", expected="UTF-8") from None
    try:
        message = DeclarationIn.model_validate_json(raw)
    except ValidationError as problem:
        raise unreadable(problem) from None
    return build(message, sha256=hashlib.sha256(raw).hexdigest())


def unreadable(problem: ValidationError) -> Unreadable:
    """The first error of `problem` as one coded reason that names the field."""
    first = problem.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "json_invalid":
        return Unreadable("exchange.json.broken", reason=str(first["msg"])[:200])
    if first["type"] == "missing":
        return Unreadable("exchange.field.missing", field=field)
    return Unreadable("exchange.field.unfit", field=field, reason=str(first["msg"])[:200])


def build(message: DeclarationIn, *, sha256: str) -> Declaration:
    """The canonical declaration of a validated message.

    Raises:
        Unreadable: two items carry the same number.
    """
    seen: set[int] = set()
    for item in message.items:
        if item.number in seen:
            raise Unreadable("exchange.items.twice", number=item.number)
        seen.add(item.number)
    return Declaration(
        office=message.office,
        number=message.number,
        version=message.version,
        regime=message.regime,
        items=tuple(_item(item) for item in message.items),
        date=message.date,
        reference=message.reference,
        ucr=message.ucr,
        manifest=message.manifest,
        procedure=message.procedure,
        origin=message.origin,
        destination=message.destination,
        currency=message.currency,
        invoice_total=message.invoice_total,
        incoterm=message.incoterm,
        total_packages=message.total_packages,
        parties=tuple(
            Party(p.role, p.name, p.id, p.id_type, tuple(p.address), p.country) for p in message.parties
        ),
        transport=_transport(message.transport),
        missing=tuple(f for f in ("date", "destination", "parties") if not getattr(message, f)),
        source_system=PARSER_VERSION,
        sha256=sha256,
    )


def _item(item: ItemIn) -> Item:
    return Item(
        number=item.number,
        description=item.description,
        tariff_description=item.tariff_description,
        hs=item.hs.replace(".", "").replace(" ", ""),
        cas=tuple(item.cas),
        un_number=item.un_number,
        marks=item.marks,
        packages=item.packages,
        package_kind=item.package_kind,
        net_kg=item.net_kg,
        gross_kg=item.gross_kg,
        quantity=item.quantity,
        unit=item.unit,
        value=item.value,
        currency=item.currency,
        origin=item.origin,
        destination=item.destination,
        procedure=item.procedure,
        licences=tuple(item.licences),
        documents=tuple(
            AttachedDocument(d.type, d.reference, d.date, d.issuer, d.quantity, d.unit, d.exemption_code)
            for d in item.documents
        ),
        parameters=dict(item.parameters),
    )


def _transport(message: TransportIn) -> Transport:
    fields = message.model_dump()
    fields["route"] = tuple(fields["route"])
    fields["containers"] = tuple(fields["containers"])
    return Transport(**fields)
