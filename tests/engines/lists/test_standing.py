"""What of a list stood on a day."""

from datetime import date

import pytest

from stratrade.engines.lists.evaluate import evaluate
from stratrade.engines.lists.model import Facts
from stratrade.engines.lists.standing import edition_on, entry_on
from stratrade.kernel.quantity import Quantity, parse

LIST = """
parameters:
  - {id: accuracy, kind: quantity, unit: µm, label: accuracy}
entries:
  - code: 2B201
    title: Machines
    valid_from: "2025-01-01"
    valid_to: "2026-12-31"
    criteria:
      path: 2B201
      title: any
      any:
        - path: 2B201.a
          title: until June
          valid_to: "2026-06-30"
          leaf: {quantity: {parameter: accuracy, op: le, value: 6, unit: µm}}
        - path: 2B201.b
          title: from July
          valid_from: "2026-07-01"
          leaf: {quantity: {parameter: accuracy, op: le, value: 4, unit: µm}}
"""


@pytest.fixture
def edition(edition_of):
    return edition_of(LIST)


@pytest.mark.parametrize(
    ("on", "paths"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), ["2B201", "2B201.a"]),
        (date(2026, 6, 30), ["2B201", "2B201.a"]),
        (date(2026, 7, 1), ["2B201", "2B201.b"]),
        (date(2026, 12, 31), ["2B201", "2B201.b"]),
        (date(2027, 1, 1), None),
    ],
)
def test_entry_on_keeps_what_was_in_force(edition, on, paths):
    stood = entry_on(edition.entries["2B201"], on)
    assert (None if stood is None else [node.path for node in stood.criteria.walk()]) == paths
    assert ("2B201" in edition_on(edition, on).entries) is (paths is not None)


@pytest.mark.parametrize("on", [date(2026, 6, 30), date(2026, 7, 1)])
def test_what_stood_is_judged_as_the_whole_is_on_that_day(edition, on):
    facts = Facts({"accuracy": parse("5 µm")})
    whole = evaluate(edition.entries["2B201"], facts, edition, on=on)
    stood = evaluate(edition_on(edition, on).entries["2B201"], facts, edition, on=on)
    assert isinstance(facts.values["accuracy"], Quantity)
    assert whole.status is stood.status
    assert (whole.status.value.upper() == "MET") is (on < date(2026, 7, 1))
