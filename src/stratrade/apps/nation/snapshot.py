"""A declaration as one plain value: what is frozen for review, signed, printed and exported."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.lists import queries as lists
from stratrade.apps.nation import filling, rules
from stratrade.apps.nation.models import Declaration
from stratrade.apps.nation.rules import Column, Section

SCHEMA = "stratrade.treaty-declaration/1"


def take(declaration: Declaration, *, for_: User) -> dict[str, Any]:
    """Everything the declaration says now.

    Args:
        for_: whose records fill the computed sections.

    Returns:
        JSON values: what duty it fulfils and by which rule, then its sections with fields and rows.
    """
    duty = rules.every_duty()[declaration.kind]
    return {
        "schema": SCHEMA,
        "reference": declaration.reference,
        "revision": declaration.revision,
        "kind": declaration.kind,
        "treaty": duty.treaty,
        "body": duty.body,
        "titles": dict(duty.titles),
        "legal_reference": duty.reference,
        "legal_source": duty.source,
        "period": declaration.period,
        "about": declaration.about,
        "event_date": None if declaration.event_date is None else declaration.event_date.isoformat(),
        "due_on": declaration.due_on.isoformat(),
        "control_list": lists.in_force(today()).digest,
        "sections": [_section(one, declaration, for_) for one in rules.forms()[declaration.kind]],
    }


def digest(frozen: Mapping[str, Any]) -> str:
    """The SHA-256 of a snapshot, whatever the order of its keys."""
    raw = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def _section(section: Section, declaration: Declaration, for_: User) -> dict[str, Any]:
    said = declaration.content.get(section.id, {})
    recorded = filling.rows(section, declaration, for_=for_)
    written = said.get("rows", []) if section.is_written else []
    return {
        "id": section.id,
        "titles": dict(section.titles),
        "from_records": bool(section.fill),
        "recorded": len(recorded),
        "more": section.more,
        "nothing": bool(said.get("nothing", False)) and not recorded,
        "fields": [
            {**_column(one), "value": said.get("fields", {}).get(one.id, "")} for one in section.fields
        ],
        "columns": [_column(one) for one in section.columns],
        "rows": [*recorded, *written],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"id": column.id, "kind": column.kind, "titles": dict(column.titles)}
