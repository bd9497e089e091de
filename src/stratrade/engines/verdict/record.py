"""A declaration as plain JSON values and back, for rows that keep what was received."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from stratrade.engines.verdict.declaration import (
    AttachedDocument,
    Declaration,
    Item,
    Party,
    Regime,
    Transport,
)

_DECIMALS = ("packages", "net_kg", "gross_kg", "quantity", "value")


def dump(declaration: Declaration) -> dict[str, Any]:
    """`declaration` as JSON values: decimals and dates become text, tuples become lists."""
    record = _plain(dataclasses.asdict(declaration))
    assert isinstance(record, dict)  # noqa: S101 - asdict gives a dict
    return record


def load(record: Mapping[str, Any]) -> Declaration:
    """The declaration that `dump` wrote.

    >>> d = Declaration("O", "1", 1, Regime.EXPORT, (Item(1, "pump", quantity=Decimal("2.50")),), date(2026, 1, 2))
    >>> load(dump(d)) == d
    True
    """
    return Declaration(
        **{
            **record,
            "regime": Regime(record["regime"]),
            "date": _day(record["date"]),
            "invoice_total": _decimal(record["invoice_total"]),
            "total_packages": _decimal(record["total_packages"]),
            "items": tuple(_item(i) for i in record["items"]),
            "parties": tuple(Party(**{**p, "address": tuple(p["address"])}) for p in record["parties"]),
            "transport": Transport(
                **{
                    **record["transport"],
                    "route": tuple(record["transport"]["route"]),
                    "containers": tuple(record["transport"]["containers"]),
                }
            ),
            "missing": tuple(record["missing"]),
        }
    )


def _item(record: Mapping[str, Any]) -> Item:
    fields = {**record, **{name: _decimal(record[name]) for name in _DECIMALS}}
    fields["cas"] = tuple(record["cas"])
    fields["licences"] = tuple(record["licences"])
    fields["documents"] = tuple(
        AttachedDocument(**{**d, "date": _day(d["date"]), "quantity": _decimal(d["quantity"])})
        for d in record["documents"]
    )
    return Item(**fields)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
