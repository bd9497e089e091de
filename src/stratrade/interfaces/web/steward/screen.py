"""A name held against the lists in force, at this desk."""

from stratrade.interfaces.web.name_search import NameSearch


class ScreenName(NameSearch):
    """Nothing is stored."""

    desk = "steward"
