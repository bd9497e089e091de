"""A database with every table and no row, made once for a set of migrations; each test process starts with a copy.

It lies in the cluster that sessions share and is named by what makes it: the migrations of this checkout and the
locked packages. Making the tables takes seconds, copying them a fraction of one.
"""

import fcntl
import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "stratrade_template_"
KEPT_DAYS = 3


def name() -> str:
    """What the database is called; other migrations or packages, another name."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "src" / "stratrade" / "apps").glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


def ready(url: str, home: Path, make: Callable[[str], None]) -> str:
    """Make sure that the database is there; processes that want it at once wait for the first.

    Args:
        url: the cluster, as one who may make databases.
        home: a folder of ours, for the lock and for when each database was used last.
        make: makes all tables in the empty database of that name.

    Returns:
        Its name.
    """
    wanted = name()
    with (home / "template.lock").open("w") as lock, psycopg.connect(url, autocommit=True) as connection:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = home / wanted
        if not _exists(connection, wanted):
            draft = f"{wanted}_draft"
            _drop(connection, draft)
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            make(draft)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(draft), sql.Identifier(wanted)
                )
            )
        note.touch()
        for other in home.glob(f"{PREFIX}*"):
            if time.time() - other.stat().st_mtime > KEPT_DAYS * 86400:
                _drop(connection, other.name)
                other.unlink()
    return wanted


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> bool:
    found = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    return found is not None


def _drop(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
