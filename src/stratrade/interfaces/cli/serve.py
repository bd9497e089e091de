"""`stratrade serve`: the web server and at least one worker, kept alive until stopped."""

import argparse
import contextlib
import ctypes
import ipaddress
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
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
_PATIENCE = 15  # seconds that a child has to end


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=None, help="default: PORT, else 8000")
    parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2), help="web processes")
    parser.add_argument("--demonstration", action="store_true", help="build the demonstration State first")


def run(args: argparse.Namespace) -> int:
    """Prepare, then serve until stopped."""
    port = args.port or _port()
    _refuse_unsafe(args.host)
    _free(args.host, port)
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGHUP, _as_interrupt)
    with session.database():
        prepare.run(argparse.Namespace(demonstration=args.demonstration))
        environment = {**os.environ, "STRATRADE_HOME": str(session.home())}
        environment.pop(session.OWNER_URL, None)
        _welcome(args.host, port)
        _Family(
            [
                _Child("web", _web(args.host, port, args.workers), environment),
                _Child("worker", [sys.executable, "-m", "stratrade", "worker"], environment),
            ]
        ).tend()
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
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Unusable(f"port {port} on {host}: {problem.strerror}; choose another with PORT=") from None


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
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_parent()
        )


@dataclass(slots=True)
class _Family:
    """The processes of one service, each started again when it falls."""

    children: list[_Child] = field(default_factory=list)

    def tend(self) -> None:
        """Keep every child alive until interrupted, then end them all."""
        try:
            for child in self.children:
                child.start()
            while True:
                time.sleep(0.5)
                for child in self.children:
                    self._look(child)
        except KeyboardInterrupt:
            session.tell("Stopping…")
        finally:
            self._end()

    def _look(self, child: _Child) -> None:
        if child.process is None or child.process.poll() is None:
            return
        lived = time.monotonic() - child.begun
        session.tell(
            f"{child.name} ended after {lived:.0f} s with {child.process.returncode}; starting it again"
        )
        child.pause = 0.5 if lived > 60 else min(child.pause * 2, 30)  # noqa: PLR2004 - seconds
        time.sleep(child.pause)
        child.start()

    def _end(self) -> None:
        living = [c.process for c in self.children if c.process is not None and c.process.poll() is None]
        for process in living:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _PATIENCE
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _end_with_parent() -> Callable[[], None]:
    """What a child does before it runs: ask the kernel for SIGTERM when the parent dies."""
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return ask
