"""Returns of general authorisations: remind once a day, suspend where one is missing too long."""

from procrastinate.contrib.django import app

from stratrade.apps.licences.services import general


@app.periodic(cron="21 17 * * *")
@app.task(
    name="licences.returns",
    queue="periodic",
    queueing_lock="licences.returns",
    lock="licences.returns",
    retry=3,
)
def watch(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    general.watch()
