"""Alerts about parties of declarations, for supervisors to settle."""

from stratrade.interfaces.web.alerts import AlertList, AlertOne, EndTrust, Evidence, Trust, TrustedList


class Alerts(AlertList):
    """Alerts that wait at the border, strongest likeness first."""

    desk = "customs"


class AlertPage(AlertOne):
    """One alert, and its decision."""

    desk = "customs"


class TrustPage(Trust):
    """A cleared party is trusted until a day."""

    desk = "customs"


class TrustedParties(TrustedList):
    """The good-guy list."""

    desk = "customs"


class TrustEnd(EndTrust):
    """Trust ends before its day."""

    desk = "customs"


class EvidencePage(Evidence):
    """One screening as it was."""

    desk = "customs"
