"""Alerts about parties of declarations, for supervisors to settle."""

from stratrade.interfaces.web.alerts import AlertList, AlertOne


class Alerts(AlertList):
    """Alerts that wait at the border, strongest likeness first."""

    desk = "customs"


class AlertPage(AlertOne):
    """One alert, and its decision."""

    desk = "customs"
