"""Find things by words."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from stratrade.apps.accounts import access
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.search.models import Findable
from stratrade.kernel import text


def of_subjects(subjects: Iterable[str], *, for_: User) -> dict[str, Findable]:
    """What is known of some things, as far as the person may learn that they exist.

    Args:
        subjects: as the audit calls them.

    Returns:
        Subject -> row.
    """
    rows = visible(for_).filter(subject__in=list(subjects))
    return {row.subject: row for row in rows}


def visible(for_: User) -> QuerySet[Findable]:
    """The things of which a person may learn by their office that they exist."""
    held = [permission.value for permission in Permission if access.may(for_, permission)]
    return Findable.objects.filter(permission__in=held)


def find(words: str, *, for_: User, owners: Iterable[str] = (), kind: str = "") -> QuerySet[Findable]:
    """What has every one of the words, each as the beginning of a word, newest first.

    Args:
        words: as typed, in any script.
        for_: who looks.
        owners: companies whose own things the person may find, by public id.
        kind: narrows to one kind of thing.
    """
    held = [permission.value for permission in Permission if access.may(for_, permission)]
    rows = Findable.objects.filter(Q(permission__in=held) | Q(owner__in=[o for o in owners if o]))
    terms = [term for term in text.words(text.search_key(words)) if term]
    if not terms:
        return rows.none()
    for term in terms:
        quoted = term.replace("'", "''").replace("\\", "\\\\")
        rows = rows.filter(vector=SearchQuery(f"'{quoted}':*", search_type="raw", config="simple"))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-changed_at", "-pk")
