"""`stratrade demo`: mark the data folder as a demonstration and fill it."""

import argparse

from stratrade.interfaces.cli import prepare

NAME = "demo"
HELP = "build the demonstration State in an empty data folder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_args: argparse.Namespace) -> int:
    """Prepare with the demonstration State."""
    return prepare.run(argparse.Namespace(demonstration=True))
