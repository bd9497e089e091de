"""Findings in the shape that doors hand out."""

import json
from decimal import Decimal

from stratrade.kernel.finding import Finding, Severity, strongest


def test_as_dict_is_plain_json():
    row = Finding("a.b.c", Severity.WARNING, {"n": Decimal("1.50"), "yes": True}, "Art. 1").as_dict()
    assert json.loads(json.dumps(row)) == {
        "code": "a.b.c",
        "severity": "WARNING",
        "params": {"n": "1.50", "yes": True},
        "reference": "Art. 1",
    }


def test_strongest():
    assert strongest([]) is None
    assert (
        strongest([Finding("a"), Finding("b", Severity.BLOCK), Finding("c", Severity.NOTICE)])
        is Severity.BLOCK
    )
