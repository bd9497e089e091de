"""Holds the files of an edition against the published JSON Schema, as any YAML reader sees them."""

from collections.abc import Iterator, Mapping

import yaml
from jsonschema import Draft202012Validator

from stratrade.engines.lists.load import HEAD

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def schema_errors(texts: Mapping[str, str], schema: Mapping[str, object]) -> Iterator[str]:
    """What in the files breaks the schema, a line each.

    Args:
        texts: file name -> YAML text.
        schema: the schema of `data/lists/schema.json`; `edition.yaml` keeps its `$defs/edition`.
    """
    head = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": "#/$defs/edition"}
    for name, text in texts.items():
        try:
            content = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where there is one
        except (yaml.YAMLError, ValueError) as error:
            yield f"{name}: {' '.join(str(error).split())[:200]}"
            continue
        validator = Draft202012Validator(head if name == HEAD else dict(schema))
        for wrong in validator.iter_errors({} if content is None else content):
            yield f"{name}: {'/'.join(map(str, wrong.absolute_path))}: {wrong.message[:200]}"
