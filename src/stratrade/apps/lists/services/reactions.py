"""Who is told when an edition is proposed, adopted or sent back. Each function takes a `Happening`, once."""

from uuid import UUID

from stratrade.apps.audit.reactions import Happening
from stratrade.apps.lists import announced
from stratrade.apps.lists.events import EditionProposed, ProposalAdopted, ProposalSentBack
from stratrade.apps.lists.models import Adoption, Proposal
from stratrade.apps.notices import services as notices

_DESKS = ("role:officer", "role:head", "role:reviewer", "role:customs", "role:supervisor", "role:steward")


def announce(_happening: Happening) -> None:
    """Write down which edition applies from which day, for commands that need no database."""
    announced.announce(
        Adoption.objects.order_by("-in_force_from", "-pk").values_list("in_force_from", "edition__digest")
    )


def tell_proposal(happening: Happening) -> None:
    """Those who adopt learn of a proposal, its author of its return, the desks of an adoption."""
    event, key = happening.event, happening.subject.removeprefix("lists.proposal:")
    if isinstance(event, EditionProposed):
        params = {"edition": event.edition, "day": str(event.in_force_from)}
        notices.tell("role:head", "notices.lists.edition_proposed", params, link=f"/nation/editions/{key}/")
    elif isinstance(event, ProposalAdopted):
        params = {"edition": event.edition, "day": str(event.in_force_from)}
        notices.tell(_DESKS, "notices.lists.proposal_adopted", params, link="/list/changes/")
    elif isinstance(event, ProposalSentBack):
        proposal = Proposal.objects.select_related("proposed_by").get(public_id=UUID(key))
        params = {"edition": event.edition, "reason": event.reason}
        notices.tell(
            proposal.proposed_by,
            "notices.lists.proposal_sent_back",
            params,
            link=f"/steward/editions/{key}/",
        )
