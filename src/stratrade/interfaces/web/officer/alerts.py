"""Names that resemble somebody on a watch list, at the licensing desk, and names screened by hand."""

from stratrade.interfaces.web.alerts import AlertList, AlertOne, EndTrust, Evidence, Trust, TrustedList
from stratrade.interfaces.web.batches import BatchList, BatchOne, BatchWorkbook
from stratrade.interfaces.web.name_search import NameSearch


class Alerts(AlertList):
    """Alerts that wait, strongest likeness first."""

    desk = "officer"


class AlertPage(AlertOne):
    """One alert, and its decision."""

    desk = "officer"


class TrustPage(Trust):
    """A cleared party is trusted until a day."""

    desk = "officer"


class TrustedParties(TrustedList):
    """The good-guy list."""

    desk = "officer"


class TrustEnd(EndTrust):
    """Trust ends before its day."""

    desk = "officer"


class EvidencePage(Evidence):
    """One screening as it was."""

    desk = "officer"


class ScreenName(NameSearch):
    """Hold one name against the lists in force; nothing is stored."""

    desk = "officer"


class Batches(BatchList):
    """Tables of names."""

    desk = "officer"


class BatchPage(BatchOne):
    """One table of names."""

    desk = "officer"


class Workbook(BatchWorkbook):
    """The result of a table."""

    desk = "officer"
