"""The source as trees, read once for every test here."""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import stratrade

ROOT = Path(stratrade.__file__).parent
Trees = Mapping[str, ast.Module]


@cache
def _trees() -> Trees:
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
        if "node_modules" not in path.parts
    }


@pytest.fixture
def trees() -> Trees:
    """Path below the package -> syntax tree, migrations left out."""
    return {name: tree for name, tree in _trees().items() if "/migrations/" not in name}


@pytest.fixture
def pure(trees: Trees) -> Trees:
    """The engines and the kernel."""
    return {name: tree for name, tree in trees.items() if name.startswith(("engines/", "kernel/"))}


@pytest.fixture
def root() -> Path:
    """The folder of the package."""
    return ROOT
