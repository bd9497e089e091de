"""Loose ends of an edition: what can be read but is not yet whole."""

from collections.abc import Iterator

from stratrade.engines.lists.evaluate import entry_of, find_node
from stratrade.engines.lists.model import Edition, Entry, RefTest
from stratrade.kernel.finding import Finding, Severity


def check(edition: Edition) -> tuple[Finding, ...]:
    """Loose ends of an edition, by entry.

    Returns:
        WARNING `lists.check.paragraph_missing`: a paragraph is referred to that its entry does not have.
        NOTICE `lists.check.named_entry_missing`: an entry is referred to that the edition does not have.
        NOTICE `lists.check.no_terms`, `lists.check.no_french`: an entry nobody finds in words.
        NOTICE `lists.check.aliases_missing`: a quantity that no words introduce in free text.
    """
    found: list[Finding] = []
    for entry in edition.entries.values():
        found += _references(entry, edition)
        if not any(entry.terms.values()):
            found.append(_notice("no_terms", entry.code, entry=entry.code))
        if "fr" not in entry.title:
            found.append(_notice("no_french", entry.code, entry=entry.code))
    for parameter in edition.parameters.values():
        if parameter.kind == "quantity" and not any(parameter.aliases.values()):
            found.append(_notice("aliases_missing", parameter.id, parameter=parameter.id))
    return tuple(found)


def _notice(what: str, reference: str, **params: str) -> Finding:
    return Finding(f"lists.check.{what}", Severity.NOTICE, params, reference)


def _references(entry: Entry, edition: Edition) -> Iterator[Finding]:
    for path, named in (
        *((node.path, node.test.entry) for node in entry.criteria.walk() if isinstance(node.test, RefTest)),
        *((entry.code, code) for code in (*entry.yields_to, *entry.see_also)),
    ):
        if find_node(named, edition) is not None:
            continue
        if entry_of(named, edition) is None:
            yield _notice("named_entry_missing", path, entry=named)
        else:
            yield Finding("lists.check.paragraph_missing", Severity.WARNING, {"paragraph": named}, path)
