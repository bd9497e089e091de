"""The first start: whoever comes at once signs with one and the same key."""

import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from stratrade.apps.documents import keys

AT_ONCE = 8


def _named(home, start):
    start.wait()
    return keys.signing_key(home)[1]


def test_signing_key_made_by_many_threads_at_once_is_one(tmp_path):
    for trial in range(20):
        home = tmp_path / str(trial)
        start = threading.Barrier(AT_ONCE)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            names = {f.result() for f in [pool.submit(_named, home, start) for _ in range(AT_ONCE)]}
        assert len(names) == 1
        assert list(keys.public_keys(home)) == list(names)
        left = sorted(p.name for p in (home / "keys").iterdir())
        assert left == [f"documents-{names.pop()}.pub", "documents.pem"]


PROGRAM = """
import sys
from pathlib import Path
from stratrade.apps.documents import keys
home = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(keys.signing_key(home)[1])
"""


def test_signing_key_made_by_two_processes_at_once_is_one(tmp_path):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    names = {process.communicate(timeout=60)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0]
    assert len(names) == 1
    assert names == set(keys.public_keys(tmp_path))


def test_second_writer_finds_the_first_key_and_leaves_no_draft(tmp_path, monkeypatch):
    folder = tmp_path / "keys"
    real = os.link

    def beaten(source, target):
        monkeypatch.setattr(os, "link", real)
        keys.signing_key(tmp_path)
        real(source, target)

    monkeypatch.setattr(os, "link", beaten)
    name = keys.signing_key(tmp_path)[1]
    assert list(keys.public_keys(tmp_path)) == [name]
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


def test_signing_key_is_for_its_owner_alone(tmp_path):
    keys.signing_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "keys" / "documents.pem").stat().st_mode) == 0o600


def test_file_that_holds_another_kind_of_key_is_refused(tmp_path):
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    (tmp_path / "keys").mkdir()
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "keys" / "documents.pem").write_bytes(other)
    with pytest.raises(OSError, match="Ed25519"):
        keys.signing_key(tmp_path)
