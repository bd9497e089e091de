"""Fetching watch lists: from this machine's own server only, as no test talks to anybody else."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.accounts.models import User
from stratrade.apps.audit.models import EventRow
from stratrade.apps.screening.models import ListEdition, Receipt
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.jobs import watchlists


def _lines(count):
    return b"\n".join(
        json.dumps(
            {
                "list": "NAT",
                "entry_id": str(n),
                "kind": "person",
                "names": [[f"Sample {n}", "strong", "Latin"]],
            }
        ).encode()
        for n in range(count)
    )


@pytest.fixture
def server():
    """A server on the loopback that answers what the test puts on its shelf."""
    shelf = {}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body, headers = shelf.get(self.path, (404, b"", {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    running = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    shelf["url"] = f"http://127.0.0.1:{running.server_port}"
    yield shelf
    running.shutdown()
    thread.join()
    running.server_close()


def test_nothing_is_fetched_unless_an_address_is_set(transactional_db):
    assert settings.WATCHLIST_URLS == {}
    before = ProcrastinateJob.objects.count()
    watchlists.fetch_lists.func(0)
    watchlists.fetch_one.func("un")
    assert ProcrastinateJob.objects.count() == before
    assert not ListEdition.objects.exists()


def test_periodic_job_defers_one_job_a_list(transactional_db, monkeypatch):
    monkeypatch.setattr(settings, "WATCHLIST_URLS", {"un": ("https://lists.example/un.xml",)})
    watchlists.fetch_lists.func(0)
    job = ProcrastinateJob.objects.filter(task_name="screening.fetch_list").latest("id")
    assert job.args == {"form": "un"}


def test_fetched_list_is_adopted_once_and_a_shrunk_one_waits_for_a_steward(transactional_db, server):
    User.objects.create(email="steward@fetch.example", name="s", role="steward")
    urls = (server["url"] + "/list",)
    server["/list"] = (200, _lines(40), {})
    assert watchlists.fetch_list("lines", urls) == "adopted"
    assert watchlists.fetch_list("lines", urls) == "unchanged"
    standing = ListEdition.objects.get(stands=True)
    assert (standing.count, standing.digest) == (40, hashlib.sha256(_lines(40)).hexdigest())
    assert standing.receipts.get().received_at <= standing.adopted_at
    server["/list"] = (200, _lines(20), {})
    assert watchlists.fetch_list("lines", urls) == "waits"
    assert watchlists.fetch_list("lines", urls) == "waits"
    assert ListEdition.objects.get(stands=True) == standing
    assert Receipt.objects.filter(edition=None).count() == 1
    assert EventRow.objects.filter(name="screening.EditionRefused").count() == 1


@pytest.mark.parametrize(
    "url", ["http://lists.example/un.xml", "file:///etc/passwd", "ftp://lists.example/x", "/etc/passwd", ""]
)
def test_address_that_is_not_https_is_not_fetched(url):
    with pytest.raises(watchlists.Unfit):
        watchlists.fetch(url)


def test_being_sent_on_to_another_scheme_is_refused(server):
    server["/list"] = (302, b"", {"Location": "http://lists.example/elsewhere"})
    with pytest.raises(watchlists.Unfit):
        watchlists.fetch(server["url"] + "/list")


def test_answer_that_is_an_error_or_endless_is_refused(server, monkeypatch):
    with pytest.raises(OSError, match="404"):
        watchlists.fetch(server["url"] + "/nothing")
    monkeypatch.setattr(watchlists.files, "MAX_BYTES", 10)
    server["/list"] = (200, b"x" * 100, {})
    with pytest.raises(Unreadable):
        watchlists.fetch(server["url"] + "/list")


def test_page_of_an_error_instead_of_a_list_is_refused_and_nothing_changes(transactional_db, server):
    server["/list"] = (200, b"<html>Service unavailable</html>", {})
    with pytest.raises(Unreadable) as refused:
        watchlists.fetch_list("un", (server["url"] + "/list",))
    assert refused.value.finding.code == "exchange.xml.root"
    assert not Receipt.objects.exists()
