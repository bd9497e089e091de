"""Codes into sentences and short labels for templates, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from stratrade.apps import wording
from stratrade.apps.wording.labels import LABELS
from stratrade.interfaces.web import facts
from stratrade.kernel.finding import Finding


def say(finding: Finding | Mapping[str, Any]) -> str:
    """The sentence of a finding or of its stored form; the code itself where none is written yet."""
    if isinstance(finding, Finding):
        code, params = finding.code, finding.params
    else:
        code, params = str(finding.get("code", "")), finding.get("params") or {}
    try:
        return wording.sentence(code, facts.named(params))
    except wording.Unworded:
        return code


def happened(name: str, payload: Mapping[str, Any]) -> str:
    """The sentence of an event of the trail; its name where none is written yet."""
    because = payload.get("because")
    if because:  # worded here, where the names of facts are known
        payload = {**payload, "reason": say(because), "because": None}
    try:
        return wording.event_sentence(name, payload)
    except wording.Unworded:
        return name


def label(code: object) -> str:
    """The short label of a stored code; the code in plain letters where none is written."""
    text = str(code or "")
    found = LABELS.get(text) or LABELS.get(text.upper())
    return str(found) if found is not None else text.replace("_", " ").lower()
