"""Fetch watch lists from where the settings say, and put what has changed in force. Off where they name no address."""

import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.clock import today
from stratrade.apps.screening import services
from stratrade.apps.screening.services import kept
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import files
from stratrade.interfaces.exchange.watchlists.arrival import arrival

TIMEOUT_SECONDS = 60
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_CHUNK = 1024 * 1024


class Unfit(Exception):
    """An address that is not fetched from."""


def fetch(url: str, *, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The file at an address, over HTTPS; plain HTTP only from this machine itself.

    Args:
        timeout: seconds without an answer after which it gives up.

    Raises:
        Unfit: another scheme, at the start or after being sent on.
        OSError: no answer, or an answer that is no file.
        Unreadable: larger than any list.
    """
    _check(url)
    request = urllib.request.Request(url, headers={"User-Agent": "stratrade"})  # noqa: S310 - checked above
    with urllib.request.build_opener(_Checked).open(request, timeout=timeout) as answer:
        found = bytearray()
        while part := answer.read(_CHUNK):
            found += part
            if len(found) > files.MAX_BYTES:
                raise Unreadable("exchange.message.too_large", limit_mb=files.MAX_BYTES // _CHUNK)
    return bytes(found)


class _Checked(urllib.request.HTTPRedirectHandler):
    """Goes on only where `fetch` would have gone."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: Any,
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Look at the new address first."""
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return
    raise Unfit(f"{parts.scheme or 'no scheme'}: a watch list is fetched over https")


def fetch_list(form: str, urls: Sequence[str]) -> str:
    """Fetch one list and take it.

    Args:
        form: un, ofac or lines.
        urls: of the file and, where the form has one, of the file of aliases.

    Returns:
        unchanged, adopted, or waits where it has shrunk and a steward must look at it.

    Raises:
        Unfit, OSError, Unreadable: see `fetch` and `files.read`.
    """
    taken = services.take(arrival(form, *(fetch(url) for url in urls)), by=SYSTEM)
    if taken is None:
        return "unchanged"
    return "adopted" if taken.edition else "waits"


def addresses() -> Mapping[str, tuple[str, ...]]:
    """Form -> addresses, of the lists that the settings name."""
    return settings.WATCHLIST_URLS


@app.periodic(cron="17 */6 * * *")
@app.task(name="screening.fetch_lists", queue="periodic", queueing_lock="screening.fetch_lists")
def fetch_lists(timestamp: int) -> None:
    """Have each list fetched in a job of its own; `timestamp` is the moment it was due."""
    del timestamp
    for form in addresses():
        fetch_one.configure(lock=f"screening.fetch_list {form}").defer(form=form)


@app.task(
    name="screening.fetch_list",
    queue="periodic",
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def fetch_one(form: str) -> None:
    """Fetch one list; tried again where there is no answer, told to the stewards where it never comes.

    Args:
        form: un, ofac or lines.
    """
    urls = addresses().get(form)
    if urls:
        fetch_list(form, urls)


@app.periodic(cron="11 17 * * *")  # shortly after midnight where the State's day begins first
@app.task(name="screening.expire_kept", queue="periodic", queueing_lock="screening.expire_kept")
def expire_kept(timestamp: int) -> None:
    """Take those whose time is up off the lists that are kept here; `timestamp` is the moment it was due."""
    del timestamp
    kept.expire(on=today(), by=SYSTEM)
