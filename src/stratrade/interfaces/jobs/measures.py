"""Notices and rules of sanctions begin and end with their days, soon after midnight of the demonstration State."""

from procrastinate.contrib.django import app

from stratrade.apps.measures.services import rules, withdraw


@app.periodic(cron="3 17 * * *")
@app.task(
    name="measures.turn",
    queue="periodic",
    queueing_lock="measures.turn",
    lock="measures.turn",
    retry=3,
)
def turn(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    withdraw.turn()
    rules.turn()
