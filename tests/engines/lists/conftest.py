"""A small list with every kind of leaf."""

from pathlib import Path
from textwrap import dedent

import pytest

from stratrade.engines.lists import load

HEAD = """
id: small
title: Small list
legal_status: For tests only.
valid_from: "2025-01-01"
"""


@pytest.fixture(scope="session")
def files():
    return {"edition.yaml": HEAD, "all.yaml": Path(__file__).with_name("small.yaml").read_text("utf-8")}


@pytest.fixture(scope="session")
def small(files):
    return load.parse(files)


@pytest.fixture(scope="session")
def edition_of():
    """Makes an edition of the text of one file."""
    return lambda text: load.parse({"edition.yaml": HEAD, "one.yaml": dedent(text)})
