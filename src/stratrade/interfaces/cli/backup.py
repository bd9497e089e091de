"""`stratrade backup FILE`: database, files and keys in one file."""

import argparse
import datetime as dt
import tempfile
from pathlib import Path

import stratrade
from stratrade.apps.audit import roots
from stratrade.interfaces.cli import archive, database, session
from stratrade.interfaces.cli.errors import Unusable

NAME = "backup"
HELP = "copy database, files and keys into one file (whoever holds it holds the keys)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to make; must not be there yet")


def run(args: argparse.Namespace) -> int:
    """Make the backup; the product may go on working meanwhile."""
    target: Path = args.file.absolute()
    if target.exists():
        raise Unusable(f"{args.file} is there already")
    if not target.parent.is_dir():
        raise Unusable(f"{target.parent} is no folder")
    with session.database():
        if database.is_empty():
            raise Unusable(f"there is nothing to back up: no tables in the database of {session.home()}")
        try:
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
                early = _roots(session.home())
                dump = Path(folder) / archive.DUMP
                database.dump(dump)
                count = archive.write(
                    target,
                    home=session.home(),
                    dump=dump,
                    early=early,
                    made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                    version=stratrade.__version__,
                )
        except OSError as problem:
            raise Unusable(f"{target}: {problem.strerror or problem}") from None
    print(f"{args.file}: database and {count} files, {target.stat().st_size / 1e6:.1f} MB")
    return 0


def _roots(home: Path) -> dict[str, bytes]:
    """The signed roots before the dump: one younger than the dump would name what it lacks."""
    path = roots.path_in(home)
    return {path.relative_to(home).as_posix(): path.read_bytes()} if path.is_file() else {}
