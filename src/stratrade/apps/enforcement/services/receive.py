"""Take in a declaration too long to be judged while the sender waits, and judge it in a job."""

import hashlib
from uuid import UUID

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.access import SYSTEM, AccessDenied
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.audit.services import record, unchanged, use_case
from stratrade.apps.documents import files
from stratrade.apps.documents.services import keep_bytes
from stratrade.apps.enforcement.events import DeclarationReceived, DeclarationTurnedAway
from stratrade.apps.enforcement.models import Declaration, Received
from stratrade.apps.enforcement.services import declare
from stratrade.apps.enforcement.services.repeat import claim
from stratrade.engines.verdict import record as records
from stratrade.engines.verdict.declaration import Declaration as Message

MOST_AT_ONCE = 500
"""Items up to which a declaration is judged while the sender waits (contracts.md, HTTP)."""


@use_case
def receive(message: Message, *, raw: bytes, media_type: str, key: str, by: User) -> Received:
    """Take in a declaration; a repeated key with the same body finds what was taken in before.

    Args:
        message: the canonical declaration.
        raw: the bytes as received, kept as evidence.
        media_type: their content type.
        key: the sender's idempotency key.

    Raises:
        KeyReused: same key, other body.
        AccessDenied: the person or client may not declare.
    """
    access.require(by, Permission.ENFORCEMENT_DECLARATION_SUBMIT)
    sha256 = hashlib.sha256(raw).hexdigest()
    claim(declare.ROUTE, key, sha256, by=by)
    known = Received.objects.filter(client=by, key=key).first()
    if known is not None:
        unchanged()
        return known
    now = timezone.now()
    received = Received.objects.create(
        client=by,
        key=key,
        content=records.dump(message),
        file=keep_bytes(raw, media_type, at=now),
        media_type=media_type,
        at=now,
    )
    record(
        DeclarationReceived(declaration=message.identity, items=len(message.items), sha256=sha256),
        subject=received.subject,
        by=by,
    )
    return received


def judge_received(happening: Happening) -> None:
    """Judge what was taken in, as its sender; where that cannot be, keep the reason for them."""
    received = (
        Received.objects.select_for_update(of=("self",))
        .select_related("client")
        .get(public_id=UUID(happening.subject.split(":", 1)[1]))
    )
    if received.declaration_id is not None or received.refused is not None:
        return
    message = records.load(received.content)
    try:
        answer = declare.judge(
            message,
            raw=files.read(received.file_id),
            media_type=received.media_type,
            key=received.key,
            by=received.client,
        )
    except (declare.VersionTaken, AccessDenied) as refused:
        received.refused = refused.finding.as_dict()
        record(
            DeclarationTurnedAway(declaration=message.identity, code=refused.finding.code),
            subject=received.subject,
            by=SYSTEM,
        )
    else:
        received.declaration = Declaration.objects.get(public_id=answer["id"])
    received.save(update_fields=["declaration", "refused"])
