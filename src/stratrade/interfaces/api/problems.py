"""Errors as problem documents (RFC 9457), each with a finding code."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema

from stratrade.apps import wording
from stratrade.kernel.finding import Finding, Severity

CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """What went wrong, for a person (`detail`) and for a program (`code`, `params`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, Any] = {}


def respond(status: int, finding: Finding, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem document for `finding`."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": wording.sentence(finding.code, finding.as_dict()["params"]),
        "code": finding.code,
        "params": finding.as_dict()["params"],
    }
    return JsonResponse(
        body,
        status=status,
        content_type=CONTENT_TYPE,
        headers=dict(headers or {}),
        json_dumps_params={"ensure_ascii": False},
    )


def not_found(_request: HttpRequest, _rest: str = "") -> HttpResponse:
    """Any address under the interface that leads nowhere."""
    return respond(404, Finding("api.not_found", Severity.BLOCK))
