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
    """Findings, requirements and questions so far, and the strictest outcome among them.

    Args:
        outcomes: what has been said for certain.
        open: for each thing not known, the strictest outcome it could lead to.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    open: list[Outcome] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    advisory: bool = False

    @property
    def strictest(self) -> Outcome:
        """The strictest outcome said so far; `ask` only where what is not known could make it stricter.

        >>> answer = Answer()
        >>> answer.leave_open("cwc.concentration_unknown", "", could=Outcome.END_USE_CERTIFICATE)
        >>> answer.strictest.value
        'ask'
        >>> answer.say(Outcome.PROHIBITED, "sanctions.prohibited", "")
        >>> answer.strictest.value
        'prohibited'
        """
        certain = min(self.outcomes, key=lambda o: o.rank, default=Outcome.NONE)
        worst = min(self.open, key=lambda o: o.rank, default=certain)
        return Outcome.ASK if worst.rank < certain.rank else certain

    def say(self, outcome: Outcome, code: str, reference: str, **params: Scalar) -> None:
        """Note a certain outcome with its reason."""
        self.outcomes.append(outcome)
        self.findings.append(Finding(code, _SEVERITY[outcome], params, reference))

    def leave_open(self, code: str, reference: str, *, could: Outcome, **params: Scalar) -> None:
        """Note that something is not known which could lead to `could`."""
        self.open.append(could)
        self.findings.append(Finding(code, _SEVERITY[Outcome.ASK], params, reference))

    def need(
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
