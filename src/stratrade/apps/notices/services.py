"""Tell people what happened, and send what goes by mail."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from stratrade.apps import wording
from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.notices import queries
from stratrade.apps.notices.events import NoticesRead
from stratrade.apps.notices.models import Mail, Notice

_TRIES = 8


def tell(
    to: User | str | Iterable[User | str],
    code: str,
    params: Mapping[str, Any] | None = None,
    *,
    link: str = "",
) -> list[Notice]:
    """Put a message in people's inboxes and, where the deployment mails, on the way to them.

    Runs inside the caller's use case or reaction, so nobody is told of what did not happen.

    Args:
        to: users, or "role:<code>" for everybody of a role, or "agency:<code>" for everybody of an
            agency; each person is told once.
        code: wording code, `notices.<subject>.<what>`.
        params: what the sentence names; JSON values.
        link: path on this site that the message leads to.

    Returns:
        The notices.
    """
    now = timezone.now()
    given = [to] if isinstance(to, User | str) else list(to)
    people = {person.pk: person for item in given for person in _people(item) if person.pk}
    notices = Notice.objects.bulk_create(
        [
            Notice(user=person, code=code, params=dict(params or {}), link=link, created_at=now)
            for person in people.values()
        ]
    )
    if getattr(settings, "MAIL_NOTICES", False):
        Mail.objects.bulk_create([Mail(notice=notice, next_try_at=now) for notice in notices])
    return notices


def _people(item: User | str) -> list[User]:
    if isinstance(item, User):
        return [item]
    kind, _, code = item.partition(":")
    match kind:
        case "role":
            return accounts.of_role(code)
        case "agency":
            return accounts.of_agency(code)
        case _:
            raise ValueError(f"{item!r} is neither a role nor an agency")


@use_case
def read_all(*, by: User) -> int:
    """Mark every notice of a person as read.

    Returns:
        How many were unread.
    """
    access.require(by, Permission.NOTICES_INBOX_READ)
    count = queries.inbox(by, unread=True).update(read_at=timezone.now())
    if not count:
        unchanged()
        return 0
    record(NoticesRead(count=count), subject=by.subject, by=by)
    return count


@use_case
def read(public_id: UUID, *, by: User) -> Notice:
    """Mark one notice as read; a second time changes nothing.

    Args:
        public_id: which one.
        by: whose it is.

    Returns:
        The notice.

    Raises:
        Notice.DoesNotExist: the person was told no such thing.
    """
    access.require(by, Permission.NOTICES_INBOX_READ)
    notice = queries.inbox(by).select_for_update().get(public_id=public_id)
    if notice.read_at is not None:
        unchanged()
        return notice
    notice.read_at = timezone.now()
    notice.save(update_fields=["read_at"])
    record(NoticesRead(count=1), subject=by.subject, by=by)
    return notice


def send_waiting() -> tuple[int, int]:
    """Send the mail whose turn has come. Called by the job only: mail never leaves inside a use case.

    Returns:
        (sent, failed); what failed is tried again later, with growing pauses.
    """
    sent = failed = 0
    for key in queries.waiting_mail(timezone.now()):
        with transaction.atomic():
            mail = (
                Mail.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("notice__user")
                .filter(pk=key, sent_at__isnull=True)
                .first()
            )
            if mail is None:
                continue
            mail.tries += 1
            try:
                _message(mail.notice).send()
            except OSError as error:
                mail.last_error = str(error)[:300]
                mail.next_try_at = timezone.now() + timedelta(minutes=2 ** min(mail.tries, _TRIES))
                failed += 1
            else:
                mail.sent_at = timezone.now()
                mail.last_error = ""
                sent += 1
            mail.save(update_fields=["tries", "last_error", "next_try_at", "sent_at"])
    return sent, failed


def _message(notice: Notice) -> EmailMessage:
    with translation.override(notice.user.language):
        sentence = wording.sentence(notice.code, notice.params)
        body = sentence
        if notice.link:
            body += f"\n\n{getattr(settings, 'SITE_URL', '')}{notice.link}"
        return EmailMessage(subject=sentence[:180], body=body, to=[notice.user.email])
