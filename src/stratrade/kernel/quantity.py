"""A number with its unit: exact, comparable within a dimension, read from what people type."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from types import MappingProxyType

from stratrade.kernel.text import ascii_digits
from stratrade.kernel.units import UNITS, Unit

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBER = re.compile(
    r"^\s*(?P<number>[+-]?(?:\d[\d\s\u00a0.,]*\d|\d|\.\d+)(?:\s*[eE][+-]?\d+|\s*[x×·*]\s*10\s*\^?\s*[+-]?\d+)?)\s*(?P<unit>.*)$"
)
# A factor such as 1/3600 has no end; rounded a little shorter, 300 m³/h are 5 m³/min again.
_ROUNDED = Context(prec=24)
_POWER = re.compile(r"\s*[x×·*]\s*10\s*\^?\s*([+-]?\d+)$")


class UnitError(ValueError):
    """No such unit, or no number where one was expected."""


class DimensionError(ValueError):
    """The two units do not measure the same thing."""


def _spelt(symbol: str) -> str:
    return symbol.strip().replace("μ", "µ").replace("㎛", "µm").translate(_SUPERSCRIPTS)


def _index() -> tuple[dict[str, Unit], dict[str, Unit]]:
    exact: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    for known in UNITS:
        for name in (known.code, known.symbol, *known.aliases):
            exact.setdefault(_spelt(name), known)
            folded.setdefault(_spelt(name).casefold(), known)
    return exact, folded


_exact, _folded = _index()
_EXACT, _FOLDED = MappingProxyType(_exact), MappingProxyType(_folded)


def unit(name: str) -> Unit:
    """The unit of a Rec 20 code, symbol or spelling; the exact case wins (mPa and MPa differ).

    >>> unit("kPa").code, unit("um").code, unit("MGM").symbol
    ('KPA', '4H', 'mg')

    Raises:
        UnitError: unknown.
    """
    spelt = _spelt(name)
    found = _EXACT.get(spelt) or _FOLDED.get(spelt.casefold()) or _FOLDED.get(spelt.rstrip(".").casefold())
    if found is None:
        raise UnitError(f"unknown unit {name[:40]!r}")
    return found


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in `unit` (a code); compared and converted within its dimension."""

    value: Decimal
    unit: str

    @property
    def dimension(self) -> str:
        """What it measures."""
        return unit(self.unit).dimension

    @property
    def base(self) -> Decimal:
        """The value in the base unit of its dimension."""
        mine = unit(self.unit)
        return _ROUNDED.plus(self.value * mine.factor + mine.offset)

    def to(self, name: str) -> "Quantity":
        """The same quantity in another unit.

        >>> Quantity(Decimal("1500"), "GRM").to("kg")
        Quantity(value=Decimal('1.500'), unit='KGM')
        >>> Quantity(Decimal("600"), "E32").to("m3/h").value == Decimal("0.6")
        True

        Raises:
            DimensionError: the unit measures something else.
            UnitError: unknown.
        """
        mine, other = unit(self.unit), unit(name)
        if mine.dimension != other.dimension:
            raise DimensionError(f"{mine.symbol} is {mine.dimension}, {other.symbol} is {other.dimension}")
        if mine.code == other.code:
            return Quantity(self.value, other.code)
        exact = self.value * mine.factor + mine.offset
        return Quantity(_ROUNDED.plus((exact - other.offset) / other.factor), other.code)

    def _other(self, other: "Quantity") -> Decimal:
        if self.dimension != other.dimension:
            raise DimensionError(f"{self.dimension} and {other.dimension} cannot be compared")
        return other.base

    def __lt__(self, other: "Quantity") -> bool:
        return self.base < self._other(other)

    def __le__(self, other: "Quantity") -> bool:
        return self.base <= self._other(other)

    def __gt__(self, other: "Quantity") -> bool:
        return self.base > self._other(other)

    def __ge__(self, other: "Quantity") -> bool:
        return self.base >= self._other(other)

    def __str__(self) -> str:
        """The value without superfluous zeros, and the symbol."""
        plain = format(self.value, "f")
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return f"{plain} {unit(self.unit).symbol}"


def number(text: str) -> Decimal:
    """A number as people write it.

    A single comma or point followed by one, two or more than three digits is the decimal sign; both present, the
    last one is; a lone separator before exactly three digits separates thousands only where it is a comma with a
    group before it of at most three digits not starting with zero, or where it occurs more than once.

    >>> number("1,5"), number("1.500,25"), number("1,234,567"), number("0,125"), number("2 x 10^8")
    (Decimal('1.5'), Decimal('1500.25'), Decimal('1234567'), Decimal('0.125'), Decimal('2E+8'))

    Raises:
        UnitError: no number.
    """
    raw = ascii_digits(text).translate(_SUPERSCRIPTS).strip()
    power = _POWER.search(raw)
    exponent = f"e{power.group(1)}" if power else ""
    body = re.sub(r"[\s\u00a0]", "", raw[: power.start()] if power else raw)
    commas, points = body.count(","), body.count(".")
    if commas and points:
        thousands = "," if body.rfind(".") > body.rfind(",") else "."
        body = body.replace(thousands, "").replace(",", ".")
    elif commas > 1:
        body = body.replace(",", "")
    elif commas == 1:
        head, tail = body.split(",")
        grouped = (
            len(tail) == 3 and 1 <= len(head.lstrip("+-")) <= 3 and not head.lstrip("+-").startswith("0")
        )  # noqa: PLR2004
        body = head + tail if grouped else f"{head}.{tail}"
    elif points > 1:
        body = body.replace(".", "")
    try:
        value = Decimal(body + exponent)
    except InvalidOperation:
        raise UnitError(f"no number in {text[:40]!r}") from None
    if not value.is_finite():
        raise UnitError(f"no number in {text[:40]!r}")
    return value


def parse(text: str, default_unit: str | None = None) -> Quantity:
    """A quantity as people type it.

    Args:
        text: number and unit, e.g. "1,5 kg", "5 µm", "300 deg/h".
        default_unit: used where no unit is typed.

    >>> parse("1,5 kg")
    Quantity(value=Decimal('1.5'), unit='KGM')

    Raises:
        UnitError: no number, an unknown unit, or none and no default.
    """
    found = _NUMBER.match(ascii_digits(text).replace("\u2212", "-"))
    if found is None:
        raise UnitError(f"no number in {text[:40]!r}")
    name = found.group("unit").strip() or (default_unit or "")
    if not name:
        raise UnitError(f"no unit in {text[:40]!r}")
    return Quantity(number(found.group("number")), unit(name).code)
