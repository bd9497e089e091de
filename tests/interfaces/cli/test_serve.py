"""`stratrade serve`: up, killed, up again; asked to stop, nothing is left; what it refuses, in one line."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from stratrade.interfaces.cli import serve
from stratrade.interfaces.cli.errors import Unusable

PATIENCE = 40  # seconds; a machine that is busy with tests is slow


def _port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(home, port, outside, log):
    return subprocess.Popen(
        [sys.executable, "-m", "stratrade", "serve", "--workers", "1"],
        env={**outside, "STRATRADE_HOME": str(home), "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=log,
    )


@pytest.fixture
def log(tmp_path):
    with (tmp_path / "log").open("w+b") as file:
        yield file


def _said(log):
    return Path(log.name).read_text(encoding="utf-8", errors="replace")


def _answers(port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _ours(home):
    """Every process that belongs to a data folder, by its environment or its arguments."""
    found = {}
    wanted = str(home).encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            command = (folder / "cmdline").read_bytes()
            seen = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if (
            int(folder.name) != os.getpid()
            and state != "Z"
            and (b"STRATRADE_HOME=" + wanted in seen or wanted + b"/" in command)
        ):
            found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def _welcomed(log, *, times):
    deadline = time.monotonic() + PATIENCE
    while _said(log).count("Stratrade is at") < times and time.monotonic() < deadline:
        time.sleep(0.1)
    return _said(log).count("Stratrade is at") >= times


def _none_left(home):
    deadline = time.monotonic() + PATIENCE
    while _ours(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    return _ours(home)


def test_serve_survives_kill_and_leaves_nothing_when_stopped(prepared, outside, log):
    port = _port()
    first = _start(prepared, port, outside, log)
    assert _answers(port)
    first.kill()
    first.wait()
    second = _start(prepared, port, outside, log)
    assert _welcomed(log, times=2), _said(log)  # what the killed one left may still answer for a moment
    assert _answers(port), _said(log)
    assert any("worker" in command for command in _ours(prepared).values())
    second.send_signal(signal.SIGINT)
    assert second.wait(PATIENCE) == 0
    assert "Stopping" in _said(log)
    assert _none_left(prepared) == {}


def test_serve_port_taken_is_one_line(short_folder, stratrade, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = stratrade(short_folder / "unused", "serve", PORT=str(port))
    assert done.returncode == 2
    assert done.stderr == (
        f"stratrade serve: port {port} on 127.0.0.1: Address already in use; choose another with PORT=\n"
    )


def test_serve_database_out_of_reach_is_one_line(short_folder, stratrade):
    url = f"postgresql://somebody@127.0.0.1:{_port()}/stratrade"
    done = stratrade(short_folder / "unused", "serve", PORT=str(_port()), DATABASE_URL=url)
    assert done.returncode == 2
    assert done.stderr.startswith("stratrade serve: DATABASE_URL: ")
    assert done.stderr.endswith(": Connection refused\n")
    assert len(done.stderr.splitlines()) == 1


def test_serve_folder_that_cannot_be_made_is_one_line(tmp_path, stratrade):
    (tmp_path / "file").write_text("")
    done = stratrade(tmp_path / "file" / "home", "serve", PORT=str(_port()))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Not a directory" in done.stderr


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", ""])
def test_port_that_is_none_is_refused(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Unusable, match="is no port"):
        serve._port()


@pytest.mark.parametrize("host", ["192.0.2.1", "::", "10.1.2.3"])
def test_refuse_unsafe_demonstration_users_stay_at_home(host, tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    serve._refuse_unsafe(host)
    (tmp_path / "demonstration").write_text("")
    with pytest.raises(Unusable, match="loopback only"):
        serve._refuse_unsafe(host)
    for at_home in ("127.0.0.1", "::1", "localhost"):
        serve._refuse_unsafe(at_home)


def test_refuse_unsafe_debug_stays_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    monkeypatch.setenv("STRATRADE_DEBUG", "1")
    serve._refuse_unsafe("127.0.0.1")
    with pytest.raises(Unusable, match="STRATRADE_DEBUG"):
        serve._refuse_unsafe("192.0.2.1")


def test_refuse_unsafe_name_that_is_no_address(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    with pytest.raises(Unusable, match="no address"):
        serve._refuse_unsafe("somewhere")


def test_demo_password_is_kept_to_its_owner(tmp_path, monkeypatch):
    monkeypatch.setenv("STRATRADE_HOME", str(tmp_path))
    word = serve.demo_password()
    assert serve.demo_password() == word
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("STRATRADE_DEMO_PASSWORD", "given")
    assert serve.demo_password() == "given"


def test_room_full_disk_is_refused(tmp_path, monkeypatch):
    serve._room(tmp_path / "not" / "there" / "yet")
    monkeypatch.setattr(serve.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=5 * 2**20))
    with pytest.raises(Unusable, match=f"the disk is full: 5 MB free at {tmp_path}, 200 MB are needed"):
        serve._room(tmp_path / "not" / "there" / "yet")
