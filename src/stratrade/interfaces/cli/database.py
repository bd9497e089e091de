"""The database for the commands that copy it whole: dump, put in place, count who is connected."""

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.embedded.binaries import NoDatabase, packaged
from stratrade.interfaces.cli.errors import Unusable

_ASIDE = "before_restore"


def owner_url() -> str:
    """The address of the role that owns the tables; inside `session.database` only."""
    return os.environ[session.OWNER_URL]


def dump(target: Path) -> None:
    """Write the database as it stands at this moment to `target`.

    Raises:
        Unusable: it cannot be dumped; says why in one line.
    """
    _run("pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--file={target}")


def is_empty() -> bool:
    """Whether no table has been made yet."""
    with _connect() as connection:
        row = connection.execute("select to_regclass('public.django_migrations') is null").fetchone()
    return bool(row and row[0])


def others() -> int:
    """How many connections to this database are open besides our own."""
    with _connect() as connection:
        row = connection.execute(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        ).fetchone()
    return int(str(row[0])) if row else 0


def put_in_place(source: Path) -> None:
    """Put a dump in the place of what the database holds; where that fails, what it held stays.

    Raises:
        Unusable: the dump cannot be restored; says why in one line.
    """
    aside, public = sql.Identifier(_ASIDE), sql.Identifier("public")
    with _connect() as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(aside))
        connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(public, aside))
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(public))
    try:
        _run(
            "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            str(source),
        )
    except BaseException:
        with _connect() as connection:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(public))
            connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(aside, public))
        raise
    with _connect() as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(aside))


def _connect() -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(owner_url(), connect_timeout=5)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, not the command line."""
    parts = urlsplit(owner_url())
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    name = unquote(parts.path.lstrip("/"))
    environment = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C",
        "PGHOST": query.pop("host", unquote(parts.hostname or "")),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGPORT": str(parts.port or query.pop("port", "5432")),
        "PGDATABASE": name,
        **{f"PG{key.upper()}": value for key, value in query.items() if key.startswith("ssl")},
    }
    try:
        command = [str(packaged() / "bin" / program), *arguments]
    except NoDatabase as problem:
        raise Unusable(str(problem)) from None
    if program == "pg_restore":
        command.insert(1, f"--dbname={name}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error:" in line] or done.stderr.splitlines()
        raise Unusable((said or [f"{program} failed"])[0][-300:])
