"""Every job on one page: where it is defined, when it runs, in which queue it waits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One job.

    Args:
        name: task name.
        module: where it is defined; imported by the worker at start-up.
        schedule: cron line, empty for what is deferred by an event.
        queue: where it waits.
    """

    name: str
    module: str
    schedule: str
    queue: str


JOBS: tuple[Job, ...] = (
    Job("audit.react", "stratrade.interfaces.jobs.reactions", "", "reactions"),
    Job("lists.prepare", "stratrade.interfaces.jobs.editions", "", "editions"),
    Job("lists.weigh", "stratrade.interfaces.jobs.editions", "", "editions"),
    Job("measures.show_effect", "stratrade.interfaces.jobs.rules", "", "editions"),
    Job("screening.batch", "stratrade.interfaces.jobs.batches", "", "editions"),
    Job("audit.sign_root", "stratrade.interfaces.jobs.merkle", "*/5 * * * *", "periodic"),
    Job("notices.send_mail", "stratrade.interfaces.jobs.mail", "* * * * *", "periodic"),
    Job("casework.escalate", "stratrade.interfaces.jobs.referrals", "7 * * * *", "periodic"),
    Job("measures.turn", "stratrade.interfaces.jobs.measures", "3 17 * * *", "periodic"),
    Job("licences.free_lapsed", "stratrade.interfaces.jobs.lapses", "29 17 * * *", "periodic"),
    Job("licences.returns", "stratrade.interfaces.jobs.returns", "21 17 * * *", "periodic"),
    Job("nation.remind", "stratrade.interfaces.jobs.reminders", "41 1 * * *", "periodic"),
    Job("classification.forget", "stratrade.interfaces.jobs.self_assessments", "41 2 * * *", "periodic"),
    Job("screening.fetch_lists", "stratrade.interfaces.jobs.watchlists", "17 */6 * * *", "periodic"),
    Job("screening.fetch_list", "stratrade.interfaces.jobs.watchlists", "", "periodic"),
    Job("screening.expire_kept", "stratrade.interfaces.jobs.watchlists", "11 17 * * *", "periodic"),
    Job("jobs.retry_stalled", "stratrade.interfaces.jobs.stalled", "* * * * *", "periodic"),
    Job("jobs.raise_alarm", "stratrade.interfaces.jobs.stalled", "* * * * *", "periodic"),
    Job("jobs.sweep", "stratrade.interfaces.jobs.stalled", "23 2 * * *", "periodic"),
)

IMPORT_PATHS: list[str] = sorted({job.module for job in JOBS})
"""For `PROCRASTINATE_IMPORT_PATHS` in the settings."""

QUEUES: tuple[str, ...] = tuple(sorted({job.queue for job in JOBS}))
"""What a worker listens to."""
