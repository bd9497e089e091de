"""Licences: read one, move quantities on its ledger."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from stratrade.apps.licences import queries
from stratrade.apps.licences.services import ledger
from stratrade.interfaces.api import problems
from stratrade.interfaces.api.base import ERRORS, api

router = Router(tags=["licences"])

for _refusal in (ledger.Overdraw, ledger.NothingToMove, ledger.NotUsable):
    api.exception_handler(_refusal)(lambda _request, error: problems.respond(409, error.finding))


class LineOut(Schema):
    """One kind of goods; `remaining` is what may still be reserved, in `unit`."""

    number: int
    entry: str
    description: str
    hs: str
    quantity: Decimal
    reserved: Decimal
    committed: Decimal
    remaining: Decimal
    unit: str


class LicenceOut(Schema):
    """A licence as it stands."""

    reference: str
    kind: str
    activity: str
    status: str
    holder: str
    consignee: str
    destination: str
    valid_from: date
    valid_to: date
    lines: list[LineOut]


class MovementIn(Schema):
    """One movement. `quantity` may be left out for commit (all that is reserved), release and reverse."""

    type: Literal["reserve", "commit", "release", "reverse"]
    declaration: Annotated[str, Field(min_length=1, max_length=140)]
    item: Annotated[int, Field(ge=1)]
    line: Annotated[int, Field(ge=1)] = 1
    quantity: Annotated[Decimal, Field(gt=0, max_digits=24, decimal_places=9)] | None = None
    unit: Annotated[str, Field(max_length=10)] = ""
    value: Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=2)] | None = None


class BalanceOut(Schema):
    """The line after the movement."""

    reference: str
    line: int
    reserved: Decimal
    committed: Decimal
    remaining: Decimal
    unit: str


@router.get("/licences/{reference}", response={200: LicenceOut, **ERRORS}, summary="Read a licence")
def read(request: HttpRequest, reference: str) -> Any:
    """A licence and what remains of it."""
    found = queries.by_reference(reference, for_=request.auth)  # type: ignore[attr-defined]
    if found is None:
        return problems.not_found(request)
    return {
        "reference": found.reference,
        "kind": found.kind,
        "activity": found.activity,
        "status": found.status,
        "holder": found.holder_name,
        "consignee": found.consignee_name,
        "destination": found.destination,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "lines": list(found.lines.all()),
    }


@router.post(
    "/licences/{reference}/movements", response={200: BalanceOut, **ERRORS}, summary="Move a quantity"
)
def move(request: HttpRequest, reference: str, payload: MovementIn) -> Any:
    """Reserve, commit, release or reverse; more than remains is refused with 409 and what remains."""
    line = ledger.move(
        reference,
        payload.line,
        payload.type,
        declaration=payload.declaration,
        item=payload.item,
        quantity=payload.quantity,
        unit=payload.unit,
        value=payload.value,
        by=request.auth,  # type: ignore[attr-defined]
    )
    return {
        "reference": reference,
        "line": line.number,
        "reserved": line.reserved,
        "committed": line.committed,
        "remaining": line.remaining,
        "unit": line.unit,
    }
