"""What has been noted of one line so far: its lane, the reasons, and what it draws upon."""

from dataclasses import dataclass, field

from stratrade.engines.determination.approved import Taken
from stratrade.engines.verdict.lane import Lane
from stratrade.engines.verdict.licence import LicenceUse
from stratrade.engines.verdict.rules import Fact
from stratrade.kernel.finding import Finding, Scalar, Severity


@dataclass(slots=True)
class Sheet:
    """Lane and reasons of one line so far; every step of the judgement adds to it, none takes away."""

    lane: Lane = Lane.RELEASE
    findings: list[Finding] = field(default_factory=list)
    licences: list[LicenceUse] = field(default_factory=list)
    approvals: dict[int, Taken] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    general: str = ""

    def raise_to(self, lane: Lane) -> None:
        """At least `lane` from here on."""
        if lane.rank > self.lane.rank:
            self.lane = lane

    def put(self, lane: Lane, code: str, severity: Severity, reference: str = "", **params: Scalar) -> None:
        """Note a reason that asks for at least `lane`."""
        self.findings.append(Finding(code, severity, params, reference))
        self.raise_to(lane)

    def use(self, licence: LicenceUse, entry: str, reference: str = "") -> None:
        """Note a licence that covers the goods, and draw upon it."""
        self.licences.append(licence)
        self.put(
            Lane.RELEASE,
            "enforcement.licence.fits",
            Severity.INFO,
            reference,
            licence=licence.reference,
            line=licence.line,
            entry=entry,
        )

    def stop(self, basis: str) -> None:
        """Hold where a provision in force carries it; otherwise look at the papers and say whom to refer to.

        Args:
            basis: citation of that provision; empty where there is none.
        """
        if basis:
            self.lane = Lane.HOLD
        elif all(f.code != "enforcement.item.refer" for f in self.findings):
            self.put(Lane.DOCUMENTARY, "enforcement.item.refer", Severity.WARNING)
