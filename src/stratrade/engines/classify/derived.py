"""Facts that follow from what a description states: specific moduli, impurities from a purity."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from stratrade.engines.classify.measures import Measure
from stratrade.engines.lists.model import Span, Value
from stratrade.kernel.quantity import Quantity, unit

GRAVITY = Decimal("9.80665")  # m/s2: the list divides by the specific weight
STIFF = (Decimal(40), Decimal(1000))  # GPa: only a modulus is so high
STRONG = (Decimal("0.4"), Decimal(10))  # GPa: only a strength of a fibre lies here
FIBRES: Mapping[str, tuple[Decimal, Decimal]] = {
    "carbon": (Decimal(1740), Decimal(1830)),
    "aramid": (Decimal(1430), Decimal(1450)),
    "uhmwpe": (Decimal(960), Decimal(980)),
    "polyethylene": (Decimal(960), Decimal(980)),
}
"""Densities of fibres, kg/m3: of those between standard and intermediate modulus; the stiffest carbon is heavier."""
_DENSITY_WORDS = frozenset({"den", "dens", "density"})
_BARE_DENSITY = re.compile(r"[12][.,]\d{1,3}")
FINE, LONG = Decimal("0.2"), Decimal(20)  # mm: an accuracy, and the length of a scale
SCALE = Decimal("0.0008"), Decimal("0.0006") / 1000  # mm, and mm for each mm
RANGE = Decimal(50_000)  # m: of a missile
TUBE, WALL = Decimal(115), Decimal(25)  # mm: of the smallest tube of the list outside, and of its wall
BLOCK = (Decimal(120), Decimal(120), Decimal(50))  # mm
_SIDE = r"(?P<{}>\d{{1,4}}(?:[.,]\d+)?)\s?(?:mm|cm)?"
_BLOCK = re.compile(
    r"(?<![\w.,])"
    + r"\s?[x×*]\s?".join(_SIDE.format(side) for side in "abc")
    + r"(?<=(?P<unit>mm|cm))?(?![\w])"
)
FEW_AXES = 3
PURE_FROM = Decimal(90)  # per cent
_LENGTH_ERROR = re.compile(
    r"(?<![\d.,])(?P<fixed>\d+(?:[.,]\d+)?)\s?(?:µm|um)?\s?\+\s?(?P<times>\d+(?:[.,]\d+)?)?\s?[x×·*]?\s?L\s?/\s?(?P<of>\d+)"
)
_LENGTHS = frozenset(unit(one).code for one in ("nm", "µm", "mm", "cm", "m", "km"))
_GPA, _DENSITY, _METRE, _PERCENT, _COUNT = (unit(one).code for one in ("GPa", "kg/m3", "m", "%", "1"))
_PRESSURE, _MASS_BY_VOLUME, _SHARE, _FREQUENCY = (unit(one).dimension for one in ("GPa", "kg/m3", "%", "Hz"))


def specific(measures: tuple[tuple[int, int, Measure], ...], keys: Sequence[str] = ()) -> dict[str, Value]:
    """Specific modulus and specific tensile strength of a fibre, where modulus or strength is stated.

    Args:
        measures: the quantities of the description.
        keys: its words; they name the fibre, whose density is known where it is not stated.

    What is in GPa tells by its size: no fibre is as strong as it is stiff.
    """
    stated = [m.value for _, _, m in measures if isinstance(m.value, Quantity) and not m.otherwise]
    density = next((v.to(_DENSITY).value for v in stated if v.dimension == _MASS_BY_VOLUME), None)
    light, heavy = (density, density) if density else _density(keys)
    if not light or not heavy:
        return {}
    found: dict[str, Value] = {}
    for value in stated:
        if value.dimension == _PRESSURE:
            size = value.to(_GPA).value
            name = _named(size)
            if name:
                least, most = (Quantity(size * 10**9 / (one * GRAVITY), _METRE) for one in (heavy, light))
                found.setdefault(name, most if light == heavy else Span(least, most))
    return found


def _density(keys: Sequence[str]) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """The density in kg/m3 of the fibre that is named: as written without a unit, or between what such fibres have."""
    for at, key in enumerate(keys[:-1]):
        if key in _DENSITY_WORDS and _BARE_DENSITY.fullmatch(keys[at + 1]):
            bare = Decimal(keys[at + 1].replace(",", ".")) * 1000
            return bare, bare
    named = [span for word, span in FIBRES.items() if word in keys]
    return named[0] if len(named) == 1 else (None, None)


def fractional_bandwidth(measures: tuple[tuple[int, int, Measure], ...]) -> Value | None:
    """The width of the one band of frequencies that is stated, as a share of its middle.

    Args:
        measures: the quantities of the description.
    """
    bands = [
        (m.value.low.to("Hz").value, m.value.high.to("Hz").value)
        for _, _, m in measures
        if isinstance(m.value, Span)
        and m.value.reach
        and m.value.low is not None
        and m.value.high is not None
        and m.value.low.dimension == _FREQUENCY
    ]
    if len(bands) != 1 or sum(bands[0]) <= 0:
        return None
    low, high = bands[0]
    return Quantity(200 * (high - low) / (low + high), _PERCENT)


def _named(size: Decimal) -> str:
    if STIFF[0] <= size <= STIFF[1]:
        return "specific_modulus"
    return "specific_tensile_strength" if STRONG[0] <= size <= STRONG[1] else ""


def length_error(text: str) -> tuple[Decimal, Decimal] | None:
    """The length measuring error of a machine: what it is at least, and how much it grows, both in µm and mm.

    >>> length_error("MPE 1,9 + 3L/1000 um"), length_error("CMM 4+L/250")
    ((Decimal('1.9'), Decimal('0.003')), (Decimal('4'), Decimal('0.004')))
    """
    found = _LENGTH_ERROR.search(text)
    if found is None or not int(found["of"]):
        return None
    fixed, times = (Decimal((found[name] or "1").replace(",", ".")) for name in ("fixed", "times"))
    return fixed, times / Decimal(found["of"])


def length_error_within(stated: tuple[Decimal, Decimal], question: str) -> bool | None:
    """Whether an error lies within the limit that a question names; None where that depends on the length.

    Args:
        stated: see `length_error`.
        question: one that names its limit the same way; any other has no answer here.
    """
    limit = length_error(question)
    if limit is None:
        return None
    fixed, growing = (one - other for one, other in zip(stated, limit, strict=True))
    if fixed < 0 or (fixed == 0 and growing <= 0):
        return True
    return False if growing >= 0 else None


def block(text: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """The three sides of a piece in mm, the longest first; None where no three stand together.

    >>> block("graphite 250 x 200 x 250 mm"), block("block 305x305x620"), block("30 x 20 mm")
    ((Decimal('250'), Decimal('250'), Decimal('200')), (Decimal('620'), Decimal('305'), Decimal('305')), None)
    """
    found = _BLOCK.search(text)
    if found is None:
        return None
    symbol = found["unit"] or "mm"
    first, second, third = sorted(
        (
            Quantity(Decimal(found[side].replace(",", ".")), unit(symbol).code).to("mm").value
            for side in "abc"
        ),
        reverse=True,
    )
    return first, second, third


def holds_block(sides: tuple[Decimal, Decimal, Decimal]) -> bool:
    """Whether a block of 120 mm by 120 mm by 50 mm can be cut out of a piece."""
    return all(side >= least for side, least in zip(sides, BLOCK, strict=True))


def turned_from(sides: tuple[Decimal, Decimal, Decimal]) -> dict[str, Decimal]:
    """The largest cylinder and bore in mm that can be turned from a piece too small for those of the list."""
    _, middle, least = sides
    if middle >= TUBE and least >= BLOCK[2]:
        return {}
    most = middle if middle < TUBE else least
    return {"blank_diameter": most, "blank_inner_diameter": max(most - 2 * WALL, Decimal(0))}


def scale_within(measures: tuple[tuple[int, int, Measure], ...]) -> bool | None:
    """Whether a linear scale is as accurate as 800 nm and 600 nm for each metre; None where that cannot be told.

    Args:
        measures: the quantities of the description: a small length is the accuracy, a large one the length.
    """
    # "10 µm over 1 m" reads as more than a metre; here it is the length.
    stated = [m.value for _, _, m in measures if m.unit in _LENGTHS]
    figures = [value if isinstance(value, Quantity) else value.low or value.high for value in stated]
    lengths = [figure.to("mm").value for figure in figures if figure is not None]
    small, large = [one for one in lengths if one < FINE], [one for one in lengths if one >= LONG]
    if len(small) != 1:
        return None
    if small[0] <= SCALE[0]:
        return True
    return small[0] <= SCALE[0] + SCALE[1] * large[0] if len(large) == 1 else None


def share_of_range(measures: tuple[tuple[int, int, Measure], ...]) -> Value | None:
    """How far off a guidance set is, as a share of its range, where both are stated.

    Args:
        measures: the quantities of the description: of two lengths the range is the longer.
    """
    lengths = sorted(
        m.value.to("m").value for _, _, m in measures if isinstance(m.value, Quantity) and m.unit in _LENGTHS
    )
    if len(lengths) != 2 or lengths[1] < RANGE or not lengths[0]:  # noqa: PLR2004 (the miss and the range)
        return None
    return Quantity(100 * lengths[0] / lengths[1], _PERCENT)


def rotary_axes(measures: tuple[tuple[int, int, Measure], ...]) -> Value | None:
    """How many of its axes turn, at most: of two or three axes no more than one.

    Args:
        measures: the quantities of the description.
    """
    axes = [
        m.value.value
        for _, _, m in measures
        if isinstance(m.value, Quantity) and m.symbol.lower() in {"axis", "axes"}
    ]
    return Span(high=Quantity(Decimal(1), _COUNT)) if axes and max(axes) <= FEW_AXES else None


def impurities(
    measures: tuple[tuple[int, int, Measure], ...], wanted: Mapping[str, str]
) -> Iterator[tuple[str, Value]]:
    """What is not the substance itself: at most the rest of its purity, and not less than a tenth of that.

    Who sells a substance states its purity to the last nine that it has.

    Args:
        measures: the quantities of the description.
        wanted: parameters for overall impurities -> their unit.
    """
    purity = next(
        (
            m.value.value
            for _, _, m in measures
            if isinstance(m.value, Quantity) and m.unit == _PERCENT and PURE_FROM <= m.value.value < 100  # noqa: PLR2004
        ),
        None,
    )
    if purity is not None:
        rest = Quantity(100 - purity, _PERCENT)
        for name, symbol in wanted.items():
            tenth = Quantity(rest.value / 10, _PERCENT)
            yield name, Span(low=tenth.to(symbol), high=rest.to(symbol))
