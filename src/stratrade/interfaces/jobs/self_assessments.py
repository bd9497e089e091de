"""Forget self-assessments whose time is over, every night."""

from procrastinate.contrib.django import app

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.classification.services import self_assess


@app.periodic(cron="41 2 * * *")
@app.task(
    name="classification.forget",
    queue="periodic",
    queueing_lock="classification.forget",
    lock="classification.forget",
    retry=3,
)
def forget(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    self_assess.forget_old(by=SYSTEM)
