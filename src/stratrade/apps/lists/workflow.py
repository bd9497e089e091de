"""The states of a proposed edition."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists.models import Proposal
from stratrade.kernel.machine import Machine, Transition

PROPOSAL = Machine(
    "lists.proposal",
    "PROPOSED",
    [
        Transition("PROPOSED", "adopt", "ADOPTED", Permission.LISTS_EDITION_ADOPT),
        Transition("PROPOSED", "send_back", "SENT_BACK", Permission.LISTS_EDITION_ADOPT),
    ],
)


def advance(proposal: Proposal, action: str, *, by: User) -> Proposal:
    """Move a locked proposal along its table; see `transitions.advance`."""
    moved: Proposal = transitions.advance(PROPOSAL, proposal, action, by=by)
    return moved
