"""Every code that engines, apps and doors can give has a sentence, in every language the product speaks."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from babel.messages.pofile import read_po
from django.conf import settings

import stratrade
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.audit.events import Event
from stratrade.apps.wording.events import EVENTS
from stratrade.apps.wording.findings import FINDINGS
from stratrade.apps.wording.notices import NOTICES
from stratrade.project import wiring

Trees = Mapping[str, ast.Module]

AREAS = "|".join(
    sorted(
        {code.split(".")[0] for code in {**FINDINGS, **NOTICES}}
        | {"matching", "obligations", "screening", "verdict"}
    )
)
CODE = re.compile(rf"^({AREAS})(\.[a-z](?:[a-z0-9_]*[a-z0-9])?){{2}}$")
"""What a code looks like, in every area of the house."""

TWO_PARTS = re.compile(rf"^({AREAS})\.[a-z][a-z0-9_]*$")


def _codes(trees: Trees) -> Iterator[tuple[str, str]]:
    """(where, code) of every code written in the source or given by a rule of a pack."""
    for name, tree in trees.items():
        if name.startswith(("apps/wording/", "apps/accounts/permissions.py", "project/")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
                yield f"{name}:{node.lineno}", node.value
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for value in node.args[:2] if called in {"Finding", "say", "put"} else []:
                    text = getattr(value, "value", None)
                    if isinstance(text, str) and TWO_PARTS.match(text):
                        yield f"{name}:{node.lineno}", text
    for path in (Path(stratrade.__file__).parent / "data" / "packs").glob("*/rules.yaml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            yield path.as_posix(), rule["code"]


def test_every_finding_code_has_a_sentence(trees: Trees) -> None:
    permissions = {permission.value for permission in Permission}
    found = {code: where for where, code in _codes(trees) if code not in permissions}
    assert len(found) > 120
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


def test_sentences_are_marked_by_names_that_the_collector_reads(trees: Trees) -> None:
    """A sentence said through another name would never reach a catalogue."""
    other = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in {None, "_"}
    ]
    assert other == []


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


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = spec_from_file_location("messages", Path(__file__).parents[2] / "setup" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_khmer_sentences_are_written_in_khmer(messages: ModuleType) -> None:
    wrong = [
        message.id
        for message in messages.opened("km")
        if message.id
        and any(
            messages.foreign(string, "km")
            for string in ([message.string] if isinstance(message.string, str) else message.string)
        )
    ]
    assert wrong == []


def test_words_in_another_script_are_told_from_codes(messages: ModuleType) -> None:
    assert messages.foreign("Adoptée le %(day)s", "km")
    assert not messages.foreign("%(reference)s: <b>ZIP</b>, XLSX", "km")
    assert not messages.foreign("អាន YAML aliases", "km")
    assert not messages.foreign("Adoptée", "fr")
