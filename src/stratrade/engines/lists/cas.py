"""CAS registry numbers: their shape and check digit."""

import re

_SHAPE = re.compile(r"(?<![\d-])(\d{2,7})\s?[-‐‑‒–]\s?(\d{2})\s?[-‐‑‒–]\s?(\d)(?![\d-])")
_EXACT = re.compile(r"\d{2,7}-\d{2}-\d")


def is_valid_cas(number: str) -> bool:
    """Whether `number` has the shape of a CAS number and its check digit fits.

    The last digit is the sum of the others, each weighted by its place from the right, modulo ten.

    >>> is_valid_cas("78-38-6"), is_valid_cas("78-38-7"), is_valid_cas("water")
    (True, False, False)
    """
    if not _EXACT.fullmatch(number):
        return False
    digits = number.replace("-", "")
    weighted = sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), start=1))
    return weighted % 10 == int(digits[-1])


def find_cas(text: str) -> tuple[str, ...]:
    """What looks like a CAS number in `text`, well formed or not, in order and each once.

    >>> find_cas("Diethyl ethylphosphonate (78-38-6), lot 2024-11-05")
    ('78-38-6',)
    """
    found = ("-".join(match.groups()) for match in _SHAPE.finditer(text))
    return tuple(dict.fromkeys(found))
