"""`stratrade prepare`: tables, rights, static files, reference data and, where wanted, a demonstration State."""

import argparse
import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg

import stratrade
from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.embedded.cluster import PRODUCT
from stratrade.interfaces.cli.errors import Unusable

NAME = "prepare"
HELP = "bring database, reference data and static files up to date"
STEP = "STRATRADE_PREPARE_STEP"
NOTE = "prepared"
"""File of the data folder that says what was prepared last."""
PRIVATE = ("audit", "files", "index", "keys", "mail")
"""Folders of the data folder that no other account may look into, whoever may walk through it to the database."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--demonstration",
        action="store_true",
        help="build the demonstration State where the data folder is empty",
    )


def run(args: argparse.Namespace) -> int:
    """Prepare everything; what is up to date is left alone."""
    step = os.environ.get(STEP)
    if step == "tables":
        return _tables()
    if step == "content":
        return _content(demonstration=args.demonstration)
    with session.database():
        _close()
        note = session.home() / NOTE
        if note.is_file() and note.read_text(encoding="ascii") == _stamp():
            return 0
        more = ("--demonstration",) if args.demonstration else ()
        child("tables", environment={**os.environ, session.URL: os.environ[session.OWNER_URL]})
        child("content", *more, environment=dict(os.environ))
        _settle()
        note.write_text(_stamp(), encoding="ascii")
    return 0


def _close() -> None:
    """Make the private folders, and take back what others may do in those that are there."""
    for name in PRIVATE:
        folder = session.home() / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def _settle() -> None:
    """Bring what was just stored to its files, so that a crash soon after has little to make good."""
    with (
        contextlib.suppress(psycopg.errors.InsufficientPrivilege),  # a State's own server sees to it itself
        psycopg.connect(os.environ[session.OWNER_URL], autocommit=True) as connection,
    ):
        connection.execute("CHECKPOINT")


def forget() -> None:
    """Have the next preparation look at everything again."""
    (session.home() / NOTE).unlink(missing_ok=True)


def _stamp() -> str:
    """What was prepared last: which database, which release, which files of migrations, data and pages."""
    with psycopg.connect(os.environ[session.OWNER_URL], connect_timeout=5) as connection:
        row = connection.execute(
            "select (select oid from pg_database where datname = current_database()),"
            " to_regclass('public.django_migrations')::oid"
        ).fetchone()
    package = Path(stratrade.__file__).parent
    patterns = ("apps/*/migrations/*.py", "data/**/*", "interfaces/web/static/**/*", "interfaces/jobs/r*.py")
    digest = hashlib.sha256(f"{row} {stratrade.__version__} {os.environ.get('STRATRADE_PACK')}".encode())
    for path in sorted(p for pattern in patterns for p in package.glob(pattern) if p.is_file()):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def child(step: str, *more: str, environment: dict[str, str]) -> None:
    """Do one step in a process of its own: tables are made by the owner, content by the product's own role.

    Args:
        step: tables or content.
        more: further arguments of the command.
        environment: names the database, and with it the role.

    Raises:
        Unusable: the step failed; what it said stands above.
    """
    command = [sys.executable, "-m", "stratrade", "prepare", *more]
    done = subprocess.run(command, env={**environment, STEP: step}, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        raise Unusable(f"the step {step} failed")


def _tables() -> int:
    session.start_django()
    from django.core.management import call_command  # noqa: PLC0415 - after set-up
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from stratrade.interfaces.jobs import rights  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        session.tell("Making the tables…")
        call_command("migrate", interactive=False, verbosity=0)
    rights.give(PRODUCT)
    _static()
    return 0


def _static() -> None:
    """Collect static files where what we ship is newer than what was collected."""
    from django.conf import settings  # noqa: PLC0415 - after set-up
    from django.core.management import call_command  # noqa: PLC0415

    sources = [p for folder in settings.STATICFILES_DIRS for p in Path(folder).rglob("*") if p.is_file()]
    stamp = str(max((p.stat().st_mtime_ns for p in sources), default=0)) + f"/{len(sources)}"
    note = Path(settings.STATIC_ROOT) / ".stamp"
    if note.is_file() and note.read_text(encoding="ascii") == stamp:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    note.write_text(stamp, encoding="ascii")


def _content(*, demonstration: bool) -> int:
    session.start_django()
    from django.conf import settings  # noqa: PLC0415 - after set-up

    from stratrade.interfaces.jobs import demonstrate, reference  # noqa: PLC0415 - after set-up

    home = session.home()
    marker = home / "demonstration"
    reference.load(session.tell)
    if demonstration and not marker.exists() and reference.nobody():
        marker.write_text("This data folder holds a demonstration State.\n", encoding="ascii")
        settings.DEMONSTRATION = True  # read before the folder was marked
    if marker.exists():
        demonstrate.build(session.tell)
    return 0
