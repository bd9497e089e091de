"""`stratrade screen`: declarations from files against lists, parties, licences and rules; no database needed."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import stratrade
from stratrade.apps import pack, shelf
from stratrade.engines.classify.identify import Query, identify
from stratrade.engines.matching.index import Matcher
from stratrade.engines.matching.model import PartyQuery
from stratrade.engines.matching.policy import ALERT
from stratrade.engines.verdict.declaration import Declaration
from stratrade.engines.verdict.judge import Bench
from stratrade.engines.verdict.licence import LicenceView
from stratrade.interfaces.cli.determine import add_switches, not_asked, tell
from stratrade.interfaces.cli.errors import Unusable
from stratrade.interfaces.cli.parties import read_lists
from stratrade.interfaces.cli.spoken import say
from stratrade.interfaces.exchange import asycuda, canonical, licence_lines, tabular
from stratrade.interfaces.exchange.unreadable import Unreadable
from stratrade.interfaces.exchange.xml import MAX_BYTES

NAME = "screen"
HELP = "judge declarations from files"
THRESHOLD = ALERT  # the score from which a party counts as a hit, as in the screening app


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of contracts.md."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="SAD XML, JSON, CSV, XLSX, Parquet"
    )
    parser.add_argument("--output", required=True, type=Path, help="one row an item: .jsonl or .parquet")
    parser.add_argument("--lists", nargs="*", type=Path, default=[], metavar="FILE", help="watch lists")
    parser.add_argument("--licences", type=Path, help="licence lines, CSV")
    parser.add_argument("--profile", type=Path, help="which column is which, YAML")
    parser.add_argument("--pack", default="kh", help="pack of the State")
    parser.add_argument("--date", type=dt.date.fromisoformat, help="legal date where a declaration has none")
    parser.add_argument("--engine", choices=["local"], default="local")
    add_switches(parser)


def run(args: argparse.Namespace) -> int:
    """Judge every declaration; what cannot be read goes to `<output>.rejects.jsonl`."""
    profile = tabular.read_profile(args.profile.read_text(encoding="utf-8")) if args.profile else None
    declarations: list[Declaration] = []
    rejects: list[dict[str, Any]] = []
    for path in args.files:
        if not path.is_file():
            raise Unusable(f"no file {path}")
        try:
            found, refused = _read(path, profile)
        except Unreadable as problem:
            raise Unusable(f"{path.name}: {say(problem.finding)}") from None
        declarations += found
        rejects += [{"file": path.name, **r} for r in tabular.iter_rejects(refused)]
    without = not_asked(args)
    rows = [{**row, "not_asked": without} for row in _judge(args, declarations)]
    _write(args.output, rows)
    for reject in rejects:
        print(f"{reject['file']} line {reject['line']}: {reject['finding']['code']}", file=sys.stderr)
    if rejects:
        target = args.output.with_name(args.output.name + ".rejects.jsonl")
        target.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rejects), encoding="utf-8"
        )
    tell(without)
    _tell(rows, len(declarations))
    return 1 if rejects else 0


def _read(path: Path, profile: tabular.Profile | None) -> tuple[list[Declaration], Sequence[tabular.Reject]]:
    if path.suffix.lower() in {".xml", ".json"} and path.stat().st_size > MAX_BYTES:
        raise Unreadable("exchange.message.too_large", field=path.name, limit_mb=MAX_BYTES // 1048576)
    raw = path.read_bytes()
    match path.suffix.lower():
        case ".xml":
            return [asycuda.parse(raw)], ()
        case ".json":
            return [canonical.parse(raw)], ()
        case _:
            return tabular.parse(raw, path.name, profile=profile)


def _judge(args: argparse.Namespace, declarations: Sequence[Declaration]) -> Iterator[dict[str, Any]]:
    index = shelf.read_index()
    edition = index.edition
    chosen = pack.read(args.pack)
    matcher = Matcher(read_lists(args.lists)) if args.lists else None
    licences: list[LicenceView] = licence_lines.parse(args.licences.read_bytes()) if args.licences else []
    editions = {
        "lists": edition.digest,
        "watchlists": {p.name: "" for p in args.lists},
        "pack": chosen.digest,
    }
    today = args.date or dt.date.today()  # noqa: DTZ011 - the person's own day, said with the answer
    seen: dict[str, list[dict[str, Any]]] = {}
    with _progress() as progress:
        task = progress.add_task("items", total=sum(len(d.items) for d in declarations))
        for declaration in declarations:
            on = declaration.date or today
            bench = Bench(
                chosen.jurisdiction,
                edition,
                pack.memberships(),
                chosen.rules,
                on=on,
                switched_off=args.switch_off,
            )
            identifications = {}
            for item in declaration.items:
                words = " ".join(t for t in (item.description, item.tariff_description, item.marks) if t)
                identifications[item.number] = identify(Query(words, hs=item.hs, cas=item.cas), index)
                progress.advance(task)
            hits = _hits(declaration, matcher, seen)
            verdict = bench.judge(declaration, identifications=identifications, licences=licences, hits=hits)
            for item in verdict.items:
                yield {
                    "declaration": f"{declaration.office}/{declaration.number}",
                    "item": item.number,
                    "lane": item.lane.value,
                    "findings": [f.as_dict() for f in item.findings],
                    "entries": list(item.entries),
                    "hits": list(item.hits),
                    "licences": [
                        {
                            "reference": use.reference,
                            "line": use.line,
                            "reserved": format(use.quantity, "f"),
                            "unit": use.unit,
                        }
                        for use in item.licences
                    ],
                    "editions": editions,
                    "engine_version": stratrade.__version__,
                }


def _hits(
    declaration: Declaration, matcher: Matcher | None, seen: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    if matcher is None:
        return []
    found: list[dict[str, Any]] = []
    for party in declaration.parties:
        key = f"{party.name}|{party.country}|{party.id}"
        if key not in seen:
            query = PartyQuery(name=party.name, country=party.country, identifier=party.id)
            seen[key] = [
                {
                    "query": party.name,
                    "list": h.list,
                    "entry_id": h.entry_id,
                    "name": h.name,
                    "score": h.score,
                    "reasons": [r.as_dict() for r in h.reasons],
                }
                for h in matcher.screen(query, floor=THRESHOLD)
            ]
        found += [{"role": party.role, **hit} for hit in seen[key]]
    return found


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    if path.suffix.lower() == ".parquet":
        import polars as pl  # noqa: PLC0415 - only Parquet needs it

        flat = [
            {
                k: json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v
                for k, v in row.items()
            }
            for row in rows
        ]
        pl.DataFrame(flat).write_parquet(path)
        return
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _tell(rows: Sequence[dict[str, Any]], declarations: int) -> None:
    lanes: dict[str, int] = {}
    for row in rows:
        lanes[row["lane"]] = lanes.get(row["lane"], 0) + 1
    order = ("release", "audit", "documentary", "inspect", "hold")
    shown = ", ".join(f"{lane} {lanes[lane]}" for lane in order if lane in lanes)
    print(f"{declarations} declarations, {len(rows)} items: {shown}", file=sys.stderr)
