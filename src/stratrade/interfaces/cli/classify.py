"""`stratrade classify`: which control entries cover the goods, why, and what to ask."""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from stratrade.apps import shelf
from stratrade.apps.wording.shown import shown
from stratrade.engines.classify.identify import Candidate, Identification, Query, Verdict, identify
from stratrade.engines.classify.index import Index
from stratrade.engines.classify.left_open import left_open, settling
from stratrade.engines.classify.values import ValueUnreadableError, read_value
from stratrade.engines.lists.model import Edition, Value
from stratrade.engines.lists.reading import EditionError
from stratrade.interfaces.cli.errors import Unusable
from stratrade.interfaces.cli.spoken import say

NAME = "classify"
HELP = "find the control entries that cover goods"
DONE, REJECTED, UNUSABLE = 0, 1, 2
KNOWN_COLUMNS = frozenset({"id", "description", "hs_code", "hs", "cas"})
MARKS = {"met": "controlled", "open": "open", "excluded": "not met"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("text", nargs="?", help="description of the goods, in any language")
    parser.add_argument("--hs", default="", help="HS code it is declared under")
    parser.add_argument("--cas", action="append", default=[], help="CAS number of a chemical in it")
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE_UNIT",
        help="a fact, e.g. mass=3kg",
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument("--input", type=Path, help="CSV with columns id, description, hs_code, cas, …")
    parser.add_argument("--output", type=Path, help="JSON Lines, one answer a row")
    parser.add_argument("--edition", help="id of the edition to apply")


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code of the contracts."""
    try:
        index = shelf.read_index(args.edition)
        if args.input is not None:
            if args.output is None or args.text is not None:
                raise Unusable("--input needs --output, and no description beside it")
            return _batch(args.input, args.output, index)
        return _one(args, index)
    except (Unusable, ValueUnreadableError, EditionError, shelf.UnknownEditionError, OSError) as error:
        print(f"stratrade classify: {error}", file=sys.stderr)
        return UNUSABLE


def _one(args: argparse.Namespace, index: Index) -> int:
    if not (args.text or "").strip() and not args.cas and not args.hs:
        raise Unusable("describe the goods, or give --input FILE.csv")
    values = dict(_parameter(text, index.edition) for text in args.param)
    found = identify(Query(args.text or "", args.hs, tuple(args.cas), values), index)
    if args.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False))
    else:
        print("\n".join(_told(found, index.edition)))
    return DONE


def _parameter(text: str, edition: Edition) -> tuple[str, Value]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Unusable(f"--param {text!r}: write NAME=VALUE, e.g. mass=3kg")
    return name.strip(), read_value(name.strip(), value, edition)


# ---------------------------------------------------------------- for people


def _told(found: Identification, edition: Edition) -> Iterator[str]:
    headline = {
        "controlled": "CONTROLLED",
        "not_listed": "NOT LISTED",
        "insufficient_data": "CANNOT TELL YET",
    }
    yield f"{headline[found.verdict]}  (list: {edition.title['en']})"
    for finding in found.findings:
        yield f"  ! {say(finding)}"
    yield from _told_open(found, edition)
    for candidate in found.candidates[:5]:
        yield from _told_candidate(candidate, edition)
    if found.ask:
        yield "  Please say:"
        yield from (f"    ? {ask.question['en']}" for ask in found.ask)


def _told_open(found: Identification, edition: Edition) -> Iterator[str]:
    """What “not listed” rests on: the entries that nothing excludes yet, and the facts that would settle it."""
    still = left_open(found) if found.verdict == Verdict.NOT_LISTED else ()
    if still:
        yield "  Nothing that was said excludes these entries yet. These facts would settle it:"
    for candidate in still:
        yield f"  {candidate.paragraph} {edition.entries[candidate.entry].title['en']}"
        yield from (f"    ? {ask.question.get('en', ask.parameter)}" for ask in settling(candidate))


def _told_candidate(candidate: Candidate, edition: Edition) -> Iterator[str]:
    title = edition.entries[candidate.entry].title["en"]
    yield f"  {candidate.paragraph:<12} {MARKS[candidate.status]:<10} {candidate.score:.2f}  {title}"
    for finding in candidate.because[:8]:
        yield f"      - {say(finding)}"
    for ask in candidate.ask[:3] if candidate.status != "excluded" else ():
        unit = f" [{ask.unit}]" if ask.unit else ""
        typical = (
            f" (typical of this product line: {shown('value', ask.typical)}; confirm it)"
            if ask.typical
            else ""
        )
        yield f"      ? {ask.question.get('en', ask.parameter)}{unit}{typical}  (--param {ask.parameter}=…)"


# ---------------------------------------------------------------- whole files


def _batch(source: Path, target: Path, index: Index) -> int:
    rejects = target.with_name(target.name + ".rejects.jsonl")
    rejected = 0
    with ExitStack() as stack:
        rows = _rows(stack.enter_context(source.open(encoding="utf-8-sig", newline="")), source)
        out = stack.enter_context(target.open("w", encoding="utf-8"))
        bad: TextIO | None = None
        for number, row in rows:
            try:
                answer = {"id": row["id"], **identify(_query(row, index.edition), index).as_dict()}
            except (Unusable, ValueUnreadableError) as error:
                rejected += 1
                bad = bad or stack.enter_context(rejects.open("w", encoding="utf-8"))
                reject = {"row": number, "id": row.get("id", ""), "error": str(error)}
                bad.write(json.dumps(reject, ensure_ascii=False) + "\n")
                print(f"stratrade classify: row {number}: {error}", file=sys.stderr)
                continue
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    if not rejected:
        rejects.unlink(missing_ok=True)
    return REJECTED if rejected else DONE


def _rows(file: Iterable[str], source: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        reader = csv.DictReader(file)
        missing = {"id", "description"} - set(reader.fieldnames or ())
        if missing:
            raise Unusable(f"{source}: no column {', '.join(sorted(missing))}")
        for number, row in enumerate(reader, start=2):
            yield number, {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unusable(f"{source}: no readable CSV in UTF-8 ({error})") from None


def _query(row: Mapping[str, str], edition: Edition) -> Query:
    if not row["description"].strip() and not row.get("cas", "").strip():
        raise Unusable("the description is empty")
    values = {
        name: read_value(name, text, edition)
        for name, text in row.items()
        if name not in KNOWN_COLUMNS and name in edition.parameters and text.strip()
    }
    numbers = tuple(part.strip() for part in row.get("cas", "").replace(",", ";").split(";") if part.strip())
    return Query(row["description"], row.get("hs_code") or row.get("hs", ""), numbers, values)
