"""Parties of the register and of the papers: everything about one on one page, at whatever desk."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from stratrade.apps.accounts import access, trail
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.parties import queries
from stratrade.apps.screening import queries as screening
from stratrade.apps.screening import services as screenings
from stratrade.interfaces.web.pages import Page
from stratrade.interfaces.web.sections import FEW, section


class PartyList(Page):
    """Parties by name, narrowed by words in any name or number."""

    permission = Permission.PARTIES_PARTY_READ
    template = "_parties/list.html"
    part = "_parties/_rows.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The list."""
        user: Any = request.user
        words = request.GET.get("q", "")[:200]
        return {
            "parties": self.paged(request, queries.page(for_=user, words=words)),
            "words": words,
            "list_url": reverse(f"{self.desk}:parties"),
            "desk_party": f"{self.desk}:party",
        }


class PartyOne(Page):
    """Names, numbers, who holds it, what it shares with others, every dealing, alerts and screenings."""

    permission = Permission.PARTIES_PARTY_READ
    template = "_parties/party.html"

    def party(self, request: HttpRequest, public_id: UUID) -> Any:
        """The party, or 404."""
        user: Any = request.user
        found = queries.one(public_id, for_=user)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it; a record that became part of another leads there."""
        party = self.party(request, kwargs["public_id"])
        if party.merged_into is not None:
            return HttpResponseRedirect(reverse(f"{self.desk}:party", args=[party.merged_into.public_id]))
        return super().get(request, **kwargs)

    def show(self, request: HttpRequest, public_id: UUID) -> dict[str, Any]:  # type: ignore[override]
        """Everything of it, as far as the person may see it."""
        user: Any = request.user
        party = self.party(request, public_id)
        subjects = queries.subjects_of(party)
        keys = [party.name_key, *(name.key for name in party.other_names.all())]
        writes = self.desk == "officer"
        return {
            "party": party,
            **self._parts(request, party, subjects, keys),
            "elsewhere": queries.dealings_elsewhere(party, for_=user),
            "owned": [o for o in screenings.held_of(keys) if not o.country or o.country == party.country],
            "may_address": writes and access.may(user, Permission.PARTIES_PARTY_REGISTER),
            "duplicates": queries.duplicates(party),
            "steps": queries.steps_waiting(for_=user, party=party) if writes else [],
            "evidence_page": f"{self.desk}:screening",
            "desk_party": f"{self.desk}:party",
            "desk_alert": f"{self.desk}:alert",
            "list_url": reverse(f"{self.desk}:parties"),
            "may_relate": writes and access.may(user, Permission.PARTIES_RELATION_WRITE),
            "may_merge": writes and access.may(user, Permission.PARTIES_PARTY_MERGE),
            "history": [line for subject in subjects for line in trail.history(subject)],
        }

    def _parts(
        self, request: HttpRequest, party: Any, subjects: list[str], keys: list[str]
    ) -> dict[str, Any]:
        """What there may be much of: the first of each, or one of them by pages."""
        user: Any = request.user
        held_by, holds = queries.relations(party)
        addresses, ended = queries.addresses(party)
        found: dict[str, Any] = {
            "names": party.other_names.all(),
            "numbers": party.identifiers.order_by("pk"),
            "dealings": queries.dealings(party, for_=user),
            "held_by": held_by,
            "holds": holds,
            "links": queries.links(party),
            "addresses": addresses,
            "addresses_ended": ended,
            "merges": queries.merges(party),
            "alerts": screening.about_party(subjects, keys, for_=user),
            "evidence": screening.evidence(subjects, for_=user),
        }
        few = {"evidence": 5}
        parts = {
            name: section(self, request, name, rows, few=few.get(name, FEW)) for name, rows in found.items()
        }
        dealt = queries.dealt(parts["dealings"].rows, for_=user)
        return {**parts, "dealt": [(one, _link(one.link, self.desk)) for one in dealt]}


def _link(link: str, desk: str) -> str:
    """The page of a thing at the person's own desk; empty where that desk has none."""
    if link.startswith(f"/{desk}/"):
        return link
    if desk == "customs" and link.startswith("/officer/licences/"):
        return link.replace("/officer/", "/customs/", 1)
    return ""
