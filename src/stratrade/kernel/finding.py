"""A finding: one coded reason an engine gives, put into words only at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Scalar = str | int | bool | Decimal | None


class Severity(StrEnum):
    """How strongly a finding bears on the answer, weakest first."""

    INFO = "INFO"
    NOTICE = "NOTICE"
    WARNING = "WARNING"
    BLOCK = "BLOCK"

    @property
    def rank(self) -> int:
        """Position from 0 (weakest) to 3 (strongest)."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, as a code with parameters and the rule it rests on.

    Args:
        code: dotted code, `area.subject.what`, that `apps/wording.py` turns into a sentence.
        severity: how strongly it bears on the answer.
        params: values that the sentence names; plain scalars only.
        reference: the paragraph of law or list the reason rests on; empty where none applies.
    """

    code: str
    severity: Severity = Severity.INFO
    params: Mapping[str, Scalar] = field(default_factory=dict)
    reference: str = ""

    def as_dict(self) -> dict[str, object]:
        """The JSON shape of contracts.md; decimals become strings, written out.

        >>> Finding("a.b.c", params={"grams": Decimal("1.8E+7")}).as_dict()["params"]
        {'grams': '18000000'}
        """
        return {
            "code": self.code,
            "severity": self.severity.value,
            "params": {k: format(v, "f") if isinstance(v, Decimal) else v for k, v in self.params.items()},
            "reference": self.reference,
        }


def strongest(findings: list[Finding] | tuple[Finding, ...]) -> Severity | None:
    """The strongest severity among `findings`, or None where there are none."""
    return max((f.severity for f in findings), key=lambda s: s.rank, default=None)
