"""Whom a notice of the catch-all is told to: the signer, the served company, customs; nobody is told why."""

from uuid import UUID

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.measures import queries, rulebook
from stratrade.apps.measures.events import (
    ApprovalConfirmed,
    ApprovalEnding,
    ApprovalEntered,
    ApprovalKept,
    ApprovalSentBack,
    ApprovalWithdrawn,
    ConcernAnswered,
    ConcernAnswerProposed,
    ConcernAnswerSentBack,
    ConcernAsked,
    ConcernNotified,
    ConcernReplied,
    NoticeAcknowledged,
    NoticeProposed,
    NoticeSentBack,
    NoticeServed,
    NoticeWithdrawn,
    RuleKept,
    RuleLeaving,
    RuleOffered,
    RulePutInForce,
    RuleSentBack,
    RuleWithdrawn,
    SwitchProposed,
    SwitchSet,
    WithdrawalProposed,
    WithdrawalSentBack,
)
from stratrade.apps.measures.models import CommitteeApproval, InformNotice, NotifiedConcern
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties

_PREFIX = "measures.notice:"
_BORDER = ["role:customs", "role:supervisor"]


def tell_notice(happening: Happening) -> None:
    """Whoever's turn it is learns of a notice; a company only of one served on itself."""
    found = InformNotice.objects.filter(public_id=UUID(happening.subject.removeprefix(_PREFIX))).first()
    if found is None:
        return
    params = {"reference": found.reference}
    officer, company = f"/officer/notices/{found.public_id}", f"/exporter/notices/{found.public_id}"
    match happening.event:
        case NoticeProposed():
            notices.tell("role:head", "notices.measures.notice_proposed", params, link=officer)
        case NoticeServed():
            notices.tell("role:officer", "notices.measures.notice_signed", params, link=officer)
            customs = f"/customs/notices/{found.public_id}"
            notices.tell(_BORDER, "notices.measures.notice_signed", params, link=customs)
            notices.tell(_company(found), "notices.measures.notice_served", params, link=company)
        case NoticeSentBack():
            notices.tell(found.proposed_by, "notices.measures.notice_sent_back", params, link=officer)
        case NoticeAcknowledged():
            notices.tell(found.proposed_by, "notices.measures.notice_acknowledged", params, link=officer)
        case WithdrawalProposed():
            notices.tell("role:head", "notices.measures.withdrawal_proposed", params, link=officer)
        case WithdrawalSentBack():
            notices.tell("role:officer", "notices.measures.withdrawal_sent_back", params, link=officer)
        case NoticeWithdrawn():
            notices.tell("role:officer", "notices.measures.notice_ended", params, link=officer)
            customs = f"/customs/notices/{found.public_id}"
            notices.tell(
                ["role:customs", "role:supervisor"], "notices.measures.notice_ended", params, link=customs
            )
            notices.tell(_company(found), "notices.measures.notice_withdrawn", params, link=company)


def tell_concern(happening: Happening) -> None:
    """Officers learn of a concern and of replies, the signer of a proposed answer, the exporter of its own matter."""
    found = NotifiedConcern.objects.select_related("company").filter(
        public_id=UUID(happening.subject.split(":", 1)[1])
    )
    row = found.first()
    if row is None:
        return
    params = {"reference": row.reference}
    officer, company = f"/officer/concerns/{row.public_id}", f"/exporter/concerns/{row.public_id}"
    match happening.event:
        case ConcernNotified():
            notices.tell("role:officer", "notices.measures.concern_notified", params, link=officer)
        case ConcernReplied():
            notices.tell("role:officer", "notices.measures.concern_replied", params, link=officer)
        case ConcernAnswerProposed():
            notices.tell("role:head", "notices.measures.concern_answer_proposed", params, link=officer)
        case ConcernAnswerSentBack():
            to = row.proposed_by or "role:officer"
            notices.tell(to, "notices.measures.concern_answer_sent_back", params, link=officer)
        case ConcernAsked():
            members = parties.members_of(row.company)
            notices.tell(members, "notices.measures.concern_asked", params, link=company)
        case ConcernAnswered():
            members = parties.members_of(row.company)
            notices.tell(members, "notices.measures.concern_answered", params, link=company)


def tell_switch(happening: Happening) -> None:
    """The ministry learns that a determination waits for a signature, officers that a switch was set."""
    match happening.event:
        case SwitchProposed(switch=switch, paper=paper):
            to, code = f"agency:{queries.switch_authority(today())}", "notices.measures.switch_proposed"
        case SwitchSet(switch=switch, paper=paper):
            to, code = "role:officer", "notices.measures.switch_set"
        case _:
            return
    notices.tell(to, code, {"switch": switch, "paper": paper}, link="/officer/switches/")


def tell_approval(happening: Happening) -> None:
    """The agency learns that an approval waits for its second signature, customs and officers how it stands."""
    found = CommitteeApproval.objects.filter(public_id=UUID(happening.subject.split(":", 1)[1])).first()
    if found is None:
        return
    params = {"reference": found.reference}
    officer, customs = f"/officer/approvals/{found.public_id}/", f"/customs/approvals/{found.public_id}/"
    keepers = f"agency:{found.authority}"
    match happening.event:
        case ApprovalEntered() | ApprovalEnding():
            name = "entered" if isinstance(happening.event, ApprovalEntered) else "ending"
            notices.tell(keepers, f"notices.measures.approval_{name}", params, link=officer)
            if name == "ending":
                notices.tell(_BORDER, "notices.measures.approval_ending", params, link=customs)
        case ApprovalConfirmed() | ApprovalKept():
            name = "confirmed" if isinstance(happening.event, ApprovalConfirmed) else "kept"
            notices.tell(_BORDER, f"notices.measures.approval_{name}", params, link=customs)
            notices.tell("role:officer", f"notices.measures.approval_{name}", params, link=officer)
        case ApprovalSentBack():
            notices.tell(found.proposed_by, "notices.measures.approval_sent_back", params, link=officer)
        case ApprovalWithdrawn():
            notices.tell(_BORDER, "notices.measures.approval_withdrawn", params, link=customs)
            notices.tell("role:officer", "notices.measures.approval_withdrawn", params, link=officer)


def tell_rule(happening: Happening) -> None:
    """The second person learns that a change of a rule waits, the drafter and those it binds how it stands."""
    found = rulebook.drafted(UUID(happening.subject.split(":", 1)[1]))
    params = {"reference": found.reference, "rule": found.rule}
    steward, nation = f"/steward/rules/{found.public_id}/", f"/nation/rules/{found.public_id}/"
    match happening.event:
        case RuleOffered():
            notices.tell("role:head", "notices.measures.rule_offered", params, link=nation)
        case RuleLeaving():
            notices.tell("role:head", "notices.measures.rule_leaving", params, link=nation)
        case RuleSentBack():
            notices.tell(found.drafted_by, "notices.measures.rule_sent_back", params, link=steward)
        case RuleKept():
            notices.tell(found.drafted_by, "notices.measures.rule_kept", params, link=steward)
        case RulePutInForce() | RuleWithdrawn():
            name = "put_in_force" if isinstance(happening.event, RulePutInForce) else "withdrawn"
            notices.tell(found.drafted_by, f"notices.measures.rule_{name}", params, link=steward)
            notices.tell(["role:officer", *_BORDER], f"notices.measures.rule_{name}", params, link="")


def _company(notice: InformNotice) -> list[User]:
    return [] if notice.company is None else parties.members_of(notice.company)
