"""What a backup is: one tar with database, files and keys of a data folder, and a manifest of hashes.

The dump is taken first, the files after it: a file is written before the row that names it, so every row of the
dump finds its file. What can be built again (indexes, static files) is left out. Whoever holds a backup holds the
keys.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST, DUMP = "manifest.json", "database.dump"
LEFT_OUT = frozenset({"postgres", "static", "index", "prepared"})
"""What of STRATRADE_HOME stays behind: made again, or stood for by the dump."""
_BLOCK = 1 << 20


class BadArchive(ValueError):
    """A file that is no whole backup; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """An unpacked backup, every hash compared.

    Args:
        folder: where it was unpacked.
        made_at: when it was made, UTC, ISO 8601.
        version: the release that made it.
        files: paths below `folder`/home.
    """

    folder: Path
    made_at: str
    version: str
    files: tuple[str, ...]

    @property
    def dump(self) -> Path:
        """The database."""
        return self.folder / DUMP


def write(
    target: Path, *, home: Path, dump: Path, early: Mapping[str, bytes], made_at: str, version: str
) -> int:
    """Pack a dump and what `home` keeps into `target`, whole or not at all.

    Args:
        target: the file to make, mode 0600.
        home: the data folder.
        dump: the database, as `pg_dump` wrote it.
        early: files below `home` as they stood before the dump; they must not be younger than it.
        made_at: now, UTC, ISO 8601.
        version: this release.

    Returns:
        How many files of the data folder are in it.

    Raises:
        OSError: the disk is full or the folder cannot be written; nothing half-written is left.
    """
    number, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(number, "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=4) as tar:
                with dump.open("rb") as stream:
                    hashes = {DUMP: _put(tar, stream, DUMP)}
                for path, name in _kept(home):
                    with io.BytesIO(early[name]) if name in early else path.open("rb") as kept:
                        hashes[f"home/{name}"] = _put(tar, kept, f"home/{name}")
                text = json.dumps(
                    {"format": FORMAT, "made_at": made_at, "version": version, "sha256": hashes}, indent=1
                ).encode()
                tar.addfile(_entry(MANIFEST, len(text)), io.BytesIO(text))
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return len(hashes) - 1


def unpack(source: Path, folder: Path) -> Contents:
    """Unpack a backup into an empty folder and compare every hash.

    Raises:
        BadArchive: no backup of ours, cut short, changed, or with a name that points outside.
        OSError: the file cannot be read or the folder not written.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                name = _safe(member)
                stream = tar.extractfile(member)
                if stream is None:
                    raise BadArchive(f"{name} is no file")
                found[name] = _take(stream, folder / name)
    except (tarfile.TarError, EOFError) as problem:
        raise BadArchive(f"no whole backup: {problem}") from None
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wanted = dict(manifest["sha256"])
        made_at, version, form = str(manifest["made_at"]), str(manifest["version"]), int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BadArchive("no backup of this product: it has no manifest") from None
    if form != FORMAT:
        raise BadArchive(f"made by a release that writes format {form}; this one reads {FORMAT}")
    del found[MANIFEST]
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise BadArchive(f"{name} is missing or changed")
    if DUMP not in found:
        raise BadArchive("it holds no database")
    files = tuple(sorted(n.removeprefix("home/") for n in found if n.startswith("home/")))
    return Contents(folder, made_at, version, files)


def put_back(contents: Contents, home: Path) -> int:
    """Move the files of a backup to where they belong; those of the same name are replaced.

    Returns:
        How many.
    """
    for name in contents.files:
        target = home / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (contents.folder / "home" / name).replace(target)
    return len(contents.files)


def _kept(home: Path) -> Iterator[tuple[Path, str]]:
    for top in sorted(home.iterdir()):
        if top.name in LEFT_OUT or top.name.startswith(".") or top.is_symlink():
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path, path.relative_to(home).as_posix()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _put(tar: tarfile.TarFile, file: IO[bytes], name: str) -> str:
    """Add a stream as long as it is now: a log may grow while it is read."""
    digest = hashlib.sha256()
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    tar.addfile(_entry(name, size), _Hashed(file, digest))
    return digest.hexdigest()


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, file: IO[bytes], digest: "hashlib._Hash") -> None:
        self.file, self.digest = file, digest

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


def _safe(member: tarfile.TarInfo) -> str:
    path = PurePosixPath(member.name)
    known = member.name in {MANIFEST, DUMP} or path.parts[:1] == ("home",)
    if not member.isreg() or path.is_absolute() or ".." in path.parts or not known:
        raise BadArchive(f"it holds {member.name!r}, which no backup does")
    if path.parts[:1] == ("home",) and (len(path.parts) < 2 or path.parts[1] in LEFT_OUT):  # noqa: PLR2004
        raise BadArchive(f"it holds {member.name!r}, which no backup does")
    return member.name


def _take(stream: IO[bytes], target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := stream.read(_BLOCK):
            digest.update(block)
            out.write(block)
    return digest.hexdigest()
