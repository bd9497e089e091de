"""What is asked of the determination, what a State has laid down, and what comes out."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stratrade.kernel.finding import Finding
from stratrade.kernel.validity import Interval


class Outcome(StrEnum):
    """The answers, strictest first (contracts.md, `determine`)."""

    PROHIBITED = "prohibited"
    ASK = "ask"
    NOTIFICATION = "notification_required"
    END_USE_CERTIFICATE = "end_use_certificate_required"
    LICENCE = "licence_required"
    NONE = "no_licence_required"

    @property
    def rank(self) -> int:
        """0 for the strictest."""
        return list(Outcome).index(self)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transfer. `entry` is a paragraph of the control list; `regime` limits the answer to one body of law."""

    activity: str
    date: dt.date
    destination: str = ""
    id: str = ""
    regime: str = ""
    entry: str = ""
    cas: str = ""
    concentration_pct: Decimal | None = None
    hs_code: str = ""
    description: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    origin: str = ""
    origin_goods: str = ""
    via: tuple[str, ...] = ()
    end_user_type: str = ""
    purpose: str = ""
    days_before_transfer: int | None = None
    broker: str = ""
    approvals: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph of law that carries an act; drafts carry nothing outside exercises."""

    act: str
    activity: str
    goods_class: str
    citation: str
    agency: str
    status: str
    interval: Interval
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of the pack's table list x activity -> duty.

    Args:
        goods: regular expression over entry codes.
        activity: which activity it concerns.
        kind: licence, record or none.
        goods_class: class of goods whose provisions carry it.
    """

    goods: str
    activity: str
    kind: str
    goods_class: str
    reference: str = ""

    def covers(self, entry: str, activity: str) -> bool:
        """Whether the row speaks of this entry and activity."""
        return activity == self.activity and re.match(self.goods, entry) is not None


@dataclass(frozen=True, slots=True)
class ItemSet:
    """Items that a document of the Council or a regime names, by entries of the control list.

    Args:
        id: its name in the pack.
        document: what names the items.
        entries: regular expression over the codes of which it names all.
        partly: further entries of which it names a part.
    """

    id: str
    document: str
    entries: str
    partly: frozenset[str] = frozenset()

    def names(self, code: str) -> bool:
        """Whether the document names all of the entry that a code or paragraph belongs to."""
        return re.match(self.entries, code) is not None

    def may_name(self, code: str) -> bool:
        """Whether it names a part of it."""
        return code.partition(".")[0] in self.partly


@dataclass(frozen=True, slots=True)
class SanctionRule:
    """One rule of a sanctions pack.

    Args:
        direction: to, from or any, seen from the sanctioned country.
        hs: HS prefixes it covers; empty for those that speak of entries or words.
        entries: regular expression over entry codes; empty for none.
        words: any of these in the description (lower case), for rules on arms.
        outcome: prohibited or licence_required (by the Committee).
        unless_words: words that turn the answer into a question (an exception to prove).
        approval: name of a Committee approval that lifts it.
        sets: items by entry that documents name.
    """

    id: str
    regime: str
    country: str
    direction: str
    outcome: str
    reference: str
    interval: Interval
    source: str
    hs: tuple[str, ...] = ()
    entries: str = ""
    words: tuple[str, ...] = ()
    unless_words: tuple[str, ...] = ()
    approval: str = ""
    sets: tuple[ItemSet, ...] = ()


@dataclass(frozen=True, slots=True)
class CatchAll:
    """One limb of the catch-all: a flag, the activity, and what it leads to.

    Args:
        flags: all of these must be set.
        any_of: at least one of these, where it is not empty.
    """

    flags: tuple[str, ...]
    any_of: tuple[str, ...]
    activities: tuple[str, ...]
    outcome: str
    reference: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What one State has laid down, from its pack."""

    id: str
    duties: tuple[Duty, ...] = ()
    catch_all: tuple[CatchAll, ...] = ()
    sanctions: tuple[SanctionRule, ...] = ()
    provisions: tuple[Provision, ...] = ()
    exercise: bool = False
    needs_provision: bool = True

    def duty(self, entry: str, activity: str) -> Duty | None:
        """The first row that covers an entry and activity."""
        return next((d for d in self.duties if d.covers(entry, activity)), None)

    def provision(self, act: str, *, activity: str, goods_class: str, on: dt.date) -> Provision | None:
        """The provision that carries an act on a day, the most specific first; None where nothing does."""
        fitting = [
            p
            for p in self.provisions
            if p.act == act
            and p.activity in {activity, "any"}
            and p.goods_class in {goods_class, "any"}
            and (p.status == "in_force" or (self.exercise and p.status == "draft"))
            and p.interval.contains(on)
        ]
        fitting.sort(key=lambda p: (p.activity == "any", p.goods_class == "any", p.status != "in_force"))
        return fitting[0] if fitting else None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be had before the transfer.

    Args:
        kind: licence, end_use_certificate, notification, committee_approval, registration or record.
        not_before: first day on which the transfer may take place.
        satisfied_by: the approval that was stated to be at hand; empty where none was.
    """

    kind: str
    regime: str
    reference: str
    authority: str = ""
    not_before: dt.date | None = None
    satisfied_by: str = ""

    def as_dict(self) -> dict[str, object]:
        """The JSON shape of contracts.md."""
        row: dict[str, object] = {
            "kind": self.kind,
            "regime": self.regime,
            "reference": self.reference,
            "authority": self.authority,
        }
        if self.not_before is not None:
            row["not_before"] = self.not_before.isoformat()
        if self.satisfied_by:
            row["satisfied_by"] = self.satisfied_by
        return row


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that could change the strictest answer."""

    parameter: str
    question: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""

    def as_dict(self) -> dict[str, object]:
        """The JSON shape of contracts.md, with the question in every language."""
        return {"parameter": self.parameter, "unit": self.unit, "question": dict(self.question)}


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer: the strictest outcome, every requirement, the reasons, what to ask."""

    outcome: Outcome
    advisory: bool
    jurisdiction: str
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    ask: tuple[Question, ...]

    def as_dict(self) -> dict[str, object]:
        """The JSON shape of contracts.md."""
        return {
            "outcome": self.outcome.value,
            "advisory": self.advisory,
            "jurisdiction": self.jurisdiction,
            "requirements": [r.as_dict() for r in self.requirements],
            "findings": [f.as_dict() for f in self.findings],
            "ask": [q.as_dict() for q in self.ask],
        }
