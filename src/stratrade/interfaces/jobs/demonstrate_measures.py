"""The demonstration State and its measures: invented approvals, changed rules, concerns, a general authorisation."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml
from django.conf import settings

from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement import queries as enforcement
from stratrade.apps.enforcement.services import act, declare
from stratrade.apps.licences import general
from stratrade.apps.licences.services import general as registrations
from stratrade.apps.measures import rulebook
from stratrade.apps.measures.services import approve, notify, rules
from stratrade.interfaces.exchange import canonical
from stratrade.interfaces.jobs.rules import show_effect

People = Mapping[str, Any]
_LETTER = (b"%PDF-1.4\n% an invented letter\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "letter.pdf")
_CODE = "DEMO-GA-VALVES"
_MONTH = dt.timedelta(days=30)


def build(people: People) -> None:
    """Everything the seed of the pack says; nothing where it has none.

    Args:
        people: demonstration users by key.
    """
    path = files("stratrade") / "data" / "packs" / settings.STRATRADE_PACK / "demonstration-measures.yaml"
    if not path.is_file():
        return
    seed = yaml.safe_load(path.read_text(encoding="utf-8"))
    for row in seed["approvals"]:
        _approve(row, people)
    for row in seed["registrations"] if general.authorisation(_CODE, on=today()) else ():
        _register(row, people)
    for row in seed["crossings"]:
        _cross(row, people)
    for row in seed["rules"]:
        _change(row, people)
    for row in seed["concerns"]:
        _notify(row, people)


def _approve(row: Mapping[str, Any], people: People) -> None:
    first, second = people["reviewer.mfaic"], people["reviewer"]
    fields = approve.Fields(
        rule=row["rule"],
        letter=row["letter"],
        letter_on=today() - _MONTH,
        applicant_state="KH",
        applicant=row["applicant"],
        goods=row["goods"],
        quantity=Decimal(row["quantity"]),
        unit=row["unit"],
        destination="KP",
        valid_from=today() - _MONTH,
        valid_to=today() + 11 * _MONTH,
        hs=row["hs"],
        recipients=row.get("recipients", ()),
    )
    kept = approve.enter(fields, document=_LETTER, by=first)
    if row["stage"] != "proposed":
        approve.decide(kept.public_id, sign=True, version=None, by=second)
    if row["stage"] == "ending":
        approve.end(kept.public_id, reason=row["reason"], version=None, by=first)


def _register(row: Mapping[str, Any], people: People) -> None:
    relief = general.authorisation(_CODE, on=today())
    officer, by = people["officer"], people[row["by"]]
    if relief is None:
        return
    if "months" not in row:
        kept = registrations.register(_CODE, undertakings=relief.conditions, contact=row["contact"], by=by)
        registrations.answer(kept.public_id, "accept", version=None, by=officer)
        return
    kept = registrations.take_over(
        _CODE,
        row["company"],
        registered_on=today() - row["months"] * _MONTH,
        contact=row["contact"],
        by=officer,
    )
    kept = registrations.answer(kept.public_id, "accept", version=None, by=people["head"])
    owed = [one for one in general.returns(kept, on=today()) if one.filed is None]
    for one in owed[1:]:  # the newest is still to be filed
        registrations.file(kept.public_id, one.period.label, besides=row["returned"], version=None, by=by)


def _cross(row: Mapping[str, Any], people: People) -> None:
    raw = json.dumps(row, ensure_ascii=False, default=str).encode()
    answer = declare.judge(
        canonical.parse(raw),
        raw=raw,
        media_type="application/json",
        key=f"demonstration-{hashlib.sha256(raw).hexdigest()[:24]}",
        by=people["customs"],
    )
    standing = enforcement.one(answer["id"], for_=people["supervisor"])
    if standing is not None and standing.status == "WAITING":
        act.release(answer["id"], reason="Opened; as declared.", version=None, by=people["supervisor"])
        standing = enforcement.one(answer["id"], for_=people["supervisor"])
    if standing is not None and standing.status == "RELEASED":
        act.confirm_exit(answer["id"], by=people["customs"])


def _change(row: Mapping[str, Any], people: People) -> None:
    content = row.get("content", {})
    if row["kind"] == "PEOPLE":
        stood = rulebook.part_of("people", row["rule"], on=today()) or {"words": []}
        content = {"words": [*stood["words"], *row["words"]]}
    fields = rules.Fields(
        kind=row["kind"],
        rule=row["rule"],
        content=content,
        starts_on=today() + _MONTH,
        ends_on=None,
        instrument=row["instrument"],
        note=row["note"],
    )
    steward = people["steward"]
    drafted = rules.draft(fields, by=steward)
    show_effect(str(drafted.public_id), drafted.version)
    if row["stage"] == "offered":
        rules.offer(drafted.public_id, version=None, by=steward)


def _notify(row: Mapping[str, Any], people: People) -> None:
    officer, head = people["officer"], people["head"]
    names = ("description", "hs", "destination", "consignee", "end_user", "how", "concern", "statement")
    kept = notify.notify(notify.Fields(**{n: row[n] for n in names if n in row}), by=people[row["by"]])
    if row["stage"] == "asked":
        notify.ask(kept.public_id, question=row["question"], version=None, by=officer)
    if row["stage"] == "answered":
        outcome, answer = row["outcome"], row["answer"]
        notify.propose(kept.public_id, outcome=outcome, answer=answer, version=None, by=officer)
        notify.decide(kept.public_id, sign=True, version=None, by=head)
