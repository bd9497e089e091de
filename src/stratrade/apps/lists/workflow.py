"""The states of a file that becomes an edition, and of a proposed edition."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import Workflow
from stratrade.apps.lists.models import Preparation, Proposal
from stratrade.kernel.finding import Finding, Severity
from stratrade.kernel.machine import Transition

_PROPOSE = Permission.LISTS_EDITION_PROPOSE

PROPOSAL = Workflow[Proposal](
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


PREPARATION = Workflow[Preparation](
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
