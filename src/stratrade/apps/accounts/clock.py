"""The legal date: the day it is in the State's own time zone."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from stratrade.kernel.validity import legal_date


def today() -> date:
    """Today as the law counts it, in the pack's time zone (house.md, Time)."""
    return legal_date(timezone.now(), settings.LEGAL_TIME_ZONE)
