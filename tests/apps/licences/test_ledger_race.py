"""Two processes on one licence line: it is never exceeded, whoever comes first."""

import datetime as dt
import random
import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.models import User
from stratrade.apps.licences.models import Licence, Line, Movement
from stratrade.apps.licences.services import ledger
from stratrade.apps.parties.models import Party

TRIALS = 1000
WRITERS = 2


@pytest.fixture
def line(transactional_db):
    user = User.objects.create(email="ledger@journey.example", name="Ledger", role="head")
    holder = Party.objects.create(name="Ledger Co", country="KH", status="REGISTERED")
    licence = Licence.objects.create(
        reference="EXP-2026-000001-B",
        kind="individual_export",
        activity="export",
        case_subject="casework.case:none",
        holder=holder,
        holder_name=holder.name,
        consignee_name="Somebody",
        destination="VN",
        end_use="Test",
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2027, 1, 1),
        legal_basis="None",
        issued_at=timezone.now(),
        issued_by=user,
    )
    return Line.objects.create(
        licence=licence,
        number=1,
        entry="2B350",
        description="Valves",
        quantity=Decimal(700),
        ceiling=Decimal(700),
        unit="C62",
    )


def _work(line, moves, start, refused, failed):
    start.wait()
    try:
        for number, quantity in moves:
            try:
                ledger.move(
                    line.licence.reference,
                    1,
                    "commit",
                    declaration=f"OFFICE/{number}",
                    item=1,
                    quantity=Decimal(quantity),
                    unit="C62",
                    by=SYSTEM,
                )
            except ledger.Overdraw:
                refused.append(number)
    except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
        failed.append(error)
    finally:
        connection.close()


def test_commit_by_two_at_once_never_exceeds_the_line(line):
    """A thousand write-offs by two writers, every third one sent by both: each counts once, none too much."""
    rng = random.Random(1540)  # noqa: S311 - a repeatable order, not a secret
    moves = [(number, rng.randint(1, 3)) for number in range(TRIALS)]
    mine = [m for m in moves if m[0] % 3 == 0 or m[0] % 2 == 0]
    theirs = [m for m in moves if m[0] % 3 == 0 or m[0] % 2 == 1]
    start = threading.Barrier(WRITERS)
    refused: list[int] = []
    failed: list[Exception] = []
    threads = [
        threading.Thread(target=_work, args=(line, part, start, refused, failed)) for part in (mine, theirs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    line.refresh_from_db()
    written = list(Movement.objects.filter(line=line, type="COMMIT"))
    assert len({m.declaration for m in written}) == len(written)
    assert sum(m.quantity for m in written) == line.committed <= line.ceiling
    assert line.reserved == 0
    assert refused
    assert line.remaining < 3
