"""`stratrade parties`: names held against watch lists from files; no database, no network."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import IDENTIFIERS, ListedParty, PartyQuery
from stratrade.interfaces.cli.errors import Unusable
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.watchlists import files, lines, ofac

NAME = "parties"
HELP = "hold names against watch lists"
_KINDS = {"person": "person", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of contracts.md."""
    parser.add_argument("--lists", required=True, nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--input",
        required=True,
        type=Path,
        help="CSV: id, name and what else is known (schema, dob, country, sex, address, passport, imo)",
    )
    parser.add_argument("--output", required=True, type=Path, help="hits, one JSON object a line")
    parser.add_argument("--threshold", type=float, default=0.7, help="least score given (default 0.7)")


def run(args: argparse.Namespace) -> int:
    """Screen every name; rows that cannot be read go to `<output>.rejects.jsonl`."""
    matcher = Matcher(read_lists(args.lists))
    rejected: list[dict[str, Any]] = []
    if not args.input.is_file():
        raise Unusable(f"--input: no file {args.input}")
    try:
        with args.input.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Unusable(f"--input: {args.input} is no UTF-8 CSV ({type(problem).__name__})") from None
    if rows and "name" not in rows[0]:
        raise Unusable("--input: there is no column name")
    with args.output.open("w", encoding="utf-8") as out:
        for number, row in enumerate(rows, start=2):
            name = (row.get("name") or "").strip()
            if not name:
                print(f"line {number}: name is empty", file=sys.stderr)
                rejected.append({"line": number, "row": row, "reason": "name is empty"})
                continue
            hits = matcher.screen(_query(row, name), limit=10, floor=args.threshold)
            answer = {
                "id": row.get("id") or str(number - 1),
                "hits": [
                    {
                        "list": h.list,
                        "entry_id": h.entry_id,
                        "name": h.name,
                        "score": h.score,
                        "reasons": [r.as_dict() for r in h.reasons],
                    }
                    for h in hits
                ],
            }
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if rejected:
        rejects = args.output.with_name(args.output.name + ".rejects.jsonl")
        rejects.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rejected), encoding="utf-8"
        )
        return 1
    return 0


def read_lists(paths: Sequence[Path]) -> list[ListedParty]:
    """The parties of list files of any form we read; an OFAC sdn CSV takes the alt CSV beside it.

    Raises:
        Unusable: a file that is missing or cannot be read.
    """
    found: list[ListedParty] = []
    for path in paths:
        if not path.is_file():
            raise Unusable(f"--lists: no file {path}")
        try:
            found += _read_list(path)
        except Unreadable as problem:
            raise Unusable(f"--lists: {path.name}: {problem}") from None
    return found


def _read_list(path: Path) -> list[ListedParty]:
    raw = path.read_bytes()
    form = files.guessed(raw)
    if form == "ofac":
        beside = path.with_name(path.name.replace("sdn", "alt"))
        alt = beside.read_bytes() if beside != path and beside.is_file() else b""
        return ofac.parse(raw, alt)
    if form == "lines":
        return lines.parse(raw)  # of several lists, where somebody has put them together
    if form not in files.FORMS:
        form = "un"  # its reader says what is wrong
    return list(files.read(form, raw).parties)


def _query(row: dict[str, str | None], name: str) -> PartyQuery:
    schema = (row.get("schema") or "").strip().lower()
    return PartyQuery(
        name=name,
        kind=_KINDS.get(schema, "organisation") if schema else "",
        date_of_birth=(row.get("dob") or "").strip(),
        country=(row.get("country") or "").strip().upper()[:2],
        identifier=(row.get("id_number") or "").strip(),
        imo=(row.get("imo") or "").strip(),
        sex=(row.get("sex") or "").strip().lower()[:1],
        address=(row.get("address") or "").strip(),
        identifiers={kind: value for kind in IDENTIFIERS if (value := (row.get(kind) or "").strip())},
    )
