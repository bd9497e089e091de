"""Rules of the sanctions pack as they stand and as they are drafted: who may read them, what is wrong with a draft."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from jsonschema import Draft202012Validator

from stratrade.apps import pack as pack_files
from stratrade.apps.accounts import access
from stratrade.apps.accounts.clock import today
from stratrade.apps.accounts.models import User
from stratrade.apps.accounts.permissions import Permission
from stratrade.apps.measures import standing
from stratrade.apps.measures.models import RuleChange
from stratrade.apps.pack import overlay
from stratrade.apps.pack.measures import sanctions
from stratrade.engines.determination.sanctions import Measure
from stratrade.kernel import country
from stratrade.kernel.finding import Finding, Scalar, Severity
from stratrade.kernel.quantity import UnitError, unit

_ID = re.compile(r"^[A-Z0-9]+(-[A-Z0-9]+)+$")
_LONGEST = 60
DAYS = frozenset({"from", "to", "begins", "ends"})


def changes(*, for_: User) -> QuerySet[RuleChange]:
    """Changes of rules the person may see, the newest first."""
    if not access.may(for_, Permission.MEASURES_RULE_READ):
        return RuleChange.objects.none()
    return RuleChange.objects.select_related("drafted_by", "decided_by", "leaving_by", "stopped_by").order_by(
        "-pk"
    )


def one(public_id: UUID, *, for_: User) -> RuleChange | None:
    """One change, or None where the person may not see it."""
    return changes(for_=for_).filter(public_id=public_id).first()


def drafted(public_id: UUID) -> RuleChange:
    """A change, for the job that works out its effect.

    Raises:
        RuleChange.DoesNotExist: there is none.
    """
    return RuleChange.objects.get(public_id=public_id)


def countries_of(public_id: UUID) -> frozenset[str] | None:
    """The countries that a change of a rule looks at, before and after it; None where it looks at every one."""
    row = drafted(public_id)
    part = overlay.PARTS.get(row.kind)
    if part is not None:
        named = [
            r.get("country", "")
            for r in standing.rows()
            if any(overlay.stands_for(one, row.rule) for one in overlay.names(part, r))
        ]
        return None if not named or "" in named else frozenset(named)
    named = [content.get("country", "") for content in (row.before, row.content) if content]
    return None if not named or "" in named else frozenset(named)


def awaiting(for_: User) -> list[RuleChange]:
    """Changes that wait for this person's decision: offered or leaving, by somebody else."""
    if not access.may(for_, Permission.MEASURES_RULE_ADOPT):
        return []
    rows = changes(for_=for_).filter(status__in=["OFFERED", "LEAVING"])
    return [row for row in rows.order_by("pk") if first_of(row) != for_.pk]


def first_of(row: RuleChange) -> int | None:
    """Who acted first in what waits for a second person."""
    return row.leaving_by_id if row.status == RuleChange.Status.LEAVING else row.drafted_by_id


def parts(part: str) -> list[dict[str, Any]]:
    """The sets of items, or the people, that rules name; the dated ones of earlier changes are left out."""
    shipped = {one["id"] for one in pack_files.sanctions_page().get(part, ())}
    return [one for one in standing.page().get(part, ()) if one["id"] in shipped]


def part_of(part: str, name: str, *, on: date) -> dict[str, Any] | None:
    """A set, or people, as the rules in force on a day name them, plain, without their id; None where there is none."""
    named = [
        one
        for row in rows_on(on)
        for one in sorted(overlay.names(part, row))
        if overlay.stands_for(one, name)
    ]
    found = {one["id"]: one for one in standing.page().get(part, ())}
    held = found.get(named[0] if named else name)
    return None if held is None else plain(held)


def stood(kind: str, name: str, *, on: date) -> dict[str, Any] | None:
    """What a change is drafted over: the rule that is in force on a day, the set or the people."""
    part = overlay.PARTS.get(kind)
    return row_of(name, on=on) if part is None else part_of(part, name, on=on)


def rows_on(on: date) -> list[dict[str, Any]]:
    """The rules that are in force on a day, as rows of sanctions.yaml."""
    zone = standing.law().zone
    found = standing.rows()
    rules = sanctions(standing.page())
    return [row for row, rule in zip(found, rules, strict=True) if Measure(rule, zone).interval.contains(on)]


def row_of(rule: str, *, on: date) -> dict[str, Any] | None:
    """The rule that is in force on a day, as it is kept with a draft: plain, without its days."""
    found = next((row for row in rows_on(on) if row["id"] == rule), None)
    return None if found is None else plain(found)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A rule without its days and its id, as JSON keeps it."""
    kept = {k: v for k, v in row.items() if k not in DAYS and k != "id"}
    read: dict[str, Any] = json.loads(json.dumps(kept, default=str))
    return read


def faults(
    kind: str,
    rule: str,
    content: Mapping[str, Any],
    *,
    starts_on: date,
    ends_on: date | None,
    own: RuleChange | None = None,
) -> Iterator[tuple[str, Finding]]:
    """(field, what is wrong) of a drafted change; nothing where it can stand.

    Args:
        own: the draft that is edited, which does not stand in its own way.
    """
    stands = any(row["id"] == rule for row in standing.rows())
    if kind == RuleChange.Kind.ADD:
        if not _ID.match(rule) or len(rule) > _LONGEST:
            yield "rule", _fault("no_id", value=rule)
        elif stands:
            yield "rule", _fault("taken", rule=rule)
    elif stood(kind, rule, on=starts_on) is None:
        yield "rule", _fault("not_in_force", rule=rule, day=starts_on.isoformat())
    others = RuleChange.objects.filter(rule=rule, status__in=["DRAFT", "OFFERED"])
    if (others if own is None else others.exclude(pk=own.pk)).exists():
        yield "rule", _fault("drafted_before", rule=rule)
    if starts_on < today():
        yield "starts_on", _fault("past", day=starts_on.isoformat())
    if ends_on is not None and ends_on < starts_on:
        yield "ends_on", _fault("ends_before_it_begins")
    part = overlay.PARTS.get(kind)
    if part is not None:
        yield from _schema_faults(part, {"id": rule, **content})
        yield from _pattern_faults(content)
    elif kind != RuleChange.Kind.CLOSE:
        yield from _content_faults(rule, content, starts_on)


def _content_faults(rule: str, content: Mapping[str, Any], starts_on: date) -> Iterator[tuple[str, Finding]]:
    yield from _schema_faults("rules", {"id": rule or "-", **content, "from": starts_on.isoformat()})
    if content.get("country") and not country.is_code(str(content["country"])):
        yield "country", _fault("unfit", value=str(content["country"]))
    yield from _pattern_faults(content)
    known = {one["id"] for one in standing.page().get("sets", ())}
    for name in content.get("sets", ()):
        if name not in known:
            yield "sets", _fault("unfit", value=name)
    yield from _cap_faults(content.get("cap", {}))


def _cap_faults(cap: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with a yearly cap: a unit nobody knows, a day no year has, an amount without the committee."""
    for one in (cap, *cap.get("or", ())) if cap else ():
        try:
            unit(str(one.get("unit", "")))
        except UnitError:
            yield "cap", _fault("unfit", value=str(one.get("unit", "")))
    starts = str(cap.get("starts", "01-01"))
    try:
        date.fromisoformat(f"2001-{starts}")  # no leap year: every period begins on a day that every year has
    except ValueError:
        yield "cap", _fault("unfit", value=starts)


def _schema_faults(part: str, whole: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    seen = set()
    for wrong in Draft202012Validator(dict(pack_files.sanctions_schema(part))).iter_errors(whole):
        field = str(wrong.absolute_path[0]) if wrong.absolute_path else ""
        if wrong.validator == "required":
            field = next((n for n in wrong.validator_value if n not in whole), "")
            yield field, _fault("missing")
        elif wrong.validator == "anyOf":
            yield "hs", _fault("about_nothing")
        elif field not in seen:
            value = wrong.instance if isinstance(wrong.instance, str) else json.dumps(wrong.instance)
            yield field or "rule", _fault("unfit", value=value[:80])
        seen.add(field)


def _pattern_faults(content: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    try:
        re.compile(str(content.get("entries", "")))
    except re.error:
        yield "entries", _fault("unfit", value=str(content["entries"])[:80])


def differences(row: RuleChange) -> list[tuple[str, list[str], list[str]]]:
    """(field, what goes, what comes) of a change against the rule that stood when it was drafted."""
    after = row.content if row.kind != RuleChange.Kind.CLOSE else {}
    found = []
    for name in dict.fromkeys([*row.before, *after]):
        old, new = _said(row.before.get(name)), _said(after.get(name))
        if old != new:
            found.append((name, [o for o in old if o not in new], [n for n in new if n not in old]))
    return found


def _said(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [json.dumps(one, ensure_ascii=False) if isinstance(one, dict) else str(one) for one in value]
    return [json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)]


def _fault(code: str, **params: Scalar) -> Finding:
    return Finding(f"measures.rule.{code}", Severity.BLOCK, dict(params))
