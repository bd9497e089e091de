"""Addresses of the HTTP interface."""

from django.urls import path, re_path

from stratrade.interfaces.api import declarations, licences, lookups, problems
from stratrade.interfaces.api.base import api

for module in (declarations, licences, lookups):
    api.add_router("", module.router)

urlpatterns = [
    path("v1/", api.urls),
    re_path(r"^(?P<_rest>.*)$", problems.not_found),
]
