"""The demonstration State of earlier versions, carried forward: the trail is whole, the desks open, work goes on."""

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from stratrade.interfaces.cli import archive

KEPT = Path(__file__).parents[2] / "upgrades"


@pytest.mark.parametrize("kept", sorted(KEPT.glob("*.dump.xz")), ids=lambda path: path.name)
def test_database_of_an_earlier_version_is_carried_forward(kept, short_folder, stratrade, outside, tmp_path):
    backup = tmp_path / "backup"
    dump, data = tmp_path / "database.dump", tmp_path / "data"
    dump.write_bytes(lzma.decompress(kept.read_bytes()))
    data.mkdir()
    (data / "demonstration").write_text("This data folder holds a demonstration State.\n")
    archive.write(
        backup, home=data, dump=dump, early={}, made_at=kept.name.partition(".")[0], version="earlier"
    )

    home = short_folder / kept.name.partition(".")[0]
    restored = stratrade(home, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    prepared = stratrade(home, "prepare")
    assert prepared.returncode == 0, prepared.stderr

    walked = subprocess.run(
        [sys.executable, str(KEPT / "walk.py")],
        env={**outside, "STRATRADE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert walked.returncode == 0, walked.stdout + walked.stderr[-2000:]
    assert "taken on: APP-" in walked.stdout
    verified = stratrade(home, "audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert "clean" in verified.stdout


def test_there_is_an_earlier_version_to_carry_forward():
    assert list(KEPT.glob("*.dump.xz"))
