"""One block of names for every process: what is asked after an edition rests on it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connections

from stratrade.apps.screening import matcher
from stratrade.apps.screening.models import ListEdition
from stratrade.apps.screening.services.screen import Subject, compare
from stratrade.engines.matching.index import Matcher

from .conftest import adopt, listed

QUARTZ = "Tonle Quartz Waterworks"
ORCHID = "Prey Orchid Forwarding"
MANY = [listed(f"N{n}", f"Placeholder Number{n} Trading") for n in range(1, 40)]

# A process of its own, as a web or job worker is one: it answers each name that it is sent.
WORKER = """
import sys
import django
django.setup()
from stratrade.apps.screening.services.screen import Subject, compare
print("ready", flush=True)
for line in sys.stdin:
    found = compare([Subject("party", line.strip())])
    print(*sorted(h["entry_id"] for h in found.hits), sep=",", flush=True)
"""


@pytest.fixture(autouse=True)
def nothing_held():
    matcher._held.clear()
    yield
    matcher._held.clear()


def hits(name):
    return [(h["entry_id"], h["score"], h["entry_digest"]) for h in compare([Subject("party", name)]).hits]


def test_block_is_built_before_the_edition_is_in_force_and_only_opened_afterwards(
    transactional_db, monkeypatch
):
    adopt(*MANY, listed("N92", QUARTZ))
    monkeypatch.setattr(Matcher, "__init__", lambda *_: pytest.fail("it is built again"))
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N92"]


def test_block_that_is_gone_is_built_again(transactional_db, tmp_path, monkeypatch):
    adopt(*MANY, listed("N96", QUARTZ))
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    first = hits(QUARTZ)
    assert [entry for entry, *_ in first] == ["N96"]
    assert [path.name for path in tmp_path.rglob("parties")] == ["parties"]
    matcher._held.clear()
    assert hits(QUARTZ) == first


def test_block_that_is_cut_off_is_built_again(transactional_db):
    adopt(*MANY, listed("N97", QUARTZ))
    (block,) = [
        p
        for p in Path(os.environ["STRATRADE_HOME"]).rglob("parties")
        if p.stat().st_mtime_ns
        == max(q.stat().st_mtime_ns for q in Path(os.environ["STRATRADE_HOME"]).rglob("parties"))
    ]
    block.write_bytes(block.read_bytes()[:100])
    assert [entry for entry, *_ in hits(QUARTZ)] == ["N97"]


def test_hit_tells_the_state_of_its_entry(transactional_db):
    edition = adopt(*MANY, listed("N93", QUARTZ))
    row = edition.entries.get(entry_id="N93")
    assert hits(QUARTZ)[0][2] == row.digest


@contextlib.contextmanager
def worker():
    database = connections["default"].settings_dict
    query = {"host": database["HOST"]} | ({"port": database["PORT"]} if database["PORT"] else {})
    who = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    where = {
        "DATABASE_URL": f"postgresql://{who}@/{database['NAME']}?{urlencode(query)}",
        "DJANGO_SETTINGS_MODULE": "stratrade.project.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | where,
    )
    try:
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


def ask(process, name):
    process.stdin.write(f"{name}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_three_processes_answer_from_an_edition_as_soon_as_it_is_in_force(transactional_db):
    adopt(*MANY)
    with worker() as first, worker() as second, worker() as third:
        everybody = (first, second, third)
        assert [ask(one, QUARTZ) for one in everybody] == ["", "", ""]
        adopt(*MANY, listed("N94", QUARTZ))
        assert [ask(one, QUARTZ) for one in everybody] == ["N94"] * 3
        adopt(*MANY[1:], listed("N95", ORCHID))
        assert [ask(one, QUARTZ) for one in everybody] == [""] * 3
        assert [ask(one, ORCHID) for one in everybody] == ["N95"] * 3
    assert ListEdition.objects.filter(stands=True).count() == 1
