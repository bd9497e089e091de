"""The command as a person runs it: a process of its own, a data folder of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a process of ours sees: nothing of the test session's own database."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("STRATRADE_")
        and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT"}
    }
    return {**kept, "STRATRADE_HOME": str(home), "STRATRADE_QUICK_DATABASE": "1", **more}


def stratrade(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run `stratrade` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "stratrade", *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder of a short name that every account can walk to, as a person's data folder is."""
    folder = Path(tempfile.mkdtemp(prefix="stc-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def prepared(short_folder: Path) -> Path:
    """A data folder with tables and reference data, its database stopped."""
    home = short_folder / "prepared"
    done = stratrade(home, "prepare")
    assert done.returncode == 0, done.stderr
    return home
