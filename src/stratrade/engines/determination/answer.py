"""Gathers what each body of law says about one transaction."""

import datetime as dt
from dataclasses import dataclass, field

from stratrade.engines.determination.model import Outcome, Question, Requirement
from stratrade.engines.determination.questions import QUESTIONS
from stratrade.kernel.finding import Finding, Scalar, Severity

_SEVERITY = {
    Outcome.PROHIBITED: Severity.BLOCK,
    Outcome.ASK: Severity.WARNING,
    Outcome.NOTIFICATION: Severity.WARNING,
    Outcome.END_USE_CERTIFICATE: Severity.WARNING,
    Outcome.LICENCE: Severity.WARNING,
    Outcome.NONE: Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Carried:
    """What carries an act in the State's own law.

    Args:
        basis: citation of the provision in force; empty where none is.
        agency: who acts under it.
        refer_to: whom to ask where nothing carries it.
        binding: whether the act binds.
    """

    basis: str = ""
    agency: str = ""
    refer_to: str = ""
    binding: bool = True


UNBOUND = Carried()


@dataclass(slots=True)
class Answer:
    """Findings, requirements and questions so far, and the strictest outcome among them.

    Args:
        outcomes: what has been said for certain.
        open: for each thing not known, the strictest outcome it could lead to.
        advised: of the outcomes, those that no provision in force carries.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    open: list[Outcome] = field(default_factory=list)
    advised: list[Outcome] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

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
        certain = min(self.outcomes, key=_rank, default=Outcome.NONE)
        worst = min(self.open, key=_rank, default=certain)
        return Outcome.ASK if worst.rank < certain.rank else certain

    @property
    def advisory(self) -> bool:
        """Whether no provision in force carries the strictest outcome.

        >>> answer = Answer()
        >>> answer.say(Outcome.LICENCE, "determination.duty.licence", "", carried=Carried(binding=False))
        >>> answer.advisory
        True
        >>> answer.say(Outcome.PROHIBITED, "sanctions.prohibited", "")
        >>> answer.advisory
        False
        """
        strictest = self.strictest
        return strictest in self.advised and self.advised.count(strictest) == self.outcomes.count(strictest)

    def say(
        self, outcome: Outcome, code: str, reference: str, *, carried: Carried = UNBOUND, **params: Scalar
    ) -> None:
        """Note a certain outcome with its reason, and whom to ask where nothing carries it."""
        self.outcomes.append(outcome)
        self.findings.append(Finding(code, _SEVERITY[outcome], params, reference))
        if not carried.binding and outcome is not Outcome.NONE:
            self.advised.append(outcome)
            refer = Finding(
                "determination.refer.agency", Severity.NOTICE, {"agency": carried.refer_to}, reference
            )
            if carried.refer_to and refer not in self.findings:
                self.findings.append(refer)

    def note(self, code: str, severity: Severity, reference: str, **params: Scalar) -> None:
        """Note something that is no outcome."""
        self.findings.append(Finding(code, severity, params, reference))

    def leave_open(
        self, code: str, reference: str, *, could: Outcome, asking: str = "", unit: str = "", **params: Scalar
    ) -> None:
        """Note that something is not known which could lead to `could`, and put the question once."""
        self.open.append(could)
        self.findings.append(Finding(code, _SEVERITY[Outcome.ASK], params, reference))
        if asking and all(q.parameter != asking for q in self.questions):
            self.questions.append(Question(asking, QUESTIONS[asking], unit))

    def need(
        self,
        kind: str,
        regime: str,
        reference: str,
        *,
        carried: Carried = UNBOUND,
        authority: str = "",
        not_before: dt.date | None = None,
        satisfied_by: str = "",
        counterpart: str = "",
    ) -> None:
        """Note a requirement."""
        self.requirements.append(
            Requirement(
                kind,
                regime,
                reference,
                authority or carried.agency,
                not_before,
                satisfied_by,
                carried.basis,
                carried.refer_to,
                counterpart,
            )
        )


def _rank(outcome: Outcome) -> int:
    return outcome.rank
