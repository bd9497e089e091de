"""A use case is one transaction with an access decision and a record, or nothing at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg import errors

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import Agency
from stratrade.apps.audit import services
from stratrade.apps.audit.events import Event
from stratrade.apps.audit.models import EventRow, Head
from stratrade.apps.audit.services import Unaccounted, record, unchanged, use_case

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class GoodsWeighed(Event):
    what: str
    mass: Decimal = Decimal(0)


def _agency(code: str) -> Agency:
    return Agency.objects.create(code=code, names={"en": code}, kind="ministry")


def _decide() -> None:
    services.access_decided()


@use_case
def weigh(*subjects: str, by: object = access.SYSTEM) -> str:
    _decide()
    for subject in subjects:
        record(GoodsWeighed(subject, Decimal("1.50")), subject=subject, by=by)
    return "weighed"


def test_use_case_decided_and_recorded_is_kept() -> None:
    assert weigh("t:1") == "weighed"
    row = EventRow.objects.get(subject="t:1")
    assert (row.seq, row.name, row.actor) == (1, GoodsWeighed.event_name(), "system")
    assert row.payload == {"what": "t:1", "mass": "1.50"}
    assert row.hash == row.computed_hash()
    head = Head.objects.get(subject="t:1")
    assert (head.count, head.hash) == (1, row.hash)


def test_use_case_without_access_decision_is_refused() -> None:
    @use_case
    def careless() -> None:
        _agency("X1")
        record(GoodsWeighed("x"), subject="t:2", by=access.SYSTEM)

    with pytest.raises(Unaccounted, match="no access decision"):
        careless()
    assert not Agency.objects.filter(code="X1").exists()
    assert not EventRow.objects.filter(subject="t:2").exists()


def test_use_case_without_record_is_refused() -> None:
    @use_case
    def silent() -> None:
        _decide()
        _agency("X2")

    with pytest.raises(Unaccounted, match="recorded nothing"):
        silent()
    assert not Agency.objects.filter(code="X2").exists()


def test_use_case_unchanged_keeps_nothing_that_was_written() -> None:
    @use_case
    def again() -> str:
        _decide()
        _agency("X3")
        unchanged()
        return "same"

    assert again() == "same"
    assert not Agency.objects.filter(code="X3").exists()


def test_use_case_inside_another_is_refused() -> None:
    @use_case
    def outer() -> None:
        _decide()
        weigh("t:3")

    with pytest.raises(RuntimeError, match="inside another"):
        outer()
    assert not EventRow.objects.filter(subject="t:3").exists()


def test_use_case_failure_rolls_back_everything() -> None:
    @use_case
    def fails() -> None:
        _decide()
        _agency("X4")
        record(GoodsWeighed("x"), subject="t:4", by=access.SYSTEM)
        raise LookupError("later")

    with pytest.raises(LookupError, match="later"):
        fails()
    assert not Agency.objects.filter(code="X4").exists()
    assert not Head.objects.filter(subject="t:4").exists()


@pytest.mark.parametrize("cause", [errors.DeadlockDetected, errors.SerializationFailure])
def test_use_case_tries_three_times_more_after_a_deadlock(cause: type[Exception]) -> None:
    calls = []

    @use_case
    def unlucky(failures: int) -> int:
        calls.append(1)
        if len(calls) <= failures:
            raise OperationalError("deadlock") from cause()
        _decide()
        record(GoodsWeighed("x"), subject="t:5", by=access.SYSTEM)
        return len(calls)

    assert unlucky(3) == 4
    assert EventRow.objects.filter(subject="t:5").count() == 1
    calls.clear()
    with pytest.raises(OperationalError):
        unlucky(4)
    assert len(calls) == 4


def test_use_case_other_database_errors_are_not_tried_again() -> None:
    calls = []

    @use_case
    def broken() -> None:
        calls.append(1)
        raise OperationalError("disk") from errors.DiskFull()

    with pytest.raises(OperationalError):
        broken()
    assert calls == [1]


def test_record_several_subjects_builds_one_chain_each() -> None:
    weigh("t:b", "t:a", "t:b")
    rows = list(EventRow.objects.filter(subject="t:b").order_by("seq"))
    assert [row.seq for row in rows] == [1, 2]
    assert rows[1].prev_hash == rows[0].hash
    assert Head.objects.get(subject="t:a").count == 1


def test_record_float_is_refused() -> None:
    @use_case
    def inexact() -> None:
        _decide()
        record(GoodsWeighed("x", 1.5), subject="t:6", by=access.SYSTEM)  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="float"):
        inexact()


def test_event_payload_is_exact_json() -> None:
    @dataclass(frozen=True, slots=True)
    class AllSorts(Event):
        number: Decimal
        day: date
        at: datetime
        ident: object
        many: tuple[str, ...]
        more: dict[str, int]

    ident = uuid4()
    payload = AllSorts(
        Decimal("1E+3"), date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), ident, ("b", "a"), {"k": 1}
    ).payload()
    assert payload == {
        "number": "1000",
        "day": "2026-01-02",
        "at": "2026-01-02T00:00:00+00:00",
        "ident": str(ident),
        "many": ["b", "a"],
        "more": {"k": 1},
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head",
        "UPDATE audit_head SET count = count - 1",
        "UPDATE audit_head SET hash = repeat('1', 64)",
        "UPDATE audit_head SET subject = 'other', count = count + 1",
    ],
)
def test_trail_refuses_change_by_the_owner_itself(statement: str) -> None:
    weigh("t:7", "t:7")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert EventRow.objects.filter(subject="t:7").count() == 2


def test_record_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="only inside"):
        record(GoodsWeighed("x"), subject="t:8", by=access.SYSTEM)
