"""What the code of an entry says: 2B350 of the dual-use list, ML1 of the military list, CWC-2B.4 of a schedule."""

import re

_DUAL_USE = re.compile(r"^(\d)([A-E])")
_SOFTWARE_AND_TECHNOLOGY = frozenset({"ML21", "ML22"})
_ENERGETIC = "ML8"


def category(code: str) -> str:
    """The category an entry stands in: a digit of the dual-use list, otherwise the name of its list.

    >>> category("2B350"), category("ML10"), category("CWC-1A.1")
    ('2', 'ML', 'CWC')
    """
    return code[0] if _DUAL_USE.match(code) else re.split(r"[^A-Za-z]", code, maxsplit=1)[0] or code[:1]


def group(code: str) -> str:
    """The product group A to E of a dual-use entry; empty on other lists.

    >>> group("2B350"), group("ML10")
    ('B', '')
    """
    found = _DUAL_USE.match(code)
    return found.group(2) if found else ""


def is_intangible(code: str) -> bool:
    """Whether the entry is of software or technology.

    >>> is_intangible("2E201"), is_intangible("ML21"), is_intangible("ML2")
    (True, True, False)
    """
    return group(code) in {"D", "E"} or code in _SOFTWARE_AND_TECHNOLOGY


def is_material(code: str) -> bool:
    """Whether the entry is of materials or chemicals only: what is made for them is something else.

    >>> is_material("1C350"), is_material("CWC-2B.4"), is_material("ML8"), is_material("ML7")
    (True, True, True, False)
    """
    return group(code) == "C" or code == _ENERGETIC or category(code) == "CWC"
