"""Look up the sentence of a code and fill it."""

from collections.abc import Mapping
from typing import Any

from stratrade.apps.wording.events import EVENTS
from stratrade.apps.wording.findings import FINDINGS
from stratrade.apps.wording.notices import NOTICES
from stratrade.apps.wording.shown import shown


class Unworded(LookupError):
    """A code has no sentence. A test keeps this from happening."""


class _Lenient(dict[str, Any]):
    """Parameters as people read them, with an ellipsis for those an older row does not carry."""

    def __getitem__(self, key: str) -> Any:
        return shown(key, super().__getitem__(key))

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence of a finding or notice in the language of the moment.

    Args:
        code: dotted code.
        params: what the sentence names.

    Raises:
        Unworded: no such code.
    """
    text = FINDINGS.get(code) or NOTICES.get(code)
    if text is None:
        raise Unworded(code)
    return str(text) % _Lenient(params or {})


def event_sentence(name: str, payload: Mapping[str, Any]) -> str:
    """What an event of the trail says, in the language of the moment.

    Where a rule and no person gave the reason, the event keeps its finding under `because`.

    Args:
        name: stored name, "<app>.<Class>".
        payload: its fields.

    Raises:
        Unworded: no such event.
    """
    text = EVENTS.get(name)
    if text is None:
        raise Unworded(name)
    because = payload.get("because")
    if isinstance(because, Mapping) and because.get("code"):
        payload = {**payload, "reason": sentence(str(because["code"]), because.get("params"))}
    return str(text) % _Lenient(payload)


def known(code: str) -> bool:
    """Whether a code has a sentence."""
    return code in FINDINGS or code in NOTICES
