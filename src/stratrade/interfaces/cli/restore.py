"""`stratrade restore FILE`: what a backup holds, in the place of what is there."""

import argparse
import os
import tempfile
from pathlib import Path

from stratrade.interfaces.cli import archive, database, prepare, session
from stratrade.interfaces.cli.errors import Unusable

NAME = "restore"
HELP = "put database, files and keys of a backup in place"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `stratrade backup` made")
    parser.add_argument("--replace", action="store_true", help="give up what the database holds now")


def run(args: argparse.Namespace) -> int:
    """Compare every hash of the backup, then put it in place and carry it forward to this release."""
    if not args.file.is_file():
        raise Unusable(f"{args.file} is no file")
    home = session.home()
    with session.database():
        if not args.replace and not database.is_empty():
            raise Unusable("the database holds data; --replace gives it up for the backup")
        if database.others():
            raise Unusable("the product is running on this database; stop it first")
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as folder:
                contents = archive.unpack(args.file, Path(folder))
                database.put_in_place(contents.dump)
                count = archive.put_back(contents, home)
        except archive.BadArchive as problem:
            raise Unusable(f"{args.file}: {problem}") from None
        except OSError as problem:
            raise Unusable(f"{problem.filename or args.file}: {problem.strerror or problem}") from None
        prepare.forget()
        prepare.child("tables", environment={**os.environ, session.URL: database.owner_url()})
    print(f"Restored: database and {count} files of {contents.made_at}, made by release {contents.version}")
    return 0
