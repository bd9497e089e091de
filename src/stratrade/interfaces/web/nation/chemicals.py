"""National data of scheduled chemicals: totals of a year, the lines behind them, questions, partner figures."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.enforcement import crossings
from stratrade.apps.measures import accounts
from stratrade.apps.measures import queries as measures
from stratrade.apps.nation import national_data, queries, rules
from stratrade.apps.nation.services import figures
from stratrade.interfaces.exchange.tables import figures as tables
from stratrade.interfaces.web.nation import sections
from stratrade.interfaces.web.nation.forms import (
    PartnerTableForm,
    ReasonForm,
    ShareForm,
    TableForm,
    year_of,
)
from stratrade.interfaces.web.pages import Page

YEARS_BACK = 4


class _Figures(Page):
    """A page of the national data."""

    desk = "nation"
    permission = Permission.NATION_FIGURES_READ

    def common(self, request: HttpRequest) -> dict[str, Any]:
        """The year of the page, and whether the person may write."""
        user: Any = request.user
        year = year_of(request.GET.get("year", ""))
        return {
            "year": year,
            "years": range(today().year, today().year - YEARS_BACK, -1),
            "may_write": access.may(user, Permission.NATION_FIGURES_WRITE),
            "may_see": queries.may_see_figures(user),
        }


class Chemicals(_Figures):
    """The totals of a year, what they are declared as, and what is still asked."""

    template = "nation/treaty/chemicals.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Totals by schedule part, questions, Schedule 1 apart."""
        user: Any = request.user
        page = self.common(request)
        totals = national_data.totals(page["year"], for_=user)
        known = national_data.chemicals()
        return {
            **page,
            "totals": [_total(t, known) for t in totals],
            "questions": national_data.open_lines(page["year"], for_=user),
            "first": national_data.schedule_1(page["year"], for_=user),
            "account": _account(page["year"]) if page["may_see"] else None,
            "tables": rules.figures(),
        }


def _account(year: int) -> dict[str, Any] | None:
    """What the State holds of Schedule 1 chemicals at the end of a year, or now, beside the ceiling."""
    on = min(dt.date(year, 12, 31), today())
    rule = measures.schedule_1_ceiling(on)
    if rule is None:
        return None
    held = accounts.schedule_1(on)
    most, planned = held.most_g, held.planned_g()
    standing = "above" if most > rule.grams else "near" if most >= rule.near_grams else "below"
    return {
        "on": on,
        "held": held,
        "limit": rule.grams,
        "reference": rule.reference,
        "standing": standing,
        "planned": planned,
        "too_much": most <= rule.grams < most + planned,
    }


class Chemical(_Figures):
    """One chemical and activity: the country split, and every line with what it does to the total."""

    template = "nation/treaty/chemical.html"

    def show(self, request: HttpRequest, cas: str, activity: str) -> dict[str, Any]:
        """The total with its lines."""
        user: Any = request.user
        page = self.common(request)
        found = national_data.totals(page["year"], for_=user)
        total = next((t for t in found if (t.cas, t.activity.value) == (cas, activity)), None)
        if total is None:
            raise Http404
        return {
            **page,
            **_total(total, national_data.chemicals()),
            "lines": total.lines,
            "sees_customs": access.may(user, Permission.ENFORCEMENT_DECLARATION_READ),
        }


class Line(_Figures):
    """One line behind a total: what customs or a site's return say of it, and what it does to the total."""

    template = "nation/treaty/line.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The line with its paper."""
        user: Any = request.user
        page = self.common(request)
        key = request.GET.get("line", "")
        move = national_data.movement(key, page["year"], for_=user)
        if move is None:
            raise Http404
        number = key.split("/")[-2]
        paper = (
            crossings.paper(UUID(move.link), int(number), for_=user)
            if move.link and number.isdigit()
            else None
        )
        return {
            **page,
            "move": move,
            "paper": paper,
            "line": national_data.line(key, page["year"], for_=user),
            "name": _name(move.cas, national_data.chemicals()),
            "sees_customs": access.may(user, Permission.ENFORCEMENT_DECLARATION_READ),
        }


class Question(_Figures):
    """Answer what a line asks: the share by weight, with the paper that shows it."""

    permission = Permission.NATION_FIGURES_WRITE
    template = "nation/treaty/form.html"
    form_class = ShareForm

    def initial(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What the description speaks of, to be confirmed against a paper."""
        return {"pct": national_data.suggested_share(self._line(request).movement.text)}

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The line."""
        line = self._line(request)
        move = line.movement
        return {
            "heading": _("Which share of the goods is the chemical?"),
            "intro": f"{move.reference} · {move.cas} · {move.text}",
            "finding": line.finding,
            "back": self._back(request),
            "back_title": _("National data"),
            "submit": _("Save the answer"),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Write it."""
        user: Any = request.user
        mass = form.cleaned_data["kilograms"]
        figures.answer_line(
            request.GET.get("line", ""),
            year_of(request.GET.get("year", "")),
            pct=form.cleaned_data["pct"],
            mass_g=None if mass is None else mass * Decimal(1000),
            evidence=form.cleaned_data["evidence"],
            by=user,
        )
        return self._back(request)

    def _back(self, request: HttpRequest) -> str:
        year = urlencode({"year": year_of(request.GET.get("year", ""))})
        return f"{reverse('nation:chemicals')}?{year}"

    def _line(self, request: HttpRequest) -> Any:
        user: Any = request.user
        year = year_of(request.GET.get("year", ""))
        found = national_data.line(request.GET.get("line", ""), year, for_=user)
        if found is None:
            raise Http404
        return found


class Partners(_Figures):
    """Own figures beside those of partner States."""

    template = "nation/treaty/partners.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """The comparison with its explanations."""
        user: Any = request.user
        page = self.common(request)
        notes = {
            (row.cas, row.activity, row.partner): row
            for row in queries.partner_figures(page["year"], for_=user)
        }
        known = national_data.chemicals()
        rows = [
            {
                "row": row,
                "name": _name(row.cas, known),
                "note": notes.get((row.cas, row.activity, row.partner)),
            }
            for row in national_data.comparisons(page["year"], for_=user)
        ]
        return {**page, "rows": rows}


class PartnerTable(_Figures):
    """Hand in figures of partner States."""

    permission = Permission.NATION_FIGURES_WRITE
    template = "nation/treaty/form.html"
    form_class = PartnerTableForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What the table holds."""
        return {
            "heading": _("Figures of partner States"),
            "intro": _("A table with these columns:"),
            "columns": list(tables.PARTNER),
            "back": reverse("nation:partners"),
            "back_title": _("Own and partner figures"),
            "submit": _("Enter the figures"),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Read and enter it whole, or not at all."""
        user: Any = request.user
        given = form.cleaned_data["file"]
        rows = [
            figures.TheirFigure(row.when.year, row.cas, row.activity, row.partner, row.grams)
            for row in tables.partner(given.read(tables.sheet.MAX_BYTES + 1), given.name)
        ]
        figures.enter_partner(rows, source=form.cleaned_data["source"], file=given.name[:100], by=user)
        year = urlencode({"year": max(row.year for row in rows)})
        return f"{reverse('nation:partners')}?{year}"


class OwnTable(_Figures):
    """Hand in own records from outside customs."""

    permission = Permission.NATION_FIGURES_WRITE
    template = "nation/treaty/form.html"
    form_class = TableForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """What the table holds."""
        return {
            "heading": _("Own records: activity at sites, and border papers from before"),
            "intro": _("A table with these columns:"),
            "columns": list(tables.OWN),
            "back": reverse("nation:chemicals"),
            "back_title": _("National data"),
            "submit": _("Enter the records"),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Read and enter it whole, or not at all."""
        user: Any = request.user
        given = form.cleaned_data["file"]
        rows = [
            figures.OwnFigure(
                row.when, row.activity, row.cas, row.grams, row.per_cent, row.paper, row.partner, row.site
            )
            for row in tables.own(given.read(tables.sheet.MAX_BYTES + 1), given.name)
        ]
        figures.enter_own(rows, file=given.name[:100], by=user)
        year = urlencode({"year": max(row.on.year for row in rows)})
        return f"{reverse('nation:chemicals')}?{year}"


class Explain(_Figures):
    """Write why own and partner figures differ."""

    permission = Permission.NATION_FIGURES_WRITE
    template = "nation/treaty/form.html"
    form_class = ReasonForm

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Which difference."""
        row = self._row(request)
        return {
            "heading": _("Why do the figures differ?"),
            "intro": f"{row.cas} · {row.year} · {row.source}",
            "back": f"{reverse('nation:partners')}?year={row.year}",
            "back_title": _("Own and partner figures"),
            "submit": _("Save"),
        }

    def act(self, request: HttpRequest, form: forms.Form) -> str:
        """Write it."""
        user: Any = request.user
        row = self._row(request)
        reason = form.cleaned_data["reason"]
        figures.explain(row.year, row.cas, row.activity, row.partner, reason=reason, by=user)
        return f"{reverse('nation:partners')}?year={row.year}"

    def _row(self, request: HttpRequest) -> Any:
        user: Any = request.user
        given = {name: request.GET.get(name, "") for name in ("cas", "activity", "partner")}
        year = year_of(request.GET.get("year", ""))
        found = queries.partner_figures(year, for_=user).filter(**given).first()
        if found is None:
            raise Http404
        return found


def _total(total: Any, known: Any) -> dict[str, Any]:
    return {"total": total, "name": _name(total.cas, known)}


def _name(cas: str, known: Any) -> str:
    return sections.own(known[cas].titles) if cas in known else cas
