"""Answer a repeated message as the first one was answered."""

from django.utils import timezone

from stratrade.apps.accounts.models import User
from stratrade.apps.enforcement.models import Answer
from stratrade.kernel.finding import Finding, Severity


class KeyReused(Exception):
    """The same key came with another body."""

    def __init__(self, key: str) -> None:
        self.finding = Finding("enforcement.key.reused", Severity.BLOCK, {"key": key})
        super().__init__(key)


def claim(route: str, key: str, body_sha256: str, *, by: User) -> tuple[Answer, bool]:
    """Take a key for this message, inside the caller's transaction.

    A concurrent twin waits on the unique row until the first one has committed and then finds its answer.

    Returns:
        The row, and whether it is new; an old one carries the answer in `content`.

    Raises:
        KeyReused: the key was used for another body.
    """
    Answer.objects.bulk_create(
        [Answer(client=by, route=route, key=key, body_sha256=body_sha256, at=timezone.now())],
        ignore_conflicts=True,
    )
    row = Answer.objects.select_for_update().get(client=by, route=route, key=key)
    if row.body_sha256 != body_sha256:
        raise KeyReused(key)
    return row, row.content is None
