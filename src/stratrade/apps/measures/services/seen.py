"""That somebody opened what measures keep confidential; see `accounts.readings`."""

from stratrade.apps.accounts import readings
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures.events import ApprovalSeen, LetterRead, NoticeSeen, RuleSeen
from stratrade.apps.measures.models import CommitteeApproval, InformNotice, RuleChange


def notice(row: InformNotice, *, by: User) -> None:
    """An official opened a notice of the catch-all."""
    needs = Permission.MEASURES_NOTICE_READ
    readings.note(NoticeSeen(row.reference), subject=row.subject, needs=needs, by=by)


def approval(row: CommitteeApproval, *, by: User) -> None:
    """An approval of a committee was opened."""
    needs = Permission.MEASURES_APPROVAL_READ
    readings.note(ApprovalSeen(row.reference), subject=row.subject, needs=needs, by=by)


def letter(row: CommitteeApproval, *, by: User) -> None:
    """The letter of a committee was opened."""
    needs = Permission.MEASURES_APPROVAL_READ
    readings.note(LetterRead(row.reference), subject=row.subject, needs=needs, by=by)


def rule(row: RuleChange, *, by: User) -> None:
    """A change of a rule of sanctions was opened."""
    needs = Permission.MEASURES_RULE_READ
    readings.note(RuleSeen(row.reference), subject=row.subject, needs=needs, by=by)
