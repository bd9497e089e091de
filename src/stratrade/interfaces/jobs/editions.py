"""Read a file that was handed in and make an edition of it, step by step; the page of the file shows how far it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from stratrade.apps import pack, shelf
from stratrade.apps.lists import services
from stratrade.apps.nation import impact
from stratrade.engines.lists import compose, load
from stratrade.engines.lists.faults import RowFault, fault
from stratrade.engines.lists.reading import EditionError
from stratrade.engines.lists.schema import schema_errors
from stratrade.interfaces.exchange import editions as archive
from stratrade.interfaces.exchange.tables import reader
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.kernel.finding import Finding, Severity

TABLES: Mapping[str, str] = {"NATIONAL": "national", "LINKS": "links", "TARIFF": "tariff"}
ACTIVITY = "export"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a file: an edition, with what it holds and what a person should know of it."""

    documents: Mapping[str, object]
    count: int
    notes: tuple[RowFault, ...] = ()


class Faulty(Exception):
    """The file has faults."""

    def __init__(self, *faults: RowFault) -> None:
        super().__init__(len(faults))
        self.faults = faults


@app.task(name="lists.prepare", queue="editions")
def prepare(preparation: str) -> None:
    """Read one file; a second time, or after another process has done it, nothing is done.

    Args:
        preparation: public id of the file.
    """
    file = services.waiting(UUID(preparation))
    if file is None:
        return
    try:
        made = _made(file)
        _indexed(file, made)
        services.progress(file.public_id, "store")
        services.ready(file.public_id, made.documents, base=file.base, count=made.count, notes=made.notes)
    except Faulty as found:
        services.refuse(file.public_id, found.faults)
    except Unreadable as refused:
        services.refuse(file.public_id, [RowFault(0, "", refused.finding)])
    except EditionError as wrong:
        services.refuse(file.public_id, [_place(str(wrong))])
    except Exception:
        services.refuse(file.public_id, [RowFault(0, "", Finding("lists.prepare.failed", Severity.BLOCK))])
        raise


@app.task(name="lists.weigh", queue="editions")
def weigh(proposal: str) -> None:
    """Work out what a proposed edition changes; a second time, or once it is decided, nothing is done.

    Args:
        proposal: its public id.
    """
    found = services.weighing(UUID(proposal))
    if found is None:
        return
    report = impact.report(
        found.digest,
        on=found.in_force_from,
        tell=lambda done: services.weigh_progress(found, done),
    )
    services.weighed(found, report)


def _made(file: services.Waiting) -> Made:
    services.progress(file.public_id, "open")
    return _edition(file) if file.kind == "EDITION" else _table(file)


def _edition(file: services.Waiting) -> Made:
    """An edition of another origin; the national tables of the one in force go with it where that is wanted."""
    texts = archive.read(file.raw)
    wrong: list[str] = []
    for number, (name, text) in enumerate(sorted(texts.items())):
        services.progress(file.public_id, "check", done=number, of=len(texts))
        room = services.MOST_FAULTS - len(wrong)
        try:
            wrong += islice(schema_errors({name: text}, shelf.edition_schema()), room)
        except EditionError as broken:
            wrong.append(str(broken))
    documents: Mapping[str, object] = {}
    try:
        documents = load.read_documents(texts)
        load.assemble(documents)
    except EditionError as broken:
        wrong.insert(0, str(broken))
    if wrong:
        raise Faulty(*map(_place, dict.fromkeys(wrong)))
    notes: list[RowFault] = []
    if file.carry and file.documents:
        documents, missing = compose.carried(documents, file.documents, on=file.in_force_from)
        notes = [fault(0, "", "link_dropped", value=code) for code in missing]
    return Made(documents, len(load.assemble(documents).entries), tuple(notes))


def _table(file: services.Waiting) -> Made:
    """The edition in force with a table laid over it."""
    if file.documents is None:
        raise Faulty(RowFault(0, "", Finding("lists.prepare.no_base", Severity.BLOCK)))
    services.progress(file.public_id, "check")
    base = load.assemble(file.documents)
    kind = TABLES[file.kind]
    table = reader.read(kind, file.raw, file.name, documents=file.documents, base=base, scope=file.scope)
    if table.faults:
        raise Faulty(*table.faults)
    documents = compose.composed(file.documents, reader.KINDS[kind], table.content, on=file.in_force_from)
    same = {**file.documents, load.HEAD: documents[load.HEAD]} == documents
    if same:
        raise Faulty(RowFault(0, "", Finding("lists.prepare.same", Severity.BLOCK)))
    return Made(documents, table.count, tuple(unruled(table.codes)))


def unruled(codes: Mapping[str, int]) -> Iterator[RowFault]:
    """The national entries that no row of the State's table of duties covers: a licence would never be asked for.

    Args:
        codes: code -> row.
    """
    state = pack.read(settings.STRATRADE_PACK).jurisdiction
    for code, row in codes.items():
        if state.duty(code, ACTIVITY) is None:
            yield fault(row, "code", "no_duty", value=code)


def _indexed(file: services.Waiting, made: Made) -> None:
    """Build the index now, so that neither the page nor the adoption waits for it."""
    services.progress(file.public_id, "index")
    edition = load.assemble(made.documents)
    if edition.digest == file.base:
        raise Faulty(RowFault(0, "", Finding("lists.prepare.same", Severity.BLOCK)))
    shelf.open_index(edition.digest, lambda: made.documents)


def _place(line: str) -> RowFault:
    return RowFault(0, "", Finding("lists.prepare.place", Severity.BLOCK, {"reason": line[:300]}))
