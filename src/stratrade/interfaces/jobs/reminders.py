"""Remind agencies of what they owe to treaty bodies, once a day; what is late is told to ministers."""

from procrastinate.contrib.django import app

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.nation.services import reminders


@app.periodic(cron="41 1 * * *")
@app.task(
    name="nation.remind",
    queue="periodic",
    queueing_lock="nation.remind",
    lock="nation.remind",
    retry=3,
)
def remind(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    reminders.remind_all(by=SYSTEM)
