"""Tell those who keep the house of what went wrong in it."""

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit import queries as trail
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.notices.events import JobFailed
from stratrade.apps.notices.services import tell


@use_case
def raise_for(job: int, task: str, *, by: User) -> bool:
    """Put a job that is out of retries on the record and tell the stewards; a second time changes nothing.

    Args:
        job: its number in the queue.
        task: its name.
        by: the system.

    Returns:
        Whether it was new.
    """
    access.require(by, Permission.ACCOUNTS_USER_MANAGE)
    subject = f"notices.job:{job}"
    if trail.of_subject(subject):
        unchanged()
        return False
    tell("role:steward", "notices.notices.job_failed", {"task": task, "job": job}, link="/steward/")
    record(JobFailed(job=job, task=task), subject=subject, by=by)
    return True
