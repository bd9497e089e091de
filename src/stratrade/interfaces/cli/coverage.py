"""`stratrade lists coverage --against FILE`: hold the edition against a file with the official text."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from stratrade.engines.lists.coverage import CONTRADICTIONS, Coverage, compare
from stratrade.engines.lists.evaluate import Evaluator
from stratrade.engines.lists.model import Edition
from stratrade.engines.lists.reference import Official, read

REMAINS = ("entry_missing", "paragraph_missing", "text_only")
_COLUMNS = ("entries", "paragraphs", "executable", "text only", "missing", "numbers", "found", "CAS", "found")


def report(path: Path, edition: Edition, *, only: Sequence[str], as_json: bool) -> int:
    """Print the comparison; returns the exit code.

    Args:
        path: JSON file with the official text.
        edition: our edition.
        only: codes or beginnings of codes to look at; empty for all.
        as_json: one JSON document instead of tables.
    """
    try:
        entries = read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        print(f"stratrade lists coverage: {path}: {error}", file=sys.stderr)
        return 2
    chosen = [entry for entry in entries if not only or entry.code.startswith(tuple(only))]
    if not chosen:
        print("stratrade lists coverage: --entry: nothing of that name in the file", file=sys.stderr)
        return 2
    found = _compared(chosen, edition)
    if as_json:
        print(json.dumps([_as_dict(one) for one in found], ensure_ascii=False))
    else:
        _print(found, edition)
    return 0


def _compared(entries: Sequence[Official], edition: Edition) -> list[Coverage]:
    evaluator = Evaluator(edition)
    found = []
    for number, entry in enumerate(entries, start=1):
        if sys.stderr.isatty():
            print(f"\r{number}/{len(entries)} {entry.code:<8}", end="", file=sys.stderr)
        found.append(compare(entry, evaluator))
    if sys.stderr.isatty():
        print("\r" + " " * 24 + "\r", end="", file=sys.stderr)
    return found


def _as_dict(one: Coverage) -> dict[str, object]:
    return {
        "entry": one.code,
        "executable": one.executable,
        "text_only": one.text_only,
        "missing": one.missing,
        "numbers": list(one.numbers),
        "cas": list(one.cas),
        "leaves": dict(one.leaves),
        "remarks": [{"kind": r.kind, "path": r.path, "detail": r.detail} for r in one.remarks],
    }


def _print(found: Sequence[Coverage], edition: Edition) -> None:
    for one in found:
        for remark in one.remarks:
            print(f"{remark.kind:<18} {remark.path:<16} {remark.detail}")
    print()
    print("cat." + "".join(f"{name:>12}" for name in _COLUMNS))
    for category in sorted({one.code[:2] for one in found}):
        print(_row(category, [one for one in found if one.code.startswith(category)], edition))
    print(_row("all", found, edition))
    paragraphs = sum(one.paragraphs for one in found) or 1
    print(
        f"executable: {100 * sum(one.executable for one in found) / paragraphs:.2f} % of control paragraphs"
    )
    leaves: Counter[str] = Counter()
    for one in found:
        leaves.update(one.leaves)
    print("leaves: " + ", ".join(f"{kind} {count}" for kind, count in leaves.most_common()))
    left = [remark for one in found for remark in one.remarks if remark.kind in REMAINS]
    print(f"what remains: {len(left)} paragraphs")
    for remark in left:
        print(f"  {remark.path:<16} {remark.kind.replace('_', ' ')}: {remark.detail}")
    kinds = Counter(remark.kind for one in found for remark in one.remarks)
    print("remarks: " + (", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"))
    print(f"to contradict: {sum(kinds[kind] for kind in CONTRADICTIONS)}")


def _row(name: str, found: Sequence[Coverage], edition: Edition) -> str:
    figures = (
        sum(one.code in edition.entries for one in found),
        sum(one.paragraphs for one in found),
        sum(one.executable for one in found),
        sum(one.text_only for one in found),
        sum(one.missing for one in found),
        sum(one.numbers[0] for one in found),
        sum(one.numbers[1] for one in found),
        sum(one.cas[0] for one in found),
        sum(one.cas[1] for one in found),
    )
    return f"{name:<4}" + "".join(f"{figure:>12}" for figure in figures)
