"""What is typical of a product line: a suggestion beside a question, never a fact about the goods at hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stratrade.engines.classify.told import label, shown
from stratrade.engines.lists.evaluate import Ask, Outcome, Status
from stratrade.engines.lists.model import Edition, Value
from stratrade.kernel.finding import Finding, Severity

UNVERIFIED = "unverified"


def counting(*outcomes: Outcome) -> frozenset[str]:
    """The parameters that decided, or are asked for."""
    told = (str(f.params["parameter"]) for o in outcomes for f in o.findings if "parameter" in f.params)
    return frozenset((*told, *(ask.parameter for o in outcomes for ask in o.asks)))


def findings(values: Mapping[str, Value], lines: Sequence[str], edition: Edition) -> Iterator[Finding]:
    """What nobody has confirmed for these goods.

    Args:
        values: typical of the product lines, by parameter.
        lines: the product lines named, as in the glossary.
        edition: where labels and sources are looked up.
    """
    params = {
        "line": ", ".join(dict.fromkeys(name.rstrip("*") for name in lines)),
        "source": ", ".join(dict.fromkeys(edition.line_sources.get(name, UNVERIFIED) for name in lines)),
    }
    for name, value in sorted(values.items()):
        told = {"parameter": name, "label": label(name, edition), "value": shown(value)}
        yield Finding("classify.value.typical", Severity.NOTICE, {**params, **told})


def beside(asks: tuple[Ask, ...], typical: Mapping[str, Value], outcome: Outcome) -> tuple[Ask, ...]:
    """The questions with what is typical of the product line beside them; first those that it would decide."""
    if not typical:
        return asks
    told_of = {name: shown(value) for name, value in typical.items()}
    told = [replace(ask, typical=told_of.get(ask.parameter, "")) for ask in asks]
    if outcome.status is not Status.UNKNOWN:
        told.sort(key=lambda ask: not ask.typical)
    return tuple(told)
