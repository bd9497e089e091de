"""The national authority adopts a proposed control list or sends it back."""

from stratrade.apps.accounts.permissions import Permission
from stratrade.interfaces.web import editions


class Editions(editions.EditionList):
    """Editions in force and proposed."""

    desk = "nation"
    permission = Permission.LISTS_EDITION_ADOPT


class Edition(editions.EditionOne):
    """One proposal."""

    desk = "nation"
    permission = Permission.LISTS_EDITION_ADOPT
