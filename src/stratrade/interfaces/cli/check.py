"""`stratrade check pack|wiring|deploy`: what a State has chosen, what is wired, what is deployed."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from stratrade.interfaces.cli import session
from stratrade.interfaces.cli.errors import Unusable

NAME = "check"
HELP = "check a pack, the wiring, or a deployment"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("what", choices=["pack", "wiring", "deploy"])
    parser.add_argument("--pack", default="", help="id of the pack (default: STRATRADE_PACK, else kh)")
    parser.add_argument(
        "--standing",
        action="store_true",
        help="pack: the measures as they stand in this deployment (database)",
    )
    parser.add_argument(
        "--output", type=Path, help="pack --standing: write those measures as a sanctions.yaml"
    )


def run(args: argparse.Namespace) -> int:
    """Print what was looked at, and each fault on stderr; 0 where there is none, else 1."""
    if (args.standing or args.output) and (args.what != "pack" or not args.standing):
        raise Unusable("--standing goes with pack, --output with pack --standing")
    module = import_module(f"stratrade.interfaces.cli.checks.{args.what}")
    if args.standing:
        with session.database():
            session.start_django()
            standing = import_module("stratrade.interfaces.cli.checks.standing")
            faults = standing.faults(args.output)
    elif args.what == "pack":
        faults = module.faults(args.pack)
    elif args.what == "wiring":
        session.start_django()
        faults = module.faults()
    else:
        with session.database():
            session.start_django()
            faults = module.faults()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{args.what}: {len(faults)} faults" if faults else f"{args.what}: in order")
    return 1 if faults else 0
