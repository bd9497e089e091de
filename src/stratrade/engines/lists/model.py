"""The shape of a control list: entries as trees of criteria over parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stratrade.kernel.quantity import Quantity


class Op(StrEnum):
    """How a value is held against a threshold; the controlled side is where the comparison is true."""

    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    BETWEEN = "between"


class Kind(StrEnum):
    """What a node is."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class QuantityTest:
    """`parameter op value unit`; for `between` both bounds count as inside unless said otherwise."""

    parameter: str
    op: Op
    value: Decimal
    unit: str
    high: Decimal | None = None
    high_exclusive: bool = False
    low_exclusive: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SubstanceTest:
    """A chemical by CAS number or by named family, with the least weight per cent that counts.

    `name` is our word for the chemical, empty where the title of the node says it; `synonyms` are its
    other names, abbreviations and formulas.
    `min_wt_pct_non_party` replaces `min_wt_pct` where the destination is no State Party to the CWC.
    `inclusive` says whether the limit itself already counts (>=) or not (>).
    """

    cas: tuple[str, ...] = ()
    family: str = ""
    min_wt_pct: Decimal | None = None
    min_wt_pct_non_party: Decimal | None = None
    inclusive: bool = False
    name: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberTest:
    """The value of `parameter` is one of `options`."""

    parameter: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class FeatureTest:
    """An observable yes-or-no fact."""

    parameter: str
    question: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RefTest:
    """True where the named entry or paragraph is met."""

    entry: str


@dataclass(frozen=True, slots=True)
class PurposeTest:
    """The item was specially designed or prepared for `purpose`; `parameter` holds the answer."""

    parameter: str
    purpose: str
    question: Mapping[str, str]


Test = QuantityTest | SubstanceTest | MemberTest | FeatureTest | RefTest | PurposeTest


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a criteria tree.

    Args:
        path: the paragraph it belongs to, e.g. "2B230.a.1"; several leaves may share one.
        title: our own words, by language code; "en" is always there.
        kind: all, any, not or leaf.
        children: nodes below; exactly one for `not`, none for a leaf.
        test: what a leaf asks.
        decontrol: the node states an exclusion (a note), for showing it as one.
        valid: first and last day in force; None is open.
    """

    path: str
    title: Mapping[str, str]
    kind: Kind
    children: tuple["Node", ...] = ()
    test: Test | None = None
    decontrol: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the criterion applies on day `on`; both ends of its validity count."""
        return _holds(self.valid_from, self.valid_to, on)

    def walk(self) -> Iterator["Node"]:
        """This node and every node below it, top down, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class HsLink:
    """A six-digit HS 2022 code that goods of an entry are often declared under.

    Args:
        hs: the subheading.
        strength: direct, partial or possible.
        reason: why the two belong together.
        source: `official` where a State published the pair; empty where it is ours.
    """

    hs: str
    strength: str
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """Where an entry comes from. `source` says how we know: official, lite or inferred."""

    regime: str
    reference: str
    source: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A technical fact that criteria ask for.

    Args:
        id: snake_case name used by leaves and by `--param NAME=VALUE`.
        kind: quantity, member or feature.
        unit: unit symbol that answers default to, for quantities.
        label: short noun, by language.
        question: what to ask a trader or an officer, by language.
        options: allowed values of a member parameter, each with its label by language.
        synonyms: other words for an option, e.g. trade names of a material.
        aliases: words that introduce the value in free text ("accuracy", "ultimate pressure").
    """

    id: str
    kind: str
    unit: str = ""
    label: Mapping[str, str] = field(default_factory=dict)
    question: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of the trade that belong to no single entry, all in lower case.

    Args:
        abbreviations: what people write -> the words meant ("pmp" -> "pump").
        vague: words that say nothing of what the goods are ("parts", "machine").
        common: words too frequent in ordinary trade to point to an entry alone ("steel", "cable").
        intangible: words that tell software and technology from goods ("drawings", "know-how").
        software: those of them that say software.
        development: words for the development of goods ("design").
        production: words for their production ("manufacturing").
        use: words for their use ("operation", "overhaul").
        mixture: words that tell a mixture from the chemical itself ("solution", "formulated").
        negation: words that deny what follows ("without", "no").
        depletion: words that put what they go with below its share in nature ("deuterium depleted").
        accessory: words that make the goods something for the named thing ("case for", "label").
        ordinary: phrases for everyday goods of a kind that the list does not mean ("laser pointer").
        everyday: words for where goods are used that the list does not mean, as a purpose too ("for bicycles").
        apparatus: words that make the chemical before them no more than what they work with ("deuterium lamp").
        fitting: words for small parts whose material is not that of the goods ("PTFE seat").
        stated: words by which somebody says that goods are listed ("specified in category 2").
        special: parameters for qualities that nobody leaves unsaid ("radiation hardened").
        exacting: words beside which such qualities are not taken to be absent ("missile", "hardened").
    """

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    intangible: frozenset[str] = frozenset()
    software: frozenset[str] = frozenset()
    development: frozenset[str] = frozenset()
    production: frozenset[str] = frozenset()
    use: frozenset[str] = frozenset()
    mixture: frozenset[str] = frozenset()
    negation: frozenset[str] = frozenset()
    depletion: frozenset[str] = frozenset()
    accessory: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    apparatus: frozenset[str] = frozenset()
    fitting: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    exacting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a control list, e.g. 2B230."""

    code: str
    title: Mapping[str, str]
    criteria: Node
    regimes: tuple[Regime, ...] = ()
    hs: tuple[HsLink, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    yields_to: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    relation: str = ""
    definitions: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the entry applies on day `on`; both ends of its validity count."""
        return _holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Family:
    """A named family of chemicals with the members known by CAS number."""

    id: str
    name: Mapping[str, str]
    cas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TariffLine:
    """A line of a national tariff below the HS.

    Args:
        code: its eight digits.
        hs: the HS subheading that it belongs to; its first six digits unless the table says otherwise.
        title: its words by language.
        unit: the unit in which quantities are declared, as the tariff writes it.
        valid_from: its first day.
        valid_to: its last day.
    """

    code: str
    hs: str
    title: Mapping[str, str]
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the line applies on day `on`; both ends of its validity count."""
        return _holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Following:
    """What is taken to hold of goods by what they are, where nobody states it.

    Args:
        words: one of these is said of them; empty where that does not matter.
        when: answers that all hold of them: an option, yes or no, by parameter.
        unless: words beside which the rule does not hold.
        then: what follows, by parameter, as somebody would type it.
        why: the reason.
    """

    words: tuple[str, ...]
    when: Mapping[str, str]
    unless: tuple[str, ...]
    then: Mapping[str, str]
    why: str


LINES = "lines"  # the glossary of product lines: what it says of a model is typical of it, no more


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated, immutable state of a control list, known by the digest of its files."""

    id: str
    title: Mapping[str, str]
    legal_status: str
    valid_from: date | None
    valid_to: date | None
    entries: Mapping[str, Entry]
    parameters: Mapping[str, Parameter]
    substances: Mapping[str, str]  # CAS number -> name
    families: Mapping[str, Family]
    digest: str
    vocabulary: Vocabulary = Vocabulary()
    glossary: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # language -> noun -> English words
    line_sources: Mapping[str, str] = field(
        default_factory=dict
    )  # product line -> how what is typical of it is known
    tariff: Mapping[str, TariffLine] = field(default_factory=dict)  # eight digits -> line
    follows: tuple[Following, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether this edition applies on day `on`; both ends of its validity count."""
        return _holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Component:
    """A chemical in the goods; `wt_pct` is None where nobody has said how much."""

    cas: str
    wt_pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity known by its bounds.

    Args:
        low: lower bound; None where nothing is said.
        high: upper bound; None where nothing is said.
        low_open: the lower bound itself is left out ("more than").
        high_open: the upper bound itself is left out ("less than").
        reach: the goods cover the whole span, so that one value in it suffices ("2 to 18 GHz");
            otherwise the one true value lies somewhere in it.
    """

    low: Quantity | None = None
    high: Quantity | None = None
    low_open: bool = False
    high_open: bool = False
    reach: bool = False


Value = Quantity | Span | str | frozenset[str] | bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the goods. A parameter that is absent is unknown, never false.

    Args:
        values: parameter id -> quantity or span, option or options of a member parameter, yes or no.
        components: chemicals in the goods.
        components_complete: nothing else that could matter is in them.
        destination_is_cwc_party: whether the destination is a State Party to the Chemical Weapons
            Convention; None where unknown.
        hinted: member parameters whose options were picked up in passing: an option that is not
            mentioned may still be there, so these can be met but not missed.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    components: tuple[Component, ...] = ()
    components_complete: bool = False
    destination_is_cwc_party: bool | None = None
    hinted: frozenset[str] = frozenset()


def _holds(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)
