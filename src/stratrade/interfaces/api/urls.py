"""Addresses of the HTTP interface."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from stratrade.interfaces.api import declarations, licences, lookups, problems, watchlists
from stratrade.interfaces.api.base import api
from stratrade.kernel.finding import Finding, Severity

METHOD_NOT_ALLOWED = 405


def _refusing_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, which answers an unknown method with a problem document as it answers everything else."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != METHOD_NOT_ALLOWED:
            return response
        return problems.respond(
            METHOD_NOT_ALLOWED,
            Finding("api.request.unfit", Severity.BLOCK, {"reason": "method"}),
            headers={"Allow": response.headers.get("Allow", "")},
        )

    return answered


for module in (declarations, licences, lookups, watchlists):
    api.add_router("", module.router)

_routes, _app, _namespace = api.urls
for _route in _routes:
    _route.callback = _refusing_methods(_route.callback)

urlpatterns = [
    path("v1/", (_routes, _app, _namespace)),
    re_path(r"^(?P<_rest>.*)$", problems.not_found),
]
