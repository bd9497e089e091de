"""`stratrade`: one command, each subcommand in a module of its own that is loaded when it is called."""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from stratrade.interfaces.cli.errors import Unusable

COMMANDS = (
    "serve",
    "worker",
    "prepare",
    "lists",
    "classify",
    "determine",
    "screen",
    "parties",
    "watchlist",
    "licence",
    "trail",
    "check",
    "backup",
    "restore",
    "bench",
    "demo",
    "client",
)
"""Module names; `trail` is the command `audit`."""
NAMES = {"trail": "audit"}
UNUSABLE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand.

    Returns:
        0 done, 1 done with rejected rows, 2 unusable arguments or input (contracts.md).
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    chosen = next((a for a in typed if not a.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="stratrade", description="National strategic trade control.")
    places = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    modules: dict[str, ModuleType] = {}
    for name in COMMANDS:
        shown = NAMES.get(name, name)
        if chosen and chosen != shown:
            continue
        module = import_module(f"stratrade.interfaces.cli.{name}")
        modules[shown] = module
        module.add_arguments(places.add_parser(shown, help=module.HELP, description=module.HELP))
    if chosen and not modules:
        names = ", ".join(NAMES.get(n, n) for n in COMMANDS)
        print(f"stratrade: no command {chosen!r}; there are {names}", file=sys.stderr)
        return UNUSABLE
    args = parser.parse_args(typed)
    try:
        return int(modules[args.command].run(args))
    except Unusable as problem:
        print(f"stratrade {args.command}: {problem}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
