"""What happened to the law register."""

from dataclasses import dataclass

from stratrade.apps.audit.events import Event


@dataclass(frozen=True, slots=True)
class LawLoaded(Event):
    """A state of the register was loaded and stands from now on."""

    pack: str
    digest: str
    instruments: int
    provisions: int
