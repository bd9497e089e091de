"""Keep the table of findable things. Runs inside the caller's use case or reaction."""

from django.utils import timezone

from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.search.models import Findable
from stratrade.kernel import text


def put(
    subject: str,
    *,
    kind: str,
    title: str,
    words: str,
    link: str,
    permission: Permission,
    owner: str = "",
) -> None:
    """Make a thing findable, or bring its row up to date.

    Args:
        subject: its audit subject.
        kind: "case", "licence", "declaration", "party", "entry"...
        title: what a result shows.
        words: everything it may be found by: references, names in every script, descriptions.
        link: path of its page.
        permission: who may learn that it exists.
        owner: public id of the company that may find it too.
    """
    Findable.objects.update_or_create(
        subject=subject,
        defaults={
            "kind": kind,
            "title": title[:300],
            "key": " ".join(text.words(text.search_key(f"{title} {words}"))),
            "link": link,
            "permission": permission.value,
            "owner": owner,
            "changed_at": timezone.now(),
        },
    )


def drop(subject: str) -> None:
    """Forget a thing that is gone; one never put changes nothing."""
    Findable.objects.filter(subject=subject).delete()
