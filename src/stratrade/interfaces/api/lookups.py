"""Questions without a file of their own: parties, goods, transactions, and the client's own notifications."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import services as classification
from stratrade.apps.classification.services import transaction
from stratrade.apps.lists import queries as lists
from stratrade.apps.notices import queries as notices
from stratrade.apps.screening import services as screening
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.api.base import ERRORS
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import country

router = Router(tags=["lookups"])

Name = Annotated[str, Field(min_length=1, max_length=1000)]
Code = Annotated[str, Field(max_length=64)]


class PartyAsk(Schema):
    """Somebody to be screened."""

    name: Name
    country: Annotated[str, Field(max_length=2)] = ""
    identifier: Code = ""
    role: Code = "party"


class PartiesIn(Schema):
    """Up to a hundred parties at once."""

    parties: Annotated[list[PartyAsk], Field(min_length=1, max_length=100)]


class PartiesOut(Schema):
    """Hits, best first, and the editions they rest on."""

    hits: list[dict[str, Any]]
    editions: dict[str, str]


class GoodsIn(Schema):
    """Goods to be identified."""

    description: Annotated[str, Field(min_length=1, max_length=4000)]
    hs: Annotated[str, Field(max_length=14, pattern=r"^[0-9. ]*$")] = ""
    cas: Annotated[list[Code], Field(max_length=20)] = []
    values: dict[Code, Annotated[str, Field(max_length=200)]] = {}


class GoodsOut(Schema):
    """The answer of `stratrade classify`."""

    verdict: str
    candidates: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    ask: list[dict[str, Any]]
    edition: str
    engine_version: str


class TransactionIn(Schema):
    """One transfer, as in `stratrade determine`."""

    activity: Literal[
        "export",
        "import",
        "transit",
        "transhipment",
        "brokering",
        "itt",
        "technical_assistance",
        "re_export",
    ]
    destination: Code = ""
    origin: Code = ""
    origin_goods: Code = ""
    regime: Literal["", "CWC", "UNSC", "national"] = ""
    entry: Code = ""
    cas: Code = ""
    concentration_pct: Annotated[Decimal, Field(ge=0, le=100, max_digits=24, decimal_places=20)] | None = None
    hs_code: Code = ""
    description: Annotated[str, Field(max_length=4000)] = ""
    quantity: Annotated[Decimal, Field(ge=0, max_digits=24, decimal_places=9)] | None = None
    unit: Code = ""
    end_user_type: Code = ""
    purpose: Annotated[str, Field(max_length=200)] = ""
    days_before_transfer: Annotated[int, Field(ge=0, le=10000)] | None = None
    approvals: Annotated[list[Code], Field(max_length=20)] = []
    flags: Annotated[list[Code], Field(max_length=20)] = []
    via: Annotated[list[Code], Field(max_length=20)] = []
    vessel_flag: Code = ""
    broker: Annotated[str, Field(max_length=200)] = ""
    date: dt.date | None = None
    notified_on: dt.date | None = None
    counterpart_notified: bool | None = None
    certificate: Annotated[list[Code], Field(max_length=20)] | None = None


class DeterminationOut(Schema):
    """The answer of `stratrade determine`."""

    outcome: str
    advisory: bool
    jurisdiction: str
    requirements: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    ask: list[dict[str, Any]]
    edition: str
    engine_version: str
    unverified: list[str]
    approvals: list[dict[str, Any]]
    outcome_with_approvals: str


class NotificationOut(Schema):
    """Something the client was told; `id` is what `after` takes."""

    id: int
    code: str
    params: dict[str, Any]
    link: str
    at: str


class NotificationsOut(Schema):
    """Notifications after a given one, oldest first."""

    notifications: list[NotificationOut]


@router.post("/parties/screen", response={200: PartiesOut, **ERRORS}, summary="Screen parties")
def screen(request: HttpRequest, payload: PartiesIn) -> Any:
    """Hold parties against the watch lists in force."""
    access.require(request.auth, Permission.SCREENING_PARTY_SCREEN)  # type: ignore[attr-defined]
    found = screening.screen(
        [screening.Subject(p.role, p.name, p.country.upper(), p.identifier) for p in payload.parties]
    )
    return {"hits": list(found.hits), "editions": dict(found.editions)}


@router.post("/goods/classify", response={200: GoodsOut, **ERRORS}, summary="Identify goods")
def classify(request: HttpRequest, payload: GoodsIn) -> Any:
    """Which control entries cover goods, which do not, and what to ask."""
    access.require(request.auth, Permission.CLASSIFICATION_GOODS_IDENTIFY)  # type: ignore[attr-defined]
    answer = classification.identify(
        payload.description, hs=payload.hs, cas=tuple(payload.cas), values=payload.values, on=today()
    )
    return answer.as_dict()


@router.post("/determinations", response={200: DeterminationOut, **ERRORS}, summary="Determine a transaction")
def ask(request: HttpRequest, payload: TransactionIn) -> Any:
    """What a transfer needs: licence, notification, certificate, or that it is forbidden."""
    access.require(request.auth, Permission.DETERMINATION_CASE_ASK)  # type: ignore[attr-defined]
    fields = payload.model_dump()
    for name in ("destination", "origin", "origin_goods", "vessel_flag"):
        fields[name] = _country(name, fields[name])
    fields["via"] = tuple(_country("via", place) for place in fields["via"])
    fields["approvals"], fields["flags"] = tuple(fields["approvals"]), tuple(fields["flags"])
    if fields["certificate"] is not None:
        fields["certificate"] = tuple(fields["certificate"])
    on = fields.pop("date") or today()
    try:
        return transaction.told_to(request.auth, Transaction(date=on, **fields), on=on).as_dict()  # type: ignore[attr-defined]
    except lists.NoEditionInForce:
        raise Unreadable("exchange.field.unfit", field="date", reason="no list was in force") from None


def _country(field: str, written: str) -> str:
    """The code of a country as written; empty where nothing is."""
    code = country.parse(written) if written else ""
    if code is None:
        raise Unreadable("exchange.field.unfit", field=field, reason="is no country")
    return code


@router.get("/notifications", response={200: NotificationsOut, **ERRORS}, summary="What the client was told")
def notifications(request: HttpRequest, after: int = 0) -> Any:
    """The client's own notifications with a number above `after`, oldest first, at most a hundred."""
    user = request.auth  # type: ignore[attr-defined]
    access.require(user, Permission.NOTICES_INBOX_READ)
    rows = notices.inbox(user).filter(pk__gt=after).order_by("pk")[:100]
    return {
        "notifications": [
            {"id": n.pk, "code": n.code, "params": n.params, "link": n.link, "at": n.created_at.isoformat()}
            for n in rows
        ]
    }
