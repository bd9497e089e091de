"""A number with its unit: exact, comparable within a dimension, read from what people type."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
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
_BODY = re.compile(r"(?P<sign>[+-])?\s*(?P<digits>\d[\d\s.,]*|\.\d+)(?P<tail>\s*[eE][+-]?\d+)?$")
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_PARTED = re.compile(r"\s+|[.,]")
_GROUP = 3
_SHORT_GROUP = 2  # as in South Asia
_LONGEST = 100
_BEYOND = 30


class UnitError(ValueError):
    """No such unit, or no number where one was expected."""


class DimensionError(ValueError):
    """The two units do not measure the same thing."""


def _spelt(symbol: str) -> str:
    return symbol.strip().replace("μ", "µ").replace("㎛", "µm").translate(_SUPERSCRIPTS)


def _index() -> tuple[dict[str, tuple[Unit, ...]], dict[str, tuple[Unit, ...]]]:
    exact: dict[str, list[Unit]] = {}
    folded: dict[str, list[Unit]] = {}
    for known in UNITS:
        for name in dict.fromkeys(_spelt(n) for n in (known.code, known.symbol, *known.aliases)):
            exact.setdefault(name, []).append(known)
            if known not in folded.setdefault(name.casefold(), []):
                folded[name.casefold()].append(known)
    return {n: tuple(u) for n, u in exact.items()}, {n: tuple(u) for n, u in folded.items()}


_exact, _folded = _index()
_EXACT, _FOLDED = MappingProxyType(_exact), MappingProxyType(_folded)


@lru_cache(maxsize=4096)
def unit(name: str, *, like: str = "") -> Unit:
    """The unit of a Rec 20 code, symbol or spelling.

    What measures the dimension asked for wins; then the spelling as it stands; then the same letters in
    another case, of which the first decides: it is the prefix that people take care of ("Mw" is MW, "mw" mW).

    Args:
        name: code, symbol or what people write.
        like: dimension that is asked for, where it is known: "deg" is then an angle or a temperature.

    >>> unit("kPa").code, unit("um").code, unit("MGM").symbol, unit("Mpa").code
    ('KPA', '4H', 'mg', 'MPA')
    >>> unit("C").code, unit("deg").code, unit("deg", like="temperature").code
    ('CEL', 'DD', 'CEL')

    Raises:
        UnitError: unknown.
    """
    spelt = _spelt(name)
    folded = spelt.casefold()
    exact = _EXACT.get(spelt, ())
    loose = _FOLDED.get(folded, ()) or _FOLDED.get(folded.rstrip("."), ())
    for found in (exact, loose):
        of_kind = [u for u in found if like and u.dimension == like]
        if of_kind:
            return _by_prefix(spelt, of_kind)
    if exact:
        return exact[0]
    if loose:
        return _by_prefix(spelt, loose)
    raise UnitError(f"unknown unit {name[:40]!r}")


def _by_prefix(spelt: str, found: Sequence[Unit]) -> Unit:
    return next((u for u in found if u.symbol[0] == spelt[0]), found[0])


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

    Groups of thousands may be parted by spaces, commas or points (two digits in a group but the last are
    taken too, as in 12,34,567). Of a comma and a point in one number the last is the decimal sign. A single
    comma before exactly three digits parts thousands, unless what stands before it starts with zero or has
    more than three digits; a single point is always the decimal sign.

    >>> number("1,5"), number("1.500,25"), number("1,234,567"), number("0,125"), number("2 x 10^8")
    (Decimal('1.5'), Decimal('1500.25'), Decimal('1234567'), Decimal('0.125'), Decimal('2E+8'))
    >>> number("1,500"), number("1.500"), number("12 500")
    (Decimal('1500'), Decimal('1.500'), Decimal('12500'))

    Raises:
        UnitError: no number, one grouped like none ("1.2.3"), or one beyond any measure (over 10^30).
    """
    if len(text) > _LONGEST:
        raise UnitError("no number is that long")
    raw = ascii_digits(text).translate(_SUPERSCRIPTS).replace("\u2212", "-").strip()
    power = _POWER.search(raw)
    body = raw[: power.start()] if power else raw
    try:
        value = Decimal(_plain(body) + (f"e{power.group(1)}" if power else ""))
    except InvalidOperation:
        raise UnitError(f"no number in {text[:40]!r}") from None
    if not value.is_finite() or (value and abs(value.adjusted()) > _BEYOND):
        raise UnitError(f"no number in {text[:40]!r}")
    return value


def _plain(body: str) -> str:
    """A number with neither groups nor comma."""
    found = _BODY.match(body)
    if found is None:
        raise UnitError(f"no number in {body[:40]!r}")
    sign, digits, tail = found.group("sign") or "", found.group("digits"), found.group("tail") or ""
    signs = [c for c in digits if c in ",."]
    if not signs:
        return sign + _grouped(digits) + tail
    last = signs[-1]
    head, _, fraction = digits.rpartition(last)
    several = signs.count(last) > 1
    is_decimal = len(set(signs)) > 1 or (not several and (last == "." or not _THOUSANDS.fullmatch(digits)))
    if several and len(set(signs)) > 1:
        raise UnitError(f"no number in {body[:40]!r}")
    if is_decimal:
        return f"{sign}{_grouped(head) or '0'}.{fraction}{tail}"
    return sign + _grouped(digits) + tail


def _grouped(digits: str) -> str:
    """Digits without what parts their groups."""
    parts = _PARTED.split(digits)
    if len(parts) > 1 and not (
        0 < len(parts[0]) <= _GROUP
        and all(_SHORT_GROUP <= len(p) <= _GROUP for p in parts[1:])
        and len(parts[-1]) == _GROUP
    ):
        raise UnitError(f"no number in {digits[:40]!r}")
    return "".join(parts)


def parse(text: str, default_unit: str | None = None) -> Quantity:
    """A quantity as people type it.

    Args:
        text: number and unit, e.g. "1,5 kg", "5 µm", "300 deg/h".
        default_unit: used where no unit is typed; of a unit with two meanings that of its dimension is taken.

    >>> parse("1,5 kg")
    Quantity(value=Decimal('1.5'), unit='KGM')
    >>> parse("200 deg", "°C").unit
    'CEL'

    Raises:
        UnitError: no number, an unknown unit, or none and no default.
    """
    if len(text) > _LONGEST:
        raise UnitError("no quantity is that long")
    found = _NUMBER.match(ascii_digits(text).translate(_SUPERSCRIPTS).replace("\u2212", "-"))
    if found is None:
        raise UnitError(f"no number in {text[:40]!r}")
    name = found.group("unit").strip() or (default_unit or "")
    if not name:
        raise UnitError(f"no unit in {text[:40]!r}")
    like = unit(default_unit).dimension if default_unit else ""
    return Quantity(number(found.group("number")), unit(name, like=like).code)
