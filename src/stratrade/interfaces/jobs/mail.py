"""Send what waits to go by mail, every minute. Mail leaves the house only here."""

from procrastinate.contrib.django import app

from stratrade.apps.notices import services


@app.periodic(cron="* * * * *")
@app.task(
    name="notices.send_mail", queue="periodic", queueing_lock="notices.send_mail", lock="notices.send_mail"
)
def send(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    services.send_waiting()
