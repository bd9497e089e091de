"""`stratrade lists show|on|search|hs|import|diff|check|coverage`: read the packaged control list."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from stratrade.apps import shelf
from stratrade.engines.classify.search import search
from stratrade.engines.lists import load
from stratrade.engines.lists.check import check
from stratrade.engines.lists.evaluate import entry_of
from stratrade.engines.lists.model import (
    Edition,
    Entry,
    FeatureTest,
    MemberTest,
    Node,
    PurposeTest,
    QuantityTest,
    RefTest,
    SubstanceTest,
    Test,
)
from stratrade.engines.lists.reading import EditionError
from stratrade.engines.lists.schema import schema_errors
from stratrade.engines.lists.standing import entry_on
from stratrade.interfaces.cli import coverage, list_changes, list_import
from stratrade.interfaces.cli.errors import Unusable

NAME = "lists"
HELP = "show, search and check the control list"
SIGNS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "between": "between"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--edition", help="id of the edition")
    verbs = parser.add_subparsers(dest="verb", required=True)
    show = verbs.add_parser("show", help="one entry with its criteria")
    show.add_argument("code")
    show.add_argument("--on", metavar="DATE", help="as it stood on this day (2026-01-31)")
    show.add_argument("--json", action="store_true")
    stood = verbs.add_parser("on", help="the list as it stood on a day: its edition and every entry in force")
    stood.add_argument("day", metavar="DATE", help="for example 2026-01-31")
    stood.add_argument("--language", choices=list_changes.LANGUAGES, default="en")
    stood.add_argument("--json", action="store_true")
    hs = verbs.add_parser("hs", help="entries that goods under a customs code may fall in")
    hs.add_argument("code", nargs="?", help="four to eight digits; without it the links are counted")
    hs.add_argument("--tariff", type=Path, metavar="FILE", help="table of national lines of eight digits")
    table = verbs.add_parser("import", help="check a State's own table, or make an edition of it")
    table.add_argument("file", type=Path, metavar="FILE", help="XLSX or CSV")
    table.add_argument("--kind", choices=list_import.KINDS, default="", help="else its headings say it")
    table.add_argument(
        "--scope", choices=sorted(load.SCOPES), default="named", help="which of our links give way"
    )
    table.add_argument("--language", choices=list_changes.LANGUAGES, default="en")
    table.add_argument("--from", dest="on", metavar="DATE", help="first day of the edition (2026-01-31)")
    wanted = table.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--check", action="store_true", help="say what is wrong, row by row, and do no more")
    wanted.add_argument("--output", type=Path, metavar="ZIP", help="an edition that a steward can hand in")
    changed = verbs.add_parser("diff", help="what a second edition says otherwise than a first")
    changed.add_argument("before", metavar="A", help="id, digest or folder")
    changed.add_argument("after", metavar="B", help="id, digest or folder")
    changed.add_argument("--language", choices=list_changes.LANGUAGES, default="en")
    find = verbs.add_parser("search", help="entries by words, CAS number or HS code")
    find.add_argument("words", nargs="+")
    find.add_argument("--json", action="store_true")
    verbs.add_parser("check", help="check the files of the edition against schema and each other")
    against = verbs.add_parser("coverage", help="hold the edition against a file with the official text")
    against.add_argument("--against", type=Path, required=True, metavar="FILE")
    against.add_argument("--entry", action="append", default=[], metavar="CODE", help="only these entries")
    against.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code of the contracts."""
    try:
        if args.verb == "check":
            return _check(args.edition)
        if args.verb == "diff":
            return list_changes.report(args.before, args.after, language=args.language)
        if args.verb in {"import", "hs", "on"}:
            return {"import": _import, "hs": _of_hs, "on": _on}[args.verb](args)
        dated = args.verb == "show" and args.on and not args.edition
        edition = (
            list_changes.edition_on(list_changes.day(args.on)) if dated else shelf.read_edition(args.edition)
        )
    except (EditionError, shelf.UnknownEditionError) as error:
        print(f"stratrade lists: {error}", file=sys.stderr)
        return 2
    if args.verb == "coverage":
        return coverage.report(args.against, edition, only=args.entry, as_json=args.json)
    return {"show": _show, "search": _search}[args.verb](args, edition)


def _on(args: argparse.Namespace) -> int:
    on = list_changes.day(args.day)
    return list_changes.stood(on, args.edition, language=args.language, as_json=args.json)


def _of_hs(args: argparse.Namespace) -> int:
    edition = list_changes.standing(args.edition)
    if not args.code:
        return list_changes.counted(edition)
    list_changes.speak()
    return list_changes.of_hs(args.code, edition, args.tariff)


def _import(args: argparse.Namespace) -> int:
    if args.output and not args.on:
        raise Unusable("--output needs the first day of the edition: --from 2026-01-31")
    list_changes.speak()
    return list_import.report(
        args.file,
        kind=args.kind,
        edition=args.edition,
        scope=args.scope,
        output=args.output,
        on=list_changes.day(args.on) if args.on else date.min,
        language=args.language,
    )


def _show(args: argparse.Namespace, edition: Edition) -> int:
    entry = entry_of(args.code.strip(), edition) or entry_of(args.code.strip().upper(), edition)
    if entry is None:
        print(f"stratrade lists: {args.code} is no entry of {edition.id}", file=sys.stderr)
        return 2
    if args.on:
        stood = entry_on(entry, list_changes.day(args.on))
        if stood is None:
            print(f"stratrade lists: {entry.code} was not in force on {args.on}", file=sys.stderr)
            return 2
        entry = stood
    if args.json:
        print(json.dumps(_as_dict(entry), ensure_ascii=False))
    else:
        print("\n".join(_entry_lines(entry, edition)))
    return 0


def _as_dict(entry: Entry) -> dict[str, object]:
    return {
        "code": entry.code,
        "title": dict(entry.title),
        "hs": [
            {"code": link.hs, "strength": link.strength, "reason": link.reason, "source": link.source}
            for link in entry.hs
        ],
        "regimes": [
            {"regime": r.regime, "reference": r.reference, "source": r.source} for r in entry.regimes
        ],
        "yields_to": list(entry.yields_to),
        "see_also": list(entry.see_also),
        "criteria": [
            {"path": node.path, "kind": node.kind.value, "title": node.title["en"], "test": said(node.test)}
            for node in entry.criteria.walk()
        ],
    }


def _entry_lines(entry: Entry, edition: Edition) -> Iterator[str]:
    yield f"{entry.code}  {entry.title['en']}"
    yield from (f"       {words}" for language, words in entry.title.items() if language != "en")
    yield from _node_lines(entry.criteria, edition, 1)
    for label, words in (
        ("Regimes", [f"{r.regime} {r.reference}".strip() for r in entry.regimes]),
        ("HS", [f"{link.hs} ({link.strength})" for link in entry.hs]),
        ("Yields to", entry.yields_to),
        ("See also", entry.see_also),
        ("Notes", entry.definitions),
    ):
        if words:
            yield f"{label}: " + (", ".join(words) if label != "Notes" else "")
            if label == "Notes":
                yield from (f"  - {note}" for note in words)


def _node_lines(node: Node, edition: Edition, depth: int) -> Iterator[str]:
    kinds = {"all": "all of:", "any": "any of:", "not": "not:", "leaf": ""}
    note = " (exclusion)" if node.decontrol else ""
    tail = f"  [{said(node.test)}]" if node.test else f" — {kinds[node.kind.value]}"
    yield f"{'  ' * depth}{node.path}{note}  {node.title['en']}{tail}"
    for child in node.children:
        yield from _node_lines(child, edition, depth + 1)


def said(test: Test | None) -> str:
    """A criterion in signs."""
    match test:
        case None:
            return ""
        case QuantityTest():
            bounds = f"{test.value}" if test.high is None else f"{test.value} and {test.high}"
            return f"{test.parameter} {SIGNS[test.op]} {bounds} {test.unit}"
        case SubstanceTest():
            limit = f" > {test.min_wt_pct} %" if test.min_wt_pct is not None else ""
            return f"{', '.join(test.cas) or test.family}{limit}"
        case MemberTest():
            return f"{test.parameter} in {', '.join(sorted(test.options))}"
        case RefTest():
            return f"see {test.entry}"
        case FeatureTest() | PurposeTest():
            return f"{test.parameter}?"


def _search(args: argparse.Namespace, edition: Edition) -> int:
    hits = search(" ".join(args.words), shelf.read_index(args.edition))
    if args.json:
        print(json.dumps([{"entry": h.entry, "score": h.score} for h in hits]))
    else:
        for hit in hits:
            print(f"{hit.entry:<10} {edition.entries[hit.entry].title['en']}")
    if not hits:
        print("nothing found", file=sys.stderr)
    return 0


def _check(edition_id: str | None) -> int:
    texts = shelf.edition_files(edition_id or shelf.DEFAULT_EDITION)
    wrong = list(schema_errors(texts, shelf.edition_schema()))
    for line in wrong:
        print(line, file=sys.stderr)
    try:
        edition = load.parse(texts)
    except EditionError as error:
        print(f"stratrade lists: {error}", file=sys.stderr)
        return 2
    for finding in check(edition):
        print(f"{finding.severity:<8} {finding.reference:<12} {finding.code} {dict(finding.params)}")
    nodes = sum(1 for entry in edition.entries.values() for node in entry.criteria.walk())
    print(
        f"{edition.id}: {len(edition.entries)} entries, {nodes} nodes, {len(edition.parameters)} parameters, "
        f"{len(edition.substances)} CAS numbers, digest {edition.digest[:12]}"
    )
    return 2 if wrong else 0
