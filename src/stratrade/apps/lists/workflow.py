"""The states of a file that becomes an edition, and of a proposed edition."""

from stratrade.apps.accounts import transitions
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.lists.models import Preparation, Proposal
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Machine, Transition

_PROPOSE = Permission.LISTS_EDITION_PROPOSE

PROPOSAL = Machine(
    "lists.proposal",
    "PROPOSED",
    [
        Transition("PROPOSED", "adopt", "ADOPTED", Permission.LISTS_EDITION_ADOPT),
        Transition("PROPOSED", "send_back", "SENT_BACK", Permission.LISTS_EDITION_ADOPT),
    ],
)


def _came_back(preparation: Preparation) -> Finding | None:
    """Only what came back is read again; until then it awaits a decision."""
    proposal = preparation.proposal
    if proposal is None or proposal.status == Proposal.Status.SENT_BACK:
        return None
    return Finding("lists.adoption.waits", Severity.BLOCK, {"edition": proposal.edition.code})


PREPARATION = Machine(
    "lists.preparation",
    "WAITING",
    [
        Transition("WAITING", "prepare", "READY"),
        Transition("WAITING", "refuse", "FAULTY"),
        *(Transition(s, "again", "WAITING", _PROPOSE) for s in ("WAITING", "READY", "FAULTY")),
        *(Transition(s, "discard", "DISCARDED", _PROPOSE) for s in ("WAITING", "READY", "FAULTY")),
        Transition("PROPOSED", "again", "WAITING", _PROPOSE, _came_back),
        Transition("READY", "propose", "PROPOSED", _PROPOSE),
    ],
)


def advance(proposal: Proposal, action: str, *, by: User) -> Proposal:
    """Move a locked proposal along its table; see `transitions.advance`."""
    moved: Proposal = transitions.advance(PROPOSAL, proposal, action, by=by)
    return moved


def step(preparation: Preparation, action: str, *, by: User) -> Preparation:
    """Move a locked file along its table; see `transitions.advance`."""
    moved: Preparation = transitions.advance(PREPARATION, preparation, action, by=by)
    return moved
