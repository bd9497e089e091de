"""How the engine writes a value and the name of its parameter in a finding."""

from stratrade.engines.lists.model import Edition, Span, Value


def label(name: str, edition: Edition) -> str:
    """The English noun of a parameter; other languages are looked up under its id."""
    known = edition.parameters.get(name)
    return (known.label.get("en") if known else "") or name.replace("_", " ")


def shown(value: Value) -> str:
    """A value with its unit, options by their ids."""
    if isinstance(value, Span):
        return f"{value.low or ''} … {value.high or ''}".strip()
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return str(value)
