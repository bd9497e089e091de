"""What people are told of declarations to treaty bodies. Each function takes a `Happening`, once."""

from uuid import UUID

from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.models import User
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.nation import rules
from stratrade.apps.nation.models import DataCall, Declaration
from stratrade.apps.notices import services as notices

_PREFIX = "nation.declaration:"


def tell_declaration(happening: Happening) -> None:
    """Whoever's turn it is learns of a step."""
    row = _declaration(happening.subject)
    if row is None:
        return
    hands = rules.hands()[row.kind]
    params = {"reference": row.reference, "duty": row.kind}
    link = f"/nation/declarations/{row.public_id}/"
    owners = accounts.of_role("focal", agency_code=hands.owner)
    match happening.event.event_name().partition(".")[2]:
        case "TreatyDeclarationHandedOn":
            to = _of("reviewer", hands.review)
            notices.tell(to, "notices.nation.treaty_declaration_handed_on", params, link=link)
        case "TreatyDeclarationReviewed":
            to = _of("head", hands.sign)
            notices.tell(to, "notices.nation.treaty_declaration_reviewed", params, link=link)
        case "TreatyDeclarationSentBack":
            notices.tell(owners, "notices.nation.treaty_declaration_sent_back", params, link=link)
        case "TreatyDeclarationSigned":
            notices.tell(owners, "notices.nation.treaty_declaration_signed", params, link=link)


def tell_call(happening: Happening) -> None:
    """An agency learns what it is asked; the drafter learns that it has answered."""
    row = _declaration(happening.subject)
    if row is None:
        return
    event = happening.event
    params = {"reference": row.reference, "duty": row.kind, "agency": getattr(event, "agency", "")}
    section = getattr(event, "section", "")
    if event.event_name() == "nation.DataAnswered":
        link = f"/nation/declarations/{row.public_id}/"
        notices.tell(row.drafted_by, "notices.nation.data_answered", params, link=link)
        return
    call = DataCall.objects.filter(declaration=row, section=section, agency__code=params["agency"]).last()
    if call is not None:
        people = [
            *accounts.of_role("focal", agency_code=call.agency.code),
            *accounts.of_role("reviewer", agency_code=call.agency.code),
        ]
        link = f"/nation/calls/{call.public_id}/"
        notices.tell(people, "notices.nation.data_called", params, link=link)


def _of(role: str, agencies: tuple[str, ...]) -> list[User]:
    return [person for code in agencies for person in accounts.of_role(role, agency_code=code)]


def _declaration(subject: str) -> Declaration | None:
    if not subject.startswith(_PREFIX):
        return None
    rows = Declaration.objects.select_related("drafted_by")
    return rows.filter(public_id=UUID(subject.removeprefix(_PREFIX))).first()
