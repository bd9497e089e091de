"""`stratrade lists import`: check a table of a State against the packaged list, or make an edition of it."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.utils import translation

from stratrade.apps import shelf
from stratrade.apps.wording import sentence
from stratrade.engines.lists import compose, load
from stratrade.engines.lists.model import Edition, TariffLine
from stratrade.interfaces.cli.errors import Unusable
from stratrade.interfaces.exchange import editions as archive
from stratrade.interfaces.exchange.tables import reader
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel import yamltext

KINDS = tuple(reader.KINDS)


def report(
    path: Path, *, kind: str, edition: str | None, scope: str, output: Path | None, on: date, language: str
) -> int:
    """Print what is wrong in a table, row by row; make an edition of it where it has no fault and one is wanted.

    Args:
        kind: national, links or tariff; empty where its headings are to say it.
        edition: id of the packaged edition that it is laid over.
        scope: for links, which of our own give way.
        output: where the ZIP goes that a steward can hand in; None to check only.
        on: the first day of that edition.
        language: of the sentences.

    Returns:
        0 without a fault, 1 where rows have faults.

    Raises:
        Unusable: the file as a whole cannot be read.
    """
    table, documents = read(path, kind, edition, scope, language)
    with translation.override(language):
        for fault in table.faults:
            place = f"row {fault.row}" + (f", {fault.column}" if fault.column else "")
            print(f"{place}: {sentence(fault.finding.code, fault.finding.params)}", file=sys.stderr)
    print(f"{path.name}: {table.kind}, {table.count} read, {len(table.faults)} faults")
    if table.faults:
        return 1
    if output is not None:
        _write(table, documents, output, on)
    return 0


def read(
    path: Path, kind: str, edition: str | None, scope: str = "named", language: str = "en"
) -> tuple[reader.Table, Mapping[str, object]]:
    """The table in a file, with the documents of the edition it is laid over.

    Raises:
        Unusable: the file cannot be read.
    """
    documents = shelf.edition_documents(edition)
    base = shelf.read_edition(edition)
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise Unusable(f"{path}: {problem.strerror}") from None
    refused: Unreadable | None = None
    for name in (kind,) if kind else KINDS:
        try:
            return reader.read(name, raw, path.name, documents=documents, base=base, scope=scope), documents
        except Unreadable as problem:
            refused = problem
            if problem.finding.code != "lists.table.no_headings":
                break
    with translation.override(language):
        said = sentence(refused.finding.code, refused.finding.params) if refused else kind
    raise Unusable(f"{path.name}: {said}")


def lines(path: Path, edition: Edition) -> Mapping[str, TariffLine]:
    """The national lines in a file.

    Raises:
        Unusable: the file cannot be read, or has faults.
    """
    table, documents = read(path, "tariff", None)
    if table.faults:
        first = table.faults[0]
        said = sentence(first.finding.code, first.finding.params)
        raise Unusable(f"{path.name}: row {first.row}, {first.column}: {said} ({len(table.faults)} faults)")
    made = compose.composed(documents, compose.TARIFF, table.content, on=edition.valid_from or date.min)
    return load.assemble({name: made[name] for name in (load.HEAD, compose.TARIFF)}).tariff


def _write(table: reader.Table, documents: Mapping[str, object], output: Path, on: date) -> None:
    made = compose.composed(documents, reader.KINDS[table.kind], table.content, on=on)
    edition = load.assemble(made)
    texts = {name: yamltext.written(page) for name, page in made.items()}
    output.write_bytes(archive.pack(texts))
    print(f"{output}: {edition.id}, {len(edition.entries)} entries, digest {edition.digest[:12]}")
