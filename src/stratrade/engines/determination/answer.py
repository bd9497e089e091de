"""Gathers what each body of law says about one transaction."""

import datetime as dt
from dataclasses import dataclass, field

from stratrade.engines.determination.model import Outcome, Question, Requirement
from stratrade.kernel.finding import Finding, Scalar, Severity

_SEVERITY = {
    Outcome.PROHIBITED: Severity.BLOCK,
    Outcome.ASK: Severity.WARNING,
    Outcome.NOTIFICATION: Severity.WARNING,
    Outcome.END_USE_CERTIFICATE: Severity.WARNING,
    Outcome.LICENCE: Severity.WARNING,
    Outcome.NONE: Severity.INFO,
}


@dataclass(slots=True)
class Answer:
    """Findings, requirements and questions so far, and the strictest outcome among them."""

    outcomes: list[Outcome] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    advisory: bool = False

    @property
    def strictest(self) -> Outcome:
        """The strictest outcome said so far."""
        return min(self.outcomes, key=lambda o: o.rank, default=Outcome.NONE)

    def say(self, outcome: Outcome, code: str, reference: str, **params: Scalar) -> None:
        """Note an outcome with its reason."""
        self.outcomes.append(outcome)
        self.findings.append(Finding(code, _SEVERITY[outcome], params, reference))

    def need(  # noqa: PLR0913 - a requirement is all of these
        self,
        kind: str,
        regime: str,
        reference: str,
        *,
        authority: str = "",
        not_before: dt.date | None = None,
        satisfied_by: str = "",
    ) -> None:
        """Note a requirement."""
        self.requirements.append(Requirement(kind, regime, reference, authority, not_before, satisfied_by))

    def ask(self, parameter: str, question: dict[str, str], unit: str = "") -> None:
        """Note a question once."""
        if all(q.parameter != parameter for q in self.questions):
            self.questions.append(Question(parameter, question, unit))
