"""Entries of the national list, handed in by another system of the State."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from stratrade.apps.accounts.clock import today
from stratrade.apps.screening.services import kept
from stratrade.engines.matching.model import IDENTIFIERS
from stratrade.interfaces.api.base import ERRORS
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import national

router = Router(tags=["watch lists"])

NATIONAL = "NATIONAL"

Text = Annotated[str, Field(max_length=300)]
Texts = Annotated[list[Text], Field(max_length=50)]


class EntryIn(Schema):
    """Somebody to be entered, in the words of the national table."""

    kind: Literal["person", "organisation", "vessel", "aircraft"]
    name: Annotated[str, Field(min_length=1, max_length=300)]
    other_names: Texts = []
    weak_names: Texts = []
    native_names: Texts = []
    date_of_birth: Texts = []
    nationality: Texts = []
    sex: Literal["", "f", "m"] = ""
    identifiers: dict[Annotated[str, Field(max_length=20)], Texts] = {}
    address: Texts = []
    reference: Text
    legal_basis: Annotated[str, Field(min_length=1, max_length=300)]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    listed_on: dt.date
    ends_on: dt.date | None = None


class WithdrawIn(Schema):
    """Why an entry is taken off."""

    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class EntryOut(Schema):
    """An entry as it stands."""

    id: UUID
    list: str
    entry: str
    status: str
    name: str


@router.post(
    "/watch-lists/national/entries", response={201: EntryOut, **ERRORS}, summary="Enter in the national list"
)
def enter(request: HttpRequest, payload: EntryIn) -> Any:
    """Enter somebody; the list is in force with the entry when the answer is given."""
    fields = payload.model_dump()
    if payload.listed_on > today() or (payload.ends_on and payload.ends_on < payload.listed_on):
        raise Unreadable("exchange.field.unfit", field="listed_on", reason="is no day on or before today")
    unknown = [kind for kind in payload.identifiers if kind not in IDENTIFIERS]
    if unknown:  # a heading such as “list” or “name” among them would write over what was checked
        raise Unreadable("exchange.watchlist.heading", column=unknown[0])
    cells = {
        name: ";".join(value) if isinstance(value, list) else value
        for name, value in fields.items()
        if name in national.COLUMNS and name != "listed_on"
    }
    cells |= {kind: ";".join(values) for kind, values in payload.identifiers.items()}
    party = national.one({"list": NATIONAL, **cells})
    terms = kept.Terms(payload.legal_basis, payload.reason, payload.listed_on, payload.ends_on)
    entry = kept.enter(party, terms, by=request.auth)  # type: ignore[attr-defined]
    return Status(201, _out(entry))


@router.post(
    "/watch-lists/national/entries/{public_id}/withdraw",
    response={200: EntryOut, **ERRORS},
    summary="Take off the national list",
)
def withdraw(request: HttpRequest, public_id: UUID, payload: WithdrawIn) -> Any:
    """Take an entry off; the list is in force without it when the answer is given."""
    user = request.auth  # type: ignore[attr-defined]
    entry = kept.settle(
        public_id, "withdraw", reason=payload.reason, version=None, on=today(), by=user, code=NATIONAL
    )
    return _out(entry)


def _out(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.public_id,
        "list": entry.list_code,
        "entry": entry.content["entry_id"],
        "status": entry.status,
        "name": entry.name,
    }
