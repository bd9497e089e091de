"""`stratrade determine`: scenarios in, outcomes with their paragraphs out; no database, no network."""

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from stratrade.apps import pack, shelf
from stratrade.engines.determination.determine import Rulebook
from stratrade.engines.determination.model import Transaction
from stratrade.interfaces.cli.errors import Unusable
from stratrade.kernel import country, quantity
from stratrade.kernel.validity import legal_date

NAME = "determine"
HELP = "say what a transfer needs: licence, notification, certificate, or that it is forbidden"
ACTIVITIES = (
    "export",
    "import",
    "transit",
    "transhipment",
    "brokering",
    "itt",
    "technical_assistance",
    "re_export",
)
REGIMES = ("", "CWC", "UNSC", "national")
SPOKEN = {
    "re-export": "re_export",
    "reexport": "re_export",
    "transshipment": "transhipment",
    "trans-shipment": "transhipment",
    "intangible_transfer": "itt",
    "intangible": "itt",
    "technology_transfer": "itt",
    "broker": "brokering",
    "technical-assistance": "technical_assistance",
}
"""Other words for activities."""
_TEXTS = (
    "id",
    "regime",
    "entry",
    "cas",
    "hs_code",
    "description",
    "unit",
    "end_user_type",
    "purpose",
    "broker",
)


NOT_ASKED = {
    "notices": "notices of the catch-all",
    "approvals": "approvals of committees",
    "standing_rules": "rules changed in a deployment",
    "switches": "switches of the sanctions pack (all on)",
}
"""What only a deployment knows and these commands do not ask; switches are asked where `--switch-off` names any."""


class Unfit(ValueError):
    """A scenario that cannot be read: names the field and why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of contracts.md."""
    parser.add_argument("--input", required=True, type=Path, help="scenarios, one JSON object a line")
    parser.add_argument("--output", required=True, type=Path, help="answers, one JSON object a line")
    parser.add_argument(
        "--pack",
        default=os.environ.get("STRATRADE_PACK", "kh"),
        help="pack of the State where a scenario names none (default: STRATRADE_PACK, else kh)",
    )
    add_switches(parser)


def add_switches(parser: argparse.ArgumentParser) -> None:
    """The option that says which switches of the sanctions pack a recorded determination has set off."""
    parser.add_argument(
        "--switch-off",
        action="append",
        default=[],
        metavar="NAME",
        help="a switch of the sanctions pack that is off; none: every one on. Notices of the catch-all, approvals of"
        " committees and rules changed in a deployment are not asked; each answer says so (`not_asked`)",
    )


def not_asked(args: argparse.Namespace) -> list[str]:
    """What the answers do not rest on.

    Raises:
        Unusable: there is no such switch.
    """
    known = {rule.switch for rule in pack.read("kh").jurisdiction.sanctions if rule.switch}
    for name in args.switch_off:
        if name not in known:
            raise Unusable(f"--switch-off: no switch {name!r}; there are {', '.join(sorted(known))}")
    return [name for name in NOT_ASKED if name != "switches" or not args.switch_off]


def tell(without: Sequence[str]) -> None:
    """Say on stderr what the answers do not rest on."""
    print(f"not asked: {', '.join(NOT_ASKED[name] for name in without)}", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Answer every scenario; those that cannot be read go to `<output>.rejects.jsonl`."""
    if not args.input.is_file():
        raise Unusable(f"--input: no file {args.input}")
    try:
        lines = args.input.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise Unusable(f"--input: {args.input} is not UTF-8") from None
    without = not_asked(args)
    books: dict[str, Rulebook] = {}
    rejected: list[dict[str, Any]] = []
    if args.pack not in pack.ids():
        raise Unusable(f"--pack: no pack {args.pack!r}; packaged are {', '.join(pack.ids())}")
    try:
        opened = args.output.open("w", encoding="utf-8")
    except OSError as problem:
        raise Unusable(f"--output: {args.output}: {problem.strerror}") from None
    with opened as out:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                answer = {**_answer(row, args.pack, books, args.switch_off), "not_asked": without}
            except (ValueError, TypeError) as problem:
                print(f"line {number}: {problem}", file=sys.stderr)
                rejected.append({"line": number, "row": line[:2000], "reason": str(problem)})
                continue
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    tell(without)
    if rejected:
        rejects = args.output.with_name(args.output.name + ".rejects.jsonl")
        rejects.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rejected), encoding="utf-8"
        )
        return 1
    return 0


def _answer(
    row: Any, default_pack: str, books: dict[str, Rulebook], switched_off: list[str]
) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Unfit("a scenario is a JSON object")
    name = str(row.get("jurisdiction") or default_pack)
    if name not in books:
        chosen = pack.read(name)
        books[name] = Rulebook(
            chosen.jurisdiction, shelf.read_edition(), pack.memberships(), switched_off=switched_off
        )
    transaction = read(row, zone=books[name].jurisdiction.zone)
    answer = books[name].determine(transaction, on=transaction.date)
    return {"id": row.get("id", ""), **answer.as_dict()}


def read(row: dict[str, Any], *, zone: str = "UTC") -> Transaction:
    """A scenario as a transaction.

    Args:
        row: what contracts.md describes.
        zone: time zone of the State, in which an instant gets its legal day.

    Raises:
        Unfit: a field is missing or cannot be read.
    """
    activity = str(row.get("activity", "")).strip().lower()
    activity = SPOKEN.get(activity, activity)
    if activity not in ACTIVITIES:
        raise Unfit(f"activity: {activity or 'missing'}; one of {', '.join(ACTIVITIES)}")
    day, instant = _moment(row, zone)
    fields = _plain(row) | _notice(row)
    return Transaction(activity=activity, date=day, at=instant, **fields)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Words, amounts, countries and lists of a scenario."""
    fields: dict[str, Any] = {name: str(row[name]) for name in _TEXTS if row.get(name) is not None}
    if fields.get("regime", "") not in REGIMES:
        raise Unfit(f"regime: {fields['regime']!r}; one of CWC, UNSC, national")
    for name in ("concentration_pct", "quantity", "holding_g", "acquired_g", "planned_g"):
        if row.get(name) is not None:
            fields[name] = _amount(name, row[name])
    for name in ("destination", "origin", "origin_goods", "vessel_flag"):
        if row.get(name):
            fields[name] = _country(name, row[name])
    if row.get("days_before_transfer") is not None:
        fields["days_before_transfer"] = int(_amount("days_before_transfer", row["days_before_transfer"]))
    fields["via"] = tuple(_country("via", place) for place in _several(row, "via"))
    fields["flags"] = _several(row, "flags")
    fields["approvals"] = _several(row, "approvals")
    return fields


def _notice(row: dict[str, Any]) -> dict[str, Any]:
    """What is said of certificate and notification."""
    fields: dict[str, Any] = {}
    if row.get("certificate") is not None:
        fields["certificate"] = _several(row, "certificate")
    if row.get("notified_on") is not None:
        fields["notified_on"] = _day("notified_on", row["notified_on"])
    if row.get("counterpart_notified") is not None:
        fields["counterpart_notified"] = _truth("counterpart_notified", row["counterpart_notified"])
    return fields


def _moment(row: dict[str, Any], zone: str) -> tuple[dt.date, dt.datetime | None]:
    """The legal day of a scenario, and the instant where one is stated."""
    said = str(row.get("date") or "")
    if "T" not in said:
        return _day("date", said), None
    try:
        instant = dt.datetime.fromisoformat(said)
    except ValueError:
        raise Unfit("date: an ISO date is needed") from None
    if instant.tzinfo is None:
        raise Unfit("date: an instant needs its offset, as in 2025-09-27T20:00:00-04:00")
    return legal_date(instant, zone), instant


def _day(name: str, value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise Unfit(f"{name}: an ISO date is needed") from None


def _truth(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit(f"{name}: true or false is needed")
    return value


def _amount(name: str, value: Any) -> Decimal:
    """A number that is not negative, as JSON or as text."""
    try:
        amount = quantity.number(str(value))
    except quantity.UnitError:
        raise Unfit(f"{name}: {str(value)[:40]!r} is no number") from None
    if amount < 0 or isinstance(value, bool):
        raise Unfit(f"{name}: {value!r} is no amount")
    return amount


def _country(name: str, value: Any) -> str:
    code = country.parse(str(value))
    if code is None:
        raise Unfit(f"{name}: {str(value)[:40]!r} is no country")
    return code


def _several(row: dict[str, Any], name: str) -> tuple[str, ...]:
    """One or several words."""
    value = row.get(name) or []
    values = value if isinstance(value, list) else [value]
    values = [" ".join(map(str, one.values())) if isinstance(one, dict) else one for one in values]
    if not all(isinstance(word, str) for word in values):
        raise Unfit(f"{name}: words are needed")
    return tuple(values)
