"""What changed between two editions, as findings that a person can read one by one."""

from collections.abc import Iterator, Mapping

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
from stratrade.kernel.finding import Finding, Scalar, Severity

Leaves = Mapping[tuple[str, ...], Test]
TARIFF = "tariff"
_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "between": "∈"}


def diff(before: Edition, after: Edition) -> tuple[Finding, ...]:
    """What `after` says otherwise than `before`, in the order of the entry codes.

    Args:
        before: the older edition.
        after: the newer edition.

    Returns:
        Findings `lists.diff.…`, each referring to a paragraph: entries and criteria added or removed,
        thresholds, sets and substances changed, HS links changed, dates of validity changed; and one
        for the lines of the national tariff.
    """
    found: list[Finding] = []
    for code in sorted({*before.entries, *after.entries}):
        found += of_entry(code, before, after)
    found += _tariff(before, after)
    return tuple(found)


def of_entry(code: str, before: Edition, after: Edition) -> Iterator[Finding]:
    """What `after` says otherwise of one entry than `before`, see `diff`."""
    old, new = before.entries.get(code), after.entries.get(code)
    if old is None and new is not None:
        yield _note("entry_added", code, entry=code, title=new.title["en"])
    elif new is None and old is not None:
        yield _note("entry_removed", code, entry=code, title=old.title["en"])
    elif old is not None and new is not None and old != new:
        yield from _entry(old, new)


def _tariff(before: Edition, after: Edition) -> Iterator[Finding]:
    """How many lines of the national tariff differ; a table is compared line by line where it is read in."""
    old, new = dict(before.tariff), dict(after.tariff)
    changed = sum(old[code] != line for code, line in new.items() if code in old)
    added, removed = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    if added or removed or changed:
        yield _note("tariff_changed", TARIFF, added=added, removed=removed, changed=changed)


def _note(what: str, path: str, **params: Scalar) -> Finding:
    return Finding(f"lists.diff.{what}", Severity.NOTICE, params, path)


def _entry(old: Entry, new: Entry) -> Iterator[Finding]:
    code = new.code
    if old.title != new.title:
        yield _note("title_changed", code, before=old.title["en"], after=new.title["en"])
    if (old.valid_from, old.valid_to) != (new.valid_from, new.valid_to):
        yield _note(
            "validity_changed",
            code,
            before=f"{old.valid_from or ''}/{old.valid_to or ''}",
            after=f"{new.valid_from or ''}/{new.valid_to or ''}",
        )
    yield from _links(old, new)
    if old.yields_to != new.yields_to:
        yield _note(
            "precedence_changed", code, before=", ".join(old.yields_to), after=", ".join(new.yields_to)
        )
    yield from _criteria(code, _leaves(old.criteria), _leaves(new.criteria))
    if _shape(old.criteria) != _shape(new.criteria) and _leaves(old.criteria) == _leaves(new.criteria):
        yield _note("logic_changed", code, entry=code)


def _links(old: Entry, new: Entry) -> Iterator[Finding]:
    before, after = ({link.hs: link for link in entry.hs} for entry in (old, new))
    for hs in sorted({*before, *after}):
        was, is_ = before.get(hs), after.get(hs)
        if was is None and is_ is not None:
            yield _note("hs_added", new.code, hs=hs, strength=is_.strength)
        elif is_ is None and was is not None:
            yield _note("hs_removed", new.code, hs=hs, strength=was.strength)
        elif was is not None and is_ is not None and was.strength != is_.strength:
            yield _note("hs_changed", new.code, hs=hs, before=was.strength, after=is_.strength)
        elif was is not None and is_ is not None and was.source != is_.source:
            yield _note("hs_source", new.code, hs=hs, strength=is_.strength)


def _criteria(code: str, before: Leaves, after: Leaves) -> Iterator[Finding]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        path = key[0]
        if old is None and new is not None:
            yield _note("criterion_added", path, entry=code, criterion=_said(new), parameter=_subject(new))
        elif new is None and old is not None:
            yield _note("criterion_removed", path, entry=code, criterion=_said(old), parameter=_subject(old))
        elif old is not None and new is not None and old != new:
            yield _changed(code, path, old, new)


def _changed(code: str, path: str, old: Test, new: Test) -> Finding:
    if isinstance(old, QuantityTest) and isinstance(new, QuantityTest) and _bound(old) != _bound(new):
        return _note(
            "threshold_changed", path, parameter=new.parameter, before=_bound(old), after=_bound(new)
        )
    if isinstance(old, MemberTest) and isinstance(new, MemberTest):
        return _note(
            "options_changed",
            path,
            parameter=new.parameter,
            added=", ".join(sorted(new.options - old.options)),
            removed=", ".join(sorted(old.options - new.options)),
        )
    return _note(
        "criterion_changed", path, entry=code, before=_said(old), after=_said(new), parameter=_subject(new)
    )


def _leaves(root: Node) -> dict[tuple[str, ...], Test]:
    """Leaves by what makes them the same criterion in both editions: paragraph, kind, subject, turn."""
    found: dict[tuple[str, ...], Test] = {}
    for node in root.walk():
        if node.test is None:
            continue
        turn = 0
        while (key := (node.path, type(node.test).__name__, _subject(node.test), str(turn))) in found:
            turn += 1
        found[key] = node.test
    return found


def _subject(test: Test) -> str:
    match test:
        case SubstanceTest():
            return test.family or (test.cas[0] if test.cas else "")
        case RefTest():
            return test.entry
        case _:
            return test.parameter


def _said(test: Test) -> str:
    """A criterion in signs, the same in every language."""
    match test:
        case QuantityTest():
            return f"{test.parameter} {_bound(test)}"
        case SubstanceTest():
            limit = f" > {test.min_wt_pct} %" if test.min_wt_pct is not None else ""
            other = f" ({test.min_wt_pct_non_party} %)" if test.min_wt_pct_non_party is not None else ""
            return f"{test.family or ', '.join(test.cas)}{limit}{other}"
        case MemberTest():
            return f"{test.parameter} ∈ {{{', '.join(sorted(test.options))}}}"
        case RefTest():
            return test.entry
        case FeatureTest() | PurposeTest():
            return test.parameter


def _bound(test: QuantityTest) -> str:
    """The threshold with its sign and unit, as in "≤ 6 µm"."""
    unit = "" if test.unit == "1" else f" {test.unit}"
    if test.high is not None:
        left, right = "]" if test.low_exclusive else "[", "[" if test.high_exclusive else "]"
        return f"∈ {left}{test.value} … {test.high}{right}{unit}"
    return f"{_SIGNS[test.op]} {test.value}{unit}"


def _shape(node: Node) -> tuple[object, ...]:
    return (node.path, node.kind, tuple(_shape(child) for child in node.children))
