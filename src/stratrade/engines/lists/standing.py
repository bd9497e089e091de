"""What of a list stands on a day: entries and single criteria carry days of their own."""

from dataclasses import replace
from datetime import date

from stratrade.engines.lists.model import Edition, Entry, Kind, Node


def entry_on(entry: Entry, on: date) -> Entry | None:
    """The entry as it stood on a day.

    Args:
        entry: with every criterion it ever had in this edition.
        on: the day; the first and the last day of a validity both count.

    Returns:
        The entry with only the criteria in force; None where nothing of it was.

    >>> node = Node("1A001", {"en": "seals"}, Kind.LEAF, valid_to=date(2025, 12, 31))
    >>> entry_on(Entry("1A001", {"en": "Seals"}, node), date(2026, 1, 1)) is None
    True
    """
    if not entry.in_force(on):
        return None
    criteria = _node(entry.criteria, on)
    return None if criteria is None else replace(entry, criteria=criteria)


def edition_on(edition: Edition, on: date) -> Edition:
    """The edition with only what stood on a day; the digest stays that of the whole."""
    kept = {code: entry_on(entry, on) for code, entry in edition.entries.items()}
    return replace(edition, entries={code: entry for code, entry in kept.items() if entry is not None})


def _node(node: Node, on: date) -> Node | None:
    if not node.in_force(on):
        return None
    if node.kind is Kind.LEAF:
        return node
    children = tuple(kept for child in node.children if (kept := _node(child, on)) is not None)
    return replace(node, children=children) if children else None
