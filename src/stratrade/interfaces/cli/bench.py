"""`stratrade bench NAME`: measures one piece of work on this machine."""

import argparse
import json
import os
import platform
import sys
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import stratrade
from stratrade.interfaces.cli import benches

NAME = "bench"
HELP = "measure a piece of work"


def names() -> list[str]:
    """The benchmarks there are: the modules of `benches`, each with `run() -> dict`."""
    return sorted(module.name for module in iter_modules(benches.__path__))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("name", choices=names(), metavar="NAME", help=", ".join(names()))
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Run one benchmark and print its figures in the shape of the contracts."""
    if find_spec(f"{benches.__name__}.{args.name}") is None:
        print(f"stratrade bench: no benchmark {args.name}", file=sys.stderr)
        return 2
    measured = import_module(f"{benches.__name__}.{args.name}").run()
    report = {
        "work": args.name,
        "peers": {},
        **measured,
        "machine": {
            "processors": os.cpu_count(),
            "architecture": platform.machine(),
            "system": platform.system(),
        },
        "versions": {
            "stratrade": stratrade.__version__,
            "python": platform.python_version(),
            **measured.get("versions", {}),
        },
    }
    if args.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    print(report["work"])
    for name, value in report["figures"].items():
        print(f"  {name:<28} {value}")
    for peer, figures in report["peers"].items():
        for name, value in figures.items():
            print(f"  {peer + ' ' + name:<28} {value}")
    return 0
