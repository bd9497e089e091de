"""One PostgreSQL for the whole run, no talk beyond this machine, and skips that fail where they must not happen."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_stack = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run")


def _start() -> None:
    if "STRATRADE_HOME" not in os.environ or "STRATRADE_TEST_HOME" not in os.environ:
        home = _stack.enter_context(tempfile.TemporaryDirectory(prefix="stc-", ignore_cleanup_errors=True))
        Path(home).chmod(0o711)
        os.environ["STRATRADE_HOME"] = os.environ["STRATRADE_TEST_HOME"] = home
    if "DATABASE_URL" not in os.environ:
        from stratrade.interfaces.cli.embedded import cluster

        running = cluster.running(Path(os.environ["STRATRADE_TEST_HOME"]) / "db", quick=True)
        found = _stack.enter_context(running)
        os.environ["DATABASE_URL"] = found.url(cluster.OWNER)


_start()


def pytest_unconfigure() -> None:
    _stack.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A database of our own name, so that two runs on one server do not meet."""
    from django.conf import settings

    settings.DATABASES["default"]["TEST"] = {"NAME": f"test_stratrade_{os.getpid()}"}


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    from pytest_socket import enable_socket, socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
    yield
    enable_socket()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if not session.config.getoption("--no-skips"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
