"""Escalate questions to agencies whose time has passed, every hour. Silence is never consent."""

from procrastinate.contrib.django import app

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.casework.services import refer


@app.periodic(cron="7 * * * *")
@app.task(
    name="casework.escalate",
    queue="periodic",
    queueing_lock="casework.escalate",
    lock="casework.escalate",
    retry=3,
)
def escalate(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    refer.escalate_overdue(by=SYSTEM)
