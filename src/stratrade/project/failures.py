"""Errors raised outside every view: a program is answered in JSON, a person by a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from stratrade.interfaces.api import problems, tokens
from stratrade.interfaces.web import errors
from stratrade.kernel.finding import Finding, Severity


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request cannot be read."""
    return _answer(request, 400, "api.request.unfit") or errors.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Not for this person."""
    return _answer(request, 403, "accounts.access.denied") or errors.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing there."""
    return _answer(request, 404, "api.not_found") or errors.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """The fault is ours."""
    return _answer(request, 500, "api.unforeseen") or errors.broken(request)


def _answer(request: HttpRequest, status: int, code: str) -> HttpResponse | None:
    if request.path.startswith("/api/"):
        return problems.respond(status, Finding(code, Severity.BLOCK))
    if request.path.startswith("/oauth/"):
        return tokens.refused(status, "server_error" if status == 500 else "invalid_request", code)  # noqa: PLR2004
    return None
