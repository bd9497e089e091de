"""Finds quantities in free text: numbers with any unit people type, ranges, bounds and tolerances."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from stratrade.engines.lists.model import Span
from stratrade.kernel.quantity import Quantity, UnitError, unit

_NUMBER = r"\d{1,3}(?:[  ]\d{3})+(?![\d.,]\d)|\d+(?:[.,]\d+)*"
_POWER = (
    r"(?:\s?[x×*·]\s?10\s?(?:\^|\*\*)?\s?(?P<power>[-−+]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|[eE](?P<exp>[-−+]?\d{1,2}))?"
)
_START = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER}){_POWER}(?P<gap>[\s -]{{0,2}})")
_GLUED = re.compile(rf"(?<=[a-zA-Z=:~<>≤≥±+])(?P<number>{_NUMBER}){_POWER}(?P<gap>[\s ]{{0,2}})")
_UNIT = re.compile(r"(?:[^\W\d_]|[µμ°%‰Ω\"”″'])(?:[^\W_]|[µμ°%Ω/²³·^⁻¹*.\-√](?=[\w²³⁻¹µμ°Ω%√])|[²³¹])*")
# Units of several words, and what stands between a unit and its divisor ("pT rms/√Hz").
_SPACED = re.compile(
    r"(?:arc|cubic|square|micro|minutes? of|seconds? of|weighted)\s[^\W\d_]+|frames? per second|ohms?[ .]cm\b"
    r"|gr?[ .·-]?mm ?/ ?kg\b"
    r"|(?P<what>k?g|kilograms?|grams?|lit(?:er|re)s?|l)(?: of [a-z]+)? per (?P<per>hour|h|minute|min|second|s|day)\b",
    re.IGNORECASE,
)
_RMS = re.compile(r"([µμ]?[^\W\d_]{1,2}) ?\(?rms\)? ?/ ?(√?[^\W\d_]+)", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[\s(,;:/=~])[-−–]\s?$")
_SERIES = re.compile(
    r"\s*(?:[x×*]|,|/|-)?\s*(?:wall|thick|length|width|height|bore|thk|od|id|dia|w|h|l|d|t)?\.?:?\s*",
    re.IGNORECASE,
)
_SIZE_OF = re.compile(
    r"(?:\b(?:wall|bore|od|id|dia|diameter|width|height|length|thickness)\.?:?|Ø)\s*$", re.IGNORECASE
)
_NINES = re.compile(r"(?<![\w.,-])([3-9])N(5?)(?![\w/])(?!\s?m\b)")
_INCHES = re.compile(
    r"(?<![\w.,/])(?:(?P<whole>\d{1,2})[\s-])?(?P<part>\d{1,2})/(?P<of>2|4|8|16|32)\s?(?P<sign>inch(?:es)?|in\b|\"|”|″|NPT)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\w.,:])(\d+(?:[.,]\d+)?)\s?:\s?1(?![\d.,:])")
_BORE = re.compile(r"\b(?:ID|OD)\s*[:=]?\s*$")
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|…|\.\.\.?|through|à|a)\s*\+?\s*$", re.IGNORECASE)
_CELSIUS = re.compile(r"\s*(?:to|…|\.{2,3}|/|à|~|and)\s*\+?\s*\d+(?:[.,]\d+)?\s*(?:°|º|deg)\s?[CFcf]\b")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_DN = re.compile(r"\bDN\s*$", re.IGNORECASE)
_DRIFT = re.compile(r"(?:nmi|nm|nautical miles?)\s?(?:/|per )\s?(?:h|hr|hour)\b", re.IGNORECASE)
_TPP = re.compile(r"\b(?:TPP|total processing performance)\)?(?: of|:|=)?\s*$", re.IGNORECASE)
_ROOT = re.compile(r"\s?(?:/|\bper\b)\s?(?:rt|root|sqrt|square root)\s?\(?(?:Hz|hertz)\)?", re.IGNORECASE)
_CARTRIDGE = re.compile(
    r"(?<![x×*])(?<![x×*]\s)\d{1,2}(?:[.,]\d{1,2})?\s?[x×*]\s?\d{2,3}\s?mm\b(?!\s?[x×*])", re.IGNORECASE
)
_BELOW = re.compile(
    r"(?:<|less than|below|under|lower than|better than|inférieure? à|moins de)\s*$", re.IGNORECASE
)
_AT_MOST = re.compile(r"(?:≤|<=|=<)\s*$", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:>|more than|above|over|greater than|exceeding|exceeds|supérieure? à|plus de)\s*$", re.IGNORECASE
)
_AT_LEAST = re.compile(r"(?:≥|>=|=>|at least|min\.?|minimum|not less than|au moins)\s*$", re.IGNORECASE)
# What people write, behind the sign that a table of units knows.
_WRITTEN = """
% pct percent wt% at% vol% mol% w/w
ppm ppmw ppmv
µm micron microns micrometre micrometres micrometer micrometers 微米 mic um
mm millimeter millimeters millimetre millimetres 毫米 មម
nm nanometer nanometers nanometre
m meter meters metre metres mtr mtrs
km kilometer kilometers kilometre kilometres
in inch inches " ” ″
ft feet foot
° deg degree degrees
°C degc c celsius ºc
K k kelvin
°/h deg/hr deg/h °/hr degree/hr degree/h deg/hour dph
hp bhp horsepower
l ltr ltrs liter liters litre litres lit lt lít 升 ลิตร លីត្រ
m3 cbm
kg kgs kilo kilos 公斤 千克 กก គីឡូ គីឡូក្រាម
t mt ton tons tonne tonnes
g gr gram grams
d day days
s sec secs second seconds
min minute minutes mins
h hr hrs hour hours
kV kv
W watt watts
V volt volts vdc vac
A amp amps
kW kw
Hz hz
kHz khz
MHz mhz
GHz ghz
GPa gpa
fps frames/sec
keV kev
MeV mev
l/s l/sec ltr/s
m3/h m3/hr cbm/h
g/cm3 g/cc g/ml
axes axis axe
"""
_COUNTED = {"single": 1, "one": 1, "two": 2, "dual": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4} | {
    "five": 5, "cinq": 5, "six": 6, "seven": 7, "sept": 7, "eight": 8
}  # fmt: skip
_BETWEEN_AXES = (
    "simultaneous(?:ly)?|co-?ordinated|controlled|programmed|cnc|nc|servo|driven|interpolated|contouring|linear|rotary"
    "|full"
)
_AXES = re.compile(
    rf"\b({'|'.join(_COUNTED)})[- ](?:(?:{_BETWEEN_AXES})[- ])*(ax[ei]s|planes?|rollers?)\b", re.IGNORECASE
)
_NUMBERED_AXES = re.compile(
    rf"(?<![\w.,])(\d{{1,2}})[- ]((?:(?:{_BETWEEN_AXES})[- ])+)ax[ei]s\b", re.IGNORECASE
)
_MAY_COUNT = re.compile(r"\d|\b(?:ax[ei]s|planes?|rollers?)\b", re.IGNORECASE)
_SPOKEN = {word: line.split()[0] for line in _WRITTEN.strip().splitlines() for word in line.split()[1:]}


class Measure(NamedTuple):
    """A quantity found in text.

    Args:
        value: the quantity, or the span that is known of it.
        start: where its number begins.
        end: where its unit ends.
        symbol: the unit as it was typed.
        otherwise: the less likely reading of a sign with two ("g" as an acceleration), for a name that asks for it.
    """

    value: Quantity | Span
    start: int
    end: int
    symbol: str
    otherwise: bool = False

    @property
    def unit(self) -> str:
        """The unit of the value, as a code."""
        if isinstance(self.value, Quantity):
            return self.value.unit
        bound = self.value.low or self.value.high
        return bound.unit if bound else ""


class _Found(NamedTuple):
    number: Decimal
    unit: str
    start: int
    end: int
    symbol: str


def purities(text: str) -> str:
    """The text with purities by their nines in per cent, and roots of frequencies by their sign.

    >>> purities("Trimethylgallium 6N bubbler"), purities("bismuth 4N5"), purities("load 500 N, 5 N m")
    ('Trimethylgallium 99.9999 % purity bubbler', 'bismuth 99.995 % purity', 'load 500 N, 5 N m')
    """
    text = _ROOT.sub("/√Hz", text)
    return _NINES.sub(lambda found: f"99.{'9' * (int(found[1]) - 2)}{found[2]} % purity", text)


def find_measures(text: str) -> tuple[Measure, ...]:
    """The quantities in `text`, in order.

    Args:
        text: what was typed, `words.clean`.

    Returns:
        One measure a number that has a unit; "2-18 GHz" gives one span that the goods cover, "<6 µm"
        a span without lower bound, "±5 µm" its magnitude.
    """
    return _measures(text, _resolved(text))


def find_counts(text: str) -> tuple[Measure, ...]:
    """Numbers without a unit, which may count something ("5-axis", "3 cylinders").

    Args:
        text: what was typed, `words.clean`.
    """
    return _counts(_resolved(text))


def find_all(text: str) -> tuple[Measure, ...]:
    """The quantities in `text`, see `find_measures`, and behind them its counts, see `find_counts`.

    Args:
        text: what was typed, `words.clean`.
    """
    numbers = _resolved(text)
    return (*_measures(text, numbers), *_counts(numbers)) if numbers else ()


def _measures(text: str, numbers: list[_Found]) -> tuple[Measure, ...]:
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
            bounded = _bounded(text[: here.start], quantity)
            measures.append(Measure(bounded, here.start, here.end, here.symbol))
            if here.symbol in {"g", "G"}:
                bounded = _bounded(text[: here.start], Quantity(here.number, unit("g-force").code))
                measures.append(Measure(bounded, here.start, here.end, here.symbol, otherwise=True))
        position += 1
    return tuple(measures)


def _counts(numbers: list[_Found]) -> tuple[Measure, ...]:
    units = [range(found.start, found.end) for found in numbers if found.unit]
    return tuple(
        Measure(Quantity(found.number, unit("1").code), found.start, found.end, "")
        for found in numbers
        if not found.unit and found.number >= 0 and not any(found.start in place for place in units)
    )


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


def _resolved(text: str) -> list[_Found]:
    """The numbers of the text in order, with the units and signs that stand elsewhere."""
    if not _MAY_COUNT.search(text):
        return []
    numbers = sorted(_numbers(text), key=lambda found: found.start)
    return _sizes(text, [_cold(text, _cartridge(text, _nominal(text, found))) for found in numbers])


def _numbers(text: str) -> Iterator[_Found]:
    for match in _AXES.finditer(text):
        yield _Found(
            Decimal(_COUNTED[match[1].lower()]), unit("1").code, match.start(), match.end(), match[2]
        )
    taken: list[tuple[int, int]] = []
    for match in _NUMBERED_AXES.finditer(text):
        taken.append(match.span())
        yield _Found(Decimal(match[1]), unit("1").code, match.start(), match.end(), "axes")
    for match in _INCHES.finditer(text):
        taken.append(match.span())
        inches = int(match["whole"] or 0) + Decimal(match["part"]) / Decimal(match["of"])
        yield _Found(inches, unit("in").code, match.start(), match.end(), match["sign"])
    for match in _RATIO.finditer(text):
        taken.append(match.span())
        yield _Found(plain_number(match[1]) or Decimal(1), "", match.start(), match.end(), "")
    for shape in (_START, _GLUED):
        for match in shape.finditer(text):
            number = plain_number(match["number"])
            if number is None or any(start <= match.start("number") < end for start, end in taken):
                continue
            taken.append(match.span())
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
    if drift := _DRIFT.match(text, position):
        return unit("1").code, drift.group()
    for shape in (_SPACED, _RMS):
        if spaced := shape.match(text, position):
            parts = [part for part in spaced.groups() if part]
            code = unit_code("/".join(_spoken(part) for part in parts) or spaced.group())
            if code:
                return code, spaced.group()
    typed = match.group()
    while typed:
        after = text[position + len(typed) : position + len(typed) + 1]
        if not (typed[-1].isalpha() and after.isalpha()):
            code = unit_code(typed)
            if code:
                return code, typed
        typed = typed[:-1]
    return "", ""


def _spoken(sign: str) -> str:
    return _SPOKEN.get(sign.lower(), sign)


@lru_cache(maxsize=4096)
def unit_code(symbol: str) -> str:
    """The code of a unit as people type it; empty where it is none."""
    for form in (symbol, _SPOKEN.get(symbol.lower(), "")):
        if form:
            try:
                return unit(form).code
            except UnitError:
                continue
    return ""


def _nominal(text: str, found: _Found) -> _Found:
    """A nominal diameter ("DN 50") is in millimetres, and so are bare diameters of tubes ("ID 150 OD 190")."""
    before = text[: found.start]
    if not found.unit and _TPP.search(before):
        return found._replace(unit=unit("TPP").code, symbol="TPP")
    if found.unit or not (_DN.search(before) or _BORE.search(before)):
        return found
    return found._replace(unit=unit("mm").code, symbol="DN")


def _cartridge(text: str, found: _Found) -> _Found:
    """The calibre in the designation of a cartridge (7.62 x 39 mm) is in millimetres too."""
    if found.unit or not _CARTRIDGE.match(text, found.start):
        return found
    return found._replace(unit=unit("mm").code, symbol="mm")


def _cold(text: str, found: _Found) -> _Found:
    """A temperature below zero; before other quantities a dash is no sign."""
    if not _MINUS.search(text[: found.start]):
        return found
    if found.unit and unit(found.unit).dimension != "temperature":
        return found
    # "-55 to 150 °C": the unit comes with the second number.
    return found._replace(number=-found.number) if found.unit or _CELSIUS.match(text, found.end) else found


def _sizes(text: str, numbers: list[_Found]) -> list[_Found]:
    """Named sizes that share the unit of the last ("ID 30 x wall 2 mm", "bore 30 OD 62 width 16 mm")."""
    done = list(numbers)
    for at in range(len(done) - 2, -1, -1):
        here, after = done[at], done[at + 1]
        if (
            not here.unit
            and after.unit
            and unit(after.unit).dimension == "length"
            and _SIZE_OF.search(text[: here.start])
            and _SERIES.fullmatch(text[here.end : after.start])
        ):
            done[at] = here._replace(unit=after.unit, symbol=after.symbol)
    return done


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
