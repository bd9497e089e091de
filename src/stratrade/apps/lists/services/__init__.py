"""What can be done with control lists."""

from stratrade.apps.lists.editions import open_edition, open_index
from stratrade.apps.lists.services.load import NotLoaded, adopt, load
from stratrade.apps.lists.services.propose import (
    MOST_FAULTS,
    Refused,
    accept,
    faults,
    packaged,
    propose,
    send_back,
)

__all__ = [
    "MOST_FAULTS",
    "NotLoaded",
    "Refused",
    "accept",
    "adopt",
    "faults",
    "load",
    "open_edition",
    "open_index",
    "packaged",
    "propose",
    "send_back",
]
