"""Reference data is loaded once in a process; from the second time on, its rows are copied back.

Loading the control list and the watch list takes seconds, and dozens of tests begin with it. What is copied back is
what the use cases themselves stored, and only rows: files lie where the first run left them. Where the tables hold rows
already, where files go elsewhere, or where another pack is set, the use cases run as they are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

LASTING = {"django_content_type", "auth_permission", "django_migrations"}
"""Tables that the making of the tables fills, and no test changes."""
JOBS = "procrastinate_jobs"
QUEUE = ("procrastinate_events", "procrastinate_periodic_defers", JOBS)
"""What jobs leave; Django knows these tables as somebody else's."""
ANNOUNCED = Path("index") / "in-force.json"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one use case left: rows by table, jobs without their numbers, and the file that names what is in force."""

    rows: dict[str, bytes]
    jobs: bytes
    announced: bytes | None


_kept: dict[tuple[str, ...], _Kept] = {}


def filled(name: str, build: Callable[[], Any], *, among: str = "") -> bool:
    """Do `build` in empty tables, or bring back what it added there before.

    Args:
        name: of what is kept.
        build: adds rows, whatever else the tables hold, and changes none.
        among: how the names of the tables begin that must be empty; all must be where nothing is said.

    Returns:
        Whether that was possible; if not, nothing was done.
    """
    if holding(table for table in _tables() if table.startswith(among)):
        return False
    key = (name, str(settings.STRATRADE_HOME), str(settings.STRATRADE_PACK))
    if key in _kept:
        _bring_back(_kept[key])
        return True
    first, before = _last_job() + 1, _rows()
    build()
    announced = Path(settings.STRATRADE_HOME) / ANNOUNCED
    columns = sql.SQL("SELECT {} FROM procrastinate_jobs WHERE id >= {} ORDER BY id").format(
        _columns_of_jobs(), sql.Literal(first)
    )
    _kept[key] = _Kept(
        {table: added for table, rows in _rows().items() if (added := _added(rows, before.pop(table, b"")))},
        _out(columns),
        announced.read_bytes() if announced.exists() and not among else None,
    )
    return True


def _rows() -> dict[str, bytes]:
    """What each table holds that holds anything, a row a line."""
    return {
        table: _out(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))) for table in holding(_tables())
    }


def _added(after: bytes, before: bytes) -> bytes:
    if not before:
        return after
    held, lines = set(before.splitlines(keepends=True)), after.splitlines(keepends=True)
    assert held <= set(lines), "what is kept may change no row that was there before"
    return b"".join(line for line in lines if line not in held)


def holding(tables: Iterable[str]) -> list[str]:
    """Those tables that hold any row."""
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string(cursor.connection))
        return [name for (name,) in cursor.fetchall()]


def _tables() -> list[str]:
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [name for name in found if name not in LASTING and not name.startswith("procrastinate_")]


def _bring_back(kept: _Kept) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in kept.rows.items():
            _in(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table)), rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        _in(sql.SQL("COPY procrastinate_jobs ({}) FROM STDIN").format(_columns_of_jobs()), kept.jobs)
    if kept.announced is not None:
        (Path(settings.STRATRADE_HOME) / ANNOUNCED).write_bytes(kept.announced)


def _last_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def _columns_of_jobs() -> sql.Composable:
    with connection.cursor() as cursor:
        names = [
            c.name for c in connection.introspection.get_table_description(cursor, JOBS) if c.name != "id"
        ]
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _out(query: sql.Composable) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(sql.SQL("COPY ({}) TO STDOUT").format(query)) as copy,
    ):
        return b"".join(bytes(block) for block in copy)


def _in(statement: sql.Composable, rows: bytes) -> None:
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        copy.write(rows)
