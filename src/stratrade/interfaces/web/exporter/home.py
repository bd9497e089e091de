"""The exporter's home: drafts to finish, news to read, applications under way, licences that run out."""

from datetime import timedelta
from itertools import islice
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from stratrade.apps.accounts.clock import today
from stratrade.apps.casework import queries as casework
from stratrade.apps.classification import queries as classification
from stratrade.apps.licences import general
from stratrade.apps.licences import queries as licences
from stratrade.apps.measures import concerns
from stratrade.apps.measures import queries as measures
from stratrade.apps.notices import queries as notices
from stratrade.interfaces.web import bands, wording
from stratrade.interfaces.web.pages import Page

SOON = timedelta(days=60)
UNDER_WAY = ("SUBMITTED", "ASSESSMENT", "CONSULTATION", "CONSOLIDATION", "DECISION")


class Home(Page):
    """What the company must do, what it waits for, what it holds."""

    desk = "exporter"
    template = "exporter/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What to do, what others do, what is new."""
        user: Any = request.user
        applications = reverse("exporter:applications")
        return {
            "bands": [
                bands.needs(
                    bands.together(
                        _served(user),
                        _asked(user),
                        _returns(user),
                        _rulings_to_answer(user),
                        _drafts(user),
                    ),
                    empty=_("Nothing waits for you."),
                ),
                bands.moving(
                    bands.together(_under_way(user), _rulings_under_way(user)),
                    more=[bands.More(applications, _("All applications of your company"))],
                ),
                bands.news(_news(user), more=[bands.More(reverse("inbox"), _("Show all notices"))]),
            ],
            "tables": [_licences(user)],
        }


def _drafts(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:application", args=[case.public_id]),
            case.title,
            _("A draft that is not handed in yet"),
            **bands.since(case.created_at),
        )
        for case in casework.own(user).filter(status="DRAFT").order_by("created_at")
    ]


def _served(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:notice", args=[notice.public_id]),
            notice.reference,
            _("A notice was served on your company: read it and acknowledge it"),
            **bands.since(notice.decided_at),
        )
        for notice in measures.unacknowledged(user)[: bands.MOST]
    ]


def _asked(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:concern", args=[row.public_id]),
            row.reference,
            _("The authority asks something about a concern you notified"),
            **bands.since(row.notified_at),
        )
        for row in concerns.asked(user)[: bands.MOST]
    ]


def _returns(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:registration-return", args=[owed.registration.public_id, owed.period.label]),
            f"{owed.registration.authorisation} · {owed.period.label}",
            _("A return on your use of a general authorisation is owed"),
            **bands.due(owed.period.due_on),
        )
        for owed in islice(general.missing(user), bands.MOST)
    ]


def _rulings_to_answer(user: Any) -> list[bands.Row]:
    reasons = {
        "QUESTION_ASKED": _("An officer asks something before the ruling"),
        "DRAFT": _("A ruling request that is not handed in yet"),
    }
    return [
        bands.Row(
            reverse("exporter:ruling", args=[ruling.public_id]),
            ruling.title,
            reasons[ruling.status],
            **bands.since(ruling.created_at),
        )
        for ruling in classification.own_page(for_=user).filter(status__in=list(reasons))[: bands.MOST]
    ]


def _rulings_under_way(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:ruling", args=[ruling.public_id]),
            f"{ruling.reference} · {ruling.title}",
            wording.label("ASSESSING" if ruling.status == "PROPOSED" else ruling.status),
            **bands.due(ruling.due_on),
        )
        for ruling in classification.rulings_moving(user)[: bands.MOST]
    ]


def _news(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            notice.link or reverse("inbox"),
            wording.say({"code": notice.code, "params": notice.params}),
            "",
            **bands.since(notice.created_at),
        )
        for notice in notices.inbox(user, unread=True)[: bands.MOST + 1]
    ]


def _under_way(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("exporter:application", args=[case.public_id]),
            f"{case.reference} · {case.title}",
            wording.label(case.status),
            **bands.due(case.due_on),
        )
        for case in casework.own(user).filter(status__in=UNDER_WAY).order_by("submitted_at")
    ]


def _licences(user: Any) -> bands.Figures:
    held = list(licences.page(for_=user, status="ISSUED")[:50])
    soon = sum(1 for licence in held if today() <= licence.valid_to <= today() + SOON)
    return bands.Figures(
        _("Your licences"),
        _("%(held)s stand, %(soon)s of them run out within 60 days.") % {"held": len(held), "soon": soon},
        _("Licence"),
        _("Days left"),
        [
            bands.Count(
                licence.reference,
                (licence.valid_to - today()).days,
                url=reverse("exporter:licence", args=[licence.public_id]),
            )
            for licence in sorted(held, key=lambda one: one.valid_to)[: bands.MOST]
            if licence.valid_to >= today()
        ],
    )
