"""One PostgreSQL cluster under STRATRADE_HOME: made once, started by the first user, stopped by the last."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from stratrade.interfaces.cli.embedded import users
from stratrade.interfaces.cli.embedded.binaries import NoDatabase, Runner, runner, usable

OWNER = "stratrade_owner"
PRODUCT = "stratrade"
DATABASE = "stratrade"
LONGEST_SOCKET = 100  # bytes of a socket path that every system accepts
START_SECONDS = 120
ELSEWHERE = Path("/var/lib/stratrade")
"""Where root keeps the database of a data folder that no other account can walk to."""
_LONG_LOG = 20 * 1024 * 1024
_LOW_DISK = 200 * 1024 * 1024
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where everything of one cluster lies.

    Args:
        base: our own folder; the server's account owns it.
        socket: folder of the socket.
        who: the account that runs the server.
        quick: give up durability for speed; for tests only.
    """

    base: Path
    socket: Path
    who: Runner
    quick: bool = False

    @property
    def data(self) -> Path:
        """The data folder, mode 0700."""
        return self.base / "data"

    def url(self, role: str = PRODUCT, database: str = DATABASE) -> str:
        """A connection address for a role; holds its password."""
        password = _secret(self.base / f"password-{role}")
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.socket), safe='/')}"


def locate(home: Path, *, quick: bool = False) -> Cluster:
    """The cluster that belongs to a data folder; nothing outside it changes mode.

    Where root starts it and others cannot walk to `home`, it lies in /var/lib/stratrade under a name made
    from `home`, as the server's account must reach its data.
    """
    who = runner()
    home.mkdir(mode=0o711 if who.other else 0o700, parents=True, exist_ok=True)
    home = home.resolve()
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    base = home / "postgres"
    if who.other:
        apart = ELSEWHERE / name
        if (apart / "data").exists() or not _reachable(home, who):
            if (base / "data").exists():
                raise NoDatabase(
                    f"{base} holds a database, but the account {who.uid} can no longer walk to it"
                )
            base = apart
            base.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        elif not home.stat().st_mode & stat.S_IXOTH:
            home.chmod(stat.S_IMODE(home.stat().st_mode) | stat.S_IXOTH)
    base.mkdir(mode=0o711 if who.other else 0o700, exist_ok=True)
    socket = base / "s"
    if len(str(socket / ".s.PGSQL.5432").encode()) >= LONGEST_SOCKET:
        socket = Path("/tmp") / f"stratrade-{os.geteuid()}-{name}"  # noqa: S108 - checked in _own_folder
    return Cluster(base, socket, who, quick)


@contextlib.contextmanager
def running(home: Path, *, tell: Tell = lambda _line: None, quick: bool = False) -> Iterator[Cluster]:
    """Start the cluster or join it; the last user stops it.

    Raises:
        NoDatabase: it cannot be started; says why in one line.
    """
    cluster = locate(home, quick=quick)
    folder = cluster.base / "users"
    with _lock(cluster):
        note = users.join(folder)
        try:
            _start(cluster, tell)
        except BaseException:
            users.leave(note)
            raise
    try:
        yield cluster
    finally:
        with _lock(cluster):
            users.leave(note)
            if not users.living(folder):
                _stop(cluster)


def mend(cluster: Cluster, tell: Tell) -> bool:
    """Start the server again where it has fallen; cheap where it stands.

    Returns:
        Whether it had fallen.

    Raises:
        NoDatabase: it cannot be started; says why in one line.
    """
    if users.started(_server(cluster)):
        return False
    with _lock(cluster):
        if not users.started(_server(cluster)):
            tell("The database has fallen; starting it again…")
            _start(cluster, tell)
    return True


@contextlib.contextmanager
def _lock(cluster: Cluster) -> Iterator[None]:
    with (cluster.base / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _reachable(home: Path, who: Runner) -> bool:
    """Whether the server's account can walk to the parent of `home`."""
    return all(
        folder.stat().st_mode & stat.S_IXOTH or folder.stat().st_uid == who.uid for folder in home.parents
    )


def _secret(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(24))
    return path.read_text(encoding="ascii")


def _own_folder(cluster: Cluster, folder: Path) -> None:
    """A folder of mode 0700 that the server's account owns; somebody else's of that name is refused."""
    uid = cluster.who.uid if cluster.who.other else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if cluster.who.other:
            os.chown(folder, cluster.who.uid, cluster.who.gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
            raise NoDatabase(f"{folder} belongs to somebody else") from None
        folder.chmod(0o700)


def _start(cluster: Cluster, tell: Tell) -> None:
    programs = usable(cluster.base, cluster.who)
    _own_folder(cluster, cluster.socket)
    if not (cluster.data / "PG_VERSION").exists():
        _make(cluster, programs, tell)
    if not _answers(cluster):
        _clear_stale(cluster)
        _launch(cluster, programs, tell)
    _roles(cluster)


def _make(cluster: Cluster, programs: Path, tell: Tell) -> None:
    if shutil.disk_usage(cluster.base).free < _LOW_DISK:
        raise NoDatabase(f"the disk is full: less than 200 MB free at {cluster.base}")
    tell("Making the database (once)…")
    shutil.rmtree(cluster.data, ignore_errors=True)
    _own_folder(cluster, cluster.data)
    _secret(cluster.base / f"password-{OWNER}")
    _secret(cluster.base / f"password-{PRODUCT}")
    handed = cluster.socket / ".first"
    handed.write_text(_secret(cluster.base / f"password-{OWNER}"), encoding="ascii")
    handed.chmod(0o600)
    if cluster.who.other:
        os.chown(handed, cluster.who.uid, cluster.who.gid)
    try:
        _run(
            cluster,
            [
                programs / "initdb",
                f"--pgdata={cluster.data}",
                f"--username={OWNER}",
                f"--pwfile={handed}",
                "--auth-local=scram-sha-256",
                "--auth-host=reject",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions",
                *(["--no-sync"] if cluster.quick else []),
            ],
        )
    except NoDatabase:
        shutil.rmtree(cluster.data, ignore_errors=True)
        raise
    finally:
        handed.unlink(missing_ok=True)


def _launch(cluster: Cluster, programs: Path, tell: Tell) -> None:
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.socket),
        "unix_socket_permissions": "0700",
        "max_connections": "80",
        "log_timezone": "UTC",
        "timezone": "UTC",
        "password_encryption": "scram-sha-256",
        "wal_level": "replica",
        "recovery_init_sync_method": "syncfs",  # after a crash: one call, not one for each of 2,000 files
    }
    if cluster.quick:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}
    else:
        options |= {"shared_buffers": "256MB"}
    log = _log(cluster.base / "log")
    process = subprocess.Popen(  # noqa: S603 - our own programs
        [
            str(programs / "postgres"),
            "-D",
            str(cluster.data),
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        cwd=cluster.socket,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
        **cluster.who.arguments(),  # type: ignore[call-overload]
    )
    os.close(log)
    begun = said = time.monotonic()
    while not _answers(cluster):
        if process.poll() is not None:
            last = (cluster.base / "log").read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
            raise NoDatabase(
                f"the database did not start: {last[0][-200:] if last else 'no word in its log'}"
            )
        now = time.monotonic()
        if now - begun > START_SECONDS:
            raise NoDatabase(
                f"the database did not answer within {START_SECONDS} s; see {cluster.base / 'log'}"
            )
        if now - said > 2:  # noqa: PLR2004 - seconds between two signs of life
            tell(f"Waiting for the database to recover ({now - begun:.0f} s)…")
            said = now
        time.sleep(0.05 if now - begun < 1 else 0.2)  # every knock leaves two lines in its log
    process.returncode = 0  # it outlives us where others use it: nobody waits for it here


def _log(path: Path) -> int:
    """The server's log, for our eyes only: it can quote what people wrote. A long one gives way to a new one."""
    if path.exists() and path.stat().st_size > _LONG_LOG:
        path.replace(path.with_suffix(".before"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _answers(cluster: Cluster) -> bool:
    """Whether a connection is answered: the only sign that counts."""
    try:
        with _connect(cluster, OWNER, "postgres") as connection:
            connection.execute("select 1")
    except psycopg.OperationalError:
        return False
    return True


def _connect(cluster: Cluster, role: str, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(cluster.url(role, database), autocommit=True, connect_timeout=3)


def _clear_stale(cluster: Cluster) -> None:
    """Remove the note of a dead server; wait for what it left behind to end."""
    note = cluster.data / "postmaster.pid"
    pid = _server(cluster)
    if not pid:
        return
    if _is_ours(pid, cluster):
        deadline = time.monotonic() + START_SECONDS
        while _is_ours(pid, cluster) and not _answers(cluster):
            if time.monotonic() > deadline:
                raise NoDatabase(f"a database server ({pid}) runs but does not answer")
            time.sleep(0.1)
        return
    deadline = time.monotonic() + 20
    while _left_behind(cluster) and time.monotonic() < deadline:
        time.sleep(0.1)
    # The socket's note must go too: the server trusts any process of that number, also a dead one not yet reaped.
    for left in (note, *cluster.socket.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _server(cluster: Cluster) -> int:
    """The process number that the server noted; 0 where it noted none."""
    try:
        return int((cluster.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _is_ours(pid: int, cluster: Cluster) -> bool:
    """Whether that process is a server on our data, not another that got the number later."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"postgres" in command and str(cluster.data).encode() in command and bool(users.started(pid))


def _left_behind(cluster: Cluster) -> bool:
    """Whether workers of a killed server still stand in its data folder."""
    for path in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if path.readlink() == cluster.data:
                return True
    return False


def _roles(cluster: Cluster) -> None:
    """The product's role, which owns nothing, and the database."""
    with _connect(cluster, OWNER, "postgres") as connection:
        known = connection.execute("select 1 from pg_roles where rolname = %s", [PRODUCT]).fetchone()
        if known is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} NOSUPERUSER NOCREATEDB NOCREATEROLE").format(
                    sql.Identifier(PRODUCT), sql.Literal(_secret(cluster.base / f"password-{PRODUCT}"))
                )
            )
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            connection.execute(
                sql.SQL("REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC").format(
                    sql.Identifier(DATABASE)
                )
            )


def _stop(cluster: Cluster) -> None:
    """Ask the server to stop and wait until it has; the smart way is not waited for."""
    pid = _server(cluster)
    if not _is_ours(pid, cluster):
        return
    os.kill(pid, signal.SIGINT)  # fast shutdown
    deadline = time.monotonic() + 60
    while users.started(pid) and time.monotonic() < deadline:
        time.sleep(0.05)


def _run(cluster: Cluster, command: list[Path | str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own programs
        [str(part) for part in command],
        capture_output=True,
        text=True,
        cwd=cluster.socket,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        check=False,
        **cluster.who.arguments(),  # type: ignore[call-overload]
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no word"]
        raise NoDatabase(f"the database could not be made: {said[0][-200:]}")
