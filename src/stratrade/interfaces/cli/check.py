"""`stratrade check pack|wiring|deploy`: what a State has chosen, what is wired, what is deployed."""

import argparse
import sys
from importlib import import_module

from stratrade.interfaces.cli import session

NAME = "check"
HELP = "check a pack, the wiring, or a deployment"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("what", choices=["pack", "wiring", "deploy"])
    parser.add_argument("--pack", default="", help="id of the pack (default: STRATRADE_PACK, else kh)")


def run(args: argparse.Namespace) -> int:
    """Print what was looked at, and each fault on stderr; 0 where there is none, else 1."""
    module = import_module(f"stratrade.interfaces.cli.checks.{args.what}")
    if args.what == "pack":
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
