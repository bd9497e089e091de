"""Keep what a treaty asks for beside a licence: the notification of a transfer, the recipient's certificate.

Called by the deciding app inside its own transaction, before or after the licence is issued.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.audit.services import record
from stratrade.apps.licences.events import CertificateRecorded, NotificationRecorded
from stratrade.apps.licences.models import Licence, TreatyPaper
from stratrade.apps.licences.services.issue import print_again


def notify(
    case_subject: str,
    *,
    reference: str,
    received_on: date,
    days: int,
    counterpart: str,
    version: int | None,
    by: User,
) -> TreatyPaper:
    """Record that the Technical Secretariat received the notification of a transfer.

    Args:
        reference: of the note or message.
        received_on: legal day of its receipt.
        days: days of notice; the transfer may take place on the day that follows from them.
        counterpart: a `TreatyPaper.Counterpart`: whether the other State has notified too.
        version: of the row the person saw, 0 where there was none.

    Raises:
        AccessDenied: the person may not record papers.
        StaleVersion: somebody recorded another in the meantime.
    """
    paper = _keep(
        case_subject,
        TreatyPaper.Kind.NOTIFICATION,
        version=version,
        by=by,
        reference=reference.strip(),
        received_on=received_on,
        not_before=received_on + timedelta(days=days),
        counterpart=counterpart,
    )
    event = NotificationRecorded(
        reference=paper.reference,
        received_on=received_on.isoformat(),
        not_before=str(paper.not_before),
        counterpart=counterpart,
    )
    _tell(case_subject, event, by)
    return paper


def certify(
    case_subject: str,
    *,
    reference: str,
    issuer: str,
    received_on: date,
    states: Sequence[str],
    lacking: Sequence[str],
    version: int | None,
    by: User,
) -> TreatyPaper:
    """Record an end-use certificate with what it states and what it lacks.

    Raises:
        AccessDenied: the person may not record papers.
        StaleVersion: somebody recorded another in the meantime.
    """
    paper = _keep(
        case_subject,
        TreatyPaper.Kind.END_USE_CERTIFICATE,
        version=version,
        by=by,
        reference=reference.strip(),
        issuer=issuer.strip(),
        received_on=received_on,
        states=list(states),
        lacking=list(lacking),
    )
    event = CertificateRecorded(
        reference=paper.reference, issuer=paper.issuer, lacking=", ".join(lacking) or "-"
    )
    _tell(case_subject, event, by)
    return paper


def _keep(case_subject: str, kind: str, *, version: int | None, by: User, **fields: Any) -> TreatyPaper:
    access.require(by, Permission.LICENCES_PAPER_RECORD)
    paper = TreatyPaper.objects.select_for_update().filter(case_subject=case_subject, kind=kind).first()
    stands = paper.version if paper is not None else 0
    if version is not None and version != stands:
        raise StaleVersion(had=version, stands=stands)
    if paper is None:
        paper = TreatyPaper(case_subject=case_subject, kind=kind)
    else:
        paper.version += 1
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.recorded_at, paper.recorded_by = timezone.now(), by
    paper.save()
    return paper


def _tell(case_subject: str, event: NotificationRecorded | CertificateRecorded, by: User) -> None:
    """In the trail of the case, and of the licences it led to."""
    record(event, subject=case_subject, by=by)
    for licence in Licence.objects.filter(case_subject=case_subject).order_by("pk"):
        record(event, subject=licence.subject, by=by)
        if isinstance(event, NotificationRecorded):
            print_again(licence, by=by)
