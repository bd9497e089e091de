"""How good screening is: false matches by list and channel, and how long a decision takes."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.screening import queries
from stratrade.interfaces.web import bands, charts
from stratrade.interfaces.web.alerts import CHANNELS
from stratrade.interfaces.web.pages import Page

PERIODS = ("30", "90", "365")


class Quality(Page):
    """The figures of a period, each with its table; every figure rests on decided alerts."""

    desk = "officer"
    permission = Permission.SCREENING_QUALITY_READ
    template = "officer/quality.html"

    def show(self, request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
        """Rows by list and channel, and the charts."""
        user: Any = request.user
        asked = request.GET.get("days", "")
        days = asked if asked in PERIODS else PERIODS[1]
        rows = queries.quality(for_=user, days=int(days))
        titles = {code: str(title) for code, title in CHANNELS}
        named = [(row, titles.get(row.channel, row.channel)) for row in rows]
        return {
            "rows": named,
            "days": days,
            "periods": PERIODS,
            "decided": sum(row.decided for row in rows),
            "false": sum(row.false for row in rows),
            "rates": charts.bars(
                [bands.Count(f"{row.code} · {title}", row.false_pct) for row, title in named if row.decided]
            ),
            "hours": charts.bars(
                [
                    bands.Count(f"{row.code} · {title}", row.median_hours)
                    for row, title in named
                    if row.decided
                ]
            ),
            "rates_title": _("False matches in per cent of what was decided"),
            "hours_title": _("Hours to a decision, the middle one of all"),
        }
