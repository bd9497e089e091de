"""Who uses the embedded server now: one file a process; the dead do not count."""

import contextlib
import os
from pathlib import Path


def started(pid: int) -> str:
    """When a process started, in clock ticks since boot; empty where it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def join(folder: Path) -> None:
    """Count this process among the users."""
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / str(os.getpid())).write_text(started(os.getpid()), encoding="ascii")


def leave(folder: Path) -> None:
    """Stop counting this process."""
    with contextlib.suppress(FileNotFoundError):
        (folder / str(os.getpid())).unlink()


def living(folder: Path) -> list[int]:
    """The processes that still use the server; files of the dead are removed."""
    found = []
    for path in folder.glob("*") if folder.is_dir() else ():
        try:
            stamp = path.read_text(encoding="ascii")
        except OSError:
            continue
        if path.name.isdigit() and stamp and started(int(path.name)) == stamp:
            found.append(int(path.name))
        else:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
    return found
