"""Reads a value that somebody gives for a parameter by name, as on a form or a command line."""

import re

from stratrade.engines.classify.measures import find_measures, plain_number, unit_code
from stratrade.engines.lists.leaf import CONCENTRATION, CWC_PARTY
from stratrade.engines.lists.model import Edition, Span, Value
from stratrade.kernel.quantity import Quantity, UnitError, parse, unit

YES = frozenset({"yes", "y", "true", "1", "oui", "o", "បាទ", "ចាស"})
NO = frozenset({"no", "n", "false", "0", "non", "ទេ"})

_BOUND = re.compile(r"([≤<≥>])\s*([\d.,\s]+)")  # a bound without a unit
_DIGITS = 30
"""Of the largest and the smallest figure that is read; nothing is measured so, and beyond it sums overflow."""


class ValueUnreadableError(ValueError):
    """A value does not fit its parameter. The sentence names both."""


def read_value(name: str, text: str, edition: Edition) -> Value:
    """The value of the parameter `name` out of what was typed.

    Args:
        name: id of a parameter of the edition, or `concentration_pct`, `destination_is_cwc_party`, or
            `meets_…` with an entry.
        text: a number with or without unit ("3kg", "3_kg", "<6 µm", "2-18 GHz"), an option, or yes or no.
        edition: the edition that defines the parameter.

    Raises:
        ValueUnreadableError: where the parameter is unknown or the value does not fit it.
    """
    text = text.strip().replace("_", " ") if name not in edition.parameters else text.strip()
    if name == CONCENTRATION:
        return _quantity(name, text, "%")
    if name == CWC_PARTY or name.startswith("meets_"):
        return _flag(name, text)
    parameter = edition.parameters.get(name)
    if parameter is None:
        raise ValueUnreadableError(f"{name} is no parameter of edition {edition.id}")
    if parameter.kind == "quantity":
        return _quantity(name, text.replace("_", " "), parameter.unit)
    if parameter.kind == "feature":
        return _flag(name, text)
    options = frozenset(part.strip() for part in text.split(";") if part.strip())
    known = {option.casefold(): option for option in parameter.options}
    unknown = sorted(option for option in options if known and option.casefold() not in known)
    if not options or unknown:
        choices = ", ".join(sorted(parameter.options))
        raise ValueUnreadableError(f"{name}: {text!r} is none of {choices}")
    return frozenset(known.get(option.casefold(), option) for option in options)


def _quantity(name: str, text: str, symbol: str) -> Value:
    bounded = _BOUND.fullmatch(text)
    bound = plain_number(bounded[2]) if bounded else None
    if bounded and bound is not None and bound.is_finite() and abs(bound.adjusted()) <= _DIGITS:
        at, sign = Quantity(bound, unit_code(symbol)), bounded[1]
        if sign in "≤<":
            return Span(high=at, high_open=sign == "<")
        return Span(low=at, low_open=sign == ">")
    number = plain_number(text)
    if number is not None:
        if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
            raise ValueUnreadableError(f"{name}: {text[:20]!r} is no quantity in {symbol}")
        return Quantity(number, unit_code(symbol))
    try:
        exact = parse(text)
    except UnitError:
        exact = None
    if exact is not None and exact.dimension == unit(symbol).dimension:
        return exact
    measures = find_measures(text)
    if len(measures) != 1:
        raise ValueUnreadableError(f"{name}: {text!r} is no quantity in {symbol}")
    if unit(measures[0].unit).dimension != unit(symbol).dimension:
        raise ValueUnreadableError(f"{name}: {measures[0].symbol} does not convert to {symbol}")
    return measures[0].value


def _flag(name: str, text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise ValueUnreadableError(f"{name}: {text!r} is neither yes nor no")
    return word in YES
