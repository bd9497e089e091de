"""Apply a deferred reaction: at least once by the queue, once by the trail."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from stratrade.apps.audit import applying
from stratrade.apps.audit.reactions import QUEUE, TASK


@app.task(name=TASK, queue=QUEUE, retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def react(event_id: str, reaction: str) -> None:
    """Apply one reaction to one event.

    Args:
        event_id: public id of the event.
        reaction: module and function.
    """
    applying.apply(UUID(event_id), reaction)
