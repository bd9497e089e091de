"""Several processes at once: chains stay whole, and the product's role can only add."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.audit import grants, queries, roots, services, verifying
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import EventRow, Head


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    who: int


@services.use_case
def open_doors(who: int, *doors: str) -> None:
    services.access_decided()
    for door in doors:
        services.record(DoorOpened(who), subject=door, by=access.SYSTEM)


def _visit(who: int) -> None:
    try:
        doors = ("door:a", "door:b") if who % 2 else ("door:b", "door:a")
        for _ in range(5):
            open_doors(who, *doors)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_record_by_many_at_once_leaves_whole_chains(tmp_path: Path) -> None:
    with ThreadPoolExecutor(max_workers=6) as pool:
        for done in [pool.submit(_visit, who) for who in range(6)]:
            done.result()
    assert {h.subject: h.count for h in Head.objects.all()} == {"door:a": 30, "door:b": 30}
    roots.sign(tmp_path, queries.heads(), now=timezone.now())
    outcome = verifying.verify(tmp_path)
    assert outcome.flaws == ()
    assert outcome.events == 60


def _sign(home: Path) -> bool:
    try:
        return roots.sign(home, queries.heads(), now=timezone.now()) is not None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_sign_by_two_at_once_writes_one_line(tmp_path: Path) -> None:
    open_doors(1, "door:a")
    with ThreadPoolExecutor(max_workers=4) as pool:
        written = [f.result() for f in [pool.submit(_sign, tmp_path) for _ in range(4)]]
    assert written.count(True) == 1
    assert [line.genuine and line.linked for line in roots.read(tmp_path)] == [True]


@pytest.fixture
def product_role(transactional_db: None) -> Iterator[str]:
    """A role with the rights of the running product."""
    role = f"audit_test_product_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} NOLOGIN")
        for statement in grants.statements(role):
            cursor.execute(statement)
    yield role
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")


def test_product_role_can_record(product_role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {product_role}")
    open_doors(1, "door:a")
    open_doors(2, "door:a")
    assert EventRow.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET subject = 'x'",
        "UPDATE audit_applied SET reaction = 'x'",
        "ALTER TABLE audit_event DISABLE TRIGGER USER",
        "DROP TRIGGER audit_event_no_change ON audit_event",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (x int)",
        "DELETE FROM django_migrations",
    ],
)
def test_product_role_cannot_touch_the_trail_or_own_anything(product_role: str, statement: str) -> None:
    open_doors(1, "door:a")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {product_role}")
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
            cursor.execute(statement)
