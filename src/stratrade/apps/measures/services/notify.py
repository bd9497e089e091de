"""An exporter notifies what it knows or suspects of a planned transfer; the authority answers by two people."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pycountry
from django.utils import timezone

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import check_version
from stratrade.apps.audit.services import record, use_case
from stratrade.apps.documents import numbers
from stratrade.apps.documents import services as documents
from stratrade.apps.measures import concerns, queries, workflow
from stratrade.apps.measures.events import (
    ConcernAnswered,
    ConcernAnswerProposed,
    ConcernAnswerSentBack,
    ConcernAsked,
    ConcernNotified,
    ConcernReplied,
)
from stratrade.apps.measures.models import ConcernQuestion, NotifiedConcern
from stratrade.apps.parties import queries as parties
from stratrade.kernel.finding import Finding, Severity

_PATTERN = "CON-{year}-{number:05d}-{check}"
_HS = re.compile(r"^[0-9]{4,12}$")
_ACTIONS = {"LICENCE_REQUIRED": "require", "NO_OBJECTION": "clear"}
_PROPOSAL = ("outcome", "answer", "proposed_at", "proposed_by", "decided_at", "decided_by")
_STANDING = ("standing_answer", "standing_at", "standing_by", "standing_proposed_by")
Paper = tuple[bytes, str]
"""The bytes of a paper and what the person calls it."""


class NotNotifiable(ValueError):
    """A field does not do, or the person acts for no company.

    Args:
        finding: names the field and what is wrong there.
    """

    def __init__(self, code: str, **params: str) -> None:
        self.finding = Finding(code, Severity.BLOCK, dict(params))
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fields:
    """What an exporter notifies; see `NotifiedConcern`.

    Args:
        how: AWARE where the exporter knows, SUSPECT where it has grounds to suspect.
        statement: what it knows or suspects, and from where.
    """

    description: str
    hs: str
    destination: str
    how: str
    concern: str
    statement: str
    activity: str = "export"
    entry: str = ""
    quantity: str = ""
    consignee: str = ""
    end_user: str = ""
    planned_on: date | None = None


@use_case
def notify(fields: Fields, *, paper: Paper | None = None, by: User) -> NotifiedConcern:
    """Notify a concern. From now on it stands for this exporter, these goods and these parties.

    Raises:
        NotNotifiable: names the field.
        UploadRefused: see `documents.services.keep`.
        AccessDenied: the person may not.
    """
    access.require(by, Permission.MEASURES_CONCERN_NOTIFY)
    company = parties.company_of(by)
    if company is None:
        raise NotNotifiable("measures.concern.no_company")
    hs = re.sub(r"[ .]", "", fields.hs)
    _check(fields, hs)
    found = concerns.limb(fields.how, fields.activity, on=today())
    row = NotifiedConcern.objects.create(
        reference=numbers.draw(_PATTERN, year=today().year),
        company=company,
        activity=fields.activity,
        description=fields.description.strip(),
        entry=fields.entry.strip(),
        hs=hs,
        quantity=fields.quantity.strip(),
        destination=fields.destination.strip().upper(),
        consignee=fields.consignee.strip(),
        end_user=fields.end_user.strip(),
        how=fields.how,
        concern=fields.concern,
        statement=fields.statement.strip(),
        planned_on=fields.planned_on,
        rule=found.reference if found else "",
        notified_at=timezone.now(),
        notified_by=by,
    )
    _keep(row, paper, by)
    record(ConcernNotified(row.reference, row.how), subject=row.subject, by=by)
    return row


def _check(fields: Fields, hs: str) -> None:
    if not fields.description.strip():
        raise NotNotifiable("measures.concern.no_goods")
    if not _HS.match(hs):
        raise NotNotifiable("measures.concern.no_hs_code", hs=fields.hs.strip())
    if pycountry.countries.get(alpha_2=fields.destination.strip().upper()) is None:
        raise NotNotifiable("measures.concern.no_such_country", country=fields.destination.strip())
    if not (fields.consignee.strip() or fields.end_user.strip()):
        raise NotNotifiable("measures.concern.no_party")
    if fields.how not in NotifiedConcern.How.values or not fields.statement.strip():
        raise NotNotifiable("measures.concern.no_statement")


def _keep(row: NotifiedConcern, paper: Paper | None, by: User) -> None:
    if paper is not None:
        raw, name = paper
        documents.keep(raw, name, kind="concern", about=row.subject, by=by)


@use_case
def ask(public_id: UUID, *, question: str, version: int | None, by: User) -> NotifiedConcern:
    """Ask the exporter something; the concern stands meanwhile."""
    row = _locked(public_id, version, Permission.MEASURES_CONCERN_ANSWER, by)
    if not question.strip():
        raise NotNotifiable("measures.concern.no_question")
    workflow.CONCERN.advance(row, "ask", by=by)
    ConcernQuestion.objects.create(
        concern=row, question=question.strip(), asked_at=timezone.now(), asked_by=by
    )
    record(ConcernAsked(row.reference), subject=row.subject, by=by)
    return row


@use_case
def reply(
    public_id: UUID, *, text: str, paper: Paper | None = None, version: int | None, by: User
) -> NotifiedConcern:
    """Answer the question that waits."""
    row = _locked(public_id, version, Permission.MEASURES_CONCERN_NOTIFY, by)
    if not text.strip():
        raise NotNotifiable("measures.concern.no_reply")
    workflow.CONCERN.advance(row, "reply", by=by)
    row.questions.filter(replied_at=None).update(reply=text.strip(), replied_at=timezone.now(), replied_by=by)
    _keep(row, paper, by)
    record(ConcernReplied(row.reference), subject=row.subject, by=by)
    return row


@use_case
def propose(public_id: UUID, *, outcome: str, answer: str, version: int | None, by: User) -> NotifiedConcern:
    """Propose the authority's answer; another person signs it, and what stands stands on until then.

    Args:
        outcome: LICENCE_REQUIRED or NO_OBJECTION.
        answer: what the exporter is told.
    """
    row = _locked(public_id, version, Permission.MEASURES_CONCERN_ANSWER, by)
    if outcome not in _ACTIONS or not answer.strip():
        raise NotNotifiable("measures.concern.no_answer")
    if row.informed:
        row.standing_answer, row.standing_at = row.answer, row.decided_at
        row.standing_by, row.standing_proposed_by = row.decided_by, row.proposed_by
    workflow.CONCERN.advance(row, "propose", by=by)
    row.outcome, row.answer = outcome, answer.strip()
    row.proposed_at, row.proposed_by = timezone.now(), by
    row.decided_at = row.decided_by = None
    row.save(update_fields=[*_PROPOSAL, *_STANDING])
    record(ConcernAnswerProposed(row.reference, outcome), subject=row.subject, by=by)
    return row


@use_case
def decide(
    public_id: UUID, *, sign: bool, reason: str = "", version: int | None, by: User
) -> NotifiedConcern:
    """Sign the proposed answer, which is then told to the exporter, or send it back.

    Raises:
        SamePerson: four eyes.
        IllegalTransition: no answer is proposed.
        NotNotifiable: sent back without a reason.
    """
    row = _locked(public_id, version, Permission.MEASURES_CONCERN_SIGN, by)
    access.require_other_person(by, not_=row.proposed_by)
    if not sign:
        if not reason.strip():
            raise NotNotifiable("measures.concern.no_reason")
        _send_back(row, by)
        record(ConcernAnswerSentBack(row.reference, reason.strip()[:500]), subject=row.subject, by=by)
        return row
    workflow.CONCERN.advance(row, _ACTIONS.get(row.outcome, "require"), by=by)
    row.decided_at, row.decided_by = timezone.now(), by
    row.legal_basis = queries.citation(today())
    _forget_standing(row)
    row.save(update_fields=["decided_at", "decided_by", "legal_basis", *_STANDING])
    record(ConcernAnswered(row.reference, row.outcome, row.legal_basis), subject=row.subject, by=by)
    return row


def _send_back(row: NotifiedConcern, by: User) -> None:
    """What was signed before stands as it did; without it the concern waits for an answer again."""
    if not row.informed:
        workflow.CONCERN.advance(row, "send_back", by=by)
        return
    workflow.CONCERN.advance(row, "keep", by=by)
    row.outcome, row.answer = NotifiedConcern.Status.LICENCE_REQUIRED, row.standing_answer
    row.decided_at, row.decided_by, row.proposed_by = (
        row.standing_at,
        row.standing_by,
        row.standing_proposed_by,
    )
    _forget_standing(row)
    row.save(update_fields=[*_PROPOSAL, *_STANDING])


def _forget_standing(row: NotifiedConcern) -> None:
    row.standing_answer = ""
    row.standing_at = row.standing_by = row.standing_proposed_by = None


def _locked(public_id: UUID, version: int | None, permission: Permission, by: User) -> NotifiedConcern:
    access.require(by, permission)
    row = concerns.visible(by).select_for_update(of=("self",)).get(public_id=public_id)
    check_version(row, version)
    return row
