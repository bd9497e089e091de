"""References to the financial intelligence unit and from it: sent, answered, with the hours that took."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.screening import queries
from stratrade.apps.screening.events import FinancialAnswered, FinancialSent
from stratrade.apps.screening.models import FinancialReference
from stratrade.apps.screening.services.settle import Refused

OUTCOMES = ("INFORMATION", "NIL")


@use_case
def send(
    *, name: str, text: str, country: str = "", about: str = "", their_reference: str = "", by: User
) -> FinancialReference:
    """Send a reference: from the unit where the person belongs to it, else to it.

    Args:
        name: of the party or bank it is about.
        about: audit subject of the case, licence or declaration, where there is one.

    Raises:
        Refused: nothing is said, or the State has named no unit.
    """
    access.require(by, queries.financial_permission(by))
    choices = pack_files.read(settings.STRATRADE_PACK).screening
    if not choices.financial_agency:
        raise Refused("screening.financial.no_unit")
    if not name.strip() or not text.strip():
        raise Refused("screening.financial.empty")
    row = FinancialReference.objects.create(
        reference=numbers.draw(choices.financial_pattern, year=today().year),
        direction="IN" if queries.of_the_unit(by) else "OUT",
        their_reference=their_reference.strip()[:120],
        about=about,
        name=name.strip()[:300],
        country=country,
        text=text.strip(),
        hours=choices.financial_hours,
        sent_at=timezone.now(),
        sent_by=by,
    )
    said = FinancialSent(reference=row.reference, direction=row.direction, name=row.name)
    record(said, subject=row.subject, by=by)
    return row


@use_case
def answer_reference(
    public_id: UUID, *, outcome: str, answer: str, their_reference: str = "", by: User
) -> FinancialReference:
    """Answer a reference of the other side; NIL where nothing is known.

    Raises:
        Refused: one's own side sent it, or it is answered already.
    """
    access.require(by, queries.financial_permission(by))
    row = queries.financial(for_=by).select_for_update(of=("self",)).get(public_id=public_id)
    ours = "OUT" if queries.of_the_unit(by) else "IN"
    if row.direction != ours or row.answered_at is not None:
        raise Refused("screening.financial.not_your_turn", reference=row.reference)
    if outcome not in OUTCOMES or not answer.strip():
        raise Refused("screening.financial.empty")
    row.answered_at, row.answered_by = timezone.now(), by
    row.outcome, row.answer = outcome, answer.strip()
    row.their_reference = their_reference.strip()[:120] or row.their_reference
    row.save()
    said = FinancialAnswered(
        reference=row.reference,
        direction=row.direction,
        name=row.name,
        outcome=outcome,
        hours=int((row.answered_at - row.sent_at).total_seconds() // 3600),
    )
    record(said, subject=row.subject, by=by)
    return row
