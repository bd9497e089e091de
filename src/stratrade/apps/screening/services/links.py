"""What the parties of a thing share with confirmed ones, looked for by itself: alerts about links alone."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from stratrade.apps.accounts.models import User
from stratrade.apps.screening import matcher
from stratrade.apps.screening.models import Alert
from stratrade.apps.screening.queries.alert import link_waits
from stratrade.apps.screening.services.alerts import raise_found
from stratrade.apps.screening.services.screen import Screened, Subject, compare, party_key, with_links

WAITS = "waits_elsewhere"
"""Why a link raises nothing: an alert about it waits on another thing of the same kind."""
_LOCK = 1540_003  # advisory: two things of one kind must not raise an alert each about one link


def raise_links(*, subject: str, parties: Sequence[Subject], once_in: str = "", by: User) -> list[Alert]:
    """Raise an alert for each link of the parties of a thing that was screened without them.

    Runs inside a reaction, once the register knows whom the thing names. Evidence is kept where there is
    a link, also one that raises nothing.

    Args:
        subject: audit subject of the thing.
        once_in: how the subjects of its kind begin, where a link that waits about one of them raises no other.

    Returns:
        The new alerts.
    """
    linked = with_links(Screened(), parties)
    if not linked.hits and not linked.set_aside:
        return []
    names = {party_key(hit["query"]) for hit in linked.hits}
    alike = compare([party for party in parties if party_key(party.name) in names])
    said = {(party_key(h["query"]), h["list"], h["entry_id"]) for h in (*alike.hits, *alike.set_aside)}
    hits = [h for h in linked.hits if (party_key(h["query"]), h["list"], h["entry_id"]) not in said]
    told: list[dict[str, Any]] = []
    if once_in and hits:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        told = [hit for hit in hits if link_waits(once_in, subject, party_key(hit["query"]), hit)]
        hits = [hit for hit in hits if hit not in told]
    aside = (*linked.set_aside, *({**hit, "why": WAITS} for hit in told))
    if not hits and not aside:
        return []
    found = Screened(tuple(hits), dict(matcher.standing().editions), aside)
    return raise_found(found, subject=subject, parties=parties, by=by)
