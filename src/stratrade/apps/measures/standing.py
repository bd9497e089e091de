"""The law of the pack as it stands here: whether drafts act is said in one place, the settings."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings

from stratrade.apps import pack as pack_files
from stratrade.engines.determination.rules import Jurisdiction


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the law that stands is made of; two processes with the same stamp hold the same law."""

    pack: str
    exercise: bool


def stamp() -> Stamp:
    """The stamp of what stands now; `settings.EXERCISE` alone says whether drafts act."""
    return Stamp(settings.STRATRADE_PACK, bool(settings.EXERCISE))


def law() -> Jurisdiction:
    """What the State has laid down, as it stands now."""
    return law_of(stamp())


@lru_cache(maxsize=8)
def law_of(stamp: Stamp) -> Jurisdiction:
    """The law of a stamp, prepared once per process."""
    return replace(pack_files.read(stamp.pack).jurisdiction, exercise=stamp.exercise)


def digest() -> str:
    """Of what stands, kept with every answer."""
    return pack_files.read(settings.STRATRADE_PACK).digest
