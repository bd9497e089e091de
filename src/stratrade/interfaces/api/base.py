"""The interface itself: who calls, how errors leave."""

import errno
import hashlib
import logging
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from oauth2_provider.models import AccessToken

from stratrade.apps.accounts.access import AccessDenied
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.lists import queries as lists
from stratrade.interfaces.api import problems
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import IllegalTransition
from stratrade.kernel.quantity import DimensionError, UnitError

log = logging.getLogger(__name__)
MAX_BODY_BYTES = 20 * 1024 * 1024


class Client(HttpBearer):
    """An OAuth2 access token of a registered client; the caller is the user that the client acts for."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The user behind a valid token, or None."""
        checksum = hashlib.sha256(token.encode()).hexdigest()
        row = AccessToken.objects.select_related("application__user").filter(token_checksum=checksum).first()
        if row is None or not row.is_valid() or row.application is None or row.application.user is None:
            return None
        user = row.application.user
        if not user.is_active:
            return None
        request.user = user
        return user


class _Described(NinjaAPI):
    """The interface; its description is made once in a process, which takes most of a second."""

    _description: Any = None

    def get_openapi_schema(self, **asked: Any) -> Any:
        """The description, whoever asks."""
        if any(asked.values()):
            return super().get_openapi_schema(**asked)
        if self._description is None:
            self._description = super().get_openapi_schema(**asked)
        return self._description


api = _Described(
    title="Stratrade",
    version="1",
    description="National strategic trade control: declarations, licences, parties, goods, determinations.",
    urls_namespace="api",
    auth=Client(),
    docs_url=None,
    openapi_url="/openapi.json",
    openapi_extra={
        "components": {
            "securitySchemes": {
                "oauth": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}}},
                }
            }
        }
    },
)

ERRORS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422), problems.Problem)
"""Documented on every operation: each may be refused in these ways."""


def _handler(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    def handle(_request: HttpRequest, error: Any) -> HttpResponse:
        return problems.respond(status, error.finding)

    return handle


api.exception_handler(Unreadable)(_handler(422))
api.exception_handler(IllegalTransition)(_handler(409))
api.exception_handler(StaleVersion)(_handler(409))


@api.exception_handler(AccessDenied)
def _denied(_request: HttpRequest, _error: AccessDenied) -> HttpResponse:
    return problems.respond(403, Finding("accounts.access.denied", Severity.BLOCK))


@api.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problems.respond(
        401, Finding("api.unauthenticated", Severity.BLOCK), headers={"WWW-Authenticate": "Bearer"}
    )


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problems.respond(404, Finding("api.not_found", Severity.BLOCK))


@api.exception_handler(RequestDataTooBig)
def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problems.respond(413, too_large())


@api.exception_handler(SuspiciousOperation)
def _suspicious(_request: HttpRequest, _error: SuspiciousOperation) -> HttpResponse:
    return problems.respond(400, Finding("api.request.unfit", Severity.BLOCK))


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    place = [str(part) for part in first.get("loc", ()) if part not in {"body", "payload", "query", "path"}]
    return problems.respond(
        422,
        Finding(
            "exchange.field.unfit",
            Severity.BLOCK,
            {"field": ".".join(place) or "body", "reason": str(first.get("msg", ""))[:200]},
        ),
    )


@api.exception_handler(UnitError)
@api.exception_handler(DimensionError)
def _unit(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problems.respond(
        422, Finding("exchange.field.unfit", Severity.BLOCK, {"field": "unit", "reason": str(error)[:200]})
    )


@api.exception_handler(HttpError)
def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.respond(
        error.status_code, Finding("api.request.unfit", Severity.BLOCK, {"reason": str(error)[:200]})
    )


@api.exception_handler(DataError)
def _unfit(_request: HttpRequest, _error: DataError) -> HttpResponse:
    """What the database cannot hold: a NUL character, a number too large."""
    return problems.respond(422, Finding("api.request.unfit", Severity.BLOCK))


@api.exception_handler(lists.NoEditionInForce)
def _no_list(_request: HttpRequest, _error: lists.NoEditionInForce) -> HttpResponse:
    return problems.respond(
        422,
        Finding(
            "exchange.field.unfit",
            Severity.BLOCK,
            {"field": "date", "reason": "no control list was in force on that day"},
        ),
    )


@api.exception_handler(OperationalError)
def _database(_request: HttpRequest, _error: OperationalError) -> HttpResponse:
    log.exception("database")  # noqa: LOG004 - called while the error is handled
    return problems.respond(503, Finding("api.unavailable", Severity.BLOCK), headers={"Retry-After": "5"})


@api.exception_handler(OSError)
def _no_room(request: HttpRequest, error: OSError) -> HttpResponse:
    """A file that could not be stored: nothing else was, so the sender may try again."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
        return _unforeseen(request, error)
    log.exception("no room for files")  # noqa: LOG004 - called while the error is handled
    return problems.respond(503, Finding("api.unavailable", Severity.BLOCK), headers={"Retry-After": "60"})


@api.exception_handler(Exception)
def _unforeseen(_request: HttpRequest, _error: Exception) -> HttpResponse:
    log.exception("unforeseen")  # noqa: LOG004 - called while the error is handled
    return problems.respond(500, Finding("api.unforeseen", Severity.BLOCK))


def too_large() -> Finding:
    """The body is over the limit."""
    limit = MAX_BODY_BYTES // 1048576
    return Finding("exchange.message.too_large", Severity.BLOCK, {"field": "message", "limit_mb": limit})


def body_of(request: HttpRequest) -> bytes:
    """The body, refused by its announced length before a byte is read; one sent in chunks announces none.

    Raises:
        RequestDataTooBig: over the limit.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > MAX_BODY_BYTES:
        raise RequestDataTooBig
    chunked = request.META.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
    raw = _chunks(request.META["wsgi.input"]) if chunked else request.body
    if len(raw) > MAX_BODY_BYTES:
        raise RequestDataTooBig
    return raw


def _chunks(stream: IO[bytes]) -> bytes:
    """What a sender hands over piece by piece, up to one byte over the limit; a read may give less than asked."""
    found = bytearray()
    while len(found) <= MAX_BODY_BYTES:
        piece = stream.read(MAX_BODY_BYTES + 1 - len(found))
        if not piece:
            break
        found += piece
    return bytes(found)
