"""The lanes of customs, mildest first."""

from enum import StrEnum


class Lane(StrEnum):
    """Where an item goes."""

    RELEASE = "release"
    AUDIT = "audit"
    DOCUMENTARY = "documentary"
    INSPECT = "inspect"
    HOLD = "hold"

    @property
    def rank(self) -> int:
        """0 for release, 4 for hold."""
        return list(Lane).index(self)
