"""What is forbidden everywhere: signals, save overrides, admin, dodged circles, empty names, huge files."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

Trees = Mapping[str, ast.Module]

FLOORS = [
    {"nation", "training"},
    {"casework", "enforcement"},
    {"licences"},
    {"classification", "screening"},
    {"measures"},
    {"lists", "parties", "law"},
    {"documents", "notices", "search"},
    {"accounts"},
    {"audit"},
]
EMPTY_NAMES = {"helpers", "utils", "common", "misc", "libraries", "mixins", "signals", "util", "helper"}
FORBIDDEN_IMPORTS = {
    "django.db.models.signals": "signals",
    "django.dispatch": "signals",
    "django.contrib.auth.signals": "signals",
    "django.contrib.admin": "the admin",
    "django.forms.models": "ModelForm",
}
LARGEST = 800


def _level(app: str) -> int:
    return next(index for index, floor in enumerate(FLOORS) if app in floor)


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_signals_no_admin_no_model_forms(trees: Trees) -> None:
    wrong = [
        f"{name}:{line} {FORBIDDEN_IMPORTS[module]}"
        for name, tree in trees.items()
        for line, module in _imports(tree)
        if module in FORBIDDEN_IMPORTS or module.endswith(".ModelForm")
    ]
    assert wrong == []


def test_models_override_no_save(trees: Trees) -> None:
    wrong = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees.items()
        if name.startswith("apps/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "asave", "adelete"}
        if name.endswith("models.py") or "/models/" in name
    ]
    assert wrong == []


def test_no_import_of_ours_inside_a_function(trees: Trees) -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("stratrade.apps")
        # a command sets Django up first, then imports what needs it; so does the start of the product
        if not name.startswith(("interfaces/cli/", "project/apps.py"))
    ]
    assert wrong == []


def test_modules_bear_names_that_say_something(root: Path) -> None:
    wrong = [p.relative_to(root).as_posix() for p in root.rglob("*.py") if p.stem in EMPTY_NAMES]
    wrong += [
        p.name
        for p in root.rglob("*")
        if p.is_dir() and p.name in EMPTY_NAMES and "node_modules" not in p.parts
    ]
    assert wrong == []


def test_files_are_shorter_than_they_may_be(root: Path) -> None:
    sizes = {
        path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in root.rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert {name: size for name, size in sizes.items() if size >= LARGEST} == {}


def test_every_module_says_what_lives_there(trees: Trees) -> None:
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def _relations() -> Iterator["tuple[type[models.Model], models.Field[object, object]]"]:
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("stratrade.apps."):
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField):
                    yield model, field


def test_relations_point_down_the_floors() -> None:
    seen = 0
    wrong = []
    for model, field in _relations():
        seen += 1
        mine, theirs = model._meta.app_label, field.related_model._meta.app_label
        if mine != theirs and not (theirs in set().union(*FLOORS) and _level(mine) < _level(theirs)):
            wrong.append(f"{model.__name__}.{field.name} -> {theirs}")
    assert seen > 5
    assert wrong == []


def test_rows_of_ours_are_never_deleted_by_a_relation() -> None:
    """CASCADE only from a part to its own whole, within one app."""
    wrong = [
        f"{model.__name__}.{field.name}"
        for model, field in _relations()
        if getattr(field.remote_field, "on_delete", None) is models.CASCADE
        and model._meta.app_label != field.related_model._meta.app_label
    ]
    assert wrong == []


@pytest.mark.parametrize("app", sorted(set().union(*FLOORS) - {"training"}))
def test_every_app_has_the_same_parts(root: Path, app: str) -> None:
    folder = root / "apps" / app
    if not any((folder / name).exists() for name in ("models.py", "models/__init__.py")):
        pytest.fail(f"{app} has no models") if (folder / "migrations").exists() else None
        return
    assert (folder / "migrations" / "__init__.py").exists()
    assert (folder / "apps.py").exists()
    assert any((folder / name).exists() for name in ("queries.py", "queries/__init__.py"))
