"""A file of a watch list as the use cases of screening take it."""

import datetime as dt

from stratrade.apps.screening.services import Received, Source
from stratrade.interfaces.exchange.watchlists import files


def arrival(
    form: str,
    raw: bytes,
    aliases: bytes = b"",
    *,
    label: str = "",
    published_on: dt.date | None = None,
) -> Received:
    """Read a file that arrived.

    Args:
        label: what people call this edition.
        published_on: the day of the list, for files that do not name it.

    Raises:
        Unreadable: see `files.read`.
    """
    found = files.read(form, raw, aliases)
    source = Source(
        code=found.code[:40],
        names=found.names,
        publisher=found.publisher,
        legal_basis=found.legal_basis,
        label=label.strip()[:200],
        published_on=found.published_on or published_on,
    )
    raws = (raw, aliases) if aliases else (raw,)
    return Received(source, raws, form, found.digest, found.parties)
