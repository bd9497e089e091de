"""A table of states: the only way a status may change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stratrade.kernel.finding import Finding

Guard = Callable[[Any], Finding | None]
"""Looks at the thing and returns the reason it may not move, or None."""


class IllegalTransition(Exception):
    """The action is not in the table for the present status, or a guard refused it.

    Args:
        finding: the coded reason, ready for a form or a problem document.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    Args:
        source: status before.
        action: what a person or the system does.
        target: status after.
        permission: value of the permission that the actor needs; empty for the system's own steps.
        guard: further condition on the thing itself.
    """

    source: str
    action: str
    target: str
    permission: str = ""
    guard: Guard | None = None


class Machine:
    """A named table of transitions.

    Args:
        name: the aggregate it governs, e.g. "casework.case".
        initial: status of a new thing.
        transitions: the rows; (source, action) pairs are unique.

    Raises:
        ValueError: two rows share source and action, or a source cannot be reached.

    >>> m = Machine("door", "OPEN", [Transition("OPEN", "shut", "SHUT"), Transition("SHUT", "open", "OPEN")])
    >>> m.next("OPEN", "shut").target
    'SHUT'
    >>> sorted(m.states)
    ['OPEN', 'SHUT']
    """

    def __init__(self, name: str, initial: str, transitions: list[Transition]) -> None:
        self.name = name
        self.initial = initial
        self.transitions = tuple(transitions)
        self._by_key: dict[tuple[str, str], Transition] = {}
        for row in self.transitions:
            key = (row.source, row.action)
            if key in self._by_key:
                raise ValueError(f"{name}: two rows for {key}")
            self._by_key[key] = row
        reached = {initial} | {row.target for row in self.transitions}
        lost = {row.source for row in self.transitions} - reached
        if lost:
            raise ValueError(f"{name}: no way into {sorted(lost)}")

    @property
    def states(self) -> frozenset[str]:
        """Every status the table names."""
        return frozenset({self.initial} | {s for t in self.transitions for s in (t.source, t.target)})

    @property
    def terminal(self) -> frozenset[str]:
        """Statuses with no way out."""
        return self.states - {t.source for t in self.transitions}

    def actions(self, status: str) -> tuple[Transition, ...]:
        """The rows that start at `status`, in table order."""
        return tuple(t for t in self.transitions if t.source == status)

    def next(self, status: str, action: str, thing: Any = None) -> Transition:
        """The row for `action` at `status`.

        Raises:
            IllegalTransition: there is no such row, or its guard refuses `thing`.
        """
        row = self._by_key.get((status, action))
        if row is None:
            raise IllegalTransition(
                Finding(
                    "machine.transition.none",
                    params={"machine": self.name, "status": status, "action": action},
                )
            )
        if row.guard is not None and thing is not None:
            refusal = row.guard(thing)
            if refusal is not None:
                raise IllegalTransition(refusal)
        return row

    def table(self) -> list[tuple[str, str, str, str]]:
        """(source, action, target, permission) rows, for the documentation to draw."""
        return [(t.source, t.action, t.target, t.permission) for t in self.transitions]
