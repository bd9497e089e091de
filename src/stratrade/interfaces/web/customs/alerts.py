"""Names that resemble somebody on a watch list, at the border, and names screened by hand."""

from stratrade.interfaces.web.alerts import AlertList, AlertOne, EndTrust, Evidence, Trust, TrustedList
from stratrade.interfaces.web.batches import BatchList, BatchOne, BatchWorkbook
from stratrade.interfaces.web.name_search import NameSearch


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


class ScreenName(NameSearch):
    """Hold one name against the lists in force; nothing is stored."""

    desk = "customs"


class Batches(BatchList):
    """Tables of names."""

    desk = "customs"


class BatchPage(BatchOne):
    """One table of names."""

    desk = "customs"


class Workbook(BatchWorkbook):
    """The result of a table."""

    desk = "customs"
