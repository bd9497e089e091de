"""`stratrade serve`: the web server and at least one worker, kept alive until stopped."""

import argparse
import contextlib
import ctypes
import errno
import ipaddress
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stratrade.interfaces.cli import prepare, session
from stratrade.interfaces.cli.errors import Unusable

NAME = "serve"
HELP = "serve the pages and the HTTP interface, and do the jobs"
ROLES = (
    "exporter",
    "officer",
    "head",
    "reviewer",
    "customs",
    "supervisor",
    "focal",
    "minister",
    "trainer",
    "steward",
    "auditor",
)
_PR_SET_PDEATHSIG = 1
_ROOM = 200 * 2**20  # bytes below which nothing is started
_PATIENCE = 15  # seconds that a child has to end
_LEFT_OVER = 3  # seconds that the children of a killed server have to let go of the port


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=None, help="default: PORT, else 8000")
    parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2), help="web processes")
    parser.add_argument("--demonstration", action="store_true", help="build the demonstration State first")
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when the process that started this one ends"
    )


def run(args: argparse.Namespace) -> int:
    """Prepare, then serve until stopped."""
    port = args.port or _port()
    _refuse_unsafe(args.host)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)
    if args.with_parent:
        _ask_for_signal()
    _free(args.host, port)
    _room(session.home())
    with session.database() as mend:
        prepare.run(argparse.Namespace(demonstration=args.demonstration))
        environment = {**os.environ, "STRATRADE_HOME": str(session.home())}
        environment.pop(session.OWNER_URL, None)
        children = [
            _Child("web", _web(args.host, port, args.workers), environment),
            _Child("worker", [sys.executable, "-m", "stratrade", "worker"], environment),
        ]
        _Family(children, mend, lambda: _welcome(args.host, port)).tend()
    return 0


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - ports
        raise Unusable(f"PORT: {text!r} is no port")
    return int(text)


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _refuse_unsafe(host: str) -> None:
    """Demonstration users and debugging never face the network."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise Unusable(f"--host: {host!r} is no address") from None
    if loopback:
        return
    if (session.home() / "demonstration").exists():
        raise Unusable("this data folder holds demonstration users; they are served on loopback only")
    if os.environ.get("STRATRADE_DEBUG") == "1":
        raise Unusable("STRATRADE_DEBUG is for loopback only")


def _free(host: str, port: int) -> None:
    """Refuse a port that somebody else holds; what a killed server of ours left is given time to end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    deadline = time.monotonic() + _LEFT_OVER
    while True:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                    raise Unusable(
                        f"port {port} on {host}: {problem.strerror}; choose another with PORT="
                    ) from None
            else:
                return
        time.sleep(0.2)


def _room(home: Path) -> None:
    """Refuse a full disk before the database finds out."""
    folder = next(f for f in (home, *home.absolute().parents) if f.is_dir())
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        raise Unusable(
            f"the disk is full: {free // 2**20} MB free at {folder}, {_ROOM // 2**20} MB are needed"
        )


def _web(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "4",
        "--respawn-failed-workers",
        "--no-ws",
        "--no-access-log",  # some addresses are secrets: a calendar's, a lost password's
        "--log-level",
        "warning",
        "stratrade.project.wsgi:application",
    ]


def _welcome(host: str, port: int) -> None:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    session.tell(f"\nStratrade is at http://{shown}:{port}")
    if not (session.home() / "demonstration").exists():
        return
    session.tell("Demonstration State: people, companies and cases are invented.")
    session.tell("Sign in as " + " ".join(ROLES) + " @demo.example (for example exporter@demo.example)")
    kept = session.home() / "demo-password"
    if os.environ.get("STRATRADE_DEMO_PASSWORD"):
        session.tell("Password: as STRATRADE_DEMO_PASSWORD says")
    elif sys.stderr.isatty() or sys.stdout.isatty():
        session.tell(f"Password: {demo_password()}")
    else:
        session.tell(f"Password: in {kept}")
    session.tell("Stop with Ctrl-C.\n")


def demo_password() -> str:
    """The password of the demonstration users: from the environment, else one kept in the data folder."""
    given = os.environ.get("STRATRADE_DEMO_PASSWORD")
    if given:
        return given
    path: Path = session.home() / "demo-password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(12))
    return path.read_text(encoding="ascii").strip()


@dataclass(slots=True)
class _Child:
    """One process of ours."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    begun: float = 0.0
    pause: float = 0.5

    def start(self) -> None:
        """Start it; it is told to end when we die, however we die."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            self.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - no threads here
        )

    def kill(self) -> None:
        """End whatever runs in its session, also where it left children behind."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass(slots=True)
class _Family:
    """The processes of one service, each started again when it falls, the database too.

    Args:
        children: what is kept alive.
        mend: starts the database again where it fell, and says whether it had.
        ready: called once, when every child has been started.
    """

    children: list[_Child]
    mend: Callable[[], bool]
    ready: Callable[[], None]

    def tend(self) -> None:
        """Keep every child alive until interrupted, then end them all."""
        try:
            for child in self.children:
                child.start()
            self.ready()
            while True:
                time.sleep(0.5)
                if self.mend():
                    self._afresh()
                for child in self.children:
                    self._look(child)
        except KeyboardInterrupt:
            session.tell("Stopping…")
        finally:
            self._end()

    def _afresh(self) -> None:
        """Start the worker again: its connections live as long as it does; web processes open new ones."""
        for child in self.children:
            if child.name == "worker":
                child.kill()
                child.start()

    def _look(self, child: _Child) -> None:
        if child.process is None or child.process.poll() is None:
            return
        lived = time.monotonic() - child.begun
        session.tell(
            f"{child.name} ended after {lived:.0f} s with {child.process.returncode}; starting it again"
        )
        child.kill()
        child.pause = 0.5 if lived > 60 else min(child.pause * 2, 30)  # noqa: PLR2004 - seconds
        time.sleep(child.pause)
        child.start()

    def _end(self) -> None:
        """Ask every child to end, wait, then end what is left of it."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _PATIENCE
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
        for child in self.children:
            child.kill()


def _end_with_parent() -> Callable[[], None]:
    """What a child does before it runs: ask the kernel for SIGTERM when the parent dies."""
    parent = os.getpid()

    def ask() -> None:
        _ask_for_signal()
        if os.getppid() != parent:
            os._exit(0)

    return ask


def _ask_for_signal() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
