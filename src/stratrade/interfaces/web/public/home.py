"""The front page: what this is and the three things anybody can do."""

from stratrade.interfaces.web.pages import Page


class Home(Page):
    """What this is, for whom, and where to start."""

    template = "public/home.html"
