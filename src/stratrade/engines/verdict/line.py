"""One line of a declaration with everything it is judged by."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stratrade.engines.classify.identify import Candidate, Identification
from stratrade.engines.determination.approved import Fitting
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.rules import Jurisdiction, Relief
from stratrade.engines.verdict.declaration import Declaration, Item, Regime
from stratrade.engines.verdict.licence import LicenceView
from stratrade.engines.verdict.rules import Rule

ACTIVITY = {
    Regime.EXPORT: "export",
    Regime.IMPORT: "import",
    Regime.TRANSIT: "transit",
    Regime.RE_EXPORT: "re_export",
    Regime.TRANSHIPMENT: "transhipment",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What the State would hold of Schedule 1 chemicals, and would have acquired this year, in grams.

    Args:
        planned_g: what others may add to both: imports that wait, and licences for imports.
    """

    holding_g: Decimal
    acquired_g: Decimal
    planned_g: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Law:
    """What one State judges by on one day; `measured_on` is the day whose measures of the Security Council bind."""

    jurisdiction: Jurisdiction
    book: Rulebook
    rules: tuple[Rule, ...]
    on: dt.date
    measured_on: dt.date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of goods, its declaration, and what stands for it besides its own words.

    Args:
        basis: citation of the provision that carries a hold of these goods; empty where none is in force.
        licences: licence lines with what earlier lines of the declaration leave of them.
        lifting: the approvals of committees that speak of it.
        quoted: the general authorisations that it states.
        met: entries of the control list that it meets.
        opened: entries that some unknown figure decides.
        account: what the State would hold of Schedule 1 chemicals with it, for imports of them.
        registrations: general authorisation -> how the exporter's registration for it stands.
    """

    law: Law
    declaration: Declaration
    item: Item
    identification: Identification
    basis: str
    licences: Sequence[LicenceView]
    lifting: Fitting
    quoted: Sequence[Relief]
    met: Sequence[Candidate]
    opened: Sequence[Candidate]
    account: Account | None
    registrations: Mapping[str, str]

    @property
    def activity(self) -> str:
        """What is done with the goods, as duties and licences name it."""
        return ACTIVITY[self.declaration.regime]

    @property
    def destination(self) -> str:
        """Where they go: as the line says, else the declaration."""
        return self.item.destination or self.declaration.destination
