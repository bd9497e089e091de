"""The customs home: declarations that wait, goods that are held, and how the lanes fill."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps.accounts import access
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.classification import queries as classification
from stratrade.apps.enforcement import queries
from stratrade.interfaces.web import alerts, bands, wording
from stratrade.interfaces.web.pages import Page

LANES = ("hold", "inspect", "documentary", "audit", "release")


class Home(Page):
    """What waits for an officer at the border."""

    desk = "customs"
    template = "customs/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The three bands."""
        user: Any = request.user
        queue = reverse("customs:queue")
        held = _rows(user, "HELD")
        lifts = access.may(user, Permission.ENFORCEMENT_DECLARATION_LIFT)
        return {
            "bands": [
                bands.needs(
                    bands.together(
                        alerts.waiting(user, "customs"),
                        _rulings(user),
                        _rows(user, "WAITING"),
                        held if lifts else [],
                    ),
                    more=[
                        bands.More(queue, _("The whole queue")),
                        bands.More(reverse("customs:alerts"), _("All alerts")),
                    ],
                ),
                bands.moving(
                    bands.together(_again(user), [] if lifts else held),
                    empty=_("Nothing was judged again.") if lifts else _("No goods are held."),
                    more=[bands.More(f"{queue}?status=HELD", _("All held goods"))],
                ),
            ],
            "tables": [_lanes(user)],
        }


def _rulings(user: Any) -> list[bands.Row]:
    """Questions of the technical officers on what customs asked them."""
    return [
        bands.Row(
            reverse("customs:ruling", args=[ruling.public_id]),
            f"{ruling.reference} · {ruling.title}",
            _("An officer asks something before the ruling"),
            **bands.since(ruling.submitted_at),
        )
        for ruling in classification.rulings_needing(user)[: bands.MOST]
    ]


def _again(user: Any) -> list[bands.Row]:
    """What was judged again in the last days, because a notice or a switch changed."""
    since = timezone.now() - timedelta(days=3)
    return [
        bands.Row(
            reverse("customs:declaration", args=[one.public_id]),
            f"{one.office} {one.number}",
            _("Judged again: it stands otherwise now"),
            lane=one.lane,
            **bands.since(one.again_at),  # type: ignore[attr-defined]
        )
        for one in queries.judged_again(user, since=since)[: bands.MOST]
    ]


def _rows(user: Any, status: str) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("customs:declaration", args=[one.public_id]),
            f"{one.office} {one.number}",
            " → ".join(part for part in (one.exporter, one.consignee) if part) or wording.label(one.regime),
            lane=one.lane,
            **bands.since(one.judged_at),
        )
        for one in queries.queue(for_=user, status=status)[: bands.MOST]
    ]


def _lanes(user: Any) -> bands.Figures:
    counts = queries.counts(user)
    waiting = {lane: sum(by.values()) for lane, by in counts.items()}
    total = sum(waiting.values())
    rows = [bands.Count(lane, waiting[lane], lane=lane) for lane in LANES if waiting.get(lane)]
    return bands.Figures(
        _("Declarations by lane"),
        ngettext("%(n)s declaration was judged.", "%(n)s declarations were judged.", total) % {"n": total},
        _("Lane"),
        _("Declarations"),
        rows,
    )
