"""Engines and kernel are functions of values: no clock, chance, environment, file or growing global."""

import ast
from collections.abc import Iterator, Mapping

import pytest

Trees = Mapping[str, ast.Module]

FORBIDDEN_MODULES = {
    "time": "clock",
    "random": "chance",
    "secrets": "chance",
    "os": "environment",
    "sys": "environment",
    "pathlib": "file",
    "tempfile": "file",
    "shutil": "file",
    "io": "file",
    "logging": "outside",
    "socket": "outside",
    "subprocess": "outside",
    "urllib": "outside",
    "importlib": "file",
    "locale": "environment",
}
FORBIDDEN_CALLS = {"now", "today", "utcnow", "uuid4", "uuid1", "urandom", "getenv", "read_text", "read_bytes"}
FORBIDDEN_NAMES = {"open", "input", "print", "exec", "eval", "globals"}
GROWING = {"append", "add", "update", "setdefault", "extend", "insert", "clear", "pop", "popitem"}


def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module.split(".")[0]


def _called(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN_CALLS:
                yield node.lineno, f".{node.func.attr}()"
            elif isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_NAMES | FORBIDDEN_CALLS:
                yield node.lineno, f"{node.func.id}()"


def _module_containers(tree: ast.Module) -> set[str]:
    """Names at module level that hold a dictionary, list or set."""
    found = set()
    for node in tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        value = getattr(node, "value", None)
        holds = isinstance(
            value, ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp
        ) or (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in {"dict", "list", "set", "defaultdict", "OrderedDict", "Counter"}
        )
        if holds:
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def _unbounded(decorator: ast.expr) -> bool:
    """Whether a decorator remembers every answer for ever."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
    if name == "lru_cache" and isinstance(decorator, ast.Call):
        given = [*decorator.args, *(keyword.value for keyword in decorator.keywords)]
        return any(isinstance(value, ast.Constant) and value.value is None for value in given)
    return name == "cache"


def _grown(node: ast.AST, containers: set[str]) -> str:
    """What a node does to a container of the module; empty where nothing."""
    if isinstance(node, ast.Global):
        return f"global {', '.join(node.names)}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GROWING:
        owner = getattr(node.func.value, "id", "")
        return f"{owner}.{node.func.attr}()" if owner in containers else ""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        owner = getattr(node.value, "id", "")
        return f"{owner}[…] =" if owner in containers else ""
    return ""


def _growth(tree: ast.Module) -> Iterator[tuple[int, str]]:
    containers = _module_containers(tree)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            if function.args.args and any(_unbounded(d) for d in function.decorator_list):
                yield function.lineno, f"unbounded cache on {function.name}"
            for node in ast.walk(function):
                what = _grown(node, containers)
                if what:
                    yield getattr(node, "lineno", 0), what


def test_pure_floors_import_no_clock_chance_environment_or_file(pure: Trees) -> None:
    assert pure
    wrong = [
        f"{name}:{line} imports {module} ({FORBIDDEN_MODULES[module]})"
        for name, tree in pure.items()
        for line, module in _imported(tree)
        if module in FORBIDDEN_MODULES
    ]
    assert wrong == []


def test_pure_floors_call_no_clock_chance_environment_or_file(pure: Trees) -> None:
    assert [f"{name}:{line} {what}" for name, tree in pure.items() for line, what in _called(tree)] == []


def test_pure_floors_keep_no_growing_global(pure: Trees) -> None:
    assert [f"{name}:{line} {what}" for name, tree in pure.items() for line, what in _growth(tree)] == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("import os", _imported),
        ("from random import choice", _imported),
        ("from datetime import date\ndef f():\n    return date.today()", _called),
        ("def f():\n    return open('x')", _called),
        ("SEEN = {}\ndef f(x):\n    SEEN[x] = 1", _growth),
        ("SEEN = []\ndef f(x):\n    SEEN.append(x)", _growth),
        ("from functools import cache\n@cache\ndef f(x):\n    return x", _growth),
    ],
)
def test_the_tests_see_what_they_look_for(source: str, seen: object) -> None:
    assert list(seen(ast.parse(source)))  # type: ignore[operator]
