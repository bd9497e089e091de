"""Parties at the customs desk, to read."""

from stratrade.interfaces.web.parties import PartyList, PartyOne


class Parties(PartyList):
    """Parties by name."""

    desk = "customs"


class PartyPage(PartyOne):
    """Everything about one party that customs may see."""

    desk = "customs"
