"""Opens a stored edition, and the index built over it, once a process."""

from functools import lru_cache

from stratrade.apps import shelf
from stratrade.apps.lists.models import EditionRow
from stratrade.engines.classify.index import Index
from stratrade.engines.lists.model import Edition

KEPT = 4  # the one in force, its neighbours, and one a decision is replayed with


def open_edition(digest: str) -> Edition:
    """The edition with this digest, ready for the engines.

    Raises:
        EditionRow.DoesNotExist: it was never loaded.
    """
    return open_index(digest).edition


@lru_cache(maxsize=KEPT)
def open_index(digest: str) -> Index:
    """What descriptions of goods are looked up in, for the edition with this digest.

    It is opened from a file that adoption has built; a process that finds none builds it.

    Raises:
        EditionRow.DoesNotExist: it was never loaded.
    """
    row = EditionRow.objects.defer("documents").get(digest=digest)
    return shelf.open_index(digest, lambda: row.documents)
