"""Which edition applies from which day, in a file beside the indexes: for commands that need no database."""

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path


def announce(adoptions: Iterable[tuple[date, str]]) -> None:
    """Write down every adoption, the whole file or nothing.

    Args:
        adoptions: first day and digest of each, the latest day first.

    Raises:
        OSError: it cannot be written.
    """
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows = [{"from": day.isoformat(), "digest": digest} for day, digest in adoptions]
    with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as file:
        json.dump(rows, file)
    Path(file.name).replace(place)


def announced(on: date) -> str:
    """The digest of the edition that applies on a day; empty where this installation has adopted none.

    Args:
        on: the day.
    """
    try:
        rows = json.loads(_place().read_text(encoding="utf-8"))
        return next((str(row["digest"]) for row in rows if date.fromisoformat(row["from"]) <= on), "")
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _place() -> Path:
    home = Path(os.environ.get("STRATRADE_HOME") or Path.home() / ".local" / "share" / "stratrade")
    return home / "index" / "in-force.json"
