"""Who did what a trail tells, as a reader may know it: staff read a person and their post, a company the office."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stratrade.apps.accounts import queries as accounts
from stratrade.interfaces.web import wording

_NOBODY = {"system": _("The system"), "public": _("Somebody without an account")}


def people(events: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each event with the person and the post, for readers of the staff."""
    found = list(events)
    known = accounts.actors({event.actor for event in found})
    return [(event, person(event, known.get(event.actor))) for event in found]


def person(event: Any, user: Any = None) -> str:
    """The person and the post behind an event; the system by its own name."""
    user = user or accounts.actors({event.actor}).get(event.actor)
    if user is None:
        return _nobody(event)
    language = (get_language() or "en")[:2]
    own = user.name_native if language == "km" and user.name_native else user.name
    post = [wording.label(user.role)]
    if user.agency is not None:
        post.append(user.agency.name(language))
    return f"{own} · {', '.join(post)}"


def office(event: Any) -> str:
    """The office behind an event, for readers outside it: a colleague by name, an official by the agency alone."""
    user = accounts.actors({event.actor}).get(event.actor)
    if user is None:
        return _nobody(event)
    return str(user.name) if user.agency is None else str(user.agency.name((get_language() or "en")[:2]))


def _nobody(event: Any) -> str:
    """No user of this installation: the system, the public, or somebody whom only the trail still knows."""
    return str(_NOBODY.get(event.actor, event.actor_name))
