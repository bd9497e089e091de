"""Sign a Merkle root over all heads of the trail into a file outside the database, every five minutes."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from stratrade.apps.audit import queries, roots


def sign_root() -> bool:
    """Sign now; where nothing has happened since the last line, write nothing.

    Returns:
        Whether a line was written.

    Raises:
        OSError: key or file cannot be read or written; the job is tried again.
    """
    return roots.sign(Path(settings.STRATRADE_HOME), queries.heads(), now=timezone.now()) is not None


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="audit.sign_root", queue="periodic", queueing_lock="audit.sign_root", lock="audit.sign_root", retry=5
)
def sign(timestamp: int) -> None:
    """The periodic task; `timestamp` is the moment it was due."""
    del timestamp
    sign_root()
