"""What can be done with control lists."""

from stratrade.apps.lists.editions import open_edition, open_index
from stratrade.apps.lists.services.load import NotLoaded, adopt, load
from stratrade.apps.lists.services.prepare import (
    Waiting,
    again,
    discard,
    progress,
    ready,
    receive,
    refuse,
    submit,
    waiting,
)
from stratrade.apps.lists.services.propose import (
    MOST_FAULTS,
    Refused,
    accept,
    faults,
    packaged,
    propose,
    send_back,
)
from stratrade.apps.lists.services.weigh import (
    Weighing,
    weigh_again,
    weigh_progress,
    weighed,
    weighing,
)

__all__ = [
    "MOST_FAULTS",
    "NotLoaded",
    "Refused",
    "Waiting",
    "Weighing",
    "accept",
    "adopt",
    "again",
    "discard",
    "faults",
    "load",
    "open_edition",
    "open_index",
    "packaged",
    "progress",
    "propose",
    "ready",
    "receive",
    "refuse",
    "send_back",
    "submit",
    "waiting",
    "weigh_again",
    "weigh_progress",
    "weighed",
    "weighing",
]
