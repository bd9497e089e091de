"""The data that travels inside the package, opened without Django and without a database.

What is looked up in is built once an edition, into files under `STRATRADE_HOME/index`, and opened from
there by every process: read-only, mapped into memory.
"""

import contextlib
import ctypes
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from stratrade.apps import blocks
from stratrade.engines.classify import stored
from stratrade.engines.classify.index import Index
from stratrade.engines.lists import load
from stratrade.engines.lists.model import Edition
from stratrade.kernel.sections import SectionsError

DEFAULT_EDITION = "annex-2025-11"
BUILT_BY = ("engines/lists", "engines/classify", "kernel")  # the code that builds an index of goods


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


def read_edition(edition: str | None = None) -> Edition:
    """A packaged edition of the control list; the one this release stands on where none is named.

    Raises:
        UnknownEditionError: where no such edition is packaged.
        EditionError: where a file of it cannot be read.
    """
    return read_index(edition).edition


@cache
def read_index(edition: str | None = None) -> Index:
    """What descriptions of goods are looked up in, for a packaged edition.

    Raises:
        UnknownEditionError: where no such edition is packaged.
        EditionError: where a file of it cannot be read.
    """
    texts = edition_files(edition or DEFAULT_EDITION)
    stamp = hashlib.sha256("\0".join(f"{name}\0{text}" for name, text in texts.items()).encode()).hexdigest()
    return open_index(stamp, lambda: _documents(texts))


def open_index(stamp: str, documents: Callable[[], Mapping[str, object]]) -> Index:
    """The index kept under `stamp`; where there is none yet it is built and kept.

    Args:
        stamp: names the content of `documents`, for example its digest.
        documents: gives the plain content of the files of the edition.

    Raises:
        EditionError: a document cannot be read.
    """
    kept = blocks.path(stamp, "goods", built_by=BUILT_BY)
    try:
        with contextlib.suppress(OSError, SectionsError, stored.OtherFormatError):
            return stored.open_index(blocks.mapped(kept))
        return _built(kept, documents())
    finally:
        _give_back()


def _built(kept: Path, content: Mapping[str, object]) -> Index:
    packed = stored.pack(content, Index.build(load.assemble(content)))
    with contextlib.suppress(OSError):
        blocks.keep(kept, packed)
        return stored.open_index(blocks.mapped(kept))
    return stored.open_index(packed)


def _give_back() -> None:
    """Give the system the memory that opening an index took for a moment; the C library would keep it for years."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such call
        ctypes.CDLL(None).malloc_trim(0)


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
    kept = blocks.path(stamp, "documents.json")
    try:
        documents: dict[str, object] = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        documents = load.read_documents(texts)
        load.assemble(documents)  # only what can be read is kept
        with contextlib.suppress(OSError):
            blocks.keep(kept, json.dumps(documents, ensure_ascii=False).encode())
    return documents
