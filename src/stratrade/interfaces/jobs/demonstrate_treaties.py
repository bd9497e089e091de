"""The demonstration State before treaty bodies: fictional sites, figures and declarations, by the use cases."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.conf import settings

from stratrade.apps.accounts.clock import today
from stratrade.apps.enforcement import queries as enforcement
from stratrade.apps.enforcement.services import act, declare
from stratrade.apps.nation import queries, rules
from stratrade.apps.nation.services import calls, draft, facilities, figures, sign
from stratrade.interfaces.exchange import canonical
from stratrade.kernel import yamltext

People = Mapping[str, Any]
_GRAMS = Decimal(1000)
_SOON = dt.timedelta(days=21)


def build(people: People) -> None:
    """Everything the seed of the pack says; nothing where it has none.

    Args:
        people: demonstration users by key.
    """
    path = files("stratrade") / "data" / "packs" / settings.STRATRADE_PACK / "demonstration-treaties.yaml"
    if not path.is_file():
        return
    seed = yamltext.read(path.read_text(encoding="utf-8"))
    for row in seed["crossings"]:
        _cross(row, people)
    _sites(seed, people)
    _figures(seed, people)
    for row in seed["declarations"]:
        _declare(row, people)


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
    if standing is not None and standing.status != "RELEASED":
        act.release(answer["id"], reason="Papers seen.", version=None, by=people["supervisor"])
    act.confirm_exit(answer["id"], by=people["customs"])


def _sites(seed: Mapping[str, Any], people: People) -> None:
    focal = people["focal"]
    made = {}
    for row in seed["sites"]:
        fields = {key: value for key, value in row.items() if key != "agency"}
        site = facilities.register(facilities.FacilityFields(**fields), agency=row["agency"], by=focal)
        made[row["name"]] = site.public_id
    for row in seed["visits"]:
        visit = {"follow_up_due": None, **{key: value for key, value in row.items() if key != "site"}}
        facilities.inspect(made[row["site"]], **visit, by=focal)


def _figures(seed: Mapping[str, Any], people: People) -> None:
    focal = people["focal"]
    own = [
        figures.OwnFigure(
            day, activity, cas, Decimal(str(kg)) * _GRAMS, Decimal(str(pct)), paper, partner, site
        )
        for day, activity, cas, kg, pct, paper, partner, site in seed["records"]
    ]
    figures.enter_own(own, file="demonstration", by=focal)
    theirs = [
        figures.TheirFigure(year, cas, activity, partner, Decimal(str(kg)) * _GRAMS)
        for year, cas, activity, partner, kg in seed["partners"]["rows"]
    ]
    figures.enter_partner(theirs, source=seed["partners"]["source"], file="demonstration", by=focal)
    figures.explain(**seed["explained"], by=focal)


def _declare(row: Mapping[str, Any], people: People) -> None:
    focal = people["focal"]
    event = None
    if "event_in_days" in row:
        event = today() + dt.timedelta(days=row["event_in_days"])
    made = draft.start(
        row["kind"], period=row.get("period", ""), event_date=event, about=row.get("about", ""), by=focal
    )
    for section in row.get("nothing", ()):
        draft.say_nothing(made.public_id, section, version=None, by=focal)
    for section, values in row.get("fields", {}).items():
        draft.write(made.public_id, section, values, version=None, by=focal)
    for section, rows in row.get("rows", {}).items():
        for cells in rows:
            plain = {key: str(value) for key, value in cells.items()}
            draft.add_row(made.public_id, section, plain, version=None, by=focal)
    if row["until"] == "called":
        _call(row, made, people)
    _hand_through(row, made, people)


def _call(row: Mapping[str, Any], made: Any, people: People) -> None:
    due = today() + _SOON
    calls.ask_everybody(
        made.public_id, question=row["question"], due_on=due, version=None, by=people["focal"]
    )
    for section, text in row["answers"].items():
        person = people[f"reviewer.{rules.hands()[row['kind']].asks[section].lower()}"]
        call = next(one for one in queries.calls_of(person) if one.section == section)
        calls.answer(call.public_id, text=text, nothing=False, by=person)


def _hand_through(row: Mapping[str, Any], made: Any, people: People) -> None:
    until = row["until"]
    if until in {"draft", "called"}:
        return
    sign.hand_on(made.public_id, version=None, by=people["focal"])
    if until == "review":
        return
    sign.review(made.public_id, version=None, by=people["reviewer"])
    if until == "reviewed":
        return
    sign.sign(made.public_id, version=None, by=people["head"])
    sign.record_sent(
        made.public_id,
        sent_on=row["sent_on"],
        channel=row["channel"],
        receipt=row["receipt"],
        version=None,
        by=people["focal"],
    )
    paper = _paper(f"Receipt {row['receipt']} of {row['sent_on']} (demonstration)")
    draft.attach(made.public_id, paper, f"{row['receipt']}.pdf", version=None, by=people["focal"])


def _paper(line: str) -> bytes:
    """A page with one line of plain letters, as a PDF."""
    shown = f"BT /F 14 Tf 72 720 Td ({line.replace('(', '[').replace(')', ']')}) Tj ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return raw + end % (table, len(raw))
