"""The data that travels inside the package, opened without Django and without a database."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from stratrade.engines.lists import load
from stratrade.engines.lists.model import Edition

DEFAULT_EDITION = "annex-2025-11"


class UnknownEditionError(LookupError):
    """No edition of that id is packaged."""


def edition_ids() -> tuple[str, ...]:
    """The ids of the packaged editions, in alphabetical order."""
    return tuple(sorted(folder.name for folder in _lists().iterdir() if folder.is_dir()))


def edition_files(edition: str = DEFAULT_EDITION) -> Mapping[str, str]:
    """File name -> YAML text of a packaged edition.

    Raises:
        UnknownEditionError: where no such edition is packaged.
    """
    if edition not in edition_ids():
        raise UnknownEditionError(f"no edition {edition!r}; packaged are {', '.join(edition_ids())}")
    found = (file for file in (_lists() / edition).iterdir() if file.name.endswith(".yaml"))
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(found, key=lambda f: f.name)}


def edition_schema() -> Mapping[str, object]:
    """The JSON Schema that every file of an edition keeps."""
    schema: Mapping[str, object] = json.loads((_lists() / "schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def read_edition(edition: str | None = None) -> Edition:
    """A packaged edition of the control list; the one this release stands on where none is named.

    Raises:
        UnknownEditionError: where no such edition is packaged.
        EditionError: where a file of it cannot be read.
    """
    return load.assemble(edition_documents(edition))


def edition_documents(edition: str | None = None) -> Mapping[str, object]:
    """The plain content of the files of a packaged edition, see `engines.lists.load.assemble`.

    Raises:
        UnknownEditionError: where no such edition is packaged.
        EditionError: where a file of it cannot be read.
    """
    return _documents(edition_files(edition or DEFAULT_EDITION))


def _lists() -> Traversable:
    return files("stratrade") / "data" / "lists"


def _documents(texts: Mapping[str, str]) -> Mapping[str, object]:
    """The plain content of the files: read once from YAML, afterwards from a quicker JSON copy."""
    stamp = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in texts.items()).encode()).hexdigest()
    kept = _home() / "index" / stamp / "documents.json"
    try:
        documents: dict[str, object] = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        documents = load.read_documents(texts)
        load.assemble(documents)  # only what can be read is kept
        with contextlib.suppress(OSError):
            _keep(kept, json.dumps(documents, ensure_ascii=False))
    return documents


def _home() -> Path:
    return Path(os.environ.get("STRATRADE_HOME") or Path.home() / ".local" / "share" / "stratrade")


def _keep(path: Path, text: str) -> None:
    """Write all of it or nothing, whoever else writes at the same moment."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)
