"""Numbers from outside: only such as goods and money can have."""

from decimal import Decimal, InvalidOperation

_LONGEST = 60
_LARGEST_POWER = 14
_SMALLEST_POWER = -30


def amount(text: str) -> Decimal:
    """A finite decimal below 10^15 and not finer than 10^-30.

    A short text such as "1E+999999999" stands for a number that would fill the memory when it is written out.

    >>> amount("1234.5"), amount("1E+3"), amount("0E+999999999")
    (Decimal('1234.5'), Decimal('1E+3'), Decimal('0'))

    Raises:
        ValueError: no number, or one beyond these limits.
    """
    if len(text) > _LONGEST:
        raise ValueError("is too long for a number")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError("is no number") from None
    return bounded(value)


def bounded(value: Decimal) -> Decimal:
    """`value`, where it is within the limits of `amount`.

    Raises:
        ValueError: it is not.
    """
    if not value.is_finite():
        raise ValueError("is no number")
    if not value:
        return Decimal(0)
    if value.adjusted() > _LARGEST_POWER or int(value.as_tuple().exponent) < _SMALLEST_POWER:
        raise ValueError("is beyond what is accepted")
    return value
