"""The pages of refused and failed requests. The last one needs neither database nor session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The request cannot be read."""
    del exception
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Not for this person; the reason is said where there is one."""
    reason = str(exception.args[0]) if exception is not None and exception.args else ""
    return render(request, "403.html", {"exception": reason}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Nothing there, or nothing for this person."""
    del exception
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """The fault is ours."""
    page = loader.get_template("500.html")
    return HttpResponse(page.render({"request_id": request.META.get("STRATRADE_REQUEST_ID", "")}), status=500)
