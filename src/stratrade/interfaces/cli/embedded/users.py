"""Who uses the embedded server now: one note a use; the dead do not count."""

import os
import secrets
from pathlib import Path


def started(pid: int) -> str:
    """When a process started, in clock ticks since boot; empty where it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def join(folder: Path) -> Path:
    """Count this process among the users, once more if it is there already; the note is given back to `leave`."""
    folder.mkdir(mode=0o700, exist_ok=True)
    note = folder / f"{os.getpid()}.{secrets.token_hex(4)}"
    note.write_text(started(os.getpid()), encoding="ascii")
    return note


def leave(note: Path) -> None:
    """Stop counting what `join` counted."""
    note.unlink(missing_ok=True)


def living(folder: Path) -> list[int]:
    """The processes that still use the server; notes of the dead are removed."""
    found = []
    for note in folder.glob("*") if folder.is_dir() else ():
        try:
            stamp = note.read_text(encoding="ascii")
        except OSError:
            continue
        number = note.name.partition(".")[0]
        if number.isdigit() and stamp and started(int(number)) == stamp:
            found.append(int(number))
        else:
            note.unlink(missing_ok=True)
    return found
