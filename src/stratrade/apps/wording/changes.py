"""What changed between two editions of a control list, in words that name facts as the editions do."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from stratrade.apps.wording.sentences import sentence
from stratrade.engines.lists.model import Edition, Parameter
from stratrade.kernel.finding import Finding

_LISTS = ("added", "removed")
_SIGNED = ("criterion", "before", "after")


def told(finding: Finding, editions: Sequence[Edition]) -> str:
    """One change in the language of the moment, without its paragraph.

    Args:
        finding: of `engines.lists.diff`.
        editions: where labels are looked up, the newer edition first.
    """
    params = dict(finding.params)
    if "title" in params:
        entry = next((e.entries[finding.reference] for e in editions if finding.reference in e.entries), None)
        params["title"] = _own(entry.title) if entry else params["title"]
    known = _known(str(params.get("parameter", "")), editions)
    if known is not None:
        label = _own(known.label) or known.id.replace("_", " ")
        params["parameter"] = label
        for key in _SIGNED:
            if isinstance(params.get(key), str):
                params[key] = _named(str(params[key]), known, label)
        for key in _LISTS:
            if key in params:
                params[key] = ", ".join(_option(known, one) for one in str(params[key]).split(", ")) or "–"
    elif "parameter" in params:
        names = [edition.substances.get(str(params["parameter"])) for edition in editions]
        name = next((found for found in names if found), "")
        if name and isinstance(params.get("criterion"), str):
            params["criterion"] = f"{name} ({params['criterion']})"
    return sentence(finding.code, params)


def _known(name: str, editions: Sequence[Edition]) -> Parameter | None:
    return next((e.parameters[name] for e in editions if name in e.parameters), None)


def _named(signs: str, known: Parameter, label: str) -> str:
    """Signs such as "material ∈ {nickel}" with the fact and its options named."""
    rest = signs.removeprefix(known.id)
    if "{" in rest:
        start, _brace, inside = rest.partition("{")
        rest = start + ", ".join(_option(known, one) for one in inside.rstrip("}").split(", "))
    return label + rest if signs.startswith(known.id) else signs


def _option(known: Parameter, value: str) -> str:
    return _own(known.options.get(value, {})) or value.replace("_", " ")


def _own(texts: Mapping[str, str]) -> str:
    return texts.get((get_language() or "en")[:2]) or texts.get("en") or ""
