"""The officer's home: cases and questions whose turn it is, alerts, what others still answer."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.casework import queries as casework
from stratrade.apps.classification import queries as classification
from stratrade.apps.licences import general
from stratrade.apps.measures import approvals, concerns
from stratrade.apps.measures import queries as measures
from stratrade.apps.parties import queries as parties
from stratrade.apps.screening import queries as screening
from stratrade.interfaces.web import alerts, bands, wording
from stratrade.interfaces.web.pages import Page


class Home(Page):
    """What the officer or the reviewing ministry must do, and what moves elsewhere."""

    desk = "officer"
    template = "officer/home.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The three bands."""
        user: Any = request.user
        whole = access.may(user, Permission.CASEWORK_CASE_READ)
        cases = bands.More(reverse("officer:cases"), _("All cases"))
        all_alerts = bands.More(reverse("officer:alerts"), _("All alerts"))
        rulings = [bands.More(reverse("officer:rulings"), _("All rulings"))]
        return {
            "bands": [
                bands.needs(
                    bands.together(
                        _freezes(user),
                        _notices(user),
                        _concerns(user),
                        _registrations(user),
                        _approvals(user),
                        alerts.waiting(user, "officer"),
                        _records(user),
                        _questions(user),
                        _turns(user),
                        _rulings(user),
                    ),
                    more=[
                        *([cases] if whole else []),
                        *([all_alerts] if access.may(user, Permission.SCREENING_ALERT_READ) else []),
                        *(rulings if access.may(user, Permission.CLASSIFICATION_RULING_READ) else []),
                    ],
                ),
                bands.moving(
                    bands.together(_elsewhere(user), _rulings_elsewhere(user)), more=[cases] if whole else []
                ),
            ],
            "tables": [_by_stage(user), *_alerts_by_age(user)],
        }


def _records(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:party-step", args=[step.public_id]),
            step.party.name,
            _("Records are to be merged or parted: agree or send it back"),
            **bands.since(step.proposed_at),
        )
        for step in parties.steps_waiting(for_=user).exclude(proposed_by=user)[: bands.MOST]
    ]


def _turns(user: Any) -> list[bands.Row]:
    reasons = {
        "SUBMITTED": _("Check that the file is complete and take the case"),
        "ASSESSMENT": _("Record the entries, then ask the agencies or propose"),
        "CONSOLIDATION": _("All answers are in: propose a decision"),
        "DECISION": _("A proposal waits for a second person"),
    }
    return [
        bands.Row(
            reverse("officer:case", args=[case.public_id]),
            f"{case.reference} · {case.title}",
            _("On hold: %(reason)s") % {"reason": case.hold_reason} if case.held else reasons[case.status],
            **bands.due(case.due_on),
        )
        for case in casework.needs(user)[: bands.MOST]
    ]


def _questions(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:answer", args=[referral.public_id]),
            f"{referral.case.reference} · {referral.case.title}",
            _("Your agency is asked for its position"),
            **bands.due(referral.due_on),
        )
        for referral in casework.referrals_for(user)[: bands.MOST]
    ]


def _freezes(user: Any) -> list[bands.Row]:
    """Referrals and references that wait for the person's agency; their time is counted in hours."""
    now = timezone.now()
    rows = [
        bands.Row(
            reverse("officer:freeze", args=[stop.freeze.public_id]),
            f"{stop.freeze.reference} · {stop.freeze.name}",
            _("A freeze referral waits for your agency"),
            **_hours_left(stop.sent_at, stop.hours, now),
        )
        for stop in screening.freezes_waiting(for_=user)[: bands.MOST]
    ]
    rows += [
        bands.Row(
            reverse("officer:freeze-agree", args=[freeze.public_id]),
            f"{freeze.reference} · {freeze.name}",
            _("A confirmed match is called an error: agree or send it back"),
            **bands.since(freeze.release_proposed_at),
        )
        for freeze in screening.releases_waiting(for_=user)[: bands.MOST]
    ]
    if not access.may(user, screening.financial_permission(user)):
        return rows
    return rows + [
        bands.Row(
            reverse("officer:reference", args=[row.public_id]),
            f"{row.reference} · {row.name}",
            _("A reference of the other side waits for an answer"),
            **_hours_left(row.sent_at, row.hours, now),
        )
        for row in screening.financial_waiting(for_=user)[: bands.MOST]
    ]


def _registrations(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:registration", args=[row.public_id]),
            f"{row.authorisation} · {row.company.name}",
            _("A company asks to be registered for a general authorisation"),
            **bands.since(row.requested_at),
        )
        for row in general.to_answer(user)[: bands.MOST]
    ]


def _concerns(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:concern", args=[row.public_id]),
            f"{row.reference} · {row.company.name}",
            _("An answer waits for a second person")
            if row.status == "PROPOSED"
            else _("An exporter notified a concern: it waits for an answer"),
            **bands.since(row.notified_at),
        )
        for row in concerns.to_answer(user)[: bands.MOST]
    ]


def _notices(user: Any) -> list[bands.Row]:
    rows = [
        bands.Row(
            reverse("officer:notice", args=[notice.public_id]),
            notice.reference,
            _("A withdrawal waits for a second person")
            if notice.end_proposed_at
            else _("A proposed notice waits for a second person"),
            **bands.since(notice.end_proposed_at or notice.proposed_at),
        )
        for notice in measures.awaiting(user)[: bands.MOST]
    ]
    return rows + [
        bands.Row(
            reverse("officer:notice", args=[notice.public_id]),
            notice.reference,
            _("The day of review has come: does the notice still stand?"),
            **bands.due(notice.review_on),
        )
        for notice in measures.due_for_review(user)[: bands.MOST]
    ]


def _approvals(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:approval", args=[row.public_id]),
            row.reference,
            _("A committee's approval waits for a second person"),
            **bands.since(row.proposed_at),
        )
        for row in approvals.awaiting(user)[: bands.MOST]
    ]


def _hours_left(sent: Any, hours: int, now: Any) -> dict[str, Any]:
    left = hours - int((now - sent).total_seconds() // 3600)
    if left <= 0:
        return {"clock": ngettext("%(n)s hour late", "%(n)s hours late", -left) % {"n": -left}, "late": True}
    return {"clock": ngettext("%(n)s hour left", "%(n)s hours left", left) % {"n": left}}


def _rulings(user: Any) -> list[bands.Row]:
    reasons = {
        "SUBMITTED": _("A ruling on goods is asked for: take it on"),
        "ASSESSING": _("Assess the goods, then propose the ruling"),
        "PROPOSED": _("A proposed ruling waits for a second person"),
    }
    return [
        bands.Row(
            reverse("officer:ruling", args=[ruling.public_id]),
            f"{ruling.reference} · {ruling.title}",
            reasons.get(ruling.status, ""),
            **bands.due(ruling.due_on),
        )
        for ruling in classification.rulings_needing(user)[: bands.MOST]
    ]


def _rulings_elsewhere(user: Any) -> list[bands.Row]:
    return [
        bands.Row(
            reverse("officer:ruling", args=[ruling.public_id]),
            f"{ruling.reference} · {ruling.title}",
            wording.label(ruling.status),
            **bands.due(ruling.due_on),
        )
        for ruling in classification.rulings_moving(user)[: bands.MOST]
    ]


def _elsewhere(user: Any) -> list[bands.Row]:
    if not access.may(user, Permission.CASEWORK_CASE_READ):
        return [
            bands.Row(
                reverse("officer:answer", args=[referral.public_id]),
                f"{referral.case.reference} · {referral.case.title}",
                wording.label(referral.case.status),
                **bands.due(referral.case.due_on),
            )
            for referral in casework.answered_and_moving(user)[: bands.MOST]
        ]
    return [
        bands.Row(
            reverse("officer:case", args=[case.public_id]),
            f"{case.reference} · {case.title}",
            wording.label(case.status),
            **bands.due(case.due_on),
        )
        for case in casework.moving(user)[: bands.MOST]
    ]


def _alerts_by_age(user: Any) -> list[bands.Figures]:
    if not access.may(user, Permission.SCREENING_ALERT_READ):
        return []
    ages = [((today() - day).days, n) for day, n in screening.by_day(screening.queue(for_=user))]
    groups = (
        (_("today"), 0, 0),
        (_("1 to 3 days"), 1, 3),
        (_("4 to 10 days"), 4, 10),
        (_("more than 10 days"), 11, max([11, *(age for age, _n in ages)])),
    )
    total = sum(n for _age, n in ages)
    sentence = ngettext("%(n)s alert waits for an answer.", "%(n)s alerts wait for an answer.", total)
    return [
        bands.Figures(
            _("Alerts by age"),
            sentence % {"n": total},
            _("Waiting since"),
            _("Alerts"),
            [
                bands.Count(title, sum(n for age, n in ages if low <= age <= high))
                for title, low, high in groups
            ]
            if ages
            else [],
        )
    ]


def _by_stage(user: Any) -> bands.Figures:
    counts = casework.counts(user)
    total = sum(counts.values())
    order = ("SUBMITTED", "ASSESSMENT", "CONSULTATION", "CONSOLIDATION", "DECISION", "GRANTED", "REFUSED")
    whole = access.may(user, Permission.CASEWORK_CASE_READ)
    rows = [
        bands.Count(
            wording.label(status),
            counts[status],
            url=f"{reverse('officer:cases')}?status={status}" if whole else "",
        )
        for status in order
        if counts.get(status)
    ]
    return bands.Figures(
        _("Cases by stage"),
        ngettext("%(n)s case is visible to you.", "%(n)s cases are visible to you.", total) % {"n": total},
        _("Stage"),
        _("Cases"),
        rows,
    )
