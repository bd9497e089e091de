"""Give back what licences that have run out still hold of committees' approvals, every night."""

from procrastinate.contrib.django import app

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.licences.services import lapse


@app.periodic(cron="29 17 * * *")
@app.task(
    name="licences.free_lapsed",
    queue="periodic",
    queueing_lock="licences.free_lapsed",
    lock="licences.free_lapsed",
    retry=3,
)
def free_lapsed(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    lapse.free(by=SYSTEM)
