"""`stratrade worker`: does the jobs that wait."""

import argparse
import asyncio
import logging

from stratrade.interfaces.cli import session

NAME = "worker"
HELP = "do the jobs that wait"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--concurrency", type=int, default=4, help="jobs done at once")


def run(args: argparse.Namespace) -> int:
    """Work until stopped."""
    with session.database():
        session.start_django()
        from procrastinate.contrib.django import app  # noqa: PLC0415 - after set-up

        from stratrade.interfaces.jobs.registry import QUEUES  # noqa: PLC0415

        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        worker_app = app.with_connector(app.connector.get_worker_connector())

        async def work() -> None:
            async with worker_app.open_async():
                await worker_app.run_worker_async(queues=list(QUEUES), concurrency=args.concurrency)

        asyncio.run(work())
    return 0
