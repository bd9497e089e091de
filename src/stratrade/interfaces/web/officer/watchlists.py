"""Which lists parties are screened against: editions with their ages, who is on them, what changed."""

from stratrade.interfaces.web.watchlists import ListedOne, WatchListEntries, WatchListPage


class WatchLists(WatchListPage):
    """Every list with its editions."""

    desk = "officer"


class WatchList(WatchListEntries):
    """Who is on one list."""

    desk = "officer"


class Listed(ListedOne):
    """One entry."""

    desk = "officer"
