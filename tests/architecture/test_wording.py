"""Every code that engines, apps and doors can give has a sentence, in every language the product speaks."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.events import Event
from stratrade.apps.wording.events import EVENTS
from stratrade.apps.wording.findings import FINDINGS
from stratrade.apps.wording.notices import NOTICES
from stratrade.project import wiring

Trees = Mapping[str, ast.Module]

CODE = re.compile(r"^[a-z][a-z_]*(\.[a-z0-9_]+){1,3}$")
AREAS = {
    "accounts",
    "api",
    "casework",
    "classify",
    "determination",
    "documents",
    "enforcement",
    "exchange",
    "law",
    "licences",
    "lists",
    "machine",
    "matching",
    "notices",
    "parties",
    "screening",
    "verdict",
}
"""First parts of codes. A code of a new area is found by its `Finding(…)` call in any case."""


def _codes(trees: Trees) -> Iterator[tuple[str, str]]:
    """(where, code) of every code written out in the source; built ones are given by `_built`."""
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [*node.args[:2], *(k.value for k in node.keywords if k.arg in {"code", "name", None})]
            for value in given:
                if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
                    continue
                text = value.value
                if called == "Finding" or (CODE.match(text) and _speaks(called, text)):
                    yield f"{name}:{node.lineno}", text


def _speaks(called: str, text: str) -> bool:
    """Whether a call with such a text says something to people: an error with a finding, or a notice."""
    raises = called[:1].isupper() or called in {"tell", "note", "finding", "_finding", "_found", "_refuse"}
    return raises and text.partition(".")[0] in AREAS and text.count(".") > 1


def test_every_finding_code_has_a_sentence(trees: Trees) -> None:
    permissions = {permission.value for permission in Permission}
    found = {code: where for where, code in _codes(trees) if code not in permissions}
    assert len(found) > 40
    assert {
        code: where for code, where in found.items() if code not in FINDINGS and code not in NOTICES
    } == {}


def test_every_finding_names_its_code_plainly_or_by_a_known_stem(trees: Trees) -> None:
    """A code built from parts is sound only where its stem is in the tables."""
    wrong = []
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and node.args:
                first = node.args[0]
                if isinstance(first, ast.JoinedStr):
                    stem = first.values[0].value if isinstance(first.values[0], ast.Constant) else ""
                    if not any(code.startswith(str(stem)) for code in FINDINGS):
                        wrong.append(f"{name}:{node.lineno}")
    assert wrong == []


def test_every_event_has_a_presenter(root: Path) -> None:
    for path in (root / "apps").glob("*/events.py"):
        import_module(f"stratrade.apps.{path.parent.name}.events")
    ours = {name for name, cls in Event.known.items() if cls.__module__.startswith("stratrade.apps.")}
    assert len(ours) > 30
    assert ours - set(EVENTS) == set()
    assert set(EVENTS) - ours == set()


def test_every_presenter_names_only_fields_of_its_event() -> None:
    wrong = {
        name: fields
        for name, text in EVENTS.items()
        if name in Event.known
        and (
            fields := set(re.findall(r"%\((\w+)\)", str(text))) - set(Event.known[name].__dataclass_fields__)
        )
    }
    assert wrong == {}


def test_every_notice_that_the_wiring_sends_has_a_sentence() -> None:
    codes = {
        f"notices.{event.event_name().split('.')[0]}."
        + re.sub(r"(?<!^)([A-Z])", r"_\1", event.__name__).lower()
        for event, reactions in wiring.REACTIONS.items()
        if any(reaction.__name__.startswith("tell") for reaction in reactions)
    }
    assert codes
    assert codes - set(NOTICES) == set()


@pytest.mark.parametrize("table", [FINDINGS, NOTICES, EVENTS])
def test_every_sentence_can_be_filled(table: Mapping[str, object]) -> None:
    class Anything(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "x"

    for text in table.values():
        assert str(text) % Anything()


@pytest.mark.parametrize("language", ["fr", "km"])
def test_every_sentence_is_translated(language: str) -> None:
    folder = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with folder.open("rb") as file:
        catalogue = {
            message.id: message.string
            for message in read_po(file)
            if isinstance(message.id, str) and not message.fuzzy
        }
    sentences = {text._args[0] for table in (FINDINGS, NOTICES, EVENTS) for text in table.values()}
    missing = sorted(sentence for sentence in sentences if not catalogue.get(sentence))
    assert missing == []


@pytest.mark.parametrize("language", ["fr", "km"])
def test_every_translation_names_the_same_parameters(language: str) -> None:
    folder = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with folder.open("rb") as file:
        wrong = [
            message.id
            for message in read_po(file)
            if isinstance(message.id, str)
            and isinstance(message.string, str)
            and message.string
            and set(re.findall(r"%\((\w+)\)", message.id)) != set(re.findall(r"%\((\w+)\)", message.string))
        ]
    assert wrong == []
