"""Event -> reactions, on one page.

Reactions run at least once, in a job of their own, and each applies an event once.
"""

from collections.abc import Mapping, Sequence

from stratrade.apps.audit.events import Event
from stratrade.apps.audit.reactions import Reaction

REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {}
