"""The national overview: what is under way, the list and the law in force, treaties, and which agency does what."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps import pack
from stratrade.apps.accounts import access
from stratrade.apps.accounts import queries as accounts
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework import queries as casework
from stratrade.apps.enforcement import queries as enforcement
from stratrade.apps.law import queries as law
from stratrade.apps.licences import queries as licences
from stratrade.apps.lists import queries as lists
from stratrade.apps.measures import rulebook
from stratrade.apps.nation import calendar
from stratrade.apps.nation import queries as treaties
from stratrade.interfaces.web import bands, criteria, wording
from stratrade.interfaces.web.nation import duties
from stratrade.interfaces.web.pages import Page

STAGES = (
    "SUBMITTED",
    "ASSESSMENT",
    "CONSULTATION",
    "CONSOLIDATION",
    "DECISION",
    "GRANTED",
    "REFUSED",
    "RETURNED",
    "WITHDRAWN",
)
LANES = ("hold", "inspect", "documentary", "audit", "release")


class Home(Page):
    """The State's own choices and what moves, at a glance; figures only, no case and no company."""

    desk = "nation"
    permission = Permission.NATION_OVERVIEW_READ
    template = "nation/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Figures, list, law, treaties, agencies."""
        user: Any = request.user
        try:
            edition = lists.in_force(today())
            entries = lists.entries().count()
        except lists.NoEditionInForce:
            edition, entries = None, 0
        state = pack.read(settings.STRATRADE_PACK).id[:2].upper()
        standing, issued = licences.national_counts(user)
        return {
            "bands": _bands(user),
            "agencies": accounts.agencies(),
            "edition": edition,
            "entries": entries,
            "standing": standing,
            "issued": issued,
            "tables": [_cases(user), _lanes(user)],
            "instruments": _instruments(today()),
            "treaties": pack.accessions(state),
            "today": today(),
        }


def _bands(user: Any) -> list[bands.Band]:
    """What waits for the person, what is overdue, and what the United Nations and treaty bodies see next."""
    if not access.may(user, Permission.NATION_DUTY_READ):
        return []
    rows = calendar.owed(for_=user, on=today())
    late = calendar.overdue(rows)
    steps = [
        bands.Row(
            reverse("nation:declaration", args=[row.public_id]),
            f"{wording.label('duty_' + row.kind)}, {row.period or row.about}",
            wording.label(row.status),
            **bands.due(row.due_on),
        )
        for row in treaties.waiting_for(user)
    ]
    asked = [
        bands.Row(reverse("nation:call", args=[c.public_id]), c.question[:100], **bands.due(c.due_on))
        for c in treaties.calls_of(user)
    ]
    changed = [
        bands.Row(
            reverse("nation:rule_change", args=[row.public_id]),
            row.reference,
            _("A change of a sanctions rule waits for a second person"),
            **bands.since(row.drafted_at),
        )
        for row in rulebook.awaiting(user)[: bands.MOST]
    ]
    lists_ = [
        bands.Row(
            reverse("nation:edition", args=[row.public_id]),
            criteria.in_language(row.edition.titles),
            _("A proposed control list waits for a second person"),
            **bands.since(row.proposed_at),
        )
        for row in lists.awaiting(user)[: bands.MOST]
    ]
    more = [bands.More(reverse("nation:duties"), _("The whole calendar"))]
    return [
        bands.needs([*lists_, *changed, *asked, *steps]),
        bands.Band(
            "late",
            duties.late_sentence(len(late)) if late else _("Overdue duties"),
            [duties.row(one) for one in late[: bands.MOST]],
            _("Nothing is overdue."),
            more,
        ),
        bands.Band(
            "next",
            _("What treaty bodies will see next"),
            [duties.row(one) for one in calendar.coming(rows, on=today())[: bands.MOST]],
            _("Nothing is due in the coming year."),
            more,
        ),
    ]


def _cases(user: Any) -> bands.Figures:
    counts = casework.national_counts(user)
    total = sum(counts.values())
    return bands.Figures(
        _("Cases by stage"),
        ngettext("%(n)s application was handed in.", "%(n)s applications were handed in.", total)
        % {"n": total},
        _("Stage"),
        _("Cases"),
        [bands.Count(wording.label(status), counts[status]) for status in STAGES if counts.get(status)],
    )


def _lanes(user: Any) -> bands.Figures:
    counts = enforcement.national_counts(user)
    total = sum(counts.values())
    return bands.Figures(
        _("Declarations by lane"),
        ngettext("%(n)s declaration was judged.", "%(n)s declarations were judged.", total) % {"n": total},
        _("Lane"),
        _("Declarations"),
        [bands.Count(lane, counts[lane], lane=lane) for lane in LANES if counts.get(lane)],
    )


def _instruments(on: date) -> list[dict[str, Any]]:
    """Each legal text with what it carries; a provision out of its days, or a draft, carries nothing."""
    carried = law.carried_by(on)
    return [{"row": row, "carries": carried.get(row.code, 0)} for row in law.instruments()]
