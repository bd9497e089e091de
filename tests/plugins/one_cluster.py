"""Decides where a test session keeps its data before Django reads its settings; starts the database on demand.

A pytest plugin rather than a conftest: Django's own plugin reads the settings before any conftest is loaded. The
cluster lies in one folder of ours under the system's temporary folder (or STRATRADE_TEST_HOME), is shared by
sessions that run at once and is stopped by the last; each process has a database of its own name. Where
DATABASE_URL is set, that server is used instead. Sessions that ask for no database start none.
"""

import atexit
import contextlib
import gc
import os
import shutil
import stat
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
import template_database
from psycopg import sql

from stratrade.interfaces.cli.embedded import cluster, users

DATABASE = f"test_stratrade_{os.getpid()}"
NOT_STARTED = "postgresql://nobody@127.0.0.1:1/not-started"
_given = os.environ.get("DATABASE_URL", "").replace(NOT_STARTED, "")  # a worker inherits it from its parent
_stack = contextlib.ExitStack()
_skipped: list[str] = []


def _test_home() -> Path:
    """The folder of the shared cluster; one that somebody else made is not trusted."""
    given = os.environ.get("STRATRADE_TEST_HOME")
    home = Path(given) if given else Path(tempfile.gettempdir()) / f"stratrade-tests-{os.geteuid()}"
    with contextlib.suppress(FileExistsError):
        home.mkdir(mode=0o711, parents=True)
    found = home.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        pytest.exit(f"{home} belongs to somebody else; set STRATRADE_TEST_HOME", returncode=4)
    return home


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failure, with its reason")


def pytest_collection_finish() -> None:
    """What the collected tests hold is never rubbish and need not be looked through again."""
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Point every setting at folders of this session alone."""
    home = tempfile.mkdtemp(prefix="stratrade-session-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in [n for n in os.environ if n.startswith("STRATRADE_") and n != "STRATRADE_TEST_HOME"]:
        del os.environ[name]
    (Path(home) / "static").mkdir()
    os.environ["STRATRADE_HOME"] = home
    os.environ["STRATRADE_SECRET_KEY"] = "tests have nothing to keep secret"
    if not _given:
        os.environ["DATABASE_URL"] = NOT_STARTED
    return (yield)


def pytest_configure() -> None:
    """What differs from production: quick password hashes, static files without a collected manifest.

    Rubbish is looked for less often, as a process holds whole lists that live to its end.
    """
    gc.set_threshold(50_000, 20, 50)
    from django.conf import settings  # noqa: PLC0415 - the environment is ready only now

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def start_database() -> None:
    """Start or join the cluster and tell Django about it; for the first test that wants a database."""
    from django.conf import settings  # noqa: PLC0415 - the environment is ready only now
    from django.db import connections  # noqa: PLC0415

    template: dict[str, str] = {}
    if not _given:
        found = _stack.enter_context(cluster.running(_test_home(), quick=True))
        atexit.register(_stack.close)
        url = found.url(cluster.OWNER, "postgres")
        _drop_orphans(url)
        os.environ["DATABASE_URL"] = url
        from stratrade.project.settings import database_of  # noqa: PLC0415

        settings.DATABASES["default"].update(dict(database_of(url)))
        template = {"TEMPLATE": template_database.ready(url, _test_home(), _make_tables)}
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0  # a server thread's connection ends with its request
    for places in (settings.DATABASES["default"], connections["default"].settings_dict):
        places.update({k: v for k, v in settings.DATABASES["default"].items() if k != "TEST"})
        places["TEST"] = {**places.get("TEST", {}), "NAME": DATABASE, **template}


def _make_tables(database: str) -> None:
    """All migrations, in an empty database of the cluster."""
    from django.conf import settings  # noqa: PLC0415 - the environment is ready only now
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    here = connections["default"]
    here.close()
    before = dict(here.settings_dict)
    here.settings_dict.update({k: v for k, v in settings.DATABASES["default"].items() if k != "TEST"})
    here.settings_dict["NAME"] = database
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        here.close()
        here.settings_dict.clear()
        here.settings_dict.update(before)


def _drop_orphans(url: str) -> None:
    """Drop what test processes left that no longer run."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("select datname from pg_database where datname like 'test_stratrade_%'")
        for (name,) in rows.fetchall():
            number = name.rpartition("_")[2]
            if number.isdigit() and (int(number) == os.getpid() or not users.started(int(number))):
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--no-skips") and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("--no-skips") and _skipped:
        terminalreporter.section("skipped, which --no-skips does not allow", red=True)
        for name in _skipped:
            terminalreporter.line(name)
