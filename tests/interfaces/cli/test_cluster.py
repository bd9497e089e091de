"""The embedded database: who may talk to it, who starts and stops it, what it survives."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stratrade.interfaces.cli.embedded import binaries, cluster, users

HOLDER = """
import sys, time
from pathlib import Path
from stratrade.interfaces.cli.embedded import cluster
with cluster.running(Path(sys.argv[1]), quick=True):
    print("in", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def home(short_folder: Path) -> Iterator[Path]:
    folder = short_folder / "cluster"
    with cluster.running(folder, quick=True) as found, _owner(found) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('whole')")
    yield folder
    _stop(folder)


def _stop(home: Path) -> None:
    pid = _pid(home)
    if users.started(pid):
        os.kill(pid, signal.SIGKILL)


def _pid(home: Path) -> int:
    try:
        return int((cluster.locate(home).data / "postmaster.pid").read_text().splitlines()[0])
    except OSError:
        return 0


def _owner(found: cluster.Cluster) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(found.url(cluster.OWNER), autocommit=True)


def _kept(found: cluster.Cluster) -> object:
    with _owner(found) as connection:
        return connection.execute("select word from kept").fetchall()


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while users.started(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not users.started(pid)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_running_last_user_stops_the_server(home):
    with cluster.running(home, quick=True) as found:
        pid = _pid(home)
        assert users.started(pid)
        assert _kept(found) == [("whole",)]
    assert _gone(pid)


def test_running_keeps_what_is_secret_to_itself(home):
    above = {folder: _mode(folder) for folder in home.parents}
    with cluster.running(home, quick=True) as found, _owner(found) as connection:
        assert _mode(found.data) == 0o700
        assert _mode(found.socket) == 0o700
        assert _mode(found.base / f"password-{cluster.OWNER}") == 0o600
        assert _mode(found.base / f"password-{cluster.PRODUCT}") == 0o600
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
        provider = "select datlocprovider, datlocale from pg_database where datname = current_database()"
        assert connection.execute(provider).fetchone() == ("b", "C.UTF-8")
        assert len(str(found.socket / ".s.PGSQL.5432").encode()) < cluster.LONGEST_SOCKET
    assert {folder: _mode(folder) for folder in home.parents} == above


def test_connect_without_the_password_is_refused(home):
    with cluster.running(home, quick=True) as found:
        for user in (cluster.OWNER, cluster.PRODUCT, "postgres"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(host=str(found.socket), user=user, dbname="postgres", password="guess")


def test_connect_as_another_account_is_refused(home):
    with cluster.running(home, quick=True) as found:
        if os.geteuid() != 0:
            # no other account can be taken on; what would let it in is closed
            assert _mode(found.socket) == 0o700
            assert found.socket.stat().st_uid == os.geteuid()
            return
        url = found.url(cluster.OWNER, "postgres")
        psql = binaries.usable(found.base, found.who) / "psql"
        done = subprocess.run(
            [psql, url, "-c", "select 1"], user="daemon", group="daemon", extra_groups=[], cwd="/",
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "Permission denied" in done.stderr


def test_running_joins_what_runs_and_the_dead_do_not_count(home):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(home)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "in\n"
    pid = _pid(home)
    with cluster.running(home, quick=True):
        assert _pid(home) == pid
    assert users.started(pid), "stopped although another process still uses it"
    holder.kill()
    holder.wait()
    assert users.started(pid), "a killed user takes nothing with it"
    with cluster.running(home, quick=True):
        assert _pid(home) == pid
    assert _gone(pid)
    holder.stdout.close()


def test_running_after_the_server_was_killed_has_everything(home):
    with cluster.running(home, quick=True) as found:
        os.kill(_pid(home), signal.SIGKILL)
        with cluster.running(home, quick=True) as again:
            assert _kept(again) == [("whole",)]
        assert _kept(found) == [("whole",)]


def test_mend_starts_a_fallen_server_and_leaves_a_standing_one(home):
    said: list[str] = []
    with cluster.running(home, quick=True) as found:
        assert not cluster.mend(found, said.append)
        os.kill(_pid(home), signal.SIGKILL)
        assert _gone(_pid(home))
        assert cluster.mend(found, said.append)
        assert _kept(found) == [("whole",)]
    assert said == ["The database has fallen; starting it again…"]


def test_running_overcomes_a_note_that_names_another_process(home):
    found = cluster.locate(home)
    for note in (found.data / "postmaster.pid", found.socket / ".s.PGSQL.5432.lock"):
        note.write_text(f"{os.getpid()}\n{found.data}\n0\n5432\n{found.socket}\n\n", encoding="ascii")
    with cluster.running(home, quick=True) as again:
        assert _kept(again) == [("whole",)]


def test_product_role_makes_and_owns_nothing(home):
    with cluster.running(home, quick=True) as found, psycopg.connect(found.url()) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table mine (word text)")
        connection.rollback()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select * from kept")
        connection.rollback()
        rights = "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
        assert connection.execute(rights).fetchone() == (False, False, False)


def test_locate_long_home_has_a_short_socket(short_folder):
    home = short_folder / ("a-very-long-name-" * 6)
    found = cluster.locate(home)
    assert len(str(found.socket / ".s.PGSQL.5432").encode()) < cluster.LONGEST_SOCKET


def test_packaged_says_where_the_package_is_missing(monkeypatch):
    monkeypatch.setattr(binaries, "PACKAGE", "no_such_package")
    with pytest.raises(binaries.NoDatabase, match="DATABASE_URL"):
        binaries.packaged()


def test_living_counts_only_this_very_process(tmp_path):
    folder = tmp_path / "users"
    note = users.join(folder)
    (folder / "999999999").write_text("1", encoding="ascii")
    (folder / "1").write_text("not when it started", encoding="ascii")
    (folder / "odd").write_text("", encoding="ascii")
    assert users.living(folder) == [os.getpid()]
    assert list(folder.iterdir()) == [note]
    users.leave(note)
    assert users.living(folder) == []
