"""Customs codes in words: the packaged nomenclature of 2022, and the national tariff of an edition."""

from collections.abc import Mapping

from stratrade.engines.lists.model import TariffLine
from stratrade.interfaces.exchange.nomenclature import heading, wording

SIX, FOUR, EIGHT = 6, 4, 8

__all__ = ["dotted", "heading", "national", "under", "wording"]


def dotted(code: str) -> str:
    """A code as people write it: 902620 is 9026.20, and 90262010 is 9026.20.10."""
    parts = (code[:FOUR], code[FOUR:SIX], code[SIX:])
    return ".".join(part for part in parts if part)


def national(code: str, tariff: Mapping[str, TariffLine]) -> TariffLine | None:
    """The line of the national tariff that a code of eight digits or more stands for."""
    digits = "".join(character for character in code if character in "0123456789")
    return tariff.get(digits[:EIGHT]) if len(digits) >= EIGHT else None


def under(code: str, tariff: Mapping[str, TariffLine]) -> list[TariffLine]:
    """The lines of the national tariff that begin with a code of four to eight digits."""
    digits = "".join(character for character in code if character in "0123456789")[:EIGHT]
    return [tariff[line] for line in tariff if line.startswith(digits)] if len(digits) >= FOUR else []
