"""Opens a stored edition, and the index built over it, once a process."""

from functools import lru_cache

from stratrade.apps.lists.models import EditionRow
from stratrade.engines.classify.index import Index
from stratrade.engines.lists import load
from stratrade.engines.lists.model import Edition

KEPT = 4  # the one in force, its neighbours, and one a decision is replayed with


@lru_cache(maxsize=KEPT)
def open_edition(digest: str) -> Edition:
    """The edition with this digest, ready for the engines.

    Raises:
        EditionRow.DoesNotExist: it was never loaded.
    """
    return load.assemble(EditionRow.objects.get(digest=digest).documents)


@lru_cache(maxsize=KEPT)
def open_index(digest: str) -> Index:
    """What descriptions of goods are looked up in, for the edition with this digest.

    Raises:
        EditionRow.DoesNotExist: it was never loaded.
    """
    return Index.build(open_edition(digest))
