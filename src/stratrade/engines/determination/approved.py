"""Approvals of a committee of the Security Council: which of them speak of a transfer, and which rule each lifts."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from stratrade.engines.determination.model import Requirement
from stratrade.kernel.finding import Finding, Scalar, Severity
from stratrade.kernel.quantity import Quantity, UnitError, unit

LIFTS = "determination.approval.lifts"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of goods in a transfer, as an approval looks at it.

    Args:
        names: keys of the names of everybody who sends or receives; `ids` their numbers.
        recipients: keys of the names of everybody who receives.
        hs: HS code, digits alone.
        entries: paragraphs of the control list that the goods meet.
        route: countries they pass on the way.
        licences: references of the licences they go under.
    """

    names: frozenset[str]
    ids: frozenset[str]
    recipients: frozenset[str]
    hs: str
    entries: tuple[str, ...]
    destination: str
    route: tuple[str, ...] = ()
    quantity: Decimal | None = None
    unit: str = ""
    net_kg: Decimal | None = None
    value: Decimal | None = None
    currency: str = ""
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval as the register says now. Every mark that it carries must fit; one it does not carry is not asked.

    Args:
        key: of the ledger row.
        reference: our number of it; `letter` is the committee's.
        rule: the one rule of the pack that it lifts.
        lifts: how the determination names it, `committee-1718#RULE`.
        standing: confirmed by two people and neither withdrawn nor about to be.
        names: keys of the names of the applicant, who must be among them; `ids` its numbers; either is enough.
        recipients: keys of the names of who may receive; empty for anybody.
        route: countries the goods may pass; empty where the letter says nothing of the way.
        remaining: what nobody has reserved yet, in `unit`, or in the currency `unit` where `by_value`.
        held: licence reference -> what is reserved for it and not yet drawn.
    """

    key: int
    reference: str
    letter: str
    rule: str
    lifts: str
    citation: str
    valid_from: dt.date
    valid_to: dt.date
    destination: str
    remaining: Decimal
    unit: str
    by_value: bool = False
    standing: bool = True
    names: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    route: frozenset[str] = frozenset()
    held: Mapping[str, Decimal] = field(default_factory=dict)

    def speaks_of(self, asked: Asked) -> bool:
        """Whether these are the goods, the people and the way that the committee approved."""
        applicant = self.names | self.ids
        return (
            asked.destination == self.destination
            and not (applicant and self.names.isdisjoint(asked.names) and self.ids.isdisjoint(asked.ids))
            and not (self.recipients and not asked.recipients <= self.recipients)
            and not (self.recipients and not asked.recipients)
            and not (self.hs and not asked.hs.startswith(self.hs))
            and not (self.entries and not any(_below(e, self.entries) for e in asked.entries))
            and not (self.route and not set(asked.route) <= self.route | {self.destination})
        )

    def left_for(self, asked: Asked) -> Decimal:
        """What the transfer may take: what is free, and what was reserved for its own licences."""
        return self.remaining + sum((self.held.get(r, Decimal(0)) for r in asked.licences), Decimal(0))

    def measure(self, asked: Asked) -> Decimal | None:
        """How much of the approval the goods take, in its unit; None where that cannot be told."""
        if self.by_value:
            return asked.value if asked.value is not None and asked.currency == self.unit else None
        for amount, code in ((asked.quantity, asked.unit), (asked.net_kg, "KGM")):
            if amount is None or not code:
                continue
            try:
                return Quantity(amount, unit(code).code).to(self.unit).value
            except (UnitError, ValueError):
                continue
        return None

    def refusal(self, asked: Asked, *, on: dt.date) -> Finding | None:
        """Why it lifts nothing for goods that it speaks of; None where it does lift its rule."""
        if not self.standing:
            return self._why("withdrawn")
        if not self.valid_from <= on <= self.valid_to:
            return self._why("not_valid", valid_from=str(self.valid_from), valid_to=str(self.valid_to))
        wanted = self.measure(asked)
        if wanted is None or wanted <= 0:
            return self._why("unmeasured", unit=self.shown_unit)
        left = self.left_for(asked)
        if wanted > left:
            return self._why("exhausted", asked=plain(wanted), remaining=plain(left), unit=self.shown_unit)
        return None

    @property
    def shown_unit(self) -> str:
        """Symbol of the unit, or the currency."""
        return self.unit if self.by_value else unit(self.unit).symbol

    def finding(self, taken: Decimal, asked: Asked) -> Finding:
        """That it lifts its rule, and what is left after this."""
        left = plain(self.left_for(asked) - taken)
        facts: dict[str, Scalar] = {"taken": plain(taken), "remaining": left, "unit": self.shown_unit}
        return Finding(
            LIFTS,
            Severity.INFO,
            {"approval": self.reference, "letter": self.letter, "rule": self.rule, **facts},
            self.citation,
        )

    def _why(self, code: str, **params: Scalar) -> Finding:
        facts: dict[str, Scalar] = {"approval": self.reference, "rule": self.rule, **params}
        return Finding(f"determination.approval.{code}", Severity.WARNING, facts, self.citation)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one line of goods takes from an approval, in its unit; what `licences` hold of it is drawn first."""

    key: int
    reference: str
    rule: str
    quantity: Decimal
    unit: str
    remaining: Decimal
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitting:
    """The approvals that may lift a rule for one line of goods, at most one for each rule.

    Args:
        fit: those that do.
        refused: rule -> why approvals that speak of these goods lift nothing.
    """

    asked: Asked
    fit: tuple[Approval, ...] = ()
    refused: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def flags(self) -> tuple[str, ...]:
        """What the determination takes as approvals at hand."""
        return tuple(one.lifts for one in self.fit)

    def used(self, requirements: Iterable[Requirement]) -> list[Approval]:
        """Those that a determination leant on."""
        leant = {r.satisfied_by for r in requirements if r.kind == "committee_approval"}
        return [one for one in self.fit if one.lifts in leant]

    def taken(self, one: Approval) -> Taken:
        """What the goods take from one of `fit`."""
        amount = one.measure(self.asked) or Decimal(0)
        left = one.left_for(self.asked) - amount
        return Taken(one.key, one.reference, one.rule, amount, one.unit, left, self.asked.licences)

    def reasons(self, rules: Iterable[str]) -> list[Finding]:
        """Why nothing was lifted of the rules that stop the goods."""
        return [why for rule in dict.fromkeys(rules) for why in self.refused.get(rule, ())]


def fitting(approvals: Sequence[Approval], asked: Asked, *, on: dt.date) -> Fitting:
    """Which approvals lift something for a line of goods on a day; of several for one rule, the first to end.

    Args:
        approvals: the register; those that speak of other goods are passed over in silence.
        asked: the line.
    """
    fit: dict[str, Approval] = {}
    refused: dict[str, list[Finding]] = {}
    for one in sorted(approvals, key=lambda a: (a.valid_to, a.key)):
        if not one.speaks_of(asked):
            continue
        why = one.refusal(asked, on=on)
        if why is not None:
            refused.setdefault(one.rule, []).append(why)
        else:
            fit.setdefault(one.rule, one)
    return Fitting(asked, tuple(fit.values()), {rule: tuple(why) for rule, why in refused.items()})


def less(approvals: Sequence[Approval], taken: Iterable[Taken]) -> list[Approval]:
    """The approvals with what earlier lines of the same transfer take already deducted."""
    gone: dict[int, Decimal] = {}
    for one in taken:
        gone[one.key] = gone.get(one.key, Decimal(0)) + one.quantity
    return [a if a.key not in gone else _with(a, a.remaining - gone[a.key]) for a in approvals]


def _with(approval: Approval, remaining: Decimal) -> Approval:
    fields = {name: getattr(approval, name) for name in Approval.__slots__}
    return Approval(**{**fields, "remaining": remaining})


def _below(paragraph: str, entries: Sequence[str]) -> bool:
    """Whether a paragraph is one of the entries or lies below one.

    >>> _below("2B350.g", ["2B350"]), _below("2B350", ["2B350.g"]), _below("2B3501", ["2B350"])
    (True, False, False)
    """
    return any(paragraph == entry or paragraph.startswith(f"{entry}.") for entry in entries)


def plain(value: Decimal) -> str:
    """A quantity without superfluous zeros and without an exponent.

    >>> plain(Decimal("100.500")), plain(Decimal("1E+2"))
    ('100.5', '100')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
