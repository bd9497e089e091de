"""What people are told of ruling requests. Each function takes a `Happening`, once."""

from collections import Counter
from uuid import UUID

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.classification.models import Product, RulingRequest
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.events import ProposalAdopted
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties import services as register
from stratrade.apps.search import services as search

_PREFIX = "classification.ruling:"
_PRODUCT = "classification.product:"
_TO_OFFICERS = {
    "RulingSubmitted": "notices.classification.ruling_submitted",
    "RulingReplied": "notices.classification.ruling_replied",
    "RulingSentBack": "notices.classification.ruling_sent_back",
}
_TO_ASKER = {
    "RulingInquired": "notices.classification.ruling_inquired",
    "RulingAnswered": "notices.classification.ruling_answered",
    "RulingRejected": "notices.classification.ruling_rejected",
    "RulingSuperseded": "notices.classification.ruling_superseded",
    "RulingRevoked": "notices.classification.ruling_revoked",
}


def tell_ruling(happening: Happening) -> None:
    """Whoever's turn it is learns of a step; the asker learns what concerns them."""
    request = _request(happening.subject)
    if request is None:
        return
    name = happening.event.event_name().partition(".")[2]
    params = {"reference": request.reference}
    desk = f"/officer/rulings/{request.public_id}/"
    if name in _TO_OFFICERS:
        to = [request.officer] if request.officer is not None else "role:officer"
        notices.tell(to, _TO_OFFICERS[name], params, link=desk)
    elif name == "RulingProposed":
        notices.tell("role:head", "notices.classification.ruling_proposed", params, link=desk)
    elif name in _TO_ASKER:
        own = "customs" if request.agency_id else "exporter"
        link = f"/{own}/rulings/{request.public_id}/"
        notices.tell(request.created_by, _TO_ASKER[name], params, link=link)


def note_parties(happening: Happening) -> None:
    """A ruling was asked for: it is a dealing of the company that asks."""
    request = _request(happening.subject)
    if request is not None and request.company is not None:
        named = [register.Named("applicant", request.company.name, public_id=str(request.company.public_id))]
        register.note(request.subject, named, at=happening.occurred_at)


def index_ruling(happening: Happening) -> None:
    """The request can be found by its words."""
    request = _request(happening.subject)
    if request is None or not request.reference:
        return
    words = [request.title, request.asker, request.about_label]
    words += [f"{i.words} {i.entry} {i.cas} {i.hs}" for i in request.items.all()]
    search.put(
        request.subject,
        kind="ruling",
        title=f"{request.reference} {request.title}",
        words=" ".join(words),
        link=f"/officer/rulings/{request.public_id}/",
        permission=Permission.CLASSIFICATION_RULING_READ,
    )


def tell_owners(happening: Happening) -> None:
    """A company learns that an adopted edition answers some of its products otherwise."""
    event = happening.event
    if not isinstance(event, ProposalAdopted):
        return
    report = lists.impact(UUID(happening.subject.removeprefix("lists.proposal:")))
    changed = {
        str(subject).removeprefix(_PRODUCT)
        for row in report.get("rows", ())
        for subject in (*row.get("subjects", ()), row.get("subject", ""))
        if str(subject).startswith(_PRODUCT)
    }
    products = Product.objects.filter(public_id__in=changed).select_related("company")
    for company, number in Counter(product.company for product in products).items():
        params = {"edition": event.edition, "day": str(event.in_force_from), "number": number}
        people = parties.members_of(company)
        notices.tell(people, "notices.classification.products_changed", params, link="/exporter/products/")


def _request(subject: str) -> RulingRequest | None:
    if not subject.startswith(_PREFIX):
        return None
    return (
        RulingRequest.objects.select_related("company", "agency", "officer", "created_by")
        .filter(public_id=UUID(subject.removeprefix(_PREFIX)))
        .first()
    )
