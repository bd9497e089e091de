"""The set-up scripts as a newcomer's machine meets them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "cat", "cksum", "flock", "sed", "printf")


@pytest.fixture
def bare(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A checkout that was never set up, and a PATH on which there is no Python."""
    checkout, tools = tmp_path / "checkout", tmp_path / "bin"
    (checkout / "setup").mkdir(parents=True)
    tools.mkdir()
    for name in ("setup/environment.sh", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout / name)
    for name in TOOLS:
        found = shutil.which(name)
        if found:
            (tools / name).symlink_to(found)
    return checkout, {"PATH": str(tools), "LC_ALL": "C.UTF-8"}


def _setup(checkout: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", "setup/environment.sh"],
        cwd=checkout, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_setup_without_python_is_one_line(bare):
    done = _setup(*bare)
    assert done.returncode == 2
    assert done.stderr == (
        "stratrade: Python 3.11, 3.12 or 3.13 is needed and was not found; set PYTHON= to it\n"
    )


def test_setup_with_a_python_too_old_is_one_line(bare):
    checkout, environment = bare
    old = Path(environment["PATH"]) / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    old.chmod(0o755)
    done = _setup(checkout, environment)
    assert done.returncode == 2
    assert "was not found" in done.stderr


def test_make_alone_lists_the_verbs():
    done = subprocess.run(
        ["make", "--no-print-directory"],
        cwd=ROOT, env={**os.environ, "MAKEFLAGS": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    for verb in ("run", "test", "check", "lint", "fix", "bench", "docs", "clean"):
        assert f"  make {verb} " in done.stdout


def test_lock_names_no_index_and_hashes_everything():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith("-") or "://" in line]
    pins = [n for n, line in enumerate(lines) if line and not line.startswith((" ", "#"))]
    assert len(pins) > 100
    for number in pins:
        assert "==" in lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:"), lines[number]


def test_bench_goes_on_where_one_has_nothing_to_measure_and_stops_at_a_failure(tmp_path):
    fake = tmp_path / "stratrade"
    script = 'echo "bench $2"; [ "$2" != list_search ] || { echo "no list" >&2; exit 2; }; [ "$2" != $BREAK ] || exit 1'
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)

    def bench(breaks):
        return subprocess.run(
            ["make", "-o", "setup", "bench", f"STRATRADE={fake}"],
            cwd=ROOT, env={**os.environ, "BREAK": breaks}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    done = bench("none")
    assert done.returncode == 0, done.stderr
    assert "bench screen" in done.stdout
    assert "list_search: skipped, for the reason above" in done.stdout
    assert bench("parties").returncode != 0
