"""A status moves only as its table says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stratrade.kernel.finding import Finding
from stratrade.kernel.machine import IllegalTransition, Machine, Transition

DOOR = Machine(
    "door",
    "OPEN",
    [
        Transition("OPEN", "shut", "SHUT", "door.leaf.shut"),
        Transition(
            "SHUT", "open", "OPEN", guard=lambda door: Finding("door.locked") if door == "locked" else None
        ),
        Transition("SHUT", "brick_up", "WALL"),
    ],
)


@given(st.lists(st.sampled_from(["shut", "open", "brick_up", "kick"]), max_size=12))
def test_whatever_is_tried_the_status_is_one_of_the_table(actions):
    status = DOOR.initial
    for action in actions:
        try:
            status = DOOR.next(status, action).target
        except IllegalTransition:
            assert action not in {t.action for t in DOOR.actions(status)}
    assert status in DOOR.states


def test_refusal_names_status_and_action():
    with pytest.raises(IllegalTransition) as refused:
        DOOR.next("WALL", "open")
    assert refused.value.finding.params == {"machine": "door", "status": "WALL", "action": "open"}


def test_guard_gives_its_own_reason():
    with pytest.raises(IllegalTransition) as refused:
        DOOR.next("SHUT", "open", "locked")
    assert refused.value.finding.code == "door.locked"
    assert DOOR.next("SHUT", "open", "unlocked").target == "OPEN"


def test_terminal_states_have_no_way_out():
    assert DOOR.terminal == {"WALL"}
    assert DOOR.actions("WALL") == ()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([Transition("A", "x", "B"), Transition("A", "x", "C")], "two rows"),
        ([Transition("A", "x", "B"), Transition("C", "y", "A")], "no way into"),
    ],
)
def test_a_broken_table_is_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        Machine("m", "A", rows)
