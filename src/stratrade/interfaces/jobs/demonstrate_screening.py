"""The part of the demonstration State that tells of screened parties: decisions, owners, letters."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stratrade.apps.accounts.clock import today
from stratrade.apps.parties import services as parties
from stratrade.apps.screening import queries, services


def tell(seed: Mapping[str, Any], people: Mapping[str, Any], companies: Mapping[str, Any]) -> None:
    """Record who owns the invented companies, what was decided about alerts, and letters to and fro."""
    for row in seed["relations"]:
        _relate(row, people, companies)
    for row in seed["alerts"]:
        _decide(row, people)
    for row in seed["references"]:
        services.send(**{name: row[name] for name in ("name", "country", "text")}, by=people[row["by"]])


def _relate(row: Mapping[str, Any], people: Mapping[str, Any], companies: Mapping[str, Any]) -> None:
    share = row.get("share_pct")
    parties.relate(
        companies[row["owned"]],
        kind=row["kind"],
        name=row["name"],
        country=row["country"],
        person=row.get("person", False),
        share_pct=None if share is None else Decimal(share),
        source=row["source"],
        by=people["officer"],
    )


def _decide(row: Mapping[str, Any], people: Mapping[str, Any]) -> None:
    """An officer proposes, the head agrees; a cleared party is trusted where the seed says so."""
    officer, head = people["officer"], people["head"]
    alert = queries.queue(for_=officer, words=row["name"]).first()
    if alert is None:
        return
    settled = services.settle(
        alert.public_id,
        row["action"],
        reason=row["reason"],
        identifiers_used=row["identifiers_used"],
        version=None,
        by=officer,
    )
    if settled.proposed_by_id is not None:
        services.second(alert.public_id, agree=True, version=None, by=head)
    if "trust" in row:
        services.trust(
            alert.public_id,
            valid_to=today() + dt.timedelta(days=180),
            reason=row["trust"],
            version=None,
            by=officer if settled.proposed_by_id is not None else head,
        )
