"""Materials by content: “nickel alloy with 58 % nickel” is no nickel, and no alloy above 60 % of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from stratrade.engines.classify.measures import Measure
from stratrade.engines.classify.reading import Reading, Said
from stratrade.engines.lists.model import Edition, Parameter
from stratrade.kernel.quantity import Quantity, unit

ELEMENTS = frozenset(
    {
        "aluminium", "aluminum", "beryllium", "bismuth", "calcium", "chromium", "cobalt", "columbium", "copper",
        "fluorine", "hafnium", "iron", "magnesium", "molybdenum", "nickel", "niobium", "rhenium", "tantalum",
        "titanium", "tungsten", "uranium", "vanadium", "zirconium",
        "aluminio", "béryllium", "chrome", "niobé", "tantale", "titane", "tungstène",
    }
)  # fmt: skip
PURE = Decimal(98)  # per cent from which a metal is called by its own name
OTHER = "other"  # begins the id of the option for what is none of the named materials
ALLOY = "alloy"
_LIMIT = re.compile(r"(?:more than|over|above) ([\d.]+) % ([a-z]+)")
_PURITY = frozenset({"pure", "purity"})
_BETWEEN = frozenset(
    {"content", "share", "of", "by", "weight", "wt", "max", "min", "about", "contains", "containing"}
)
_REACH = 3  # words between a share and its element
_PERCENT = unit("%").code


def shares(reading: Reading) -> dict[str, Measure]:
    """The share of each element that the text states, its name behind the figure before one in front of it.

    A purity ("tantalum 97 % purity") is none.
    """
    found: dict[str, Measure] = {}
    keys = reading.keys
    for first, last, measure in reading.measures:
        if measure.unit != _PERCENT:
            continue
        behind, before = keys[last + 1 : last + 2 + _REACH], keys[max(0, first - 1 - _REACH) : first][::-1]
        if behind[:1] and behind[0] in _PURITY:
            continue
        element = _beside(behind) or _beside(before)
        if element:
            found.setdefault(element, measure)
    return found


def _beside(words: tuple[str, ...]) -> str:
    """The element that words away from a share begin with, but for words such as "content of"."""
    first = next((word for word in words if word not in _BETWEEN), "")
    return first if first in ELEMENTS else ""


def apart(said: Iterable[Said], breaks: Collection[int] = ()) -> tuple[Said, ...]:
    """Of options of one parameter whose words overlap the longest, then the first.

    "Nickel alloy" says nothing of nickel, "copper beryllium rod" nothing of a beryllium rod.
    """
    kept: list[Said] = []
    # A phrase that stands as it is goes before one whose words a comma parts.
    for one in sorted(said, key=lambda s: (_parted(s, breaks), s.first - s.last, s.first)):
        other = (
            k
            for k in kept
            if k.meaning.target == one.meaning.target and k.meaning.detail != one.meaning.detail
        )
        if not any(k.first <= one.last and one.first <= k.last for k in other):
            kept.append(one)
    return tuple(sorted(kept, key=lambda s: s.first))


def _parted(one: Said, breaks: Collection[int]) -> bool:
    return any(one.first < place <= one.last for place in breaks)


def by_content(
    said: Iterable[Said], found: Mapping[str, Measure], edition: Edition, keys: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """The options that hold, as parameter and option, beside the shares of elements that are stated.

    An element whose share is below `PURE` is no more than a content: an option that means the element itself
    does not hold. An option that names a least content ("nickel alloy with more than 60 % nickel") holds where
    the share is above it and does not where it is not; what then remains is the one option for other
    materials, an alloy before all.
    """
    for one in said:
        parameter = edition.parameters[one.meaning.target]
        element = next((word for word in one.phrase.split() if word in ELEMENTS), "")
        label = _label(parameter, one.meaning.detail)
        if element and keys[one.last + 1 : one.last + 2] == (ALLOY,) and ALLOY not in label:
            continue  # the element of an alloy, which this option does not mean
        if element not in found:
            yield parameter.id, one.meaning.detail
            continue
        limits = dict(_limits(parameter, element))
        above = [option for option, limit in limits.items() if _above(found[element], limit)]
        if limits:
            yield from ((parameter.id, option) for option in above or _others(parameter))
        elif ALLOY in label or _above(found[element], PURE):
            yield parameter.id, one.meaning.detail


def _limits(parameter: Parameter, element: str) -> Iterator[tuple[str, Decimal]]:
    """Options that ask for a least content of this one element."""
    for option in parameter.options:
        limits = _LIMIT.findall(_label(parameter, option))
        label = _label(parameter, option)
        if len(limits) == 1 and limits[0][1] == element and label.count("%") == 1:
            yield option, Decimal(limits[0][0])


def _others(parameter: Parameter) -> tuple[str, ...]:
    found = [option for option in parameter.options if option.startswith(OTHER)]
    alloys = [option for option in found if ALLOY in option]
    return tuple(alloys[:1] or (found if len(found) == 1 else ()))


def _label(parameter: Parameter, option: str) -> str:
    return parameter.options[option].get("en", "").lower()


def _above(measure: Measure, limit: Decimal) -> bool:
    if isinstance(measure.value, Quantity):
        return measure.value.value > limit
    low = measure.value.low
    return low is not None and low.value >= limit
