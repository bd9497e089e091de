"""A name for every request, in its answer and in each line of the log it causes."""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from stratrade.apps.audit.identity import uuid7

_current: ContextVar[str] = ContextVar("request_id", default="-")
HEADER = "X-Request-Id"


class RequestId:
    """Gives the request a name; stands first, so that everything after it can say the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the request and put the name on the answer."""
        name = uuid7().hex
        token = _current.set(name)
        request.META["STRATRADE_REQUEST_ID"] = name
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response.headers[HEADER] = name
        return response


class RequestIdFilter(logging.Filter):
    """Adds the name of the running request to a log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always keep the record."""
        record.request_id = _current.get()
        return True
