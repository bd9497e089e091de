"""Take up again what a killed worker left half done, every minute."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queue="periodic", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry(context: object, timestamp: int) -> None:
    """The periodic task: jobs whose worker has stopped breathing are put back in their queue.

    Args:
        context: unused; procrastinate passes the running job.
        timestamp: the moment it was due.
    """
    del context, timestamp
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
