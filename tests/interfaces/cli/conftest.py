"""The command as a person runs it: a process of its own, a data folder of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def outside() -> Mapping[str, str]:
    """The environment without anything of the test session's own database and folders."""
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT"}
    kept = {n: v for n, v in os.environ.items() if not n.startswith("STRATRADE_") and n not in ours}
    return {**kept, "STRATRADE_QUICK_DATABASE": "1"}


@pytest.fixture(scope="session")
def stratrade(outside: Mapping[str, str]) -> Run:
    """Run `stratrade` to its end: `stratrade(home, "backup", "file", PORT="1")`."""

    def run(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "stratrade", *arguments],
            env={**outside, "STRATRADE_HOME": str(home), **more},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder of a short name that every account can walk to, as a person's data folder is."""
    folder = Path(tempfile.mkdtemp(prefix="stc-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def prepared(short_folder: Path, stratrade: Run) -> Path:
    """A data folder with tables and reference data, its database stopped."""
    home = short_folder / "prepared"
    done = stratrade(home, "prepare")
    assert done.returncode == 0, done.stderr
    return home
