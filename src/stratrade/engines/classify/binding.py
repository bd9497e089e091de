"""Binds the quantities and words of a description to the parameters of an entry."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from stratrade.engines.classify.alloys import apart, by_content, shares
from stratrade.engines.classify.derived import (
    fractional_bandwidth,
    holds_block,
    impurities,
    length_error_within,
    rotary_axes,
    scale_within,
    share_of_range,
    specific,
    turned_from,
)
from stratrade.engines.classify.index import KIND, Index, Needs, Role
from stratrade.engines.classify.measures import Measure
from stratrade.engines.classify.reading import Reading, Said
from stratrade.engines.lists.model import Span, Value
from stratrade.kernel.quantity import Quantity, unit

# Impurities of all kinds together: what a stated purity leaves.
OVERALL = frozenset(
    {"ceramic_impurities", "crucible_impurity", "metallic_impurities"}
    | {"silicon_isotopic_impurity", "germanium_isotopic_impurity"}
)
BLOCK, LARGEST = "block_120", "largest_dimension"
ROTARY_AXES, FRACTIONAL_BANDWIDTH = "contouring_rotary_axes", "fractional_bandwidth"
SHARE_OF_HAFNIUM, POOR_IN_HAFNIUM = "hafnium_in_zirconium", "hafnium_poor"
HAFNIUM = frozenset({"hafnium", "hf"})
GUIDANCE_SHARE, LINEAR_SCALE = "guidance_accuracy_share", "linear_scale_accuracy"
NC_CAPABLE, CONTOURING_AXES = "nc_capable", "simultaneous_axes"
NAMED = 0.6  # nearness from which an option beside the name of its parameter is its value
BESIDE = 0.8  # nearness from which a number without unit counts what is named
OF_IT = 0.3  # what makes the name behind a share stronger than the one before it
COUNTED = {
    "axis": "ax",
    "axes": "ax",
    "plane": "plane",
    "planes": "plane",
    "roller": "roller",
    "rollers": "roller",
}
GRADE = "_tolerance"  # ends the id of what has one class alone
MAINS = (100, 480)  # volts
PAUSED = 0.25  # a name counts less for a value behind a comma than for the one beside it
NEAR = 5  # words between the name of a value and the value itself
# Lengths, weights and shares stand in any description; without their name they say nothing.
UNNAMED_IGNORED = frozenset(unit(symbol).dimension for symbol in ("mm", "kg", "%", "s", "1"))
_SHARE = unit("%").dimension
SEVERAL_AXES = Span(low=Quantity(Decimal(2), unit("axes").code))
_HERTZ, _VOLT, _PERCENT = unit("Hz").code, unit("V").code, unit("%").code


class Binder:
    """What one description says, ready to be held against the parameters of many entries.

    Args:
        reading: of the text.
        index: the index of the edition.
    """

    def __init__(self, reading: Reading, index: Index) -> None:
        self._reading = reading
        self._index = index
        self._dimensions = [unit(measure.unit).dimension for _, _, measure in reading.measures]
        self._named_behind = self._shares_named_behind()
        self._claims = [tuple(self._claiming(number)) for number in range(len(reading.measures))]
        self._by_target: dict[str, list[tuple[int, Said, float]]] = {}
        for number, claims in enumerate(self._claims):
            for said, near in claims:
                self._by_target.setdefault(said.meaning.target, []).append((number, said, near))
        self._spare = [
            number
            for number, (_, _, measure) in enumerate(reading.measures)
            if not (self._claims[number] or measure.otherwise or self._dimensions[number] in UNNAMED_IGNORED)
        ]
        self._unnamed_here = [
            (dimension, measure)
            for dimension, (_, _, measure) in zip(self._dimensions, reading.measures, strict=True)
            if dimension not in UNNAMED_IGNORED
            and measure.symbol
            and not (measure.otherwise or _mains(measure))
        ]
        self._specific = specific(reading.measures, reading.keys)
        width = fractional_bandwidth(reading.measures)
        if width is not None:
            self._specific[FRACTIONAL_BANDWIDTH] = width
        turning = rotary_axes(reading.measures)
        if turning is not None:
            self._specific[ROTARY_AXES] = turning
        self._options, self._named_options = _options(reading, index)
        self._features = {said.meaning.target: not said.denied for said in reading.of(Role.FEATURE)}
        self.followed, self.figures = self._following()

    def _following(self) -> tuple[dict[str, Value], frozenset[str]]:
        """What follows from what the goods are, and for which of it a figure stands in the text."""
        rules = {
            int(one.meaning.target)
            for one in self._reading.of(Role.FOLLOWS)
            if not (one.denied or _of_other(one, self._reading))
        }
        if not (rules or self._options or self._features):
            return {}, frozenset()
        follows = self._index.follows
        found = follows.values(rules, self._options, self._features, self._reading.keys)
        dimension_of = self._index.dimensions
        wanted = [dimension_of[name] for name in found if name in dimension_of]
        values: dict[str, Value] = {}
        stated: set[str] = set()
        for name, value in found.items():
            dimension = dimension_of.get(name, "")
            figures = self._unnamed_of(dimension, value) if dimension else []
            if len(figures) == 1 and (value is None or wanted.count(dimension) == 1):
                values[name] = figures[0]
                stated.add(name)
            elif value is not None and not figures:
                values[name] = value
        return values, frozenset(stated)

    def _unnamed_of(self, dimension: str, value: Value | None) -> list[Value]:
        """Figures of a kind that no name claims, or all where a rule looks for one; lengths and shares only then."""
        if value is not None and dimension in UNNAMED_IGNORED:
            return []
        figures = [
            measure
            for number, (_, _, measure) in enumerate(self._reading.measures)
            if self._dimensions[number] == dimension
            and measure.symbol
            and (not measure.otherwise or value is None)
            and (value is None or not self._claims[number])
        ]
        # A figure in g is what "15 g" of an accelerometer means, whatever else is in micro-g.
        otherwise = [measure for measure in figures if measure.otherwise]
        return [measure.value for measure in otherwise or figures]

    def bind(self, code: str) -> tuple[dict[str, Value], frozenset[str]]:
        """The values that the text gives to the parameters of one entry, and which of them are hints.

        An option of a member parameter that stands beside the name of its parameter is its value; one
        that stands elsewhere is a hint.

        A quantity belongs to the parameter whose name stands nearest and whose dimension it has; one
        without a name belongs to the only parameter of that dimension, unless it is of a kind that stands
        in any description (lengths, weights, shares).
        """
        needs = self._index.needs[code]
        measures = self._reading.measures
        values: dict[str, Value] = {}
        taken: dict[int, float] = {}
        for score, number, parameter in sorted(self._named(needs.quantities), key=lambda c: -c[0]):
            # Several parameters may share a name ("volume"); which of them counts the kind of goods decides.
            if parameter not in values and taken.setdefault(number, score) == score:
                values[parameter] = measures[number][2].value
        for number, parameter in self._unnamed(needs.quantities) if self._spare else ():
            if number not in taken and parameter not in values:
                taken[number] = 0.0
                values[parameter] = measures[number][2].value
        self._add_derived(needs.quantities, values)
        said: Collection[str] = ()
        if self._options:
            said = [name for name in needs.members if name in self._options]
            values |= {name: self._options[name] for name in said}
        if self._features:
            values |= {name: yes for name, yes in self._features.items() if name in needs.features}
        self._add_implied(values)
        self._add_followed(needs, values)
        return values, frozenset(said) - self._named_options

    def _add_followed(self, needs: Needs, values: dict[str, Value]) -> None:
        """What follows from what the goods are, for questions that nothing was said to."""
        if self.followed:
            asked = (*needs.quantities, *needs.members, *needs.features)
            named = [id(value) for value in values.values()]
            for name in self.followed.keys() & asked:
                if name not in self.figures or id(self.followed[name]) not in named:
                    values.setdefault(name, self.followed[name])
        if GUIDANCE_SHARE in needs.quantities:
            share = share_of_range(self._reading.measures)
            if share is not None:
                values.setdefault(GUIDANCE_SHARE, share)
        within = scale_within(self._reading.measures) if LINEAR_SCALE in needs.features else None
        if within is not None:
            values[LINEAR_SCALE] = within
        if self._reading.block is not None:
            self._add_sides(self._reading.block, needs, values)
        if self._reading.length_error is not None:
            values |= self._length_errors(needs.features)

    def _add_sides(
        self, sides: tuple[Decimal, Decimal, Decimal], needs: Needs, values: dict[str, Value]
    ) -> None:
        """What the three sides of a piece answer."""
        if BLOCK in needs.features:
            values.setdefault(BLOCK, holds_block(sides))
            millimetre = unit("mm").code
            for name, most in turned_from(sides).items():
                values.setdefault(name, Quantity(most, millimetre))
        if LARGEST in needs.quantities:
            values.setdefault(LARGEST, Quantity(sides[0], unit("mm").code))

    def _add_implied(self, values: dict[str, Value]) -> None:
        """What follows from a word, or from a figure that makes a word needless."""
        if NC_CAPABLE in self._features:
            # What is controlled by numbers moves two axes together or more; what cannot be, none.
            values.setdefault(CONTOURING_AXES, SEVERAL_AXES if self._features[NC_CAPABLE] else False)
        if SHARE_OF_HAFNIUM in values and HAFNIUM.isdisjoint(self._reading.keys):
            del values[SHARE_OF_HAFNIUM]  # it is a share of something else
        elif SHARE_OF_HAFNIUM in values:
            values[POOR_IN_HAFNIUM] = False  # the share decides, not what it is called

    def _length_errors(self, features: Collection[str]) -> dict[str, Value]:
        """Questions whether the length measuring error lies within a limit that grows with the length too."""
        stated = self._reading.length_error
        questions = {name: self._index.edition.parameters[name].question.get("en", "") for name in features}
        found = (
            {name: length_error_within(stated, asked) for name, asked in questions.items()} if stated else {}
        )
        return {name: within for name, within in found.items() if within is not None}

    def _add_derived(self, wanted: tuple[str, ...], values: dict[str, Value]) -> None:
        """What follows from the quantities stated, for parameters that nothing was said of."""
        for name, value in self._specific.items():
            if name in wanted:
                values.setdefault(name, value)
        if OVERALL.isdisjoint(wanted):
            return
        rest = {name: self._index.edition.parameters[name].unit for name in wanted if name in OVERALL}
        for name, value in impurities(self._reading.measures, rest):
            values.setdefault(name, value)

    def unclaimed(self, values: Mapping[str, Value], open_: Collection[str]) -> dict[str, Value]:
        """Quantities without a name that can only answer one of the questions still open, by its parameter.

        Args:
            values: what has been bound.
            open_: the parameters that are asked for.
        """
        if not self._unnamed_here:
            return {}
        used = list(values.values())
        spare: dict[str, list[Measure]] = {}
        for dimension, measure in self._unnamed_here:
            if measure.value not in used:
                spare.setdefault(dimension, []).append(measure)
        if not spare:
            return {}
        asked: dict[str, list[str]] = {}
        for name in open_:
            asked.setdefault(self._index.dimensions.get(name, ""), []).append(name)
        return {
            names[0]: spare[dimension][0].value
            for dimension, names in asked.items()
            if len(names) == 1 and len(spare.get(dimension, ())) == 1
        }

    def _claiming(self, number: int) -> Iterator[tuple[Said, float]]:
        """The names, of goods of any entry, that stand near a quantity of their dimension."""
        first, last, measure = self._reading.measures[number]
        breaks = self._reading.breaks
        dimension = self._dimensions[number]
        for said in self._reading.of(Role.ALIAS):
            if self._index.dimensions.get(said.meaning.target) == dimension and _counts(measure, said):
                near = _nearness(said, first, last, breaks)
                if near > 0:
                    of_it = self._named_behind and said.first == last + 1 and said.first not in breaks
                    yield said, near + (OF_IT if of_it and measure.unit == _PERCENT else 0.0)

    def _shares_named_behind(self) -> bool:
        """Whether shares are named behind them ("20 % Cr 6 % Ni"), not before ("Ag 3 ppm")."""
        breaks = self._reading.breaks
        if _SHARE not in self._dimensions:
            return False
        names = [
            s for s in self._reading.of(Role.ALIAS) if self._index.dimensions.get(s.meaning.target) == _SHARE
        ]
        starts = {said.first for said in names if said.first not in breaks}
        ends = {said.last for said in names if said.last + 1 not in breaks}
        places = [
            (first, last)
            for dimension, (first, last, _) in zip(self._dimensions, self._reading.measures, strict=True)
            if dimension == _SHARE
        ]
        behind = sum(last + 1 in starts for _, last in places)
        before = sum(first - 1 in ends for first, _ in places)
        return behind > before or (behind == before and len(places) == 1)

    def _named(self, wanted: tuple[str, ...]) -> Iterator[tuple[float, int, str]]:
        for name in [name for name in wanted if name in self._by_target] if self._by_target else ():
            for number, said, score in self._by_target[name]:
                first, last, measure = self._reading.measures[number]
                if not measure.symbol and score < BESIDE:
                    continue
                # The unit itself ("mA") may be a name for other goods; that is no claim here.
                rivals = (
                    near
                    for other, near in self._claims[number]
                    if (other.first, other.last) != (said.first, said.last)
                    and (other.first < first or other.last > last or other.meaning.target in wanted)
                )
                if score >= max(rivals, default=0.0):
                    yield score, number, name

    def _unnamed(self, wanted: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        dimensions = self._index.dimensions
        for number in self._spare:
            names = [name for name in wanted if dimensions.get(name) == self._dimensions[number]]
            if len(names) == 1:
                yield number, names[0]


def _counts(measure: Measure, said: Said) -> bool:
    """Whether a name fits what is counted: "3 axes" are no rollers."""
    stem = COUNTED.get(measure.symbol.lower(), "")
    return stem in said.phrase or stem in said.meaning.target


def _mains(measure: Measure) -> bool:
    """What the socket delivers is on every rating plate."""
    value = measure.value
    if not isinstance(value, Quantity):
        return False
    return (value.unit == _HERTZ and value.value in {50, 60}) or (
        value.unit == _VOLT and MAINS[0] <= value.value <= MAINS[1]
    )


def _options(reading: Reading, index: Index) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The options said of each member parameter, and the parameters that are named beside them."""
    options: dict[str, set[str]] = {}
    # What goods are for does not tell what they are; what technology is for does.
    said = apart(
        (
            one
            for one in reading.of(Role.OPTION)
            if not (one.denied or (_of_other(one, reading) and one.meaning.target.endswith(KIND)))
        ),
        reading.breaks,
    )
    for name, option in by_content(said, shares(reading), index.edition, reading.keys):
        options.setdefault(name, set()).add(option)
    named = {
        one.meaning.target
        for one in said
        if one.meaning.target in options
        and not _of_other(one, reading)
        and (
            one.meaning.target.endswith((KIND, GRADE))
            or any(
                alias.meaning.target == one.meaning.target
                and _nearness(alias, one.first, one.last, frozenset()) > NAMED
                for alias in reading.of(Role.ALIAS)
            )
        )
    }
    return {name: frozenset(found) for name, found in options.items()}, frozenset(named)


def _of_other(said: Said, reading: Reading) -> bool:
    """Whether a phrase says what the goods are for, and so what something else is."""
    return said.purpose and not reading.intangible


def _nearness(said: Said, first: int, last: int, breaks: Collection[int]) -> float:
    """How near a name stands to a value: before it counts more than after; longer names count more."""
    before, after = first - said.last - 1, said.first - last - 1
    length = 0.1 * (said.last - said.first)
    between = range(said.last + 1, first + 1) if before >= 0 else range(last + 1, said.first + 1)
    if any(place in breaks for place in between):
        length -= PAUSED
    if 0 <= before <= NEAR:
        return 1.0 - 0.12 * before + length
    if 0 <= after <= 3:  # noqa: PLR2004 ("380 mm inlet flange")
        return 0.8 - 0.2 * after + length
    return 1.0 if said.first <= last and said.last >= first else 0.0
