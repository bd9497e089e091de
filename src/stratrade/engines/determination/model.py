"""What is asked of the determination, and what comes out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stratrade.kernel.finding import Finding


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
        return _RANKS[self]


_RANKS = {outcome: place for place, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transfer. `entry` is a paragraph of the control list; `regime` limits the answer to one body of law.

    Args:
        at: the instant of the transfer where it is known; measures that begin at an instant are held against it.
        origin_goods: where the goods were made, where that is not `origin`.
        approvals: what is at hand: licence, end_use_certificate, registration, a general authorisation, an approval
            of a committee; `committee-1718#RULE` is one for that rule alone.
        notified_on: the day the Technical Secretariat received the notification of a Schedule 1 transfer.
        counterpart_notified: whether the other State has notified it too; None where nobody knows.
        holding_g: what the receiving State would hold of Schedule 1 chemicals with this transfer, in grams.
        acquired_g: what it would have acquired this year, in grams.
        planned_g: what other imports that wait, and licences for imports, may add to either, in grams.
        certificate: what an end-use certificate at hand states; None where none was looked into.
        entry_met: somebody has found that the goods meet `entry`: a share that is not stated is not asked about again.
        vessel_flag: flag of the ship or aircraft that carries the goods.
    """

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
    at: dt.datetime | None = None
    notified_on: dt.date | None = None
    counterpart_notified: bool | None = None
    holding_g: Decimal | None = None
    acquired_g: Decimal | None = None
    planned_g: Decimal | None = None
    certificate: tuple[str, ...] | None = None
    vessel_flag: str = ""
    entry_met: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be had before the transfer.

    Args:
        kind: licence, end_use_certificate, notification, committee_approval, registration or record.
        not_before: first day on which the transfer may take place.
        satisfied_by: the approval that was stated to be at hand; empty where none was.
        basis: the provision of the State that carries the act; empty where none in force does.
        refer_to: whom to ask where nothing carries it.
        counterpart: whether the other State has notified too: notified, not_notified or unknown.
    """

    kind: str
    regime: str
    reference: str
    authority: str = ""
    not_before: dt.date | None = None
    satisfied_by: str = ""
    basis: str = ""
    refer_to: str = ""
    counterpart: str = ""

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
        for name in ("satisfied_by", "basis", "refer_to", "counterpart"):
            if value := getattr(self, name):
                row[name] = value
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
