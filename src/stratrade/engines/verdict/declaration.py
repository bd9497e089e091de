"""The canonical customs declaration: what every message format is translated into."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Regime(StrEnum):
    """Which way the goods go."""

    EXPORT = "EX"
    IMPORT = "IM"
    TRANSIT = "TR"
    RE_EXPORT = "RE"
    TRANSHIPMENT = "TS"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company named on the declaration.

    `role` is one of exporter consignee declarant carrier notify end_user agent financial.
    `country` is ISO 3166 alpha-2 where it is known.
    """

    role: str
    name: str
    id: str = ""
    id_type: str = ""
    address: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class Transport:
    """How the goods cross the border."""

    mode: str = ""
    conveyance: str = ""
    nationality: str = ""
    imo: str = ""
    voyage: str = ""
    office_exit: str = ""
    port_of_loading: str = ""
    port_of_discharge: str = ""
    route: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    bill_of_lading: str = ""


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    """A document quoted on an item; a licence quoted for write-off carries its quantity."""

    type: str
    reference: str
    date: dt.date | None = None
    issuer: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    exemption_code: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of goods. Quantities in kilograms where the name says so; `value` in `currency`."""

    number: int
    description: str
    tariff_description: str = ""
    hs: str = ""
    cas: tuple[str, ...] = ()
    un_number: str = ""
    marks: str = ""
    packages: Decimal | None = None
    package_kind: str = ""
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""
    origin: str = ""
    destination: str = ""
    procedure: str = ""
    licences: tuple[str, ...] = ()
    documents: tuple[AttachedDocument, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration; its identity is office + number + version whatever key it came under.

    `missing` names the fields that the source did not give; `paths` says for each field where it stood.
    """

    office: str
    number: str
    version: int
    regime: Regime
    items: tuple[Item, ...]
    date: dt.date | None = None
    reference: str = ""
    ucr: str = ""
    manifest: str = ""
    procedure: str = ""
    origin: str = ""
    destination: str = ""
    currency: str = ""
    invoice_total: Decimal | None = None
    incoterm: str = ""
    total_packages: Decimal | None = None
    parties: tuple[Party, ...] = ()
    transport: Transport = field(default_factory=Transport)
    missing: tuple[str, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)
    source_system: str = ""
    sha256: str = ""

    @property
    def identity(self) -> str:
        """office/number/version, the key that never changes.

        >>> Declaration("KHPP1", "E 12", 1, Regime.EXPORT, ()).identity
        'KHPP1/E 12/1'
        """
        return f"{self.office}/{self.number}/{self.version}"
