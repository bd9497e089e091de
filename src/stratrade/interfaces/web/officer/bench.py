"""The technical assessment bench: goods held against an entry, with questions, precedents and the finding."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.accounts.transitions import StaleVersion
from stratrade.apps.classification import precedents, services
from stratrade.apps.classification.services import bench
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.services import open_edition
from stratrade.engines.lists.cas import is_valid_cas
from stratrade.engines.lists.evaluate import entry_of
from stratrade.interfaces.web import asked, criteria
from stratrade.interfaces.web.officer.ruling_forms import CasForm, FindForm, FollowForm, PrecedentForm
from stratrade.interfaces.web.officer.rulings import OfRuling
from stratrade.interfaces.web.pages import Page

CANDIDATES = 6
_MAKE = Permission.CLASSIFICATION_RULING_MAKE


class _OfItem(OfRuling):
    """A page about one item of a request."""

    permission = Permission.CLASSIFICATION_RULING_READ

    def item(self, request: HttpRequest) -> Any:
        """The item, or 404."""
        rows = self.ruling(request).items.all()
        found = next((i for i in rows if i.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found


class Bench(_OfItem):
    """One item: candidates, the criteria of one of them with values filled in, questions, precedents."""

    template = "officer/bench.html"
    part = "officer/_bench_tree.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The item held against the entry that the address names, else the one found, else the likeliest."""
        user: Any = request.user
        ruling, item = self.ruling(request), self.item(request)
        on = today()
        edition = lists.in_force(on)
        values = _typed(request.GET, item.values)
        found = services.identify(
            item.words, hs=item.hs, cas=item.cas, values=values, on=on, digest=edition.digest
        )
        tree = self._tree(request, item, values, found, on)
        return {
            "ruling": ruling,
            "item": item,
            "stale": "stale" in request.GET,
            "cas_unfit": bool(item.cas) and not is_valid_cas(item.cas),
            "working": ruling.status == "ASSESSING" and access.may(user, _MAKE),
            "found": found,
            "candidates": _titled(found, edition.digest),
            "answered": criteria.answered(item.answers, edition.digest),
            **tree,
            "questions": asked.choices(item, first=tree["named"]),
            "precedents": precedents.like(item, edition=edition.digest, for_=user),
            "edition": edition,
            "find": FindForm(
                items=self.goods(request),
                initial={
                    "version": ruling.version,
                    "items": [str(item.number)],
                    "entry": item.entry or _best(found),
                    "reason": item.reasons,
                },
            ),
        }

    def _tree(
        self, request: HttpRequest, item: Any, values: dict[str, str], found: Any, on: date
    ) -> dict[str, Any]:
        listed = item.entry if item.entry != bench.NOT_LISTED else ""
        named = request.GET.get("entry", "")[:40] or listed or _best(found)
        held = services.examine(named, values, cas=item.cas, on=on) if named else None
        if held is None:
            return {"held": None, "named": named}
        off = asked.read_off(found, held.entry.code)
        read = {n: v for n, v in off.items() if n not in values and f"v-{n}" not in request.GET}
        one = {name: value for name, value in read.items() if "," not in value}
        # Of several possible values none stands in a field, but the criteria are held against all of them.
        several = {n: frozenset(v.split(", ")) for n, v in off.items() if "," in v and n not in values}
        if read or several:
            values = {**one, **values}
            held = services.examine(named, {**several, **values}, cas=item.cas, on=on) or held
        return {
            "read": criteria.answered(read, held.edition.digest),
            "held": held,
            "named": held.entry.code,
            "tree": criteria.tree(held, values, told=bool(values or item.cas), on=on, cas=item.cas),
            "outcome": held.outcome,
            "of_chemical": criteria.of_chemical(held, values),
        }


class Fill(_OfItem):
    """Write the technical values that the entries are held against."""

    permission = _MAKE
    template = ""

    def act(self, request: HttpRequest, form: None, public_id: UUID, number: int) -> str:
        """Write them; values that the page did not show stay as they were.

        Where somebody wrote others meanwhile, the bench is shown again with what was typed.
        """
        user: Any = request.user
        item = self.item(request)
        entry = request.POST.get("entry", "")[:40]
        page = reverse("officer:bench", args=[public_id, number])
        version = request.POST.get("version", "")
        try:
            bench.fill(
                public_id,
                number,
                _typed(request.POST, item.values),
                version=int(version) if version.isdigit() else None,
                by=user,
            )
        except StaleVersion:
            typed = {name: value for name, value in request.POST.items() if name.startswith("v-")}
            return f"{page}?{urlencode({**typed, 'entry': entry, 'stale': '1'})}"
        return f"{page}?{urlencode({'entry': entry})}"


class Correct(_OfItem):
    """Correct the CAS number of the goods; what was stated is kept."""

    permission = _MAKE
    form_class = CasForm
    heading = "cas"

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The number that counts now."""
        return {"version": self.ruling(request).version, "cas": self.item(request).cas}

    def act(self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int) -> str:
        """Correct it."""
        user: Any = request.user
        typed = form.cleaned_data
        bench.correct(
            public_id,
            number,
            cas=typed["cas"],
            reason=typed["reason"],
            version=typed["version"],
            by=user,
        )
        return reverse("officer:bench", args=[public_id, number])


class Follow(_OfItem):
    """Take over an earlier finding, after comparing goods and edition."""

    permission = _MAKE
    template = "officer/follow.html"

    def earlier(self, request: HttpRequest) -> Any:
        """The finding that is followed, or 404."""
        user: Any = request.user
        found = precedents.one(self.kwargs["precedent"], for_=user)
        if found is None:
            raise Http404
        return found

    def form(self, request: HttpRequest, data: Any = None, files: Any = None) -> forms.Form:
        """The form, with this item ticked."""
        ruling = self.ruling(request)
        first = {"version": ruling.version, "items": [str(self.kwargs["number"])]}
        own = not bench.same_asker(ruling, self.earlier(request).request)
        return FollowForm(data, items=self.goods(request), own=own, initial=first)

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The two side by side."""
        earlier = self.earlier(request)
        edition = lists.in_force(today())
        return {
            "ruling": self.ruling(request),
            "item": self.item(request),
            "earlier": earlier,
            "older": earlier.request.ruled_with != edition.digest,
            "then": lists.edition(earlier.request.ruled_with),
            "now": edition,
            "still_there": earlier.entry == bench.NOT_LISTED or lists.exists(earlier.entry),
        }

    def act(
        self, request: HttpRequest, form: forms.Form, public_id: UUID, number: int, precedent: int
    ) -> str:
        """Take it over."""
        user: Any = request.user
        typed = form.cleaned_data
        bench.follow(
            public_id,
            [int(one) for one in typed["items"]],
            precedent=precedent,
            confirmed=typed["confirmed"],
            reason=typed["reason"],
            version=typed["version"],
            by=user,
        )
        return self.back(public_id)


class Precedents(Page):
    """Earlier findings by words, entry, edition and day."""

    desk = "officer"
    permission = Permission.CLASSIFICATION_RULING_READ
    template = "officer/precedents.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The form and what fits, newest first."""
        user: Any = request.user
        editions = {row.digest: criteria.in_language(row.titles) for row in lists.editions()}
        form = PrecedentForm(request.GET or None, editions=list(editions.items()))
        if request.GET and not form.is_valid():
            return {"form": form, "findings": []}
        typed = form.cleaned_data if form.is_bound else {}
        rows = precedents.search(
            for_=user,
            words=typed.get("q", ""),
            entry=typed.get("entry", "").strip(),
            edition=typed.get("edition", ""),
            first=typed.get("first"),
            last=typed.get("last"),
        )
        return {"form": form, "findings": self.paged(request, rows), "editions": editions}


def _typed(query: Any, before: dict[str, str]) -> dict[str, str]:
    """The values as the page has them now; those that it did not show are kept."""
    kept = {name: value for name, value in before.items() if f"v-{name}" not in query}
    return {**kept, **criteria.given(query.dict())}


def _best(found: Any) -> str:
    """The likeliest entry that is not excluded; empty where there is none."""
    return next((str(c.paragraph or c.entry) for c in found.candidates if c.status != "excluded"), "")


def _titled(found: Any, digest: str) -> list[dict[str, Any]]:
    edition = open_edition(digest)
    rows = []
    for candidate in found.candidates[:CANDIDATES]:
        entry = entry_of(candidate.entry, edition)
        title = criteria.in_language(entry.title) if entry is not None else ""
        rows.append({"is": candidate, "title": title})
    return rows
