"""The technical facts that a finding names, in the words that the control list in force has for them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from stratrade.apps.accounts.clock import today
from stratrade.apps.lists import queries as lists
from stratrade.apps.lists.editions import open_edition
from stratrade.engines.lists.model import Parameter


def named(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parameters of a finding with label and values of a technical fact in the language of the page.

    Args:
        params: as the engine gave them; `parameter` holds the id of the fact where it speaks of one.
    """
    fact = params.get("parameter")
    if not isinstance(fact, str) or not fact:
        return params
    known = _parameter(fact)
    label = (_own(known.label) if known else "") or fact.replace("_", " ")
    told = {**params, "parameter": label}
    if "label" in params and known is not None and _own(known.label):
        told["label"] = label
    if isinstance(params.get("value"), str):
        told["value"] = ", ".join(_option(known, one) for one in params["value"].split(", "))
    return told


def question(ask: Any) -> str:
    """What is asked, in the language of the page: in the words of the list in force, else as it was stored.

    Args:
        ask: a question of the engine, or what was stored of one, which is in one language only.
    """
    stored = ask if isinstance(ask, Mapping) else {"parameter": ask.parameter, "question": ask.question}
    kept = stored.get("question", "")
    known = _parameter(str(stored.get("parameter", "")))
    if isinstance(kept, Mapping):
        return _own(kept)
    language = (get_language() or "en")[:2]
    return (known.question.get(language, "") if known is not None else "") or str(kept)


def _parameter(fact: str) -> Parameter | None:
    try:
        edition = open_edition(lists.in_force(today()).digest)
    except lists.NoEditionInForce:
        return None
    return edition.parameters.get(fact)


def _own(texts: Mapping[str, str]) -> str:
    return texts.get((get_language() or "en")[:2]) or texts.get("en") or ""


def _option(known: Parameter | None, value: str) -> str:
    if known is not None and value in known.options:
        return _own(known.options[value]) or value.replace("_", " ")
    return value.replace("_", " ")
