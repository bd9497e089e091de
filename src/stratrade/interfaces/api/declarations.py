"""Declarations: post one, read it, say what became of the goods."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Schema

from stratrade.apps.enforcement import queries
from stratrade.apps.enforcement.services import act, declare, receive
from stratrade.apps.enforcement.services.repeat import KeyReused
from stratrade.engines.verdict.declaration import Declaration
from stratrade.interfaces.api import problems
from stratrade.interfaces.api.base import ERRORS, api, body_of
from stratrade.interfaces.exchange import asycuda, canonical
from stratrade.kernel.finding import Finding, Severity

router = Router(tags=["declarations"])
MAX_KEY = 120
RETRY_SECONDS = "2"

PARSERS: dict[str, Callable[[bytes], Declaration]] = {
    "application/json": canonical.parse,
    "application/vnd.asycuda.sad+xml": asycuda.parse,
}


class EditionsOut(Schema):
    """Which editions the answer rests on."""

    lists: str
    watchlists: dict[str, str]
    pack: str


class LicenceUse(Schema):
    """A reservation on a licence line; `remaining` is what is left after it, in `unit`."""

    reference: str
    line: int
    reserved: str
    remaining: str
    unit: str


class ItemOut(Schema):
    """The verdict on one line of goods."""

    declaration: str
    item: int
    lane: str
    findings: list[dict[str, Any]]
    entries: list[Any]
    hits: list[Any]
    licences: list[LicenceUse]
    editions: EditionsOut


class DeclarationOut(Schema):
    """A judged declaration; `lane` is the worst of its items."""

    id: UUID
    declaration: str
    version: int
    status: str
    lane: str
    mode: str
    items: list[ItemOut]
    editions: EditionsOut
    engine_version: str
    judged_at: str


class ReceivedOut(Schema):
    """A declaration that is being judged: ask again at the address in `Location`."""

    id: UUID
    status: str


class ReasonIn(Schema):
    """Why."""

    reason: str = ""


class OutcomeIn(Schema):
    """What an examination found: CONTROLLED, NOT_CONTROLLED or UNDETERMINED."""

    examined: bool
    finding: str
    item: int | None = None
    evidence: str = ""


class StatusOut(Schema):
    """Where the declaration stands now."""

    id: UUID
    status: str


api.exception_handler(KeyReused)(lambda _request, error: problems.respond(409, error.finding))
api.exception_handler(declare.VersionTaken)(lambda _request, error: problems.respond(409, error.finding))


@api.exception_handler(act.ReasonMissing)
def _reason(_request: HttpRequest, _error: act.ReasonMissing) -> HttpResponse:
    return problems.respond(422, Finding("exchange.field.missing", Severity.BLOCK, {"field": "reason"}))


@router.post(
    "/declarations",
    response={200: DeclarationOut, 202: ReceivedOut, **ERRORS},
    summary="Judge a declaration",
    openapi_extra={
        "parameters": [
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": MAX_KEY},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": canonical.DeclarationIn.model_json_schema()},
                "application/vnd.asycuda.sad+xml": {
                    "schema": {"type": "string"},
                    "example": "<ASYCUDA>…</ASYCUDA>",
                },
            },
        },
    },
)
def post(request: HttpRequest) -> Any:
    """Judge a declaration in canonical JSON or ASYCUDA SAD XML; the same key and body give the same answer.

    One with more than 500 items is taken in (202) and judged in a job; `Location` is where the answer will be.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > MAX_KEY:
        return problems.respond(
            422, Finding("exchange.field.missing", Severity.BLOCK, {"field": "Idempotency-Key"})
        )
    media_type = (request.content_type or "").lower()
    parser = PARSERS.get(media_type)
    if parser is None:
        return problems.respond(
            415,
            Finding(
                "api.media_type",
                Severity.BLOCK,
                {"media_type": media_type[:80], "accepted": ", ".join(PARSERS)},
            ),
        )
    raw = body_of(request)
    message = parser(raw)
    if len(message.items) > receive.MOST_AT_ONCE:
        taken = receive.receive(message, raw=raw, media_type=media_type, key=key, by=request.auth)  # type: ignore[attr-defined]
        return _being_judged(taken.public_id)
    return declare.judge(message, raw=raw, media_type=media_type, key=key, by=request.auth)  # type: ignore[attr-defined]


def _being_judged(public_id: UUID) -> HttpResponse:
    return JsonResponse(
        {"id": str(public_id), "status": "BEING_JUDGED"},
        status=202,
        headers={"Location": f"/api/v1/declarations/{public_id}", "Retry-After": RETRY_SECONDS},
    )


@router.get(
    "/declarations/{public_id}",
    response={200: DeclarationOut, 202: ReceivedOut, **ERRORS},
    summary="Read a declaration",
)
def read(request: HttpRequest, public_id: UUID) -> Any:
    """A declaration as it was judged, with its standing now; 202 while a long one is being judged."""
    user = request.auth  # type: ignore[attr-defined]
    found = queries.one(public_id, for_=user)
    if found is not None:
        return queries.answer_of(found)
    taken = queries.received(public_id, for_=user)
    if taken is None:
        return problems.not_found(request)
    if taken.refused is not None:
        refused = taken.refused
        return problems.respond(409, Finding(refused["code"], Severity.BLOCK, refused["params"]))
    if taken.declaration is not None:
        return queries.answer_of(taken.declaration)
    return _being_judged(taken.public_id)


@router.post("/declarations/{public_id}/exit", response={200: StatusOut, **ERRORS}, summary="Confirm exit")
def leave(request: HttpRequest, public_id: UUID) -> Any:
    """The goods left: licences are written off, once."""
    done = act.confirm_exit(public_id, by=request.auth)  # type: ignore[attr-defined]
    return {"id": done.public_id, "status": done.status}


@router.post("/declarations/{public_id}/cancel", response={200: StatusOut, **ERRORS}, summary="Cancel")
def cancel(request: HttpRequest, public_id: UUID, payload: ReasonIn) -> Any:
    """The declaration is withdrawn: reservations are given back."""
    done = act.cancel(public_id, reason=payload.reason, by=request.auth)  # type: ignore[attr-defined]
    return {"id": done.public_id, "status": done.status}


@router.post(
    "/declarations/{public_id}/outcome", response={200: StatusOut, **ERRORS}, summary="Report an outcome"
)
def outcome(request: HttpRequest, public_id: UUID, payload: OutcomeIn) -> Any:
    """What an examination found."""
    try:
        made = act.report(
            public_id,
            finding=payload.finding,
            examined=payload.examined,
            item=payload.item,
            evidence=payload.evidence,
            by=request.auth,  # type: ignore[attr-defined]
        )
    except ValueError:
        return problems.respond(
            422,
            Finding(
                "exchange.field.unfit",
                Severity.BLOCK,
                {"field": "finding", "reason": "CONTROLLED, NOT_CONTROLLED or UNDETERMINED"},
            ),
        )
    return {"id": made.declaration.public_id, "status": made.declaration.status}
