"""What is asked of the engine, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stratrade.engines.lists.evaluate import Ask
from stratrade.engines.lists.model import Value
from stratrade.kernel.finding import Finding

ENGINE_VERSION = "1"


class Verdict:
    """The three answers of contracts.md."""

    CONTROLLED = "controlled"
    NOT_LISTED = "not_listed"
    INSUFFICIENT = "insufficient_data"


@dataclass(frozen=True, slots=True)
class Query:
    """What is known of the goods.

    Args:
        text: the description as typed.
        hs: HS code, any number of digits; the first six count.
        cas: CAS numbers given beside the text.
        values: parameter id -> value, from forms or `--param`.
        destination_is_cwc_party: where a concentration rule depends on it; None where unknown.
        on: the day; entries out of their days are left out. None counts every entry.
    """

    text: str
    hs: str = ""
    cas: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    destination_is_cwc_party: bool | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may cover the goods.

    Args:
        entry: its code.
        paragraph: the paragraph that decided, or that is still open.
        score: how well the description points to it, 0 to 1.
        status: met, open or excluded.
        because: what points to it, and the criteria that decided.
        ask: what could still change the answer, the most decisive first.
        supported: the evidence suffices to stop the goods while the entry is open.
    """

    entry: str
    paragraph: str
    score: float
    status: str
    because: tuple[Finding, ...]
    ask: tuple[Ask, ...]
    supported: bool = False

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The JSON shape of contracts.md."""
        return {
            "entry": self.entry,
            "paragraph": self.paragraph,
            "score": self.score,
            "status": self.status,
            "because": [finding.as_dict() for finding in self.because],
            "ask": [
                {
                    "parameter": ask.parameter,
                    "unit": ask.unit,
                    "question": ask.question.get(language) or ask.question.get("en", ""),
                    "weight": float(ask.weight),
                    **({"options": list(ask.options)} if ask.options else {}),
                    **({"typical": ask.typical} if ask.typical else {}),
                }
                for ask in self.ask
            ],
        }


@dataclass(frozen=True, slots=True)
class Identification:
    """The answer: verdict, candidates best first, remarks on the description, and what to ask of it."""

    verdict: str
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]
    ask: tuple[Ask, ...]
    edition: str

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The JSON shape of contracts.md."""
        return {
            "verdict": self.verdict,
            "candidates": [candidate.as_dict(language) for candidate in self.candidates],
            "findings": [finding.as_dict() for finding in self.findings],
            "ask": [
                {
                    "parameter": a.parameter,
                    "unit": a.unit,
                    "question": a.question.get(language) or a.question["en"],
                }
                for a in self.ask
            ],
            "edition": self.edition,
            "engine_version": ENGINE_VERSION,
        }
