"""A small list to identify goods against."""

from pathlib import Path

import pytest

from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.lists import load

HEAD = """
id: small
title: Small list
legal_status: For tests only.
valid_from: "2025-01-01"
"""


@pytest.fixture(scope="session")
def index():
    body = Path(__file__).with_name("small.yaml").read_text("utf-8")
    return Index.build(load.parse({"edition.yaml": HEAD, "all.yaml": body}))


@pytest.fixture
def ask(index):
    def asked(text, **known):
        return identify(Query(text, **known), index)

    return asked
