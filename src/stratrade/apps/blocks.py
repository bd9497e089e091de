"""Files under `STRATRADE_HOME/index`, built once from what is looked up in and mapped into memory by every process.

A block is named by what it was built from and by the code that built it, so it is never changed: a new edition or
another release has a block of its own.
"""

import contextlib
import hashlib
import mmap
import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path


def path(stamp: str, kind: str, *, built_by: tuple[str, ...] = ()) -> Path:
    """Where a block lies.

    Args:
        stamp: names what it is built from, for example a digest.
        kind: what it is, a file name.
        built_by: folders of the package whose code builds it; another release then has its own.
    """
    folder = f"{stamp}-{_code(built_by)}" if built_by else stamp
    return _home() / "index" / folder / kind


def mapped(place: Path) -> mmap.mmap:
    """The bytes of a block, read-only and not copied.

    Raises:
        OSError, ValueError: there is none, or it is empty.
    """
    with place.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def keep(place: Path, content: bytes) -> None:
    """Write all of it or nothing, whoever else writes at the same moment.

    Raises:
        OSError: it cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("wb", dir=place.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(place)


def sweep(keep: Path, *, beginning: str = "") -> int:
    """Remove the blocks of one kind that are older than the one in use, and so hold what is gone.

    Whoever has one mapped reads on to the end, since the bytes go only with the last that holds them; whoever comes
    for one that is gone builds it anew. One that is newer is not yet in use, and stays.

    Args:
        keep: the block in use; where it is not there nothing is removed.
        beginning: of the names of the folders that are looked into.

    Returns:
        How many were removed.
    """
    removed = 0
    with contextlib.suppress(OSError):
        since = keep.stat().st_mtime_ns
        for place in sorted((_home() / "index").glob(f"{beginning}*/{keep.name}")):
            if place != keep and place.stat().st_mtime_ns <= since:
                place.unlink(missing_ok=True)
                removed += 1
                with contextlib.suppress(OSError):  # something else lies there too
                    place.parent.rmdir()
    return removed


def freshen(place: Path) -> None:
    """Note that a block that was there already is to be used now, so that it is not swept as an older one."""
    with contextlib.suppress(OSError):
        place.touch()


@cache
def _code(folders: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        package = files("stratrade").joinpath(*folder.split("/"))
        for file in sorted(package.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _home() -> Path:
    return Path(os.environ.get("STRATRADE_HOME") or Path.home() / ".local" / "share" / "stratrade")
