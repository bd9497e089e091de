"""What is packaged keeps the schema, can be read by us and by any YAML reader, and hangs together."""

import pytest
import yaml
from jsonschema import Draft202012Validator

from stratrade.apps import shelf
from stratrade.engines.lists import load

FILES = [(edition, name) for edition in shelf.edition_ids() for name in shelf.edition_files(edition)]


@pytest.mark.parametrize(("edition", "name"), FILES)
def test_file_keeps_schema(edition, name):
    schema = dict(shelf.edition_schema())
    if name == load.HEAD:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/edition"}
    validator = Draft202012Validator(schema)
    content = yaml.safe_load(shelf.edition_files(edition)[name]) or {}
    wrong = [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(content)
    ]
    assert not wrong, f"{name}: " + "; ".join(wrong[:5])


@pytest.mark.parametrize("edition", shelf.edition_ids())
def test_edition_can_be_read(edition):
    assert load.parse(shelf.edition_files(edition)).id == edition
