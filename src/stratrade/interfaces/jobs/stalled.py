"""Keep the queue in order: take up what a killed worker left, report what failed, sweep the old."""

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.notices import alarms

KEEP_HOURS = 7 * 24
"""How long a job that is done stays to be looked at."""


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queue="periodic", queueing_lock="jobs.retry_stalled")
async def retry(timestamp: int) -> None:
    """Put jobs whose worker has stopped breathing back in their queue.

    Args:
        timestamp: the moment it was due.
    """
    del timestamp
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(
    name="jobs.raise_alarm", queue="periodic", queueing_lock="jobs.raise_alarm", lock="jobs.raise_alarm"
)
def alarm(timestamp: int) -> None:
    """Tell the stewards of every job that is out of retries, once.

    Args:
        timestamp: the moment it was due.
    """
    del timestamp
    raise_alarms()


def raise_alarms() -> int:
    """Tell the stewards of failed jobs they have not been told of.

    Returns:
        Of how many.
    """
    failed = ProcrastinateJob.objects.filter(status="failed").order_by("id").values_list("id", "task_name")
    return sum(alarms.raise_for(number, task, by=SYSTEM) for number, task in failed)


@app.periodic(cron="23 2 * * *")
@app.task(name="jobs.sweep", queue="periodic", queueing_lock="jobs.sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:
    """Forget jobs that were done long ago; what they did stays in the trail.

    Args:
        context: the running job.
        timestamp: the moment it was due.
    """
    del timestamp
    await builtin_tasks.remove_old_jobs(context, max_hours=KEEP_HOURS)
