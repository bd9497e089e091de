"""Two web processes and a worker, as they are served: what they say after an edition is in force rests on it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connections

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import Agency, User
from stratrade.apps.parties import services as parties
from stratrade.apps.screening.models import Alert
from stratrade.interfaces.cli import serve

from .conftest import adopt, listed

QUARTZ = "Tonle Quartz Waterworks"
ORCHID = "Prey Orchid Forwarding"
MANY = [listed(f"N{n}", f"Placeholder Number{n} Trading") for n in range(1, 40)]
PATIENCE = 90  # seconds; on a machine busy with tests, each process may first compile the control list
ASKED = 8  # times, each over a connection of its own


@pytest.fixture
def environment(transactional_db):
    """Where a process of its own finds what the test writes, and no jobs that earlier tests left waiting.

    Those speak of events that are gone: they fail, wait to be tried again, and hold later jobs of their lock up.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers")
    database = connections["default"].settings_dict
    query = {"host": database["HOST"]} | ({"port": database["PORT"]} if database["PORT"] else {})
    who = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{who}@/{database['NAME']}?{urlencode(query)}",
        "DJANGO_SETTINGS_MODULE": "stratrade.project.settings",
    }


@pytest.fixture
def started(environment):
    """Starts a process, and ends it and its children after the test."""
    running = []

    def start(command):
        running.append(subprocess.Popen(command, env=environment, start_new_session=True))
        return running[-1]

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        try:
            process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def web(started, client):
    """The web server with two processes: whom it finds like a name, each time by a connection of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = started(serve._web("127.0.0.1", port, 2))
    agency = Agency.objects.create(code="PROC", names={"en": "Processes"})
    client.force_login(User.objects.create(email="o@pages.example", name="O", role="officer", agency=agency))
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    def ask(name):
        at = f"http://127.0.0.1:{port}/officer/screen/?{urlencode({'name': name})}"
        headers = {"Cookie": cookie, "Connection": "close", "HX-Request": "true"}
        request = urllib.request.Request(at, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            page = answer.read().decode()
        (edition,) = set(re.findall(r"NAT\s*<code>([0-9a-f]{12})</code>", page))
        return edition, {entry for entry in ("QZ1", "QZ2", "OR1") if entry in page}

    until(lambda: _listens(port), "the web server listens")
    return server, ask


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(true, what):
    """Wait for something."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def _worked(server):
    """The processor time that each process of a server has used, in ticks."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    stat = {pid: Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split() for pid in children}
    return {pid: int(said[11]) + int(said[12]) for pid, said in stat.items()}


def test_every_answer_after_an_edition_is_in_force_rests_on_it_in_every_process(started, web):
    server, ask = web
    started([sys.executable, "-m", "stratrade", "worker"])
    none = adopt(*MANY)
    parties.register({"name": QUARTZ, "country": "VN"}, identifiers={}, by=SYSTEM)
    assert [ask(QUARTZ) for _ in range(ASKED)] == [(none.digest[:12], set())] * ASKED
    before = _worked(server)
    first = adopt(*MANY, listed("QZ1", QUARTZ))
    assert [ask(QUARTZ) for _ in range(ASKED)] == [(first.digest[:12], {"QZ1"})] * ASKED
    until(lambda: Alert.objects.filter(edition=first.digest, entry_id="QZ1").exists(), "the worker alerts")
    second = adopt(*MANY[1:], listed("QZ2", QUARTZ), listed("OR1", ORCHID))
    assert [ask(QUARTZ) for _ in range(ASKED)] == [(second.digest[:12], {"QZ2"})] * ASKED
    assert [ask(ORCHID) for _ in range(ASKED)] == [(second.digest[:12], {"OR1"})] * ASKED
    until(lambda: Alert.objects.filter(edition=second.digest, entry_id="QZ2").exists(), "the worker alerts")
    assert not Alert.objects.filter(edition=second.digest).exclude(entry_id="QZ2").exists()
    after = _worked(server)
    assert len(before) == len(after) == 2
    assert all(after[pid] > before[pid] for pid in before), "one process answered everything"
