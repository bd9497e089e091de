"""`stratrade audit`: verify the trail."""

import argparse

from stratrade.interfaces.cli import session

NAME = "audit"
HELP = "verify the audit trail"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "action", choices=["verify"], help="compare the trail with its hashes, heads and signed roots"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    """Verify; 0 clean, 1 not clean."""
    with session.database():
        session.start_django()
        from stratrade.interfaces.cli import audit  # noqa: PLC0415 - after set-up

        return audit.verify(as_json=args.json)
