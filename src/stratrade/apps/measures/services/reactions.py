"""Whom a notice of the catch-all is told to: the signer, the served company, customs; nobody is told why."""

from uuid import UUID

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.measures import queries
from stratrade.apps.measures.events import (
    NoticeAcknowledged,
    NoticeProposed,
    NoticeSentBack,
    NoticeServed,
    NoticeWithdrawn,
    SwitchProposed,
    SwitchSet,
    WithdrawalProposed,
    WithdrawalSentBack,
)
from stratrade.apps.measures.models import InformNotice
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties

_PREFIX = "measures.notice:"


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
            notices.tell(
                ["role:customs", "role:supervisor"], "notices.measures.notice_signed", params, link=customs
            )
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


def _company(notice: InformNotice) -> list[User]:
    return [] if notice.company is None else parties.members_of(notice.company)
