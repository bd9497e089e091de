"""A database and Django for a command: the one that DATABASE_URL names, or the embedded one."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from stratrade.interfaces.cli.embedded import cluster
from stratrade.interfaces.cli.embedded.binaries import NoDatabase
from stratrade.interfaces.cli.errors import Unusable

SETTINGS = "stratrade.project.settings"
URL, OWNER_URL = "DATABASE_URL", "STRATRADE_OWNER_DATABASE_URL"


def home() -> Path:
    """The data folder."""
    return Path(os.environ.get("STRATRADE_HOME") or Path.home() / ".local" / "share" / "stratrade")


def tell(line: str) -> None:
    """A line for the person at the terminal."""
    print(line, file=sys.stderr, flush=True)


@contextlib.contextmanager
def database() -> Iterator[Callable[[], bool]]:
    """Make sure that a database answers and that DATABASE_URL names it, for this process and its children.

    Where the deployment names none, the embedded one is started or joined, and left as it was found. Two
    addresses are set: the product's role, which owns no table, and the owner's, for migrations.

    Yields:
        What starts the embedded database again where it has fallen, and says whether it had; does nothing for
        a State's own server.

    Raises:
        Unusable: no database can be reached; says why in one line.
    """
    if os.environ.get(URL):
        _reach(os.environ[URL])
        os.environ.setdefault(OWNER_URL, os.environ[URL])
        product = os.environ.get("STRATRADE_RUNTIME_DATABASE_URL")
        if product:
            os.environ[URL] = product
        yield lambda: False
        return
    try:
        with cluster.running(
            home(), tell=tell, quick=os.environ.get("STRATRADE_QUICK_DATABASE") == "1"
        ) as found:
            os.environ[OWNER_URL] = found.url(cluster.OWNER)
            os.environ[URL] = found.url()
            try:
                yield lambda: cluster.mend(found, tell)
            finally:
                os.environ.pop(URL, None)
                os.environ.pop(OWNER_URL, None)
    except NoDatabase as problem:
        raise Unusable(str(problem)) from None
    except OSError as problem:
        raise Unusable(f"{home()}: {problem.strerror or problem}") from None


def _reach(url: str) -> None:
    import psycopg  # noqa: PLC0415 - commands without a database do not pay for it

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as problem:
        lines = [
            line for line in str(problem).splitlines() if line[:1].strip()
        ]  # a question follows, indented
        raise Unusable(f"DATABASE_URL: {lines[-1][-200:] if lines else 'no answer'}") from None


def start_django() -> None:
    """Set Django up in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415 - commands without a database do not pay for it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise Unusable(str(problem)) from None
