"""Finds quantities in free text: numbers with any unit people type, ranges, bounds and tolerances."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from stratrade.engines.lists.model import Span
from stratrade.kernel.quantity import Quantity, UnitError, unit

_NUMBER = r"\d{1,3}(?:[  ]\d{3})+(?![\d.,]\d)|\d+(?:[.,]\d+)*"
_POWER = r"(?:\s?[x×*·]\s?10\s?(?:\^|\*\*)?\s?(?P<power>[-−+]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|[eE](?P<exp>[-−+]?\d{1,2}))?"
_START = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER}){_POWER}(?P<gap>[\s -]{{0,2}})")
_GLUED = re.compile(rf"(?<=[a-zA-Z=:~<>≤≥±+])(?P<number>{_NUMBER}){_POWER}(?P<gap>[\s ]{{0,2}})")
_UNIT = re.compile(r"(?:[^\W\d_]|[µμ°%‰Ω\"”″'])(?:[^\W_]|[µμ°%Ω/²³·^⁻¹*.\-](?=[\w²³⁻¹µμ°Ω%])|[²³¹])*")
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|…|\.\.\.?|through|à|a)\s*$", re.IGNORECASE)
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_BELOW = re.compile(
    r"(?:<|less than|below|under|lower than|better than|inférieure? à|moins de)\s*(?:or equal to\s*)?$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"(?:≤|<=|=<)\s*$", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:>|more than|above|over|greater than|exceeding|exceeds|supérieure? à|plus de)\s*$", re.IGNORECASE
)
_AT_LEAST = re.compile(r"(?:≥|>=|=>|at least|min\.?|minimum|not less than|au moins)\s*$", re.IGNORECASE)
# What people write where a table of units has another sign.
_SPOKEN = {
    "pct": "%", "percent": "%", "per cent": "%", "proof": "", "micron": "µm", "microns": "µm", "mic": "µm", "um": "µm",
    "inch": "in", "inches": "in", '"': "in", "”": "in", "″": "in", "deg": "°", "degree": "°", "degrees": "°",
    "degc": "°C", "c": "°C", "k": "K", "celsius": "°C", "ltr": "l", "ltrs": "l", "liter": "l", "liters": "l", "litre": "l",
    "litres": "l", "lit": "l", "lt": "l", "kgs": "kg", "kilo": "kg", "kilos": "kg", "mt": "t", "ton": "t", "tons": "t",
    "tonne": "t", "tonnes": "t", "gr": "g", "grams": "g", "gram": "g", "sec": "s", "secs": "s", "hr": "h", "hrs": "h",
    "hour": "h", "hours": "h", "kv": "kV", "kw": "kW", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "hz": "Hz", "mbar": "mbar",
    "psi": "psi", "kpa": "kPa", "gpa": "GPa", "mpa": "MPa", "mev": "MeV", "kev": "keV", "deg/hr": "°/h", "deg/h": "°/h",
    "°/hr": "°/h", "degree/hr": "°/h", "deg/hour": "°/h", "kilometers": "km", "meters": "m", "meter": "m", "metre": "m",
    "metres": "m", "mtr": "m", "mtrs": "m", "millimeter": "mm", "millimeters": "mm", "millimetre": "mm", "watt": "W",
    "watts": "W", "volt": "V", "volts": "V", "vdc": "V", "vac": "V", "amp": "A", "amps": "A", "nanometer": "nm", "nanometers": "nm",
    "axis": "axes", "ft": "ft", "feet": "ft", "g/cc": "g/cm3", "g/ml": "g/cm3", "l/sec": "l/s", "m3/hr": "m3/h", "cbm": "m3",
    "minutes": "min", "minute": "min", "mins": "min", "ppmw": "ppm", "at%": "%", "wt%": "%", "vol%": "%", "w/w": "%",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity found in text.

    Args:
        value: the quantity, or the span that is known of it.
        start: where its number begins.
        end: where its unit ends.
        symbol: the unit as it was typed.
    """

    value: Quantity | Span
    start: int
    end: int
    symbol: str

    @property
    def unit(self) -> str:
        """The unit of the value, as a code."""
        if isinstance(self.value, Quantity):
            return self.value.unit
        bound = self.value.low or self.value.high
        return bound.unit if bound else ""


@dataclass(frozen=True, slots=True)
class _Found:
    number: Decimal
    unit: str
    start: int
    end: int
    symbol: str


def find_measures(text: str) -> tuple[Measure, ...]:
    """The quantities in `text`, in order.

    Args:
        text: what was typed, `words.clean`.

    Returns:
        One measure a number that has a unit; "2-18 GHz" gives one span that the goods cover, "<6 µm"
        a span without lower bound, "±5 µm" its magnitude.
    """
    numbers = sorted(_numbers(text), key=lambda found: found.start)
    measures: list[Measure] = []
    position = 0
    while position < len(numbers):
        here = numbers[position]
        after = numbers[position + 1] if position + 1 < len(numbers) else None
        if after is not None and (both := _range(text, here, after)) is not None:
            measures.append(both)
            position += 2
            continue
        if here.unit:
            quantity = Quantity(here.number, here.unit)
            measures.append(
                Measure(_bounded(text[: here.start], quantity), here.start, here.end, here.symbol)
            )
        position += 1
    return tuple(measures)


def plain_number(text: str) -> Decimal | None:
    """A number as people type it, with thousands and a decimal point or comma.

    >>> plain_number("1,500"), plain_number("0,9"), plain_number("2.54"), plain_number("1 200,5")
    (Decimal('1500'), Decimal('0.9'), Decimal('2.54'), Decimal('1200.5'))
    """
    compact = text.replace(" ", "").replace(" ", "")
    if "," in compact and "." in compact:
        last = max(compact.rfind(","), compact.rfind("."))
        compact = re.sub(r"[.,]", "", compact[:last]) + "." + compact[last + 1 :]
    elif compact.count(",") + compact.count(".") > 1 or re.fullmatch(r"[1-9]\d{0,2},\d{3}", compact):
        compact = re.sub(r"[.,]", "", compact)
    else:
        compact = compact.replace(",", ".")
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


def _numbers(text: str) -> Iterator[_Found]:
    taken: set[int] = set()
    for shape in (_START, _GLUED):
        for match in shape.finditer(text):
            number = plain_number(match["number"])
            if number is None or match.start("number") in taken:
                continue
            taken.add(match.start("number"))
            power = (match["power"] or match["exp"] or "").translate(_SUPER)
            if power:
                number = number.scaleb(int(power))
            code, symbol = _unit_at(text, match.end())
            end = match.end() + len(symbol) if symbol else match.end("number")
            yield _Found(number, code, match.start("number"), end, symbol)


def _unit_at(text: str, position: int) -> tuple[str, str]:
    """The longest unit that begins at `position`: its code and how it was typed; empty where none."""
    match = _UNIT.match(text, position)
    if match is None:
        return "", ""
    typed = match.group()
    while typed:
        after = text[position + len(typed) : position + len(typed) + 1]
        if not (typed[-1].isalpha() and after.isalpha()):
            code = unit_code(typed)
            if code:
                return code, typed
        typed = typed[:-1]
    return "", ""


def unit_code(symbol: str) -> str:
    """The code of a unit as people type it; empty where it is none."""
    for form in (symbol, _SPOKEN.get(symbol.lower(), "")):
        if form:
            try:
                return unit(form).code
            except UnitError:
                continue
    return ""


def _range(text: str, first: _Found, second: _Found) -> Measure | None:
    """Two numbers that are the ends of one range."""
    gap = text[first.end : second.start]
    if not _BETWEEN.fullmatch(gap) or not second.unit:
        return None
    low = Quantity(first.number, first.unit or second.unit)
    high = Quantity(second.number, second.unit)
    if unit(low.unit).dimension != unit(high.unit).dimension or low.to(high.unit).value > high.value:
        return None
    return Measure(Span(low, high, reach=True), first.start, second.end, second.symbol)


def _bounded(before: str, quantity: Quantity) -> Quantity | Span:
    tail = before[-24:]
    if _AT_MOST.search(tail):
        return Span(high=quantity)
    if _AT_LEAST.search(tail):
        return Span(low=quantity)
    if _BELOW.search(tail):
        return Span(high=quantity, high_open=True)
    if _ABOVE.search(tail):
        return Span(low=quantity, low_open=True)
    return quantity
