"""What enforcement does when something happens elsewhere, and whom it tells."""

from uuid import UUID

from stratrade.apps.accounts.access import SYSTEM
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.reactions import Happening
from stratrade.apps.enforcement.models import Declaration
from stratrade.apps.enforcement.services import screened
from stratrade.apps.notices import services as notices
from stratrade.apps.parties import queries as parties
from stratrade.apps.parties import services as register
from stratrade.apps.screening import queries as screened_queries
from stratrade.apps.screening import services as screening
from stratrade.apps.screening.events import EditionAdopted, LinkFound, OwnedFound
from stratrade.apps.search import services as search
from stratrade.engines.verdict import record as records

_PREFIX = screened.PREFIX
_OF_A_PARTY = "parties.party:"
_NEWEST = 1000  # declarations of a party that are looked through for one whose goods are within reach


def tell_hold(happening: Happening) -> None:
    """Supervisors learn that goods are held: the legal clock runs."""
    declaration = _declaration(happening.subject)
    if declaration is not None:
        notices.tell(
            "role:supervisor",
            "notices.enforcement.goods_held",
            {"declaration": str(declaration)},
            link=f"/customs/declarations/{declaration.public_id}",
        )


def rescreen_declarations(happening: Happening) -> None:
    """A new edition of a watch list is in force: goods within reach are held against what it changed."""
    if isinstance(happening.event, EditionAdopted):
        watch = screening.watch(happening.event)
        screening.rescreen(screened.stored(), watch, of="declarations", by=SYSTEM)


def screen_owned(happening: Happening) -> None:
    """A listed party was found to own somebody: goods within reach that name them are screened again."""
    if isinstance(happening.event, OwnedFound):
        screening.again(screened.stored(), happening.event.names, links=False, by=SYSTEM)


def note_parties(happening: Happening) -> None:
    """A declaration was judged: it is a dealing of everybody it names."""
    declaration = _declaration(happening.subject)
    if declaration is not None:
        named = screened.named(records.load(declaration.content))
        register.note(declaration.subject, named, at=happening.occurred_at)
        _raise_links(declaration)


def screen_linked(happening: Happening) -> None:
    """A party of the register shares something with a confirmed one: customs learn of it once where goods are near.

    The alert stands on the newest declaration that names the party and whose goods are still within reach.
    """
    event = happening.event
    if isinstance(event, LinkFound) and event.about.startswith(_OF_A_PARTY):
        names = parties.keys_of(event.about)
        declaration = screened.newest_of(parties.dealt_in(names, prefix=_PREFIX, most=_NEWEST))
        if declaration is not None:
            _raise_links(declaration)


def name_frozen(happening: Happening) -> None:
    """A freeze referral stands: goods and payments of declarations in which the listed party has a part are named."""
    freeze = screened_queries.freeze_of_subject(happening.subject)
    if freeze is None:
        return
    for subject, role in screened_queries.frozen_subjects(freeze, _PREFIX).items():
        declaration = _declaration(subject)
        if declaration is not None:
            matters = screened.matters(records.load(declaration.content), role)
            screening.name_matters(freeze, subject, str(declaration), matters)


def index_declaration(happening: Happening) -> None:
    """The declaration can be found by its words."""
    declaration = _declaration(happening.subject)
    if declaration is None:
        return
    goods = " ".join(f"{i.description} {i.hs}" for i in declaration.items.all()[:50])
    search.put(
        declaration.subject,
        kind="declaration",
        title=str(declaration),
        words=f"{declaration.exporter} {declaration.consignee} {goods}",
        link=f"/customs/declarations/{declaration.public_id}",
        permission=Permission.ENFORCEMENT_DECLARATION_READ,
    )


def _raise_links(declaration: Declaration) -> None:
    """Once the register knows whom a declaration names; a link that waits at the border is not told again."""
    named = screened.subjects(records.load(declaration.content))
    screening.raise_links(subject=declaration.subject, parties=named, once_in=_PREFIX, by=SYSTEM)


def _declaration(subject: str) -> Declaration | None:
    if not subject.startswith(_PREFIX):
        return None
    return Declaration.objects.filter(public_id=UUID(subject.removeprefix(_PREFIX))).first()
