"""`stratrade worker`: does the jobs that wait."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import threading

from stratrade.interfaces.cli import session

NAME = "worker"
HELP = "do the jobs that wait"
GRACE = 6
"""Seconds that running jobs have to end; what does not is done again by the next worker."""


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
        worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]

        async def work() -> None:
            async with worker_app.open_async():
                task = asyncio.current_task()
                loop = asyncio.get_running_loop()
                for number in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(number, _end, task)
                with contextlib.suppress(asyncio.CancelledError):
                    await worker_app.run_worker_async(
                        queues=list(QUEUES),
                        concurrency=args.concurrency,
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=GRACE,
                    )

        asyncio.run(work())
    return 0


def _end(task: "asyncio.Task[None] | None") -> None:
    """Let running jobs end; leave all the same where the database no longer answers."""
    patience = threading.Timer(2 * GRACE, os._exit, [1])
    patience.daemon = True
    patience.start()
    if task is not None:
        task.cancel()
